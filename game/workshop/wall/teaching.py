"""A lesson on the wall: the room joined with the clip player; every phase has its screen.

What the teacher does by key, by mouse or by the remote comes here as an event; the host makes the next room,
and this module opens the clip that it asks for and shows its screen. The network only ever reads the room.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from game.errors import StoreError
from game.play.clip_screen import SPEEDS
from game.workshop.host import Host
from game.workshop.lesson import ClipItem, Lesson, LessonItem, PairItem, PostItem
from game.workshop.room import (
    Close,
    End,
    Lock,
    NextItem,
    Reopen,
    Reveal,
    Room,
    RoomEvent,
    RoomPhase,
    Skip,
    Start,
)
from game.workshop.wall.films import Films
from game.workshop.wall.naming import name_of
from game.workshop.wall.unkept import UnkeptScene

if TYPE_CHECKING:
    from pathlib import Path

    from game.campaign.model import Campaign
    from game.content.models import Clip
    from game.media.clip import ClipPlayer
    from game.play.context import Context
    from game.ui.scene import Scene
    from game.workshop.server.adapters import Adapter
    from game.workshop.server.service import Service
    from game.workshop.server.teacher_remote import TeacherRemote

log = logging.getLogger("chinmi.classroom")

TIMES: Final = (0, 60, 90, 120)
"""Seconds for a vote; 0: the teacher closes it."""


@dataclass(frozen=True, slots=True)
class VotingMethod:
    """How the class votes."""

    phones: Service | None = None
    teams: int = 0
    wifi: str = ""
    """The network's name, where the teacher gave it."""

    @property
    def hot_seat(self) -> bool:
        """Tell whether teams take turns at this screen."""
        return self.teams > 0

    @property
    def cards(self) -> bool:
        """Tell whether cards are held up and counted."""
        return self.phones is None and not self.hot_seat


class Teaching:
    """One lesson being held. Scenes read `room` and `player` and call `do`."""

    def __init__(
        self,
        context: Context,
        host: Host,
        campaign: Campaign,
        scenes: Callable[[Teaching], Scene],
        voting: VotingMethod,
        *,
        move: Callable[[Adapter], None],
        remote: TeacherRemote | None = None,
        reports: Path | None = None,
    ) -> None:
        self.context = context
        self.host = host
        self.campaign = campaign
        self.voting = voting
        self.move = move
        """Go on in another of this computer's networks."""
        self.remote = remote
        self.reports = reports
        """The folder for reports."""
        self.films = Films(context, host)
        self.timer = 0
        """Seconds for each vote, or 0."""
        self.looking_again = False
        """The vote was opened once more: it stays open until the teacher ends it."""
        self.opened: tuple[str, ...] = ()
        """The checks that were opened on the post on the wall."""
        self.ends: float | None = None
        """When the lesson's time is over, by `context.clock`; None in the lobby."""
        self._scene_of = scenes
        self._begun = False
        self._closed = False

    # -- what is true ------------------------------------------------------------------------------

    @property
    def room(self) -> Room:
        """The room now."""
        return self.host.room

    @property
    def lesson(self) -> Lesson:
        """The lesson being held."""
        return self.host.lesson

    @property
    def item(self) -> LessonItem | None:
        """The item on the wall."""
        at = self.room.at
        return self.lesson.items[at] if 0 <= at < len(self.lesson.items) else None

    @property
    def player(self) -> ClipPlayer | None:
        """The player of the film on the wall; of a pair, of the edit."""
        return self.films.player

    @property
    def asked(self) -> ClipItem:
        """The clip on the wall."""
        assert isinstance(self.item, ClipItem)  # noqa: S101 - only clips have these screens
        return self.item

    @property
    def post(self) -> PostItem:
        """The post on the wall."""
        assert isinstance(self.item, PostItem)  # noqa: S101 - only posts have these screens
        return self.item

    @property
    def pair(self) -> PairItem:
        """The pair on the wall."""
        assert isinstance(self.item, PairItem)  # noqa: S101 - only pairs have these screens
        return self.item

    @property
    def moment(self) -> float:
        """The second on which the class points."""
        return self.item.moment if isinstance(self.item, ClipItem | PairItem) else 0.0

    @property
    def clip(self) -> Clip:
        """The record of the clip on the wall."""
        assert self.films.clip is not None  # noqa: S101 - opened with its screen
        return self.films.clip

    @property
    def virtual(self) -> bool:
        """Tell whether the clip on the wall shows a computer-made actor; between clips, whether any does."""
        item = self.item
        if isinstance(item, PostItem):
            return True
        if isinstance(item, ClipItem | PairItem) and self.room.phase is not RoomPhase.DONE:
            return item.virtual
        return self.lesson.virtual

    @property
    def voice(self) -> bool:
        """Tell whether the clip on the wall is sound only."""
        one = isinstance(self.item, ClipItem) and self.room.phase is not RoomPhase.DONE
        return one and self.asked.sound_only

    @property
    def minutes_left(self) -> int | None:
        """How many minutes the lesson has left, a begun one counted whole; None before and after it."""
        if self.ends is None or self.room.phase is RoomPhase.DONE:
            return None
        return max(0, ceil((self.ends - self.context.clock()) / 60))

    # -- what happens ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the room on top of the present screen: the lobby, or where a lesson was cut off.

        A lesson that goes on has as much time left as its plan gives to the rest of it.
        """
        if self.room.phase is not RoomPhase.LOBBY:
            self._begin_clock()
        self._show()

    def do(self, event: RoomEvent) -> None:
        """Let `event` happen and show its screen."""
        before = self.room
        try:
            outcome = self.host.apply(event)
        except StoreError:
            return  # `tick` asks what to do
        room = outcome.room
        if isinstance(event, Start) and outcome.refused is None:
            self._begin_clock()
        if outcome.refused is not None or (room.at, room.phase) == (before.at, before.phase):
            return
        self.looking_again = isinstance(event, Reopen)
        if room.phase is RoomPhase.CLOSED and room.ask is not None and room.ask.block != "lesson":
            self.do(NextItem())
            return
        self._show()

    def _begin_clock(self) -> None:
        lesson = self.lesson
        gone = lesson.minutes_from(0) - lesson.minutes_from(self.room.at)
        self.ends = self.context.clock() + 60 * (lesson.minutes - gone)

    def go_on(self) -> None:
        """Do what the main key of the present screen does."""
        steps: dict[RoomPhase, RoomEvent] = {
            RoomPhase.LOBBY: Start(),
            RoomPhase.PAGE: NextItem(),
            RoomPhase.OPEN: Close(),
            RoomPhase.CLOSED: Reveal(),
            RoomPhase.SHOWN: NextItem(),
        }
        if self.room.phase in steps:
            self.do(steps[self.room.phase])

    def fail(self, reason: str) -> None:
        """Pass over a clip that cannot be played: tell, do not count it, go on."""
        log.warning("passed over item %d of the lesson: %s", self.room.at, reason)
        self.context.toasts.show("warning", self.context.t("workshop.skipped"))
        self.do(Skip())

    def tick(self, of_screen: Callable[[str], bool]) -> bool:
        """Let time pass: the still, a wish that `of_screen` may grant; True when there is news to draw."""
        self.films.make_stills()
        if self.host.trouble is not None:
            question = UnkeptScene(self.context, self.host, self.remote, self.notes, self.host.trouble)
            self.context.stack.push(question)
            return True
        wish = self.remote.take() if self.remote is not None else None
        if wish is None:
            return False
        if not of_screen(wish):
            self._obey(wish)
        return True

    def _obey(self, wish: str) -> None:
        events: dict[str, RoomEvent] = {
            "again": Reopen(),
            "skip": Skip(),
            "lock": Lock(on=not self.room.locked),
            "end": End(),
        }
        if wish == "next":
            self.go_on()
        elif wish in events:
            if wish == "again" and self.room.phase is not RoomPhase.CLOSED:
                self._replay()
            else:
                self.do(events[wish])
        elif self.player is not None:
            if wish == "toggle":
                self.player.toggle()
            elif wish == "slow":
                speeds = list(SPEEDS)
                self.player.set_speed(speeds[(speeds.index(self.player.speed) + 1) % len(speeds)])
            elif wish == "replay":
                self._replay()

    def _replay(self) -> None:
        if self.player is not None:
            self.player.seek(0.0)
            self.player.play()

    def notes(self, title: str, prompt: str = "", checks: Sequence[tuple[str, bool]] = ()) -> None:
        """Show on the teacher's page what is on the wall; `checks` of a post, and whether each is open."""
        if self.remote is None:
            return
        room, service = self.room, self.voting.phones
        classroom = service.classroom if service is not None else None
        self.remote.show(
            {
                "t": "desk",
                "title": title,
                "prompt": prompt,
                "checks": checks,
                "open": room.phase is RoomPhase.OPEN,
                "voted": room.voted() if room.ask is not None else 0,
                "seats": len(room.seats),
                "locked": room.locked,
                "refused": sum(classroom.refusals.counts.values()) if classroom is not None else 0,
                "next": name_of(self.context.t, self.lesson, room.at + 1)
                if room.at + 1 < len(self.lesson.items)
                else "",
                "left": self.minutes_left,
                "needs": round(self.lesson.minutes_from(room.at)),
            }
        )

    def close(self) -> None:
        """Let go of clips and network. An unfinished lesson stays in the journal."""
        if self._closed:
            return
        self._closed = True
        self.films.drop()
        if self.voting.phones is not None:
            self.voting.phones.stop()
        self.host.close()

    def _show(self) -> None:
        room = self.room
        if room.phase is RoomPhase.OPEN or (room.ask is not None and self.player is None):
            self._open_films()
            if self.room is not room:
                return
        elif room.ask is None:
            self.films.drop()
        scene = self._scene_of(self)
        if self._begun:
            self.context.stack.replace(scene)
        else:
            self._begun = True
            self.context.stack.push(scene)

    def _open_films(self) -> None:
        item = self.item
        assert isinstance(item, ClipItem | PostItem | PairItem)  # noqa: S101 - only these are voted on
        if self.films.shows(item):
            return
        self.opened = ()
        if not self.films.open_item(item, self.room.at):
            self.fail("missing")
