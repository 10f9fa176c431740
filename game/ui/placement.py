"""Which display the game is on: a key moves it to the next one, and it comes back when a projector goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.ui.displays import Display
from game.ui.screen import Screen

GLANCE: Final = 1.0
"""Seconds between looks at how many displays there are."""


class Placement:
    """The display that the window is on. `tell` gets the key of a sentence and its numbers."""

    def __init__(self, screen: Screen, tell: Callable[..., None], redraw: Callable[[], None]) -> None:
        self._screen = screen
        self._tell = tell
        self._redraw = redraw
        self._known = screen.displays.all()
        self._here: Display | None = None
        """The display that was filled on purpose; None at home."""
        self._glanced = 0.0
        self._fresh = False
        """Just filled: the window system may still be moving the window."""

    @property
    def several(self) -> bool:
        """Tell whether there is more than one display."""
        return len(self._known) > 1

    def put(self, number: int) -> None:
        """Fill the display of that number, from 1, as people count; say so where there is none."""
        self._known = self._screen.displays.all()
        if not 1 <= number <= len(self._known):
            self._tell("display.missing", n=number)
            return
        self._fill(number - 1)

    def next(self) -> None:
        """Move to the next display, after the last one back to the first; say so where there is one only."""
        self._known = self._screen.displays.all()
        if not self.several:
            self._tell("display.one")
            return
        at = self._screen.displays.under_window() if self._here is None else self._found() or 0
        following = (at + 1) % len(self._known)
        if following:
            self._fill(following)
        else:
            self._come_home("display.on")

    def watch(self, now: float) -> None:
        """Look whether a display has come or gone, once in a while."""
        if self._fresh:
            self._fresh, self._glanced = False, now
        if now - self._glanced < GLANCE:
            return
        self._glanced = now
        before, self._known = self._known, self._screen.displays.all()
        if self._here is not None and self._found() != self._screen.displays.under_window():
            self._come_home("display.gone")
        elif len(self._known) > len(before) and self.several:
            self._tell("display.new")

    def _found(self) -> int | None:
        """Return the number of the display that was filled, from 0, or None when it has gone."""
        here = None if self._here is None else (self._here.name, self._here.whole)
        return next((i for i, one in enumerate(self._known) if (one.name, one.whole) == here), None)

    def _fill(self, index: int) -> None:
        self._here, self._fresh = self._known[index], True
        self._screen.fill_display(index)
        self._redraw()
        self._tell("display.on", n=index + 1, total=len(self._known))

    def _come_home(self, words: str) -> None:
        self._here = None
        self._screen.come_home()
        self._redraw()
        self._tell(words, n=1, total=len(self._known))
