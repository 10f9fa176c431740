"""Puts decoded frames into pygame's hands without copying a byte, in the size in which they are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
import pygame
from numpy.typing import NDArray

from game.media.frames import DecodedFrame, Shaper, Size


def surface_of(picture: DecodedFrame) -> pygame.Surface:
    """Return `picture` as an opaque surface that shares the picture's memory and keeps it alive."""
    surface = pygame.image.frombuffer(picture.data.data, picture.size, "BGRA")
    surface.set_alpha(None)
    return surface


def _pixels(surface: pygame.Surface, part: pygame.Rect) -> NDArray[np.uint32]:
    """Return a view on the pixels of a part of `surface`, shape (w, h); the surface is locked as long."""
    return pygame.surfarray.pixels2d(surface)[part.left : part.right, part.top : part.bottom]


class ClipPicture:
    """The frame of a clip that is on screen: in the size of a stage, and in its own for a closer look.

    It belongs to the thread that draws. What `at` is asked for goes to `wish`, so that the decoder can make
    the next frames in that size: a stage that stays as large as it is waits for none.
    """

    def __init__(self, decoded: DecodedFrame, own: Size, wish: Callable[[Size], None]) -> None:
        """`own`: the size of the clip."""
        self._decoded = decoded
        self._own = own
        self._wish = wish
        self._shown = surface_of(decoded)

    @cached_property
    def whole(self) -> pygame.Surface:
        """The frame in its own size, not to be changed."""
        return self._shown if self._shown.get_size() == self._own else self._made(self._own)

    def at(self, size: Size) -> pygame.Surface:
        """Return the frame in `size`, not to be changed."""
        self._wish(size)
        if self._shown.get_size() != size:
            self._shown = self.whole if size == self._own else self._made(size)
        return self._shown

    def lay(self, target: pygame.Surface, place: pygame.Rect) -> None:
        """Draw the frame on `target` at `place`, in the size of that, within the clip of `target`.

        Where both have their pixels alike they are copied: SDL would take two to three times as long.
        """
        picture = self.at(place.size)
        part = place.clip(target.get_clip())
        if target.get_bytesize() != 4 or target.get_masks()[:3] != picture.get_masks()[:3]:
            target.blit(picture, place)
        elif part:
            beside = part.move(-place.x, -place.y)
            np.copyto(_pixels(target, part).T, _pixels(picture, beside).T)

    def _made(self, size: Size) -> pygame.Surface:
        source = self._decoded.source
        if source is None:
            return pygame.transform.smoothscale(surface_of(self._decoded), size)
        data = Shaper().made(source, size)
        return surface_of(DecodedFrame(self._decoded.index, data, size))
