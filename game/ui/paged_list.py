"""Rows of one height in pages: as many as fit above a foot, which knows how many pages there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from game.i18n import Translator
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, row, split
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Length, Widget
from game.ui.widgets.controls import Button, Label


@screen_part(frozen=True, slots=True)
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


def paged_foot(
    layout: Layout,
    t: Translator,
    how: str,
    keys: Iterable[Widget],
    turn: Callable[[int], None] | None,
) -> Node:
    """Return a foot: a word on how to go on, `keys`, and those that turn the page (`turn` None: one page)."""
    words = Label(name="how", text=how, style="caption", tone="text_mid", valign="centre", floor=0.9)
    turns = () if turn is None else (_turn(t, turn, "back", -1), _turn(t, turn, "next", 1))
    line = row(
        *(item(key, width=content()) for key in keys),
        *(item(key, width=fixed("key")) for key in turns),
        gap="m",
        lead="end",
    )
    return split(
        item(words, main=layout.choose(flex(), content())), item(line, height=fixed("action")), gap="m"
    )


def _turn(t: Translator, turn: Callable[[int], None], icon: str, by: int) -> Button:
    return Button(
        name=f"page.{icon}",
        icon=icon,
        press=lambda: turn(by),
        spoken=t(f"page.{icon}"),
        shortcuts=("pageup" if by < 0 else "pagedown",),
    )
