"""The base of all screens: a scene turns its state into widgets and takes what the player does.

`draw` never changes state, and a scene never asks a device: a posted event plays the real game.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from game.ui.events import Key, KeyUp
from game.ui.geometry import Box
from game.ui.painter import Look
from game.ui.screen import Canvas
from game.ui.widgets.base import Length, Widget

if TYPE_CHECKING:
    from game.ui.writing import Writing

T = TypeVar("T")

LARGE: Final = 1.2
"""With text larger than this, a canvas that lies has little room."""


class Change(IntEnum):
    """How much of the picture an update has changed."""

    NONE = 0
    LIVE = 1
    """Only live widgets (the video and what moves with it)."""
    ALL = 2


class Measurable(Protocol):
    """A part of a layout that says how large it wants to be."""

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the width and height that it wants, in canvas px, where at most `width` is to be had."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Layout:
    """What a scene needs to place its widgets: the canvas and the look (for measuring text)."""

    canvas: Canvas
    look: Look
    _sizes: dict[tuple[int, float], tuple[Measurable, tuple[float, float]]] = field(default_factory=dict)
    _lengths: dict[str, float] = field(default_factory=dict)

    def size_of(self, part: Measurable, width: float) -> tuple[float, float]:
        """Return what `part` wants in `width`: measured once, though each row around it asks again."""
        known = self._sizes.get((id(part), width))
        if known is None:
            known = self._sizes[id(part), width] = part, part.natural(self, width)
        return known[1]

    @property
    def area(self) -> Box:
        """The part of the canvas that a layout uses."""
        return self.canvas.content

    @property
    def portrait(self) -> bool:
        """Tell whether the canvas stands upright."""
        return self.canvas.portrait

    @property
    def cramped(self) -> bool:
        """Tell whether a canvas that lies has little room, because the text is large."""
        return self.look.type.text_size > LARGE and not self.portrait

    @property
    def low_keys(self) -> bool:
        """Tell whether all keys must be in the lower half, and the bar's keys stand at the foot."""
        return self.look.low_keys and self.portrait

    def length(self, length: Length) -> float:
        """Return a length in canvas px. Raises KeyError for a name that the theme does not have.

        On an upright canvas a name's variant `NAME_upright` comes first, where the theme has one.
        """
        if not isinstance(length, str):
            return length
        known = self._lengths.get(length)
        if known is None:
            known = self._lengths[length] = self.look.theme.length(length, upright=self.portrait)
        return known

    def choose(self, lying: T, upright: T) -> T:
        """Return `upright` on a canvas that stands, else `lying`."""
        return upright if self.portrait else lying

    def height(self, text: str, style: str, width: float, *, grow: bool = True) -> float:
        """Return the canvas height of `text` in `style`, wrapped to canvas `width`."""
        kind, s = self.look.theme.type[style], self.canvas.scale
        return self.look.type.height(text, kind, width * s, grow=grow) / s

    def width(self, text: str, style: str, *, grow: bool = True) -> float:
        """Return the canvas width of `text` in `style` on one line."""
        kind, s = self.look.theme.type[style], self.canvas.scale
        return self.look.type.set(text, kind, 1e6, 1e9, grow=grow).width / s


class Scene:
    """One screen."""

    name = "scene"
    overlay = False
    """Drawn over the scene below, which stays visible but takes no input."""
    writing: Writing | None = None
    """A line that is being written here: letters go into it and press no key of the screen."""

    def enter(self) -> None:
        """Begin: the scene has come on top for the first time."""

    def leave(self) -> None:
        """Let go of what the scene holds: it is gone for good."""

    def pause(self) -> None:
        """Another scene has come on top."""

    def resume(self) -> None:
        """Go on: the scene is on top again."""

    def ask_before_closing(self) -> bool:
        """Ask before the window closes, where something would be broken off; tell whether it was asked."""
        return False

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the widgets of the present state, in drawing and tab order."""
        raise NotImplementedError

    def update(self, now: float) -> Change:
        """Let time pass; tell what has changed."""
        return Change.NONE

    def next_due(self, now: float) -> float | None:
        """Return in how many seconds `update` wants to run again, or None for "when something happens"."""
        return None

    def settle(self) -> None:
        """Wait until background work that the picture needs has come to rest (for robots and tests)."""

    def on_key(self, key: Key) -> bool:
        """Take a key that no widget used; tell whether it was used."""
        return False

    def on_key_up(self, key: KeyUp) -> bool:
        """Take the end of a key press, whoever used its beginning; tell whether the picture must change."""
        return False

    def on_back(self) -> None:
        """Take Escape and the back key."""
