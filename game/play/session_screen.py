"""A screen of a session: a clip, the bar with progress and points, the question before it is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from game.play.chrome import drawing, margin, pips, points_badge, top_bar
from game.play.clip_screen import ClipScreen
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label

if TYPE_CHECKING:
    from game.play.controller import Play


class SessionScreen(ClipScreen):
    """A screen of a session being played."""

    def __init__(self, play: Play, *, note: Callable[[], str] = str) -> None:
        """`note` is a sentence about others' answers for the bar; empty where there is none."""
        super().__init__(play)
        self.play = play
        self.note = note

    def heading(self) -> tuple[str, str]:
        """Return the bar's title and subtitle."""
        session = self.play.session
        number = self.t("bar.clip_of", n=session.number, total=session.length)
        return self.play.level.title.get(self.t.language), number

    def bar(self, layout: Layout) -> list[Widget]:
        """Return the top bar with the progress pips and the points."""
        session, area, m = self.play.session, layout.area, margin(layout)
        title, subtitle = self.heading()
        widgets = top_bar(
            layout,
            self.context,
            title,
            subtitle,
            back=self.on_back,
            settings=self.open_settings,
            right=420 if not layout.portrait else 130,
        )
        if self.note():
            widgets = _with_note(widgets, subtitle, self.note())
        done = len(session.scored)
        current = None if session.number == done else session.number - 1
        right = area.right - m - 76
        score = Box(right - 130, area.y + 6, 118, 64)
        if session.feedback:
            widgets.append(drawing("points", score, lambda p, box: points_badge(p, box, session.points)))
        length = session.length
        room = (
            Box(area.x + m, area.y + 74, area.w - 2 * m, 30)
            if layout.portrait
            else Box(score.x - 280, area.y + 6, 270, 64)
        )
        widgets.append(drawing("pips", room, lambda p, box: pips(p, box, length, done, current)))
        return widgets

    def on_back(self) -> None:
        """Ask before the session is left."""
        from game.play.dialog import Choice, DialogScene

        stack = self.context.stack

        def leave() -> None:
            stack.pop()
            self.play.close()
            stack.pop()

        stack.push(
            DialogScene(
                self.context,
                icon="warning",
                title=self.t("leave.title"),
                text=self.t("leave.text"),
                choices=(
                    Choice("stay", self.t("leave.stay"), stack.pop, primary=True),
                    Choice("leave", self.t("leave.leave"), leave),
                ),
            )
        )


def _with_note(bar: list[Widget], number: str, note: str) -> list[Widget]:
    """Return the bar with the number in its upper line and the note, with its icon, in the lower one."""
    widgets: list[Widget] = []
    for widget in bar:
        if isinstance(widget, Label) and widget.name == "bar.title":
            widgets.append(replace(widget, text=number, style="caption", grow=False))
        elif isinstance(widget, Label) and widget.name == "bar.subtitle":
            low = Box(widget.box.x, widget.box.y - 4, widget.box.w, widget.box.h + 6)
            words = low.without_left(40)
            widgets.append(drawing("bar.note", low.left(32), _team))
            widgets.append(
                replace(widget, text=note, tone="text", style="label", box=words, floor=0.75, max_lines=2)
            )
        else:
            widgets.append(widget)
    return widgets


def _team(p: Painter, box: Box) -> None:
    p.icon("team", box.cx, box.cy, 28, p.palette.text)
