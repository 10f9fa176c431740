"""The page before a practice or a check: what comes, how far it is, and the key that starts it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.play.chrome import content_box, drawing, top_bar
from game.quiz.scheduler import narrowed
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Panel

if TYPE_CHECKING:
    from game.campaign.controller import Walk


class _Gate(Scene):
    """A sheet of paper with an icon, a title, a text, and the keys below."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.context = walk.context

    def on_back(self) -> None:
        """Leave the chapter; its place is kept."""
        self.walk.leave()

    def icon(self) -> str:
        """Return the icon of the sheet."""
        return self.walk.chapter.icon

    def title(self) -> str:
        """Return the heading of the sheet."""
        raise NotImplementedError

    def lines(self) -> Sequence[str]:
        """Return the sentences of the sheet."""
        raise NotImplementedError

    def keys(self) -> Sequence[tuple[str, str, str]]:
        """Return (icon, words, detail) of what the sheet lists."""
        return ()

    def start_text(self) -> str:
        """Return the words of the key that starts."""
        raise NotImplementedError

    def start(self) -> None:
        """Start."""
        raise NotImplementedError

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, sheet, keys."""
        t, box = self.context.t, content_box(layout)
        chapter = self.walk.chapter
        title = t("lesson.chapter", n=chapter.number, title=chapter.title.get(t.language))
        bar = top_bar(layout, self.context, title, chapter.subtitle.get(t.language), back=self.on_back)
        foot = box.bottom_strip(68)
        sheet = box.without_bottom(84)
        if not layout.portrait:
            sheet = sheet.centred(min(sheet.w, 1000), min(sheet.h, 520))
        low = foot.columns((1.0, 1.4), 16)
        return [
            *bar,
            Panel(name="sheet", box=sheet, paper=True, radius=8),
            drawing("sheet.text", sheet.inset(44, 30), self._paint),
            Button(
                name="previous",
                box=low[0].left(min(low[0].w, 220)) if not layout.portrait else low[0],
                icon="back",
                text=t("page.back"),
                press=self.walk.back,
                shortcuts=("left",),
            ),
            Button(
                name="start",
                box=low[1].right_strip(min(low[1].w, 400)),
                icon="next",
                icon_after=True,
                text=self.start_text(),
                look="primary",
                press=self.start,
                first=True,
                shortcuts=("right", "pagedown"),
            ),
        ]

    def _paint(self, p: Painter, box: Box) -> None:
        c = p.palette
        p.icon(self.icon(), box.x + 40, box.y + 44, 80, c.ink)
        head = Box(box.x + 104, box.y, box.w - 104, 88)
        p.text(head, self.title(), "h1", c.ink, valign="centre", floor=0.6, max_lines=2)
        y = box.y + 108
        for line in self.lines():
            high = p.measure(line, "lead", box.w)[1]
            p.text(Box(box.x, y, box.w, high + 2), line, "lead", c.ink, floor=0.7)
            y += high + 14
        entries = self.keys()
        if entries:
            self._entries(p, Box(box.x, y + 6, box.w, box.bottom - y - 6), entries)

    @staticmethod
    def _entries(p: Painter, box: Box, entries: Sequence[tuple[str, str, str]]) -> None:
        columns = 2 if box.w > 560 else 1
        rows = -(-len(entries) // columns)
        high = min(64.0, box.h / max(1, rows) - 6)
        cells = Box(box.x, box.y, box.w, rows * (high + 6)).grid(columns, rows, 6)
        for cell, (icon, words, _) in zip(cells, entries, strict=False):
            p.icon(icon, cell.x + 24, cell.cy, min(40.0, cell.h), p.palette.ink)
            p.text(
                Box(cell.x + 60, cell.y, cell.w - 64, cell.h),
                words,
                "strong",
                p.palette.ink,
                valign="centre",
                floor=0.8,
            )


class PracticeGate(_Gate):
    """Before the mixed practice of a chapter."""

    name = "practice-gate"

    def title(self) -> str:
        """Return the heading."""
        return self.context.t("gate.practice")

    def _left(self) -> tuple[int, int]:
        level = self.walk.chapter.practice
        total = level.rounds if level else 0
        left = self.walk.journey.progress.rounds_left(self.walk.chapter)
        return left, total

    def lines(self) -> Sequence[str]:
        """Say what comes, and how far it is."""
        t, (left, total) = self.context.t, self._left()
        lines = [t("gate.practice_text", n=total)]
        if left < total:
            lines.append(t("gate.practice_left", n=left))
        return lines

    def keys(self) -> Sequence[tuple[str, str, str]]:
        """List the kinds that can turn up."""
        level, guide = self.walk.chapter.practice, self.context.guide
        if level is None:
            return ()
        kinds = narrowed(level, guide).kinds
        own = [k for k in kinds if guide.kinds[k].stage == self.walk.chapter.stage]
        return [(guide.kinds[k].icon, guide.kinds[k].name.get(self.context.language), "") for k in own[:8]]

    def start_text(self) -> str:
        """Return the words of the key."""
        left, total = self._left()
        return self.context.t("gate.go_on" if left < total else "gate.start")

    def start(self) -> None:
        """Play."""
        self.walk.practise()


class CheckGate(_Gate):
    """Before a check block: no feedback, honest answers, so that learning can be seen."""

    name = "check-gate"

    def icon(self) -> str:
        """Return the icon of a check."""
        return "target"

    def title(self) -> str:
        """Return the heading."""
        return self.context.t("gate.check_before" if self._before() else "gate.check_after")

    def _before(self) -> bool:
        return self.walk.chapter.check == "before"

    def lines(self) -> Sequence[str]:
        """Say what a check is for."""
        t = self.context.t
        return [
            t("gate.check_text"),
            t("gate.check_why_before" if self._before() else "gate.check_why_after"),
        ]

    def start_text(self) -> str:
        """Return the words of the key."""
        return self.context.t("gate.check_start")

    def start(self) -> None:
        """Play the block."""
        self.walk.check()
