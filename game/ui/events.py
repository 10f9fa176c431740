"""What a player does, whatever the device: pointer, wheel and keys, made from pygame's events.

Touch arrives as SDL's own mouse events with `touch` set (one finger; further fingers are ignored by SDL).
A gamepad becomes keys, so that every screen that works by keyboard works by gamepad.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

import pygame

WAKE: Final = pygame.USEREVENT + 1
"""Posted by worker threads: something new is ready; carries no data."""


class _Bare:
    """Something that happened, of which there is nothing more to say."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class Pointer(NamedTuple):
    """A press, move or release at canvas point (x, y)."""

    kind: Literal["down", "move", "up"]
    x: float
    y: float
    touch: bool = False


class Wheel(NamedTuple):
    """The wheel turned by `steps` (up is positive) over (x, y)."""

    x: float
    y: float
    steps: int


class Key(NamedTuple):
    """A key by name (`space`, `return`, `left`, `a`, `1`, `.` ...)."""

    name: str
    shift: bool = False
    ctrl: bool = False


class KeyUp(NamedTuple):
    """A key was let go; only what works while a key is held needs it."""

    name: str


class Typed(NamedTuple):
    """Letters that the keyboard, or an input method, gave: what stands on the keys in the player's layout."""

    text: str


class Composing(NamedTuple):
    """Letters that an input method is still at work on; empty: it has put them in or given up."""

    text: str


class Resized(_Bare):
    """The window has another size."""


class Exposed(_Bare):
    """The window must be drawn again."""


class Quit(_Bare):
    """The window was closed."""


class Woken(_Bare):
    """A worker thread has something new."""


class Dropped(NamedTuple):
    """Files and folders were dropped on the window, all at once."""

    paths: tuple[str, ...]


Event = Pointer | Wheel | Key | KeyUp | Typed | Composing | Resized | Exposed | Quit | Woken | Dropped

_PAD_BUTTONS: Final = {0: "return", 1: "escape", 2: "space", 3: "r", 4: "shift tab", 5: "tab", 7: "return"}
_LETTERS: Final = {4 + i: chr(ord("a") + i) for i in range(26)}  # USB HID usage ids, as SDL's scancodes
_ALIASES: Final = {"enter": "return", "=": "+", "page up": "pageup", "page down": "pagedown"}


class EventTranslator:
    """Turns pygame's events into the game's own. Keeps the state of the stick, and a drop that goes on."""

    def __init__(self) -> None:
        self._stick: tuple[int, int] = (0, 0)
        self._dropping: list[str] | None = None

    def translate(self, event: pygame.event.Event, scale: float) -> Event | None:
        """Return what `event` means, or None where it means nothing here."""
        kind = event.type
        if kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            if event.button != 1:
                return None
            phase: Literal["down", "up"] = "down" if kind == pygame.MOUSEBUTTONDOWN else "up"
            return Pointer(phase, *_at(event, scale), touch=bool(getattr(event, "touch", False)))
        if kind == pygame.MOUSEMOTION:
            return Pointer("move", *_at(event, scale), touch=bool(getattr(event, "touch", False)))
        if kind == pygame.KEYDOWN:
            return _key(event)
        if kind == pygame.KEYUP:
            key = _key(event)
            return KeyUp(key.name) if key is not None else None
        if kind == pygame.TEXTINPUT:
            return Typed(event.text)
        if kind == pygame.TEXTEDITING:
            return Composing(event.text)
        simple: dict[int, Event] = {
            pygame.QUIT: Quit(),
            WAKE: Woken(),
            pygame.VIDEORESIZE: Resized(),
            pygame.WINDOWSIZECHANGED: Resized(),
            pygame.VIDEOEXPOSE: Exposed(),
            pygame.WINDOWEXPOSED: Exposed(),
        }
        return simple.get(kind) or self._drop(event) or self._pad(event)

    def wheel(self, event: pygame.event.Event, at: tuple[float, float]) -> Wheel | None:
        """Return a wheel event at the pointer's last known canvas place."""
        steps = int(getattr(event, "y", 0))
        return Wheel(*at, steps) if steps else None

    def _drop(self, event: pygame.event.Event) -> Event | None:
        """Gather what is dropped at once; where the system does not say so, each file comes by itself."""
        if event.type == pygame.DROPBEGIN:
            self._dropping = []
        elif event.type == pygame.DROPFILE:
            if self._dropping is None:
                return Dropped((event.file,))
            self._dropping.append(event.file)
        elif event.type == pygame.DROPCOMPLETE:
            gathered, self._dropping = self._dropping, None
            return Dropped(tuple(gathered)) if gathered else None
        return None

    def _pad(self, event: pygame.event.Event) -> Event | None:
        if event.type == pygame.JOYBUTTONDOWN and event.button in _PAD_BUTTONS:
            name = _PAD_BUTTONS[event.button]
            return Key(name.removeprefix("shift "), shift=name.startswith("shift "))
        if event.type == pygame.JOYHATMOTION:
            return _arrow(event.value[0], -event.value[1])
        if event.type == pygame.JOYAXISMOTION and event.axis in (0, 1):
            tilt = 0 if abs(event.value) < 0.6 else (1 if event.value > 0 else -1)
            before = self._stick
            self._stick = (tilt, before[1]) if event.axis == 0 else (before[0], tilt)
            if tilt == before[event.axis]:
                return None
            return _arrow(tilt, 0) if event.axis == 0 else _arrow(0, tilt)
        return None


def _at(event: pygame.event.Event, scale: float) -> tuple[float, float]:
    return event.pos[0] / scale, event.pos[1] / scale


def _arrow(dx: int, dy: int) -> Key | None:
    if dx:
        return Key("right" if dx > 0 else "left")
    if dy:
        return Key("down" if dy > 0 else "up")
    return None


def _key(event: pygame.event.Event) -> Key | None:
    name = pygame.key.name(event.key)
    if not name.isascii() or not name:
        name = _LETTERS.get(getattr(event, "scancode", 0), "")
    if name.startswith("[") and len(name) == 3:
        name = name[1]
    name = _ALIASES.get(name, name)
    mod = getattr(event, "mod", 0)
    if not name:
        return None
    return Key(name, shift=bool(mod & pygame.KMOD_SHIFT), ctrl=bool(mod & pygame.KMOD_CTRL))
