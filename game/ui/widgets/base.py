"""What every widget is: a name, a box, what it does, and how it draws itself.

A scene builds a fresh list of widgets from its state; nothing in a widget changes afterwards. Focus,
hover and the pressed look belong to the view and are found again by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Literal, NamedTuple, Protocol, TypeVar

from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part

Drag = Callable[[Literal["down", "move", "up"], float, float], None]
"""Called with the phase of a drag and the canvas point."""


Length = float | str
"""Canvas px, or the name of a length in the theme's `space` and `sizes`."""

REACH = 14.0
"""How far a widget may draw beyond its box."""

NOWHERE = Box(0, 0, 0, 0)
"""The box of a widget that a layout will place."""


class Ruler(Protocol):
    """What a widget needs to say how large it wants to be."""

    def height(self, text: str, style: str, width: float, *, grow: bool = True) -> float:
        """Return the canvas height of `text`, wrapped to canvas `width`."""

    def width(self, text: str, style: str, *, grow: bool = True) -> float:
        """Return the canvas width of `text` on one line."""

    def length(self, length: Length) -> float:
        """Return `length` in canvas px."""


class State(NamedTuple):
    """How the player touches a widget just now."""

    hover: bool = False
    focus: bool = False
    pressed: bool = False


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class Widget:
    """The base: drawn in list order, hit in reverse order. No two of them are equal."""

    name: str
    box: Box = NOWHERE
    enabled: bool = True
    first: bool = False
    """Gets the focus when the screen opens."""
    live: bool = False
    """Changes with every video frame; may be drawn again alone."""
    press: Callable[[], None] | None = None
    drag: Drag | None = None
    key: Callable[[Key], bool] | None = None
    """Keys while it has the focus; returns whether the key was used."""
    wheel: Callable[[int], None] | None = None
    shortcuts: tuple[str, ...] = ()
    """Keys that press it from anywhere on the screen."""
    spoken: str = ""

    @property
    def interactive(self) -> bool:
        """Tell whether a player can do something with it now."""
        return self.enabled and (self.press is not None or self.drag is not None)

    @property
    def focusable(self) -> bool:
        """Tell whether Tab stops here."""
        return self.enabled and (self.press is not None or self.key is not None)

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the width and height that it wants, in canvas px; here what its box has."""
        return self.box.w, self.box.h

    def draw(self, p: Painter, state: State) -> None:
        """Draw the widget; must not change anything."""

    def draw_ground(self, p: Painter, state: State) -> None:
        """Draw what a live widget lies on and what does not change with a video frame."""

    @property
    def changing(self) -> Box:
        """All that a video frame changes; beside it nothing changes before the screen is drawn anew.

        By itself the box and what may stand out around it, such as the focus ring.
        """
        return self.box.inset(-REACH)

    @property
    def opaque(self) -> Box | None:
        """The part that `draw` covers all over just now, so that nothing needs to lie under it."""
        return None


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class Drawing(Widget):
    """Anything drawn by a function of the scene: panels, charts, pictures."""

    paint: Callable[[Painter, Box], None]

    def draw(self, p: Painter, state: State) -> None:
        """Call the function."""
        self.paint(p, self.box)


W = TypeVar("W", bound=Widget)


def placed(widget: W, box: Box) -> W:
    """Return `widget` with `box`.

    It does what `dataclasses.replace` does in half the time; a screen of text has hundreds of widgets.
    """
    kind = type(widget)
    names, read = _fields(kind)  # type: ignore[arg-type]  # a class is hashable, whatever its fields
    copy = object.__new__(kind)
    write = object.__setattr__
    for name, value in zip(names, read(widget), strict=True):
        write(copy, name, value)
    write(copy, "box", box)
    return copy


@cache
def _fields(kind: type[Widget]) -> tuple[tuple[str, ...], attrgetter[tuple[object, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


def role(widget: Widget) -> str:
    """Return the widget's words for a screen reader or a log."""
    return widget.spoken or widget.name


def two_lines(ruler: Ruler, text: str, style: str, *, grow: bool = True) -> float:
    """Return the canvas width in which `text` stands on two lines at most, no word broken."""
    longest = max(ruler.width(word, style, grow=grow) for word in text.split())
    return max(longest, ruler.width(text, style, grow=grow) / 2 + ruler.length("s")) + 1
