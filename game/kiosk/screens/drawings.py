"""What only the kiosk's screens draw: a countdown, a typed PIN, an icon on a disc."""

from __future__ import annotations

from collections.abc import Callable
from math import pi
from typing import Final

from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget

DOTS: Final = 6
"""Places of a PIN that are shown at least."""


@screen_part(frozen=True, slots=True, kw_only=True)
class CountdownRing(Widget):
    """Whole seconds in a ring that empties."""

    seconds: Callable[[], int]
    most: float
    """Seconds of a full ring."""
    size: str = "ring"

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return a square."""
        side = min(width, ruler.length(self.size))
        return side, side

    def draw(self, p: Painter, state: State) -> None:
        """Draw the ring and the number."""
        c, box, left = p.palette, self.box, self.seconds()
        outer, inner, top = box.w * 0.46, box.w * 0.37, -pi / 2
        p.fill(box, c.paper)
        p.arc(box.cx, box.cy, outer, inner, 0, 2 * pi, c.paper_2)
        share = min(1.0, left / max(1.0, self.most))
        steps = max(1, round(share * 8)) if share > 0 else 0
        for i in range(steps):
            start, end = (top + 2 * pi * share * k / steps for k in (i, i + 1))
            p.arc(box.cx, box.cy, outer, inner, start, end, c.ink)
        p.text(box, str(left), "h1", c.ink, align="centre", valign="centre", grow=False)


@screen_part(frozen=True, slots=True, kw_only=True)
class PinDots(Widget):
    """How much of a PIN is typed: a full dot for each digit."""

    typed: int

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return a strip."""
        return width, ruler.length("icon")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the dots."""
        box, n = self.box, max(DOTS, self.typed)
        r = box.h / 3
        step = min(box.h, box.w / n)
        x = box.cx - step * (n - 1) / 2
        for i in range(n):
            if i < self.typed:
                p.disc(x + i * step, box.cy, r, p.palette.text)
            else:
                p.disc(x + i * step, box.cy, r, p.palette.edge, hole=r * 0.72)


@screen_part(frozen=True, slots=True, kw_only=True)
class IconDisc(Widget):
    """An icon on a dark disc."""

    icon: str

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return a square."""
        side = min(width, ruler.length("badge"))
        return side, side

    def draw(self, p: Painter, state: State) -> None:
        """Draw disc and icon."""
        p.panel(self.box, self.box.w / 2, p.palette.ink)
        p.icon(self.icon, self.box.cx, self.box.cy, self.box.w * 0.6, p.palette.paper)
