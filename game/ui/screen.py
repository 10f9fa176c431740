"""The window and its canvas: canvas lengths that fit any window, from 1024x600 to 4K and upright.

Landscape windows show at least a 1280x720 canvas, upright ones at least 810 px wide; what a window
has beyond that gives the layout more room instead of black bars.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pygame

from game.errors import DisplayError
from game.ui.geometry import Box

LANDSCAPE = (1280, 720)
PORTRAIT = (810, 1296)
SMALLEST = (640, 480)
MOST_WIDE, MOST_HIGH = 1480.0, 960.0


@dataclass(frozen=True, slots=True)
class Canvas:
    """The mapping from canvas to window pixels: `scale`, and the canvas's own width and height."""

    scale: float
    w: float
    h: float

    @classmethod
    def of(cls, window: tuple[int, int]) -> Canvas:
        """Return the canvas of a window of that many pixels."""
        w, h = max(SMALLEST[0], window[0]), max(SMALLEST[1], window[1])
        reference = PORTRAIT if h > w * 1.1 else LANDSCAPE
        scale = min(w / reference[0], h / reference[1])
        return cls(scale, w / scale, h / scale)

    @property
    def portrait(self) -> bool:
        """Tell whether the canvas stands upright."""
        return self.h > self.w * 1.1

    @property
    def whole(self) -> Box:
        """The whole canvas."""
        return Box(0, 0, self.w, self.h)

    @property
    def content(self) -> Box:
        """The part that a layout uses: not wider or higher than reads well, centred."""
        if self.portrait:
            return self.whole
        return self.whole.centred(min(self.w, MOST_WIDE), min(self.h, MOST_HIGH))

    def to_window(self, x: float, y: float) -> tuple[int, int]:
        """Return the window pixel of a canvas point."""
        return round(x * self.scale), round(y * self.scale)


class Screen:
    """The window. Opening it needs a display; the dummy driver of SDL counts as one."""

    def __init__(self, size: tuple[int, int], *, fullscreen: bool = False, title: str = "Chinmi?") -> None:
        flags = pygame.FULLSCREEN if fullscreen else pygame.RESIZABLE
        self._windowed = size
        try:
            pygame.display.init()
            pygame.display.set_caption(title)
            self.surface = pygame.display.set_mode((0, 0) if fullscreen else size, flags)
        except pygame.error as error:
            raise DisplayError(str(error)) from error
        self.fullscreen = fullscreen
        self.canvas = Canvas.of(self.surface.get_size())

    def resized(self) -> None:
        """Take over the window's new size."""
        surface = pygame.display.get_surface()
        if surface is not None:
            self.surface = surface
        self.canvas = Canvas.of(self.surface.get_size())

    def toggle_fullscreen(self) -> None:
        """Switch between the window and the full screen."""
        self.fullscreen = not self.fullscreen
        size = (0, 0) if self.fullscreen else self._windowed
        flags = pygame.FULLSCREEN if self.fullscreen else pygame.RESIZABLE
        self.surface = pygame.display.set_mode(size, flags)
        self.canvas = Canvas.of(self.surface.get_size())


def display_available() -> bool:
    """Tell whether a window can be opened here, without opening one."""
    driver = os.environ.get("SDL_VIDEODRIVER", "")
    if driver in ("dummy", "offscreen"):
        return True
    if not driver and _bare_linux():
        return False
    try:
        pygame.display.init()
    except pygame.error:
        return False
    return pygame.display.get_driver() not in ("dummy", "offscreen")


def _bare_linux() -> bool:
    """Tell whether neither a desktop nor a graphics card is there: asking SDL would only print warnings."""
    desktop = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return sys.platform == "linux" and not desktop and not any(Path("/dev/dri").glob("card*"))
