"""A drawing kit without a game: a look, a window on the dummy screen, and scenes that only hold widgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import pygame

from game import resources
from game.ui.geometry import Box
from game.ui.icons import Icons
from game.ui.loop import Loop
from game.ui.painter import Look, Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.screen import Canvas, Screen
from game.ui.screen_part import screen_part
from game.ui.stack import SceneStack
from game.ui.text import Fonts, Typesetter
from game.ui.theme import ThemeFile, theme_at
from game.ui.time import VirtualTime
from game.ui.toast import Toasts
from game.ui.widgets.base import State, Widget

ThemeName = Literal["light_table", "high_contrast"]
THEMES: tuple[ThemeName, ...] = ("light_table", "high_contrast")


@cache
def theme() -> ThemeFile:
    """The game's own theme file."""
    return theme_at(resources.assets() / "theme.yaml")


def look(scale: float = 1.0, *, name: ThemeName = "light_table", text_size: float = 1.0) -> Look:
    """The game's look at a scale of the window."""
    fonts = Fonts()
    return Look(
        theme=theme(),
        palette=theme().themes[name],
        icons=Icons(resources.assets() / "icons"),
        type=Typesetter(fonts, scale, text_size),
        fonts=fonts,
        reduced_motion=False,
    )


def layout(size: tuple[int, int] = (1280, 720), **how: Any) -> Layout:
    """A layout for a window of that size."""
    canvas = Canvas.of(size)
    return Layout(canvas, look(canvas.scale, **how))


@screen_part(frozen=True, slots=True, kw_only=True)
class Patch(Widget):
    """A control that is a plain rectangle, so that a test can see where it was drawn and in which state."""

    colour: str = "#808080"
    draws: list[State] = field(default_factory=list)

    def draw(self, p: Painter, state: State) -> None:
        """Fill the box; a ring where it has the focus."""
        self.draws.append(state)
        p.fill(self.box, self.colour)
        if state.focus:
            p.focus(self.box, 0)


@dataclass
class Pressed:
    """What was done to a board of widgets, in order."""

    log: list[object] = field(default_factory=list)

    def press(self, name: str):
        return lambda: self.log.append(name)

    def drag(self, name: str):
        return lambda phase, x, y: self.log.append((name, phase, x, y))


class Board(Scene):
    """A scene that shows the widgets it was given and notes what reaches it."""

    name = "board"

    def __init__(self, *widgets: Widget, name: str = "board", overlay: bool = False) -> None:
        self.widgets = list(widgets)
        self.name = name
        self.overlay = overlay
        self.log: list[str] = []
        self.keys: list[str] = []
        self.takes: set[str] = set()
        self.due: float | None = None
        self.changes: list[Change] = []

    def enter(self) -> None:
        self.log.append("enter")

    def leave(self) -> None:
        self.log.append("leave")

    def pause(self) -> None:
        self.log.append("pause")

    def resume(self) -> None:
        self.log.append("resume")

    def build(self, _layout: Layout) -> list[Widget]:
        return self.widgets

    def update(self, _now: float) -> Change:
        return self.changes.pop(0) if self.changes else Change.NONE

    def next_due(self, _now: float) -> float | None:
        return self.due

    def on_key(self, key) -> bool:
        self.keys.append(key.name)
        return key.name in self.takes

    def on_back(self) -> None:
        self.log.append("back")


def button(
    name: str,
    x: float = 0,
    y: float = 0,
    w: float = 100,
    h: float = 64,
    *,
    done: Pressed | None = None,
    **how,
) -> Patch:
    """A control at (x, y) that notes its presses in `done`."""
    press = done.press(name) if done else (lambda: None)
    return Patch(name=name, box=Box(x, y, w, h), **{"press": press, **how})


def make_loop(*scenes: Scene, size: tuple[int, int] = (1280, 720), theme: ThemeName = "light_table") -> Loop:
    """A loop over `scenes` on the dummy screen, in virtual time, without a game around it."""
    pygame.init()
    pygame.event.clear()
    stack = SceneStack()
    for scene in scenes:
        stack.push(scene)
    return Loop(
        Screen(size),
        stack,
        VirtualTime(),
        lambda scale: look(scale, name=theme),
        Toasts(),
        lambda _key: False,
    )
