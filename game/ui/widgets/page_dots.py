"""Which of several pages is shown: one dot per page."""

from __future__ import annotations

from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget


@screen_part(frozen=True, slots=True, kw_only=True)
class PageDots(Widget):
    """One dot per page: those behind filled, the present one large, the others hollow."""

    total: int
    at: int

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for the dots in a row."""
        return min(width, self.total * ruler.length("dot") * 4 / 3), ruler.length("dot")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the dots around the middle of the box."""
        c, size = p.palette, p.length("dot")
        step = min(size * 4 / 3, self.box.w / self.total)
        x = self.box.cx - step * (self.total - 1) / 2
        for i in range(self.total):
            if i == self.at:
                p.disc(x, self.box.cy, size / 2, c.edge)
                p.disc(x, self.box.cy, size * 5 / 12, c.text)
            elif i < self.at:
                p.disc(x, self.box.cy, size / 3, c.text)
            else:
                p.disc(x, self.box.cy, size / 3, c.edge, hole=size / 4)
            x += step
