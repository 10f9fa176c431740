"""One scene on screen: its widgets, who has the focus, what is pressed; input to calls.

Arrow keys move to the nearest control in that direction, Tab in list order. The focus ring shows after
a key and hides after a pointer. A press acts on release inside the widget. While the ring shows, Enter
presses what it surrounds; only without it does Enter mean the screen's main key.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.ui.events import Key, Pointer, Wheel
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import State, Widget

_ARROWS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class View:
    """A scene with its widgets and the player's touch on them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._widgets: Sequence[Widget] = ()
        self._due: Layout | None = None
        self.focus: str | None = None
        self.focus_shown = False
        self._hover: str | None = None
        self._pressed: str | None = None
        self.pointer: tuple[float, float] = (0.0, 0.0)

    # -- building ----------------------------------------------------------------------------------

    @property
    def widgets(self) -> Sequence[Widget]:
        """The scene's widgets as of the last time that they were built, or were to be."""
        if self._due is not None:
            self.rebuild(self._due)
        return self._widgets

    def put_off(self, layout: Layout) -> None:
        """Take the scene's widgets anew as soon as somebody asks for them."""
        self._due = layout

    def rebuild(self, layout: Layout) -> None:
        """Take the scene's widgets anew; focus stays where its name still exists."""
        self._widgets, self._due = tuple(self.scene.build(layout)), None
        names = [w.name for w in self.widgets if w.name]
        if len(names) != len(set(names)):
            doubled = sorted({n for n in names if names.count(n) > 1})
            raise AssertionError(f"{self.scene.name}: widget names must be unique: {doubled}")
        if self.focus is None or self.find(self.focus) is None or not self._focusable(self.focus):
            first = next((w for w in self.widgets if w.first and w.focusable), None)
            self.focus = first.name if first else None

    def find(self, name: str) -> Widget | None:
        """Return the widget called `name`."""
        return next((w for w in self.widgets if w.name == name), None)

    def state(self, widget: Widget) -> State:
        """Return how the player touches `widget`."""
        return State(
            hover=widget.name == self._hover and not self.focus_shown,
            focus=self.focus_shown and widget.name == self.focus,
            pressed=widget.name == self._pressed,
        )

    def draw(self, painter: Painter, *, live: bool) -> list[Box]:
        """Draw the widgets that are (not) live, these with the grounds of the others; return their boxes."""
        drawn = []
        for widget in self.widgets:
            if widget.live == live:
                if not live:
                    widget.draw_ground(painter, self.state(widget))
                widget.draw(painter, self.state(widget))
                drawn.append(widget.box)
        if not live:
            for widget in self.widgets:
                if widget.live:
                    widget.draw_ground(painter, self.state(widget))
        return drawn

    # -- input -------------------------------------------------------------------------------------

    def under(self, x: float, y: float) -> Widget | None:
        """Return the topmost widget at the point that a player can use."""
        return next((w for w in reversed(self.widgets) if w.interactive and w.box.contains(x, y)), None)

    def on_pointer(self, event: Pointer) -> bool:
        """Take a pointer event; tell whether the picture must change."""
        self.pointer = (event.x, event.y)
        if event.kind == "down":
            return self._down(event)
        if event.kind == "up":
            return self._up(event)
        held = self.find(self._pressed) if self._pressed else None
        if held is not None and held.drag is not None:
            held.drag("move", event.x, event.y)
            return True
        over = None if event.touch else self.under(event.x, event.y)
        name = over.name if over else None
        changed = name != self._hover
        self._hover = name
        return changed

    def _down(self, event: Pointer) -> bool:
        shown, self.focus_shown = self.focus_shown, False
        widget = self.under(event.x, event.y)
        if widget is None:
            return shown
        self._pressed = widget.name
        if widget.focusable:
            self.focus = widget.name
        if widget.drag is not None:
            widget.drag("down", event.x, event.y)
        return True

    def _up(self, event: Pointer) -> bool:
        name, self._pressed = self._pressed, None
        widget = self.find(name) if name else None
        if widget is None:
            return False
        if widget.drag is not None:
            widget.drag("up", event.x, event.y)
        elif widget.press is not None and widget.box.contains(event.x, event.y) and widget.enabled:
            widget.press()
        return True

    def on_wheel(self, event: Wheel) -> bool:
        """Give the wheel to the widget under the pointer."""
        for widget in reversed(self.widgets):
            if widget.wheel is not None and widget.enabled and widget.box.contains(event.x, event.y):
                widget.wheel(event.steps)
                return True
        return False

    def on_key(self, key: Key) -> bool:
        """Take a key; tell whether it was used."""
        if self.scene.writing is not None and self.scene.writing.on_key(key):
            return True
        focused = self.find(self.focus) if self.focus else None
        if focused is not None and focused.key is not None and self.focus_shown and focused.key(key):
            return True
        if key.name == "return" and self.focus_shown and focused is not None and focused.press is not None:
            focused.press()
            return True
        for widget in self.widgets:
            if widget.enabled and key.name in widget.shortcuts and widget.press is not None:
                self.focus_shown = True
                widget.press()
                return True
        if self.scene.on_key(key):
            return True
        return self._navigate(key, focused)

    def _navigate(self, key: Key, focused: Widget | None) -> bool:
        if key.name == "tab":
            self._step_focus(-1 if key.shift else 1)
            return True
        if key.name in _ARROWS:
            self._move_focus(*_ARROWS[key.name])
            return True
        if key.name in ("return", "space") and focused is not None and focused.press is not None:
            self.focus_shown = True
            focused.press()
            return True
        if key.name in ("escape", "pageup"):
            self.focus_shown = True
            self.scene.on_back()
            return True
        return False

    def _focusable(self, name: str) -> bool:
        widget = self.find(name)
        return widget is not None and widget.focusable

    def _step_focus(self, by: int) -> None:
        order = [w.name for w in self.widgets if w.focusable]
        if not order:
            return
        if not self.focus_shown and self.focus in order:
            self.focus_shown = True
            return
        self.focus_shown = True
        at = order.index(self.focus) + by if self.focus in order else (0 if by > 0 else -1)
        self.focus = order[at % len(order)]

    def _move_focus(self, dx: int, dy: int) -> None:
        here = self.find(self.focus) if self.focus else None
        if here is None or not self.focus_shown:
            self._step_focus(1)
            return
        best = min(
            (w for w in self.widgets if w.focusable and w.name != here.name),
            key=lambda w: _cost(here.box, w.box, dx, dy),
            default=None,
        )
        if best is not None and _cost(here.box, best.box, dx, dy) < 1e6:
            self.focus = best.name


def _cost(a: Box, b: Box, dx: int, dy: int) -> float:
    """Return how far `b` is from `a` in the direction; a million or more where it is not that way."""
    if dx:
        ahead = (b.cx - a.cx) * dx
        gap = max(0.0, b.y - a.bottom, a.y - b.bottom)
        aside = abs(b.cy - a.cy)
    else:
        ahead = (b.cy - a.cy) * dy
        gap = max(0.0, b.x - a.right, a.x - b.right)
        aside = abs(b.cx - a.cx)
    if ahead <= 4:
        return 1e6
    return ahead + gap * 4 + aside * 0.5
