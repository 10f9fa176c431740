"""Widgets one after the other like words of a text: what finds no room in a row begins the next."""

from __future__ import annotations

from dataclasses import replace

from game.ui.geometry import Box
from game.ui.layout import Node
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Length, Widget


@screen_part(frozen=True, slots=True)
class Flow(Node):
    """Widgets of their own width and of one height, in rows."""

    children: tuple[Widget, ...]
    gap: Length = 0.0
    rows: int = 0
    """In how many rows it likes to stand: it asks for no more width than that takes. 0: for all of it."""

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the least width in which the widgets take no more than `rows`, and the height there."""
        sizes = self._sizes(layout, width)
        gap = layout.length(self.gap)
        wide = width
        if self.rows:
            ends = sorted(
                sum(sizes[j][0] + gap for j in range(i, k)) - gap
                for i in range(len(sizes))
                for k in range(i + 1, len(sizes) + 1)
            )
            widest = max(w for w, _ in sizes)
            fitting = (end for end in ends if end >= widest and len(self._broken(layout, end)) <= self.rows)
            wide = min(width, next(fitting, width))
        rows = self._broken(layout, wide)
        high = max((h for _, h in sizes), default=0.0)
        return wide, len(rows) * high + max(0, len(rows) - 1) * gap

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Place the widgets from left to right, row by row."""
        gap = layout.length(self.gap)
        placed: list[Widget] = []
        y = box.y
        for row in self._broken(layout, box.w):
            x = box.x
            high = max(h for _, (_, h) in row)
            for widget, (w, _) in row:
                placed.append(replace(widget, box=Box(x, y, w, high)))
                x += w + gap
            y += high + gap
        return placed

    def _sizes(self, layout: Layout, width: float) -> list[tuple[float, float]]:
        return [child.natural(layout, width) for child in self.children]

    def _broken(self, layout: Layout, width: float) -> list[list[tuple[Widget, tuple[float, float]]]]:
        gap, x = layout.length(self.gap), 0.0
        rows: list[list[tuple[Widget, tuple[float, float]]]] = []
        for widget, size in zip(self.children, self._sizes(layout, width), strict=True):
            if not rows or x + size[0] > width + 0.01:
                rows.append([])
                x = 0.0
            rows[-1].append((widget, size))
            x += size[0] + gap
        return rows
