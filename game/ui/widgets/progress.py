"""How far a session is: one pip for each clip, the points, time that runs out."""

from __future__ import annotations

from collections.abc import Callable

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget


@screen_part(frozen=True, slots=True, kw_only=True)
class Pips(Widget):
    """One pip for each clip: filled when it is over, tall and light while it is on screen."""

    length: int
    done: int
    current: int | None = None

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for all pips side by side."""
        return min(width, self.length * ruler.length("pip")), ruler.length("pips")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the pips, right-aligned."""
        c, radius = p.palette, p.look.theme.radii.pip
        step = min(p.length("pip"), self.box.w / max(1, self.length))
        high = min(self.box.h, p.length("pips"))
        x = self.box.right - step * self.length
        for i in range(self.length):
            pip = Box(x, self.box.cy - high / 2, step * 0.77, high)
            low = pip.centred(pip.w, high * 0.62)
            if i == self.current:
                p.panel(pip, radius, c.paper)
            elif i < self.done:
                p.panel(low, radius, c.text_mid)
            else:
                p.panel(low, radius, None, c.edge, p.look.theme.stroke.hair)
            x += step


@screen_part(frozen=True, slots=True, kw_only=True)
class PointsCounter(Widget):
    """The gem and the points."""

    points: int
    icon_size: str = "icon_small"

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for gem and number."""
        wide = ruler.width(str(self.points), "h2", grow=False) + ruler.length("s") + ruler.length("icon")
        return min(width, wide), ruler.length("key")

    def draw(self, p: Painter, state: State) -> None:
        """Draw both, right-aligned."""
        words, size = str(self.points), p.length(self.icon_size)
        wide, _ = p.measure(words, "h2", grow=False)
        p.text(self.box, words, "h2", p.palette.text, align="right", valign="centre", grow=False)
        p.icon("points", self.box.right - wide - p.length("s") - size / 2, self.box.cy, size, p.palette.text)


@screen_part(frozen=True, slots=True, kw_only=True)
class TimeLeft(Widget):
    """A bar that runs out."""

    share: Callable[[], float]
    """1 at the beginning .. 0."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw the outline, and what is left."""
        c, radius, left = p.palette, self.box.h / 2, self.share()
        p.panel(self.box, radius, None, c.edge, p.look.theme.stroke.hair)
        if left * self.box.w > self.box.h:
            p.panel(self.box.left(self.box.w * left), radius, c.paper)


@screen_part(frozen=True, slots=True, kw_only=True)
class ProgressBar(Widget):
    """A bar that fills."""

    share: float
    """0 .. 1 at the end."""

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the whole width and the height of a bar."""
        return width, ruler.length("xl")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the track, and what is done."""
        c, box, radius = p.palette, self.box, self.box.h / 2
        p.panel(box, radius, c.room3, c.edge if c.outlined_panels else None, p.look.theme.stroke.hair)
        if self.share > 0:
            p.panel(box.left(max(box.h, box.w * self.share)), radius, c.paper)
