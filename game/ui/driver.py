"""Driving the real game without a person: posts events, lets the loop run, says why a click would miss.

Tests, robots and the screenshot command use it. It knows widgets by name, as a person knows a button by
its words, but everything it does goes through pygame's event queue, as a person's hand does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pygame

from game.errors import ChinmiError
from game.ui.ledger import Ledger
from game.ui.loop import Loop, picture, whole_canvas
from game.ui.widgets.base import Widget

_KEYS = {"pageup": pygame.K_PAGEUP, "pagedown": pygame.K_PAGEDOWN}
"""Keys whose names here are not those of pygame."""


class MissedError(ChinmiError):
    """A click or a wait that a person could not have done, and why."""


class Driven(Protocol):
    """What the driver needs of a running game."""

    loop: Loop

    def settle(self) -> None:
        """Let background work that the picture waits for come to rest."""
        ...


class Driver:
    """A hand on the mouse and the keyboard of a running game."""

    def __init__(self, app: Driven) -> None:
        self.app = app
        self.loop = app.loop

    @property
    def scene(self) -> str:
        """The name of the scene on top; empty when the game is over."""
        return self.loop.stack.top.scene.name if len(self.loop.stack) else ""

    def step(self, times: int = 1) -> None:
        """Let the loop run, until background work has come to rest; only then draw."""
        for _ in range(times):
            with self.loop.hurried():
                self.loop.step(0.0)
                self.app.settle()
            self.loop.step(0.0)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key by name, such as `return`, `left`, `1`, `m`."""
        code = _KEYS.get(key) or pygame.key.key_code(key)
        mod = pygame.KMOD_SHIFT if shift else 0
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            pygame.event.post(pygame.event.Event(kind, key=code, mod=mod, unicode="", scancode=0))
        self.step()

    def write(self, text: str) -> None:
        """Type `text` on a keyboard: each letter is a key and what stands on it."""
        for letter in text:
            code = ord(letter.lower()) if letter.isascii() else 0
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode=letter, scancode=0))
            pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text=letter))
            pygame.event.post(pygame.event.Event(pygame.KEYUP, key=code, mod=0, unicode=letter, scancode=0))
        self.step()

    def click(self, name: str) -> None:
        """Click the middle of the widget called `name`. Raises MissedError with the reason of a miss."""
        widget = self.find(name)
        self._must_hit(widget, widget.box.cx, widget.box.cy)
        self.click_at(widget.box.cx, widget.box.cy)

    def click_at(self, x: float, y: float, *, expect: str | None = None) -> None:
        """Click canvas point (x, y); with `expect`, make sure that this widget takes the click."""
        if expect is not None:
            self._must_hit(self.find(expect), x, y)
        at = self.loop.screen.canvas.to_window(x, y)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            pygame.event.post(pygame.event.Event(kind, pos=at, button=1, touch=False))
        self.step()

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 4) -> None:
        """Press at canvas point `start`, move to `end` in some steps, release."""
        canvas = self.loop.screen.canvas
        points = [
            canvas.to_window(
                start[0] + (end[0] - start[0]) * i / steps, start[1] + (end[1] - start[1]) * i / steps
            )
            for i in range(steps + 1)
        ]
        self._mouse(pygame.MOUSEBUTTONDOWN, points[0])
        for point in points[1:]:
            event = pygame.event.Event(
                pygame.MOUSEMOTION, pos=point, rel=(0, 0), buttons=(1, 0, 0), touch=False
            )
            pygame.event.post(event)
            self.step()
        self._mouse(pygame.MOUSEBUTTONUP, points[-1])

    def _mouse(self, kind: int, at: tuple[int, int]) -> None:
        pygame.event.post(pygame.event.Event(kind, pos=at, button=1, touch=False))
        self.step()

    def find(self, name: str) -> Widget:
        """Return the widget called `name` on the top scene. Raises MissedError that lists what is there."""
        self.refresh()
        widget = self.loop.stack.top.find(name)
        if widget is None:
            there = ", ".join(sorted(w.name for w in self.loop.stack.top.widgets if w.interactive))
            raise MissedError(f"{self.scene}: there is no {name!r}; a player could use: {there}")
        return widget

    def refresh(self) -> None:
        """Let what has changed be built, though not drawn, for whoever looks for a control."""
        with self.loop.hurried():
            self.loop.present()

    def _must_hit(self, widget: Widget, x: float, y: float) -> None:
        name = widget.name
        if not widget.enabled:
            raise MissedError(f"{self.scene}: {name!r} is disabled just now")
        if not widget.interactive:
            raise MissedError(f"{self.scene}: {name!r} takes no clicks")
        canvas = self.loop.screen.canvas.whole
        if not canvas.contains(x, y):
            raise MissedError(f"{self.scene}: {name!r} lies outside the window, at ({x:.0f}, {y:.0f})")
        over = self.loop.stack.top.under(x, y)
        if over is None or over.name != name:
            covering = over.name if over else "nothing"
            raise MissedError(f"{self.scene}: {name!r} at ({x:.0f}, {y:.0f}) is covered by {covering!r}")

    def wait_for(self, scene: str, *, most: int = 400) -> None:
        """Let time pass until `scene` is on top. Raises MissedError with the scene that is there."""
        self.wait_until(lambda: self.scene == scene, f"scene {scene!r}", most=most)

    def wait_until(self, condition: Callable[[], bool], what: str, *, most: int = 400) -> None:
        """Let time pass until `condition` holds, at most so many steps of the loop."""
        with self.loop.hurried():
            for _ in range(most):
                if condition():
                    break
                self.loop.step(0.05)
                self.app.settle()
            else:
                if not condition():
                    raise MissedError(f"waited in vain for {what}; the scene is {self.scene!r}")
        if len(self.loop.stack):
            self.loop.present()

    def picture(self) -> tuple[pygame.Surface, Ledger]:
        """Return a picture of the screen and the ledger of its texts."""
        ledger = Ledger(whole_canvas(self.loop))
        return picture(self.loop, ledger), ledger
