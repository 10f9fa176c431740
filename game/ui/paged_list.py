"""Rows of one height in pages: as many as fit above a foot, which knows how many pages there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.ui.geometry import Box
from game.ui.layout import Node, column, fixed, flex, item
from game.ui.scene import Layout
from game.ui.widgets.base import Length, Widget


@dataclass(frozen=True, slots=True)
class PagedList(Node):
    """A page of rows and the foot below; `page` counts on round and round."""

    rows: Sequence[Node | Widget]
    height: Length | None
    """The height of a row; None: the one row takes all the room."""
    gap: Length
    page: int
    foot: Callable[[int], Node]
    """The foot for a number of pages."""

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return nothing: it takes what it is given."""
        return width, 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return the rows of the page and the foot."""
        gap = layout.length(self.gap)
        most = 1
        if self.height is not None:
            room = box.h - self.foot(1).natural(layout, box.w)[1]
            most = max(1, int(room // (layout.length(self.height) + gap)))
        pages = [self.rows[i : i + most] for i in range(0, len(self.rows), most)]
        size = flex() if self.height is None else fixed(self.height)
        shown = column(*(item(row, main=size) for row in pages[self.page % len(pages)]), gap=self.gap)
        return column(item(shown, main=flex()), self.foot(len(pages)), gap=self.gap).place(layout, box)
