"""The drawings of the re-share ladder: its steps, and on which of them a tell-tale was seen."""

from __future__ import annotations

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget

DROP = 0.2
"""How much lower the last step is than the first, as a share of the height."""


@screen_part(frozen=True, slots=True, kw_only=True)
class RungSteps(Widget):
    """Steps down, the present one lit; the phone gets smaller with the picture."""

    rungs: tuple[tuple[str, float], ...]
    """Of each: its name, and the picture's size against the first."""
    at: int

    def draw(self, p: Painter, state: State) -> None:
        """Draw the steps."""
        c, high = p.palette, self.box.h * (1 - DROP)
        cells = self.box.columns((1.0,) * len(self.rungs), p.length("s"))
        for i, ((name, scale), cell) in enumerate(zip(self.rungs, cells, strict=True)):
            drop = self.box.h * DROP * i / max(1, len(self.rungs) - 1)
            step, now = cell.top(high).moved(0, drop), i == self.at
            edge = None if now else c.edge
            p.panel(step, p.look.theme.radii.key, c.paper if now else c.room1, edge, p.look.theme.stroke.hair)
            self._step(p, step.inset(p.length("xs")), name, scale, c.ink if now else c.text)

    @staticmethod
    def _step(p: Painter, box: Box, name: str, scale: float, ink: str) -> None:
        icon, words = box.rows((1.0, 2.0), 0)
        p.icon("phone", icon.cx, icon.cy, icon.h * (0.6 + 0.35 * scale), ink)
        p.text(words, name, "caption", ink, align="centre", valign="centre", grow=False, floor=0.9)


@screen_part(frozen=True, slots=True, kw_only=True)
class SeenBoxes(Widget):
    """One box for each step: with an eye where the tell-tale was seen."""

    seen: tuple[bool, ...]

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for the boxes side by side."""
        size = ruler.length("tick")
        return min(width, len(self.seen) * (size + ruler.length("l"))), size

    def draw(self, p: Painter, state: State) -> None:
        """Draw the boxes."""
        c, radius, size = p.palette, p.look.theme.radii.pip, p.length("tick")
        for seen, cell in zip(self.seen, self.box.columns((1.0,) * len(self.seen), 0), strict=True):
            box = cell.centred(size, size)
            if seen:
                p.panel(box, radius, c.paper)
                p.icon("eye", box.cx, box.cy, size * 0.85, c.ink)
            else:
                p.panel(box, radius, None, c.edge, p.look.theme.stroke.hair)
