"""Puts decoded frames into pygame's hands without copying a byte, in the size in which they are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import pygame

from game.media.frames import DecodedFrame, PixelSize, Shaper


def surface_of(picture: DecodedFrame) -> pygame.Surface:
    """Return `picture` as an opaque surface that shares the picture's memory and keeps it alive."""
    surface = pygame.image.frombuffer(picture.data.data, picture.size, "BGRA")
    surface.set_alpha(None)
    return surface


class ClipPicture:
    """The frame of a clip that is on screen: in the size of a stage, and in its own for a closer look.

    It belongs to the thread that draws. What `at` is asked for goes to `wish`, so that the decoder can make
    the next frames in that size: a stage that stays as large as it is waits for none.
    """

    def __init__(self, decoded: DecodedFrame, own: PixelSize, wish: Callable[[PixelSize], None]) -> None:
        """`own`: the size of the clip."""
        self._decoded = decoded
        self._own = own
        self._wish = wish
        self._shown = surface_of(decoded)

    @property
    def size(self) -> PixelSize:
        """The size in which it was made, or asked for last."""
        return self._shown.get_size()

    @cached_property
    def whole(self) -> pygame.Surface:
        """The frame in its own size, not to be changed."""
        return self._shown if self._shown.get_size() == self._own else self._made(self._own)

    def at(self, size: PixelSize) -> pygame.Surface:
        """Return the frame in `size`, not to be changed."""
        self._wish(size)
        if self._shown.get_size() != size:
            self._shown = self.whole if size == self._own else self._made(size)
        return self._shown

    def _made(self, size: PixelSize) -> pygame.Surface:
        source = self._decoded.source
        if source is None:
            return pygame.transform.smoothscale(surface_of(self._decoded), size)
        data = Shaper().made(source, size)
        return surface_of(DecodedFrame(self._decoded.index, data, size))
