"""A QR code, as cameras like to read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pygame

from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget

QUIET: Final = 4
"""White modules around a QR code (ISO/IEC 18004)."""
WHITE, BLACK = "#FFFFFF", "#17181A"
"""The same in every theme: cameras want dark on light."""


@screen_part(frozen=True, slots=True, kw_only=True)
class QrCode(Widget):
    """A code with its quiet zone on white, as large a square as its box allows."""

    rows: Sequence[bytes]
    size: str = "qr_code"
    """A side of the square, as the theme names it; this one is read from the last row of a classroom."""

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return a square."""
        side = min(width, ruler.length(self.size))
        return side, side

    def draw(self, p: Painter, state: State) -> None:
        """Draw each module as a whole number of pixels."""
        box = self.box.fitted(1.0)
        p.panel(box, p.look.theme.radii.key, WHITE)
        rect, modules = p.rect(box), len(self.rows)
        unit = rect.w // (modules + 2 * QUIET)
        left = rect.x + (rect.w - unit * modules) // 2
        top = rect.y + (rect.h - unit * modules) // 2
        ink = pygame.Color(BLACK)
        for y, row in enumerate(self.rows):
            for x, dark in enumerate(row):
                if dark:
                    p.surface.fill(ink, (left + x * unit, top + y * unit, unit, unit))
