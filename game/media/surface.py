"""Puts decoded frames into pygame's hands without copying a byte."""

from __future__ import annotations

import pygame

from game.media.frames import DecodedFrame


def surface_of(picture: DecodedFrame) -> pygame.Surface:
    """Return `picture` as an opaque surface that shares the picture's memory and keeps it alive."""
    surface = pygame.image.frombuffer(picture.data.data, picture.size, "BGRA")
    surface.set_alpha(None)
    return surface
