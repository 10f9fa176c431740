"""The loupe: a round piece of the source frame, enlarged and otherwise untouched.

It never looks at the frame as it was scaled for the screen, and never sharpens: either would add traces
that are not in the clip.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor
from typing import Final

import numpy as np
import pygame
from numpy.typing import NDArray

OUTSIDE: Final = (14, 15, 16)
"""What lies beyond the frame's edge."""
NEAREST_FROM: Final = 6.0
"""From so many screen pixels for one of the clip, its pixels are shown as squares."""


def magnify(frame: pygame.Surface, centre: tuple[float, float], zoom: float, diameter: int) -> pygame.Surface:
    """Return a round picture, `diameter` pixels wide, of `frame` around `centre` (x, y in 0..1).

    `zoom` is screen pixels per pixel of the clip. Bilinear; nearest where single pixels can be seen.
    """
    width, height = frame.get_size()
    half = diameter / 2 / zoom
    left, top = centre[0] * width - half, centre[1] * height - half
    source = _covered(left, top, 2 * half).clip(frame.get_rect())
    lens = pygame.Surface((diameter, diameter), pygame.SRCALPHA)
    lens.fill(OUTSIDE)
    if source.w and source.h:
        enlarged, inset = _enlarge(frame.subsurface(source), zoom)
        lens.blit(
            enlarged,
            (round((source.x + inset - left) * zoom - inset), round((source.y + inset - top) * zoom - inset)),
        )
    pixels_alpha = pygame.surfarray.pixels_alpha(lens)
    pixels_alpha[:] = _disc(diameter)
    del pixels_alpha  # unlocks the surface
    return lens


def _enlarge(piece: pygame.Surface, zoom: float) -> tuple[pygame.Surface, float]:
    """Return `piece` enlarged, and by how much of its own pixel the result begins after its edge.

    Enlarging, pygame's bilinear filter draws from the middle of the first to the middle of the last pixel
    (inset 0.5); its other filters draw from edge to edge (inset 0).
    """
    width, height = piece.get_size()
    inner = round((width - 1) * zoom), round((height - 1) * zoom)
    if zoom < NEAREST_FROM and inner[0] > width and inner[1] > height:
        return pygame.transform.smoothscale(piece, inner), 0.5
    whole = max(1, round(width * zoom)), max(1, round(height * zoom))
    scale = pygame.transform.smoothscale if zoom < 1 else pygame.transform.scale
    return scale(piece, whole), 0.0


def _covered(left: float, top: float, side: float) -> pygame.Rect:
    """Return the whole pixels that a square covers, and one more on each side for the interpolation."""
    x, y = floor(left) - 1, floor(top) - 1
    return pygame.Rect(x, y, ceil(left + side) + 1 - x, ceil(top + side) + 1 - y)


@lru_cache(maxsize=4)
def _disc(diameter: int) -> NDArray[np.uint8]:
    """Return the opacity of a disc with a soft edge, one pixel wide; shape (diameter, diameter).

    The same few are asked for again and again; none is to be changed.
    """
    offset = np.arange(diameter) + 0.5 - diameter / 2
    inside = diameter / 2 - np.hypot(offset[:, None], offset[None, :])
    opacity: NDArray[np.uint8] = (np.clip(inside + 0.5, 0, 1) * 255).astype(np.uint8)
    opacity.setflags(write=False)
    return opacity
