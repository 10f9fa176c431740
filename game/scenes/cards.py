"""A card: any drawing that can be pressed and focused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.widgets.base import State, Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Widget):
    """Drawn by a function; hover lightens its outline, focus draws the ring."""

    paint: Callable[[Painter, Box], None]
    radius: float = 14

    def draw(self, p: Painter, state: State) -> None:
        """Draw the card."""
        box = self.box.moved(0, 2) if state.pressed else self.box
        self.paint(p, box)
        if state.hover:
            p.panel(box, self.radius, None, p.palette.text, 2)
        if state.focus:
            p.focus(self.box, self.radius)
