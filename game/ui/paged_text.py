"""A text that shows in pages where it is too long for its box, with a key beside it for the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from game.ui.geometry import Box
from game.ui.layout import Node, Place, fixed, flex, item, row
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.text_page import lines_per_page
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label


@screen_part(frozen=True, slots=True, kw_only=True)
class PagedText(Node):
    """It wants the height of the whole text; text is paged, never shrunk. The first page follows the last."""

    name: str
    text: str
    page: int
    more: Callable[[], None]
    spoken: Callable[[int, int], str]
    """The key in words: the number of the page, and how many there are."""
    style: str = "body"
    paper: bool = False
    key_at: Place = "end"
    shortcuts: tuple[str, ...] = ()

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the width that there is, and the height of the text in it."""
        return width, layout.height(self.text, self.style, width)

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return the page, and the key where there is more than one."""
        high = box.h + layout.length("hair")
        pages = lines_per_page(layout, self.text, self.style, box.w, high)
        if len(pages) == 1:
            return [self._words(self.text, box)]
        beside = layout.length("key") + layout.length("l")
        pages = lines_per_page(layout, self.text, self.style, box.w - beside, high)
        at = self.page % len(pages)
        look: Literal["ink", "secondary"] = "ink" if self.paper else "secondary"
        more = Button(
            name=f"{self.name}.more", look=look, icon="next", press=self.more,
            spoken=self.spoken(at + 1, len(pages)),
            shortcuts=self.shortcuts,
        )  # fmt: skip
        return row(
            item(self._words(pages[at], box), main=flex()),
            item(more, width=fixed("key"), height=fixed("key"), down=self.key_at),
            gap="l",
        ).place(layout, box)

    def _words(self, page: str, box: Box) -> Label:
        return Label(
            name=self.name, box=box, text=page, style=self.style, tone="ink" if self.paper else "text",
            floor=0.95,
        )  # fmt: skip
