"""The brand mark: a disc cut in two."""

from __future__ import annotations

from math import pi

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class Logo(Widget):
    """The brand mark: a disc cut in two, the right half lowered."""

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return a square."""
        side = min(width, ruler.length("logo"))
        return side, side

    def draw(self, p: Painter, state: State) -> None:
        """Draw the mark."""
        draw_logo(p, self.box)


def draw_logo(p: Painter, box: Box) -> None:
    """Draw the brand mark in `box`."""
    c = p.palette
    r, cx, cy = box.h * 0.43, box.cx, box.cy
    drop, gap = r * 0.17, r * 0.1
    p.arc(cx - gap, cy - drop / 2, r, 0, pi / 2, 3 * pi / 2, c.real.fill)
    p.arc(cx + gap, cy + drop / 2, r, 0, -pi / 2, pi / 2, c.manipulated.fill)
    p.disc(cx - gap - r * 0.34, cy - drop / 2 - r * 0.2, r * 0.12, c.ink)
    p.disc(cx + gap + r * 0.34, cy + drop / 2 - r * 0.2, r * 0.12, c.ink)
