"""Rows of one height in pages: as many as fit, and a key to the next page where there is more than one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.ui.geometry import Box
from game.ui.layout import Node, column, fixed, flex, item, row
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Length, Widget
from game.ui.widgets.controls import Button


@screen_part(frozen=True, slots=True)
class PagedRows(Node):
    """A page of rows; `page` counts on round and round."""

    rows: Sequence[Node | Widget]
    height: Length
    """The height of a row."""
    gap: Length
    page: int
    turn: Callable[[], None]
    spoken: Callable[[int, int], str]
    """The words of the key, for the number of the page and of all pages."""

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return nothing: it takes what it is given."""
        return width, 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return the rows of the page, and the key in the lower right corner."""
        gap = layout.length(self.gap)
        most = max(1, int((box.h + gap) // (layout.length(self.height) + gap)))
        pages = [self.rows[i : i + most] for i in range(0, len(self.rows), most)] or [()]
        at = self.page % len(pages)
        shown = column(*(item(one, main=fixed(self.height)) for one in pages[at]), gap=self.gap)
        spoken = self.spoken(at + 1, len(pages))
        more = Button(name="more", icon="next", press=self.turn, spoken=spoken)
        corner = item(more, height=fixed("key"), down="end")
        tree = row(item(shown, main=flex()), item(corner, width=fixed("key")), gap="m")
        return (tree if len(pages) > 1 else shown).place(layout, box)
