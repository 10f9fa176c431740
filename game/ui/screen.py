"""The window and its canvas: canvas lengths that fit any window, from 1024x600 to 4K and upright.

Landscape windows show at least a 1280x720 canvas, upright ones at least 810 px wide; what a window
has beyond that gives the layout more room instead of black bars.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

import pygame

from game.errors import DisplayError
from game.ui import presenting
from game.ui.displays import Displays, SystemDisplays, WindowFrame, fitted
from game.ui.geometry import Box

LANDSCAPE = (1280, 720)
PORTRAIT = (810, 1296)
SMALLEST = (640, 480)
MOST_WIDE, MOST_HIGH = 1480.0, 960.0


class Canvas(NamedTuple):
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

    def __init__(
        self,
        size: tuple[int, int],
        *,
        fullscreen: bool = False,
        title: str = "Chinmi?",
        displays: Displays | None = None,
    ) -> None:
        self.displays = displays or SystemDisplays()
        self._windowed = size
        self._full_at_home = fullscreen
        self.fullscreen = fullscreen
        try:
            pygame.display.init()
            presenting.choose(pygame.display.get_driver())
            pygame.display.set_caption(title)
            self._open()
        except pygame.error as error:
            raise DisplayError(str(error)) from error

    def _open(self, display: int | None = None) -> None:
        """Open the window, or change it; None leaves the system to choose the display."""
        there = {} if display is None else {"display": display}
        if self.fullscreen:
            self.surface = pygame.display.set_mode((0, 0), pygame.FULLSCREEN, **there)
        else:
            size = self._within(self._windowed, WindowFrame(), display)
            self.surface = pygame.display.set_mode(size, pygame.RESIZABLE, **there)
            self._keep_on_screen(display)
        self.canvas = Canvas.of(self.surface.get_size())

    def _within(self, size: tuple[int, int], frame: WindowFrame, display: int | None) -> tuple[int, int]:
        """Return the part of `size` that has room beside panels and frame, the smallest window at least."""
        known = self.displays.all()
        if not known:
            return size
        at = self.displays.under_window() if display is None else display
        room = fitted(size, known[min(at, len(known) - 1)].usable, frame)
        least = min(size[0], SMALLEST[0]), min(size[1], SMALLEST[1])
        return max(least[0], room[0]), max(least[1], room[1])

    def _keep_on_screen(self, display: int | None) -> None:
        """Make the window smaller where it and its frame are larger than the place: low keys would be cut."""
        known = self.displays.all()
        if not known:
            return
        pygame.event.pump()
        frame, opened = self.displays.frame(), self.surface.get_size()
        size = self._within(opened, frame, display)
        if size == opened:
            return
        there = {} if display is None else {"display": display}
        self.surface = pygame.display.set_mode(size, pygame.RESIZABLE, **there)
        usable = known[min(self.displays.under_window(), len(known) - 1)].usable
        self.displays.move_window(usable.x + frame.left, usable.y + frame.top)

    def resized(self) -> None:
        """Take over the window's new size."""
        surface = pygame.display.get_surface()
        if surface is not None:
            self.surface = surface
        self.canvas = Canvas.of(self.surface.get_size())

    def toggle_fullscreen(self) -> None:
        """Switch between the window and the full screen."""
        self.fullscreen = self._full_at_home = not self.fullscreen
        self._open(self.displays.under_window() if len(self.displays.all()) > 1 else None)

    def fill_display(self, number: int) -> None:
        """Fill the display of that number (from 0): a projector, while the teacher works on the other one."""
        os.environ["SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS"] = "0"  # or a click on the laptop would hide the wall
        self.fullscreen = True
        self._open(number)

    def come_home(self) -> None:
        """Go back to the computer's own display, as a window or full as it was there."""
        self.fullscreen = self._full_at_home
        self._open(0)


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
