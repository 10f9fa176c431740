"""What the workshop's screens share: the bar with code and progress, the keys of a presenter."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.clip_screen import ClipScreen
from game.play.hand_key import hand_key
from game.ui.events import Key
from game.ui.layout import Node
from game.ui.presets import Bar, icon_key, icon_text, panel, top_bar
from game.ui.scene import Change
from game.ui.widgets.controls import Button
from game.ui.widgets.progress import Pips
from game.workshop.lesson import CardItem, ClipItem
from game.workshop.room import End, Lock
from game.workshop.wall.desk import DESK_KEY, PANEL_KEY, desk_address, open_desk
from game.workshop.wall.naming import title_of
from game.workshop.wall.teaching import Teaching

REACH_KEY = "h"
"""Helps phones that do not get in."""
ADDRESS_KEY = "g"
"""Shows the room's address as large as the wall, to who comes late or lost the page."""
GLANCE = 0.25
"""Seconds between looks at the room: a count on the wall need not be newer."""


class WorkshopScreen(ClipScreen):
    """A screen of a lesson, with or without a clip on it."""

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.teaching = teaching
        self._glanced = -1.0
        self._seen: object = None
        self._minute = teaching.minutes_left

    # -- life --------------------------------------------------------------------------------------

    def update(self, now: float) -> Change:
        """Let clip and room go on; draw what moved."""
        change = super().update(now)
        if self.context.stack.top.scene is not self:
            return Change.ALL
        if self.teaching.tick(self.obey):
            return Change.ALL
        if now - self._glanced >= GLANCE:
            self._glanced = now
            seen = self.glance()
            if (seen, self.teaching.minutes_left) != self._seen:
                self._seen = seen, self.teaching.minutes_left
                title = title_of(self.t, self.teaching.lesson, self.teaching.room.at)
                self.teaching.notes(title, self.prompt(), self.checks_told())
                change = max(change, Change.LIVE)
            if self.teaching.minutes_left != self._minute:
                self._minute = self.teaching.minutes_left
                change = Change.ALL
        return change

    def next_due(self, now: float) -> float | None:
        """Look at the room again soon."""
        due = super().next_due(now)
        soon = max(0.0, self._glanced + GLANCE - now)
        return soon if due is None else min(due, soon)

    def glance(self) -> object:
        """Return what the live widgets show; they are drawn again when it changes."""
        room = self.teaching.room
        return len(room.seats), room.locked

    def prompt(self) -> str:
        """Return the question to talk about, for the teacher's page."""
        item = self.teaching.item
        if item is None or isinstance(item, CardItem) or item.prompt is None:
            return ""
        return item.prompt.get(self.t.language)

    def checks_told(self) -> Sequence[tuple[str, bool]]:
        """Return the checks that the teacher's page offers, and whether each is open; here none."""
        return ()

    def obey(self, wish: str) -> bool:
        """Grant a wish of the teacher's page that is this screen's; tell whether it was."""
        if wish == "reach":
            self.show_reach()
        return wish == "reach"

    # -- the teacher's keys ------------------------------------------------------------------------

    def on_key(self, key: Key) -> bool:
        """K locks the room, D shows how a phone becomes the desk, P opens it here, G and H let phones in."""
        if key.name == DESK_KEY and self.teaching.voting.phones is not None:
            self.show_desk()
            return True
        if key.name == REACH_KEY:
            self.show_reach()
            return True
        if key.name == ADDRESS_KEY:
            self.show_address()
            return True
        if key.name == PANEL_KEY:
            open_desk(self.teaching)
            return True
        if key.name == "k":
            self.teaching.do(Lock(on=not self.teaching.room.locked))
            words = "workshop.locked" if self.teaching.room.locked else "workshop.unlocked"
            self.context.toasts.show("lock", self.t(words))
            return True
        return super().on_key(key)

    def show_reach(self) -> None:
        """Help phones that do not get in."""
        from game.workshop.wall.reach import ReachScene

        if self.teaching.voting.phones is not None:
            self.context.stack.push(ReachScene(self.teaching))

    def show_address(self) -> None:
        """Show the room's address and code as large as the wall."""
        from game.workshop.wall.big_address import show_address

        show_address(self.teaching)

    def ask_reasons(self) -> None:
        """Let the class say why, in its own words; what the teacher's page shows is told anew after it."""
        from game.workshop.wall.reasons import ReasonsScene

        self._seen = None
        self.context.stack.push(ReasonsScene(self.teaching))

    def reasons_key(self) -> Button | None:
        """Return the key that asks for reasons; None where no phones take part."""
        if self.teaching.voting.phones is None:
            return None
        words = self.t("workshop.reasons_title")
        return icon_key("reasons", "captions", words, self.ask_reasons, shortcuts=("y",))

    def show_desk(self) -> None:
        """Show the desk's address and code, for the teacher's phone alone."""
        from game.workshop.wall.big_address import BigAddressScene

        phones, remote = self.teaching.voting.phones, self.teaching.remote
        url = desk_address(self.teaching)
        if phones is None or remote is None or url is None:
            return
        scene = BigAddressScene(
            self.context,
            url=url,
            place=f"{phones.place}/teacher",
            code=remote.code,
            words=self.t("workshop.desk_only"),
            remote=remote,
        )
        self.context.stack.push(scene)

    def on_back(self) -> None:
        """Ask before the lesson is ended or left."""
        from game.play.dialog import Choice, DialogScene

        stack, t = self.context.stack, self.t

        def end() -> None:
            stack.pop()
            self.teaching.do(End())

        def leave() -> None:
            stack.pop()
            self.teaching.close()
            stack.pop()

        def reach() -> None:
            stack.pop()
            self.show_reach()

        phones = self.teaching.voting.phones is not None
        help_phones = (Choice("reach", t("workshop.no_page"), reach),) if phones else ()
        stack.push(
            DialogScene(
                self.context,
                icon="warning",
                title=t("workshop.leave_title"),
                text=t("workshop.leave_text"),
                choices=(
                    Choice("stay", t("workshop.leave_stay"), stack.pop, primary=True),
                    *help_phones,
                    Choice("end", t("workshop.leave_end"), end),
                    Choice("leave", t("workshop.leave_later"), leave),
                ),
            )
        )

    # -- pieces ------------------------------------------------------------------------------------

    def heading(self) -> str:
        """Return the bar's upper line."""
        if self.teaching.voting.phones is not None:
            return self.t("workshop.with_code", code=self.teaching.room.code)
        return self.t("workshop.title")

    def subtitle(self) -> str:
        """Return the bar's lower line: what is on the wall, and how long the lesson has left."""
        title, left = (
            title_of(self.t, self.teaching.lesson, self.teaching.room.at),
            self.teaching.minutes_left,
        )
        if left is None:
            return title
        return f"{title} · {self.t('workshop.left', n=left) if left else self.t('workshop.time_over')}"

    def bar(self) -> Bar:
        """Return the bar: heading, what is on the wall, one pip for each clip."""
        teaching = self.teaching
        at, lesson = teaching.room.at, teaching.lesson
        here = isinstance(teaching.item, ClipItem)
        done = lesson.number(at) - here if at >= 0 else 0
        return top_bar(
            self.t,
            self.heading(),
            self.subtitle(),
            back=self.on_back,
            settings=self.open_settings,
            hand=hand_key(self.context),
            progress=Pips(name="pips", length=len(lesson.clips), done=done, current=done if here else None),
        )


def note_line(name: str, icon: str, words: str) -> Node:
    """Return a panel with an icon and a sentence or two."""
    return panel(f"{name}.panel", icon_text(name, icon, words), radius="control", around="m")
