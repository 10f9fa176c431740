"""Puts decoded frames into pygame's hands without copying a byte."""

from __future__ import annotations

from typing import Final

import pygame

from game.media.frames import Picture

BYTES_PER_PIXEL: Final = 4


def surface_of(picture: Picture) -> pygame.Surface:
    """Return `picture` as an opaque surface that shares the decoder's buffer and keeps it alive.

    Rows that are padded in memory (widths that are no multiple of 16) are cut by a subsurface.
    """
    width, height = picture.size
    row = picture.stride // BYTES_PER_PIXEL
    surface = pygame.image.frombuffer(picture.data, (row, height), "BGRA")
    surface.set_alpha(None)
    return surface if row == width else surface.subsurface((0, 0, width, height))
