"""A visitor made of code, for soaks and fault runs: it presses what a person would press, through events.

It lives in the game's own loop and knows the screens by the names of their keys. When a reveal is shown it
can note so in a file, line by line and synced: what stands there was promised to be counted.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import pygame

from game.resources import languages

if TYPE_CHECKING:
    from game.ui.loop import Loop

WAYS: Final = {
    "lesson": ("next",),
    "watch": ("ready",),
    "judge": ("confirm",),
    "spot": ("cant-tell",),
    "reveal": ("next",),
    "skipped": ("next",),
    "post": ("decide",),
    "post-picture": ("confirm",),
    "post-share": ("confirm",),
    "post-reveal": ("next",),
    "summary": ("take-home",),
    "takeaway": ("done",),
    "idle": ("here",),
    "visit-settings": ("done",),
    "pin": ("back",),
    "staff": ("leave",),
}
"""What leads on from each screen."""
STEPS: Final = {"judge": "step", "post-picture": "step", "post-share": "share"}
"""The keys of a judgement, by screen."""


def visitor(loop: Loop, noted: Path) -> Callable[[float], None]:
    """Return a quick visitor, to be called at each turn of the loop; it notes each reveal in `noted`."""
    return Robot(loop, Random(), pace=(0.15, 0.5), noted=noted).act


class Robot:
    """Presses a key every now and then; some visits are left in the middle."""

    def __init__(
        self,
        loop: Loop,
        random: Random,
        *,
        pace: tuple[float, float] = (0.4, 1.2),
        leaves: float = 0.1,
        noted: Path | None = None,
    ) -> None:
        """`pace` is the shortest and longest pause between presses, `leaves` the chance to walk away."""
        self.loop = loop
        self.visits = 0
        self._random = random
        self._pace = pace
        self.leaves = leaves
        self._noted = noted
        self._next = 0.0
        self._last_reveal: object = None
        self._begun = False

    def act(self, now: float) -> None:
        """Press something, if it is time."""
        if now < self._next or not len(self.loop.stack):
            return
        self._next = now + self._random.uniform(*self._pace)
        view = self.loop.stack.top
        name = view.scene.name
        if name == "attract":
            self._press(f"language-{self._random.choice(tuple(languages()))}")
            self._begun = True
            return
        if self._begun:
            self._begun = False
            self.visits += 1
        if name == "reveal" and view.scene is not self._last_reveal:
            self._last_reveal = view.scene
            self._note()
        if name in ("watch", "judge") and self._random.random() < self.leaves / 8:
            self._next = now + 120.0
            return
        if name in STEPS and not self._enabled("confirm"):
            self._press(f"{STEPS[name]}-{self._random.randint(1, 6)}")
            return
        for key in WAYS.get(name, ()):
            if self._enabled(key):
                self._press(key)
                return

    def _note(self) -> None:
        if self._noted is None:
            return
        with self._noted.open("a", encoding="utf-8") as file:
            file.write("revealed\n")
            file.flush()
            os.fsync(file.fileno())

    def _enabled(self, name: str) -> bool:
        widget = self.loop.stack.top.find(name)
        return widget is not None and widget.enabled

    def _press(self, name: str) -> None:
        widget = self.loop.stack.top.find(name)
        if widget is None:
            return
        at = self.loop.screen.canvas.to_window(widget.box.cx, widget.box.cy)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            pygame.event.post(pygame.event.Event(kind, pos=at, button=1, touch=True))
