"""Votes counted by hand: cards A to F held up, entered by the teacher."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.play.chrome import drawing
from game.play.context import Context
from game.quiz.judgement import STEP_IDS
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
from game.workshop.room import STEPS, Paper
from game.workshop.wall.teaching import Teaching

LETTERS = "ABCDEF"
MOST = 999


class PaperScene(Scene):
    """Six counters. Letters add one, Shift and a letter takes one away."""

    name = "workshop-paper"
    overlay = True

    def __init__(self, context: Context, teaching: Teaching) -> None:
        self.context = context
        self.teaching = teaching
        room = teaching.room
        self.counts = list(room.paper.get(room.at, (0,) * STEPS))

    def add(self, step: int, by: int) -> None:
        """Count one card more or less."""
        self.counts[step] = max(0, min(MOST, self.counts[step] + by))

    def done(self) -> None:
        """Keep the counts."""
        self.teaching.do(Paper(tuple(self.counts)))
        self.context.stack.pop()

    def on_back(self) -> None:
        """Leave without changing anything."""
        self.context.stack.pop()

    def on_key(self, key: Key) -> bool:
        """Count with the letters."""
        letter = key.name.upper()
        if len(letter) == 1 and letter in LETTERS:
            self.add(LETTERS.index(letter), -1 if key.shift else 1)
            return True
        return False

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return a sheet of paper with six counters."""
        t, area = self.context.t, layout.area
        w, h = min(1120.0, area.w - 60), min(620.0, area.h - 60)
        sheet = area.centred(w, h)
        inner = sheet.inset(36, 28)
        title_h = layout.height(t("workshop.paper_title"), "h2", inner.w)
        row = inner.bottom_strip(64)
        grid = Box(inner.x, inner.y + title_h + 14, inner.w, row.y - inner.y - title_h - 30)
        widgets: list[Widget] = [
            Panel(name="sheet", box=sheet, paper=True, radius=8),
            Label(
                name="title",
                box=inner.top(title_h),
                text=t("workshop.paper_title"),
                style="h2",
                tone="ink",
            ),
        ]
        columns, rows = (2, 3) if layout.portrait else (3, 2)
        for i, cell in enumerate(grid.grid(columns, rows, 14)):
            widgets += self._counter(i, cell)
        total = t("workshop.paper_total", n=sum(self.counts))
        widgets += [
            Label(
                name="total", box=row.left(row.w * 0.4), text=total, style="h3", tone="ink", valign="centre"
            ),
            Button(
                name="done",
                box=row.right_strip(300),
                look="ink",
                icon="check",
                text=t("workshop.paper_done"),
                press=self.done,
                first=True,
                shortcuts=("return", "pagedown"),
            ),
        ]
        return widgets

    def _counter(self, step: int, cell: Box) -> list[Widget]:
        t = self.context.t
        words = f"{LETTERS[step]} · {t(f'step.{STEP_IDS[step]}')}"
        keys = cell.inset(14, 12).bottom_strip(64)

        def paint(p: Painter, box: Box) -> None:
            c = p.palette
            p.panel(box, 8, c.scale[step])
            head = box.inset(14, 10).without_bottom(70)
            p.text(head, words, "strong", c.scale_text, floor=0.75, grow=False)
            p.text(
                Box(keys.x + 70, keys.y, keys.w - 140, keys.h),
                str(self.counts[step]),
                "h1",
                c.scale_text,
                align="centre",
                valign="centre",
                grow=False,
            )

        return [
            drawing(f"counter-{step + 1}", cell, paint),
            Button(
                name=f"less-{step + 1}",
                box=keys.left(64),
                look="ink",
                text="−",
                press=self._adder(step, -1),
                spoken=f"− {words}",
            ),
            Button(
                name=f"more-{step + 1}",
                box=keys.right_strip(64),
                look="ink",
                text="+",
                press=self._adder(step, 1),
                spoken=f"+ {words}",
            ),
        ]

    def _adder(self, step: int, by: int) -> Callable[[], None]:
        return lambda: self.add(step, by)
