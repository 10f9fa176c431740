"""The vote: the clip plays, the class judges, and nothing of it shows before the vote is closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from game.play.clip_screen import SPEEDS
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, pad, row, split, stack
from game.ui.painter import Painter
from game.ui.presets import key_row, primary, screen
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
from game.ui.widgets.judging import mark_cross
from game.workshop.wall.class_drawing import Seal, TimeRing, VoteCount, histogram
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.team_turns import TeamScreen

GRACE_LESSON, GRACE_CHECK = 12.0, 4.0
"""Seconds of quiet after the last vote until the vote closes: time to change one's mind, or to point."""
MORE = 30.0
"""Seconds that a key adds."""


class VoteScene(TeamScreen):
    """One question. With teams at this screen, each takes its turn on the six keys and hands over."""

    name = "workshop-vote"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        now = self.context.clock()
        self.until = now + teaching.timer if teaching.timer and not teaching.looking_again else None
        self._left: float | None = None
        """Seconds that the vote has left once it is on top again."""
        self._quiet_since: float | None = None
        self._ballot: object = None

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Start the clip."""
        if self.player is not None and not (self.teaching.voting.hot_seat and self.stage_of_turn == "come"):
            self.player.play()

    def update(self, now: float) -> Change:
        """Close the vote when its time is over, or when all have voted and are quiet."""
        change = super().update(now)
        if self.context.stack.top.scene is not self:
            return change
        if (self.until is not None and now >= self.until) or self._all_quiet(now):
            self.close_vote()
            return Change.ALL
        return change

    def settle(self) -> None:
        """Wait for the picture, and for the one that phones point at."""
        super().settle()
        self.teaching.films.settle()

    def _all_quiet(self, now: float) -> bool:
        room, voting = self.teaching.room, self.teaching.voting
        if voting.phones is None or self.teaching.looking_again or not room.complete or self.busy:
            self._quiet_since = None
            return False
        ballot = room.ballot()
        if self._quiet_since is None or ballot is not self._ballot:
            self._quiet_since, self._ballot = now, ballot
        return now - self._quiet_since >= self.grace

    def pause(self) -> None:
        """Stop the clip, and let the time for the vote wait while another screen lies on top."""
        super().pause()
        self._left = None if self.until is None else self.until - self.context.clock()

    def resume(self) -> None:
        """Let the time go on that waited."""
        super().resume()
        self._quiet_since = None
        if self._left is not None:
            self.until, self._left = self.context.clock() + self._left, None

    @property
    def busy(self) -> int:
        """How many phones are still pointing, naming or choosing anew."""
        phones = self.teaching.voting.phones
        classroom = phones.classroom if phones is not None else None
        return classroom.busy.count(self.teaching.room.at) if classroom is not None else 0

    @property
    def grace(self) -> float:
        """How long everybody may still change their mind."""
        return GRACE_LESSON if self.spot else GRACE_CHECK

    def glance(self) -> object:
        """Look at the counts, and at whole seconds while a clock runs."""
        room, now = self.teaching.room, self.context.clock()
        left = None if self.until is None else int(self.until - now)
        quiet = None if self._quiet_since is None else int(now - self._quiet_since)
        return super().glance(), room.voted(), left, quiet, self.busy

    # -- actions -----------------------------------------------------------------------------------

    def more_time(self) -> None:
        """Half a minute more."""
        now = self.context.clock()
        self._quiet_since = None if self._quiet_since is None else now + MORE - self.grace
        if self.until is not None:
            self.until = max(self.until, now) + MORE

    def end_vote(self) -> None:
        """End the vote; ask first where cards are held up and none was counted."""
        voting = self.teaching.voting
        if voting.phones is not None or voting.hot_seat or self.teaching.room.voted():
            self.close_vote()
            return
        from game.play.dialog import Choice, DialogScene

        stack, t = self.context.stack, self.t

        def count() -> None:
            stack.pop()
            self.count_cards()

        def on() -> None:
            stack.pop()
            self.close_vote()

        choices = (
            Choice("count", t("workshop.count_cards"), count, primary=True),
            Choice("without", t("workshop.without_count"), on),
        )
        title, text = t("workshop.none_counted"), t("workshop.paper_title")
        stack.push(DialogScene(self.context, icon="warning", title=title, text=text, choices=choices))

    def count_cards(self) -> None:
        """Enter votes that were counted by hand."""
        from game.workshop.wall.paper import PaperScene

        self.context.stack.push(PaperScene(self.context, self.teaching))

    # -- teams at this screen ----------------------------------------------------------------------

    def on_stage_drag(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Let a team point; else as on every screen with a clip."""
        if self.pointing and not self.loupe_on:
            self.tap = self.to_clip(x, y)
        else:
            super().on_stage_drag(phase, x, y)

    def at_moment(self, phase: Literal["down", "move", "up"], seconds: float) -> None:
        """Let a team point at a moment of a sound; else go there."""
        if self.pointing:
            self.tap = (min(1.0, seconds / float(self.clip.seconds)), 0.5)
        else:
            super().at_moment(phase, seconds)

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the team's mark."""
        if self.pointing and self.tap is not None:
            mark_cross(p, clip.x + self.tap[0] * clip.w, clip.y + self.tap[1] * clip.h)
        super().draw_over(p, clip)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Stage and transport; beside (upright: below) them the count, or the team whose turn it is."""
        left = column(item(self.clip_stage(lit=self.pointing), main=flex()), self._transport(), gap="l")
        teams = self.teaching.voting.hot_seat
        body = split(
            item(left, main=flex(1.08 if teams else 1.18)),
            item(self._team() if teams else self._count(layout), main=flex()),
            gap="margin",
        )
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _transport(self, *, sound: bool = True) -> Node:
        words = not self.clip.sound_only
        return key_row(
            item(self.play_key(words=True), main=flex(1.5)),
            *(item(self._speed(speed), main=flex(0.7)) for speed in SPEEDS if speed < 1),
            item(self.loupe_key(words=words), main=flex(1.5 if words else 0.7)),
            item(self.icon_key("replay", "replay", self.replay, self.t("workshop.replay")), main=flex(0.7)),
            item(self.sound_key(), main=flex(0.7)) if sound else None,
            gap="m",
        )

    def _speed(self, speed: float) -> Button:
        """Return the key of a speed, which also goes back to normal; teams choose steps with its digit."""
        key = self.speed_key(speed)
        press = partial(self.set_speed, 1.0 if key.on else speed)
        return replace(key, press=press, shortcuts=() if self.teaching.voting.hot_seat else key.shortcuts)

    def _count(self, layout: Layout) -> Node:
        """Return the question, how many have voted, and the votes covered."""
        t = self.t
        title = t("workshop.vote_check") if self.check else t("workshop.vote")
        if self.teaching.voting.phones is None:
            title = t("workshop.vote_cards")
        if self.teaching.looking_again:
            title = t("workshop.vote_again")
        count = VoteCount(name="count", live=True, count=self._voted, words=self._of)
        covered = stack(
            Panel(name="hidden.panel", corner="panel"),
            pad(histogram("hidden", t, None, cards=self.teaching.voting.cards), "xl"),
            pad(
                item(
                    Seal(name="hidden.label", live=True, icon="lock", words=self._hidden),
                    width=fixed("seal"),
                    height=fixed("key"),
                    across="centre",
                    down="centre",
                ),
                bottom="action",
            ),
        )
        return column(
            item(
                Label(name="title", text=title, style="h1", floor=0.7, max_lines=2),
                height=content(most="heading"),
            ),
            self._who(brief=layout.cramped),
            row(item(count, main=flex()), self._ring()),
            item(covered, main=flex()),
            self._keys(),
            gap="m",
        )

    def _who(self, *, brief: bool = False) -> Label | None:
        """Return who is seen, over the first computer-made actor of the lesson; `brief`: in smaller words."""
        if not self.teaching.lesson.introduces(self.teaching.room.at):
            return None
        style = "body" if brief else "lead"
        return Label(name="who", text=self.t("watch.virtual"), style=style, tone="text_mid", floor=0.7)

    @property
    def check(self) -> bool:
        """Tell whether the clip belongs to a check before or after the lesson."""
        ask = self.teaching.room.ask
        return ask is not None and ask.block != "lesson"

    def _voted(self) -> int:
        return self.teaching.room.voted()

    def _of(self) -> str:
        room = self.teaching.room
        if self.teaching.voting.phones is None:
            return self.t("workshop.counted")
        return self.t("workshop.of_voted", n=len(room.seats) + sum(room.paper.get(room.at, ())))

    def _told(self) -> str:
        """Return in one line how many have voted, or how soon the vote closes by itself."""
        waits = self._quiet_since is not None or self._waits_for
        return self._hidden() if waits else f"{self._voted()} {self._of()}"

    def _ring(self) -> Node | None:
        until = self.until
        if until is None:
            return None
        ring = TimeRing(
            name="timer",
            live=True,
            left=lambda: (self.until or until) - self.context.clock(),
            whole=max(1.0, float(self.teaching.timer)),
        )
        return item(ring, width=fixed("timer"), height=fixed("timer"), down="centre")

    @property
    def _waits_for(self) -> int:
        """For how many phones the vote stays open though all have voted."""
        return self.busy if self.teaching.room.complete and not self.teaching.looking_again else 0

    def _hidden(self) -> str:
        if self._waits_for:
            return self.t("workshop.still_busy", n=self._waits_for)
        if self._quiet_since is None:
            return self.t("workshop.hidden")
        left = max(1, round(self.grace - (self.context.clock() - self._quiet_since)))
        return self.t("workshop.closing", n=left)

    def _keys(self) -> Node:
        t = self.t
        more = Button(
            name="more",
            icon="timer",
            text=t("workshop.more_time"),
            style="label",
            stacked=True,
            press=self.more_time,
            shortcuts=("t",),
        )
        cards = Button(
            name="cards",
            icon="touch",
            text=t("workshop.count_cards"),
            style="label",
            stacked=True,
            press=self.count_cards,
            shortcuts=("c",),
        )
        close = primary(
            "close",
            t("workshop.close_check" if self.check else "workshop.close"),
            self.end_vote,
            first=True,
            shortcuts=("return", "pagedown"),
        )
        timed = self.until is not None or self._quiet_since is not None
        return key_row(
            item(more, main=flex(0.75)) if timed else None,
            item(cards, main=flex(0.9)),
            item(close, main=flex(1.5)),
            gap="m",
        )

    def _team(self) -> Node:
        """Return what the teams need: a hand-over, or the turn of one."""
        return self.hand_over_panel() if self.stage_of_turn == "come" else self.turn_panel(self._who())
