"""Where the class pointed: a veil over the frame, and a dot for every tap."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

import numpy as np
import pygame

from game.ui.geometry import Box
from game.ui.painter import Painter

SPREAD: Final = 0.045
"""How far one tap reaches, as a share of the frame's diagonal: about the tolerance of a mark."""
GRID: Final = 72
"""Columns of the heat map before it is scaled up."""
BRIGHTEST: Final = 215
"""The opacity of the densest place, of 255."""


def heat_surface(taps: Sequence[tuple[float, float]], aspect: float) -> pygame.Surface | None:
    """Return how densely the class pointed as a white veil (None without taps), to be scaled over the frame.

    Each tap adds a Gaussian of `SPREAD` diagonals; the densest place is the brightest.
    """
    if not taps:
        return None
    w, h = GRID, max(8, round(GRID / aspect))
    x = (np.arange(w) + 0.5) / w * aspect
    y = (np.arange(h) + 0.5) / h
    sigma = SPREAD * sqrt(aspect * aspect + 1)
    heat = np.zeros((w, h))
    for tap_x, tap_y in taps:
        heat += np.exp(-((x[:, None] - tap_x * aspect) ** 2 + (y[None, :] - tap_y) ** 2) / (2 * sigma**2))
    heat /= heat.max()
    veil = pygame.Surface((w, h), pygame.SRCALPHA)
    veil.fill((255, 255, 255, 0))
    pygame.surfarray.pixels_alpha(veil)[:] = (BRIGHTEST * heat**0.8).astype(np.uint8)
    return veil


def draw_heat(p: Painter, clip: Box, veil: pygame.Surface, taps: Sequence[tuple[float, float]]) -> None:
    """Draw the veil, and every tap as a dot that reads on any footage."""
    rect, stroke = p.rect(clip), p.look.theme.stroke
    p.surface.blit(pygame.transform.smoothscale(veil, rect.size), rect)
    for x, y in taps:
        at_x, at_y = clip.x + x * clip.w, clip.y + y * clip.h
        p.disc(at_x, at_y, stroke.halo * 0.75, p.palette.halo)
        p.disc(at_x, at_y, stroke.core, p.palette.player)
