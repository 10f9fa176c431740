"""Time and events from outside: the real ones for a player, virtual ones for tests and robots."""

from __future__ import annotations

import time
from collections import deque
from typing import Protocol

import pygame


class Timeline(Protocol):
    """The only place where the game waits."""

    def now(self) -> float:
        """Return monotonic seconds."""
        ...

    def wait(self, seconds: float | None) -> list[pygame.event.Event]:
        """Return the events that came within `seconds` (None: until one comes)."""
        ...


class RealTime:
    """Wall-clock waiting on the window's events: no events, no work."""

    def __init__(self) -> None:
        self.waiting: deque[pygame.event.Event] = deque()
        """What came before the loop ran; it is taken one by one, each when the one before has been drawn."""

    def now(self) -> float:
        """Return `time.monotonic()`."""
        return time.monotonic()

    def wait(self, seconds: float | None) -> list[pygame.event.Event]:
        """Sleep until an event comes or the time is over."""
        if self.waiting:
            return [self.waiting.popleft()]
        if seconds is None or seconds > 0:
            longest = 60_000 if seconds is None else max(1, min(60_000, int(seconds * 1000)))
            first = pygame.event.wait(longest)
            return [e for e in (first, *pygame.event.get()) if e.type != pygame.NOEVENT]
        return pygame.event.get()


class VirtualTime:
    """Time that passes only when somebody waits: robots and tests never sleep."""

    def __init__(self, longest: float = 1.0) -> None:
        self._now = 0.0
        self._longest = longest

    def now(self) -> float:
        """Return the virtual seconds so far."""
        return self._now

    def wait(self, seconds: float | None) -> list[pygame.event.Event]:
        """Return what was posted; without anything, let the time pass at once."""
        events = pygame.event.get()
        if not events:
            self._now += self._longest if seconds is None else min(self._longest, max(0.0, seconds))
        return events

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self._now += seconds
