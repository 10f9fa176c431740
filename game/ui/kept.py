"""Pictures that are made once and drawn again and again, within so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Final, ParamSpec
from weakref import WeakKeyDictionary

import pygame

P = ParamSpec("P")
PICTURES: Final = 512
"""As many as a screen draws, several times over. Outlines of clips are all different, and what each was made
of is kept with it: without a limit hours of play pile up thousands that are never drawn again."""


def bytes_of(picture: pygame.Surface) -> int:
    """Return the bytes that the pixels of `picture` take."""
    return picture.get_pitch() * picture.get_height()


class KeptPictures:
    """What was made of the same arguments before; where there is no more room, the least used go first.

    A picture from here is never to be changed.
    """

    def __init__(self, most: int, pictures: int = PICTURES) -> None:
        """`most`: how many bytes of pixels are kept, in at most so many `pictures`."""
        self.most = most
        self.pictures = pictures
        self.held = 0
        self._kept: OrderedDict[Hashable, pygame.Surface] = OrderedDict()

    def keeping(self, make: Callable[P, pygame.Surface]) -> Callable[P, pygame.Surface]:
        """Let `make` be asked only for what is not kept; its arguments must be hashable."""

        @wraps(make)
        def kept(*args: P.args, **kwargs: P.kwargs) -> pygame.Surface:
            key = (make, args, tuple(kwargs.items()))
            found = self._kept.get(key)
            if found is None:
                found = make(*args, **kwargs)
                self._add(key, found)
            else:
                self._kept.move_to_end(key)
            return found

        return kept

    def _add(self, key: Hashable, picture: pygame.Surface) -> None:
        size = bytes_of(picture)
        if size > self.most // 2:
            return
        self._kept[key] = picture
        self.held += size
        while self.held > self.most or len(self._kept) > self.pictures:
            self.held -= bytes_of(self._kept.popitem(last=False)[1])


class ScaledPictures:
    """Pictures in the sizes in which they were drawn last; each goes when its picture goes.

    For pictures whose pixels do not change: every frame of a clip is a picture of its own.
    """

    def __init__(self) -> None:
        self._ready: WeakKeyDictionary[pygame.Surface, dict[_Shown, pygame.Surface]] = WeakKeyDictionary()

    def __len__(self) -> int:
        """Return of how many pictures something is kept."""
        return len(self._ready)

    def get(
        self, picture: pygame.Surface, size: tuple[int, int], area: pygame.Rect | None = None
    ) -> pygame.Surface:
        """Return `area` of `picture` (all of it) in `size`, smoothly scaled; it is not to be changed."""
        ready = self._ready.setdefault(picture, {})
        shown = (size, tuple(area or picture.get_rect()))
        found = ready.get(shown)
        if found is None:
            while len(ready) >= _SIZES:
                del ready[next(iter(ready))]
            part = picture if area is None else picture.subsurface(area)
            found = ready[shown] = quick(pygame.transform.smoothscale(part, size))
        return found


_Shown = tuple[tuple[int, int], tuple[int, ...]]
_SIZES = 2
"""In how many sizes a picture is kept: that of the screen, and of what lies over it."""


def quick(picture: pygame.Surface) -> pygame.Surface:
    """Return `picture` with its bytes in the order of a window's: drawing it is several times faster."""
    if not picture.get_flags() & pygame.SRCALPHA:
        return picture
    like = pygame.Surface((1, 1), pygame.SRCALPHA)
    if picture.get_masks() == like.get_masks():
        return picture
    copy = pygame.Surface(picture.get_size(), pygame.SRCALPHA)
    copy.blit(picture, (0, 0))
    return copy
