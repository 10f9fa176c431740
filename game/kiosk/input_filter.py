"""The kiosk's timeline: no wait is long, each turn of the loop is a sign of life, events are screened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pygame

from game.ui.time import Timeline

LONGEST: Final = 1.0
"""Seconds from one turn of the loop to the next at most."""
AFTER_CHANGE: Final = 0.25
"""Seconds after another screen came up in which touches were meant for the one before."""
CORNER: Final = 0.1
"""The hidden corner (upper left): this share of the window's shorter side."""
HOLD: Final = 5.0
"""Seconds that it is held for the staff entry."""

_PRESSES: Final = frozenset({pygame.MOUSEBUTTONDOWN, pygame.KEYDOWN, pygame.JOYBUTTONDOWN})
_LOCKED_MODS: Final = pygame.KMOD_ALT | pygame.KMOD_CTRL | pygame.KMOD_META
_LOCKED_KEYS: Final = frozenset(
    {
        *(pygame.K_F1 + n for n in range(12)),
        *(pygame.K_PRINTSCREEN, pygame.K_MENU, pygame.K_LSUPER, pygame.K_RSUPER, pygame.K_POWER),
    }
)


class FilteredTimeline:
    """Wraps a timeline; `turn` sees the events of each turn and returns those that the game may have."""

    def __init__(
        self, inner: Timeline, turn: Callable[[list[pygame.event.Event]], list[pygame.event.Event]]
    ) -> None:
        self.inner = inner
        self._turn = turn

    def now(self) -> float:
        """Return monotonic seconds."""
        return self.inner.now()

    def wait(self, seconds: float | None) -> list[pygame.event.Event]:
        """Wait as the inner timeline does, but never longer than `LONGEST`."""
        return self._turn(self.inner.wait(LONGEST if seconds is None else min(LONGEST, seconds)))


class EventFilter:
    """Swallows what would close or leave the kiosk, and touches that come too soon after another screen."""

    def __init__(self) -> None:
        self._version = -1
        self._changed = float("-inf")

    def pass_on(self, events: list[pygame.event.Event], version: int, now: float) -> list[pygame.event.Event]:
        """Return the events for the game. `version` grows whenever another screen came up."""
        if version != self._version:
            self._version, self._changed = version, now
        soon = 0 <= now - self._changed < AFTER_CHANGE
        return [event for event in events if not _locked(event) and not (soon and _is_touch(event))]


class Corner:
    """The hidden gesture of the staff: hold the upper left corner."""

    def __init__(self) -> None:
        self._since: float | None = None

    def held(self, events: list[pygame.event.Event], size: tuple[int, int], now: float) -> bool:
        """Take events in; tell (once) that the corner was held long enough. `size` is the window's."""
        reach = CORNER * min(size)
        for event in events:
            if event.type == pygame.MOUSEBUTTONDOWN:
                inside = event.pos[0] < reach and event.pos[1] < reach
                self._since = now if inside else None
            elif event.type == pygame.MOUSEBUTTONUP or (
                event.type == pygame.MOUSEMOTION and not (event.pos[0] < reach and event.pos[1] < reach)
            ):
                self._since = None
        if self._since is not None and now - self._since >= HOLD:
            self._since = None
            return True
        return False


def is_press(event: pygame.event.Event) -> bool:
    """Tell whether somebody did something (a mouse that trembles does not count)."""
    return event.type in _PRESSES


def _is_touch(event: pygame.event.Event) -> bool:
    return event.type == pygame.MOUSEBUTTONDOWN


def _locked(event: pygame.event.Event) -> bool:
    if event.type == pygame.QUIT:
        return True
    if event.type not in (pygame.KEYDOWN, pygame.KEYUP):
        return False
    return event.key in _LOCKED_KEYS or bool(getattr(event, "mod", 0) & _LOCKED_MODS)
