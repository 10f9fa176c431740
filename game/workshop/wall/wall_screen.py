"""What the workshop's screens share: the bar with code and progress, the keys of a presenter."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.chrome import content_box, drawing, margin, pips, top_bar
from game.play.clip_screen import ClipScreen
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.workshop.lesson import ClipItem
from game.workshop.room import End, Lock
from game.workshop.wall.teaching import Teaching, title_of

GLANCE = 0.25
"""Seconds between looks at the room: a count on the wall need not be newer."""


class WorkshopScreen(ClipScreen):
    """A screen of a lesson, with or without a clip on it."""

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.teaching = teaching
        self._glanced = -1.0
        self._seen: object = None

    # -- life --------------------------------------------------------------------------------------

    def update(self, now: float) -> Change:
        """Let clip and room go on; draw what moved."""
        change = super().update(now)
        if self.context.stack.top.scene is not self:
            return Change.ALL
        if self.teaching.tick():
            return Change.ALL
        if now - self._glanced >= GLANCE:
            self._glanced = now
            seen = self.glance(now)
            if seen != self._seen:
                self._seen = seen
                self.teaching.notes(title_of(self.teaching), self.prompt())
                change = max(change, Change.LIVE)
        return change

    def next_due(self, now: float) -> float | None:
        """Look at the room again soon."""
        due = super().next_due(now)
        soon = max(0.0, self._glanced + GLANCE - now)
        return soon if due is None else min(due, soon)

    def glance(self, now: float) -> object:
        """Return what the live widgets show; they are drawn again when it changes."""
        del now
        room = self.teaching.room
        return len(room.seats), room.locked

    def prompt(self) -> str:
        """Return the question to talk about, for the teacher's page."""
        item = self.teaching.item
        prompt = getattr(item, "prompt", None)
        return prompt.get(self.t.language) if prompt is not None else ""

    # -- the teacher's keys ------------------------------------------------------------------------

    def on_key(self, key: Key) -> bool:
        """B or the remote's left key looks again, K locks the room."""
        if key.name == "k":
            self.teaching.do(Lock(on=not self.teaching.room.locked))
            words = "workshop.locked" if self.teaching.room.locked else "workshop.unlocked"
            self.context.toasts.show("lock", self.t(words))
            return True
        return super().on_key(key)

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

        stack.push(
            DialogScene(
                self.context,
                icon="warning",
                title=t("workshop.leave_title"),
                text=t("workshop.leave_text"),
                choices=(
                    Choice("stay", t("workshop.leave_stay"), stack.pop, primary=True),
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

    def bar(self, layout: Layout) -> list[Widget]:
        """Return the bar: heading, what is on the wall, one pip for each clip."""
        teaching, area, m = self.teaching, layout.area, margin(layout)
        subtitle = title_of(teaching)
        widgets = top_bar(
            layout,
            self.context,
            self.heading(),
            subtitle,
            back=self.on_back,
            settings=self.open_settings,
            right=0 if layout.portrait else 420,
        )
        at, clips = teaching.room.at, teaching.lesson.clips
        here = isinstance(teaching.item, ClipItem)
        done = teaching.lesson.number(at) - here if at >= 0 else 0
        room = (
            Box(area.x + m, area.y + 74, area.w - 2 * m, 30)
            if layout.portrait
            else Box(area.right - m - 76 - 420, area.y + 6, 400, 64)
        )
        current = done if here else None
        widgets.append(drawing("pips", room, lambda p, b: pips(p, b, len(clips), done, current)))
        return widgets

    def top(self, layout: Layout) -> Box:
        """Return the box below the bar."""
        return content_box(layout, 112.0 if layout.portrait else 88.0)


def note_line(p: Painter, box: Box, icon: str, words: str) -> None:
    """Draw a panel with an icon and one sentence."""
    c = p.palette
    p.panel(box, 10, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
    p.icon(icon, box.x + 38, box.cy, 34, c.text)
    room = Box(box.x + 70, box.y + 4, box.w - 90, box.h - 8)
    p.text(room, words, "body", c.text, valign="centre", floor=0.82, max_lines=2)


def several(widgets: Sequence[Widget | None]) -> list[Widget]:
    """Return the widgets that are there."""
    return [widget for widget in widgets if widget is not None]
