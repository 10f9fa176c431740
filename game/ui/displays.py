"""The screens of this computer as SDL knows them: where each is, and what panels leave of it.

pygame tells sizes alone, so SDL is asked through the library that pygame has loaded. Where that cannot be
done there are sizes and nothing else: the game then opens its window as it is asked to.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple, Protocol

import pygame

PRETENDED: Final = ("dummy", "offscreen", "disk")
"""Drivers of SDL that draw into the void, for tests: their screens have no size that a window has to keep."""

NUMBERS: Final = range(1, 65)
"""SDL's numbers of windows: the game has one window, and a new number each time it is made anew."""


class Area(NamedTuple):
    """A rectangle on the desktop, in pixels."""

    x: int
    y: int
    w: int
    h: int


class WindowFrame(NamedTuple):
    """Pixels that the system draws around a window: its title bar and edges."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0


class Display(NamedTuple):
    """One screen, or projector."""

    name: str
    whole: Area
    usable: Area
    """Without panels and docks."""


class Displays(Protocol):
    """What can be asked about the screens."""

    def all(self) -> tuple[Display, ...]:
        """Return the screens that are connected now."""
        ...

    def frame(self) -> WindowFrame:
        """Return what surrounds the game's window."""
        ...

    def under_window(self) -> int:
        """Return the number of the screen that the game's window is on, from 0."""
        ...

    def move_window(self, x: int, y: int) -> None:
        """Put the inner left upper corner of the game's window at a place of the desktop."""
        ...


class SystemDisplays:
    """The real screens."""

    def all(self) -> tuple[Display, ...]:
        """Return the screens that are connected now; none where screens are only pretended."""
        if pygame.display.get_driver() in PRETENDED:
            return ()
        sdl = _sdl()
        if sdl is None:
            sizes = pygame.display.get_desktop_sizes()
            return tuple(Display("", area, area) for area in (Area(0, 0, w, h) for w, h in sizes))
        return tuple(self._asked(sdl, number) for number in range(sdl.SDL_GetNumVideoDisplays()))

    def _asked(self, sdl: Any, number: int) -> Display:
        whole = _area(sdl.SDL_GetDisplayBounds, number) or Area(0, 0, 0, 0)
        name = sdl.SDL_GetDisplayName(number) or b""
        return Display(
            name.decode("utf-8", "replace"), whole, _area(sdl.SDL_GetDisplayUsableBounds, number) or whole
        )

    def frame(self) -> WindowFrame:
        """Return what surrounds the game's window; nothing where the system does not say."""
        sdl, window = _sdl(), _window()
        if sdl is None or not window:
            return WindowFrame()
        sides = [ctypes.c_int() for _ in WindowFrame()]
        if sdl.SDL_GetWindowBordersSize(ctypes.c_void_p(window), *map(ctypes.byref, sides)):
            return WindowFrame()
        return WindowFrame(*(side.value for side in sides))

    def under_window(self) -> int:
        """Return the number of the screen that the game's window is on, from 0."""
        sdl, window = _sdl(), _window()
        found = sdl.SDL_GetWindowDisplayIndex(ctypes.c_void_p(window)) if sdl is not None and window else 0
        return max(0, int(found))

    def move_window(self, x: int, y: int) -> None:
        """Put the inner left upper corner of the game's window at a place of the desktop."""
        sdl, window = _sdl(), _window()
        if sdl is not None and window:
            sdl.SDL_SetWindowPosition(ctypes.c_void_p(window), x, y)


def _area(ask: Callable[..., int], number: int) -> Area | None:
    sides = (ctypes.c_int * 4)()
    return None if ask(number, sides) else Area(*sides)


def _window() -> int:
    """Return SDL's own handle of pygame's window, 0 where there is none."""
    sdl = _sdl()
    if sdl is None or pygame.display.get_surface() is None:
        return 0
    return next((int(found) for number in NUMBERS if (found := sdl.SDL_GetWindowFromID(number))), 0)


@cache
def _sdl() -> Any:
    """Return the SDL that pygame has loaded, or None where it is not found."""
    try:
        if sys.platform == "win32":
            sdl = ctypes.CDLL("SDL2.dll")
        else:
            sdl = ctypes.CDLL(pygame.display.__file__)  # its own libraries are found through it
        sdl.SDL_GetDisplayName.restype = ctypes.c_char_p
        sdl.SDL_GetWindowFromID.restype = ctypes.c_void_p
        sdl.SDL_GetNumVideoDisplays.restype = ctypes.c_int
    except (OSError, AttributeError):
        return None
    return sdl


def fitted(size: tuple[int, int], usable: Area, frame: WindowFrame) -> tuple[int, int]:
    """Return the size of a window that has room in `usable` with its `frame`, not above the wanted one."""
    room = usable.w - frame.left - frame.right, usable.h - frame.top - frame.bottom
    return min(size[0], room[0]), min(size[1], room[1])
