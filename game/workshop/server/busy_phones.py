"""Which phones are still pointing, naming or changing their vote: the wall closes no vote over their heads.

A phone says so again and again while it shows such a page. One that sleeps, leaves or is reloaded says it no
more and is soon taken for done, so that nobody has to be waited for who is not there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

FRESH: Final = 5.0
"""Seconds for which a phone's word holds; it repeats it every second and a half."""


class BusyPhones:
    """Seats by the item they are at, and until when. Thread-safe: each change is a single operation."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[str, tuple[int, float]] = {}

    def note(self, seat: str, index: int) -> None:
        """Note that a seat is at work on item `index`."""
        self._until[seat] = index, self._clock() + FRESH

    def count(self, index: int) -> int:
        """Return how many seats are at work on item `index`."""
        now = self._clock()
        return sum(at == index and now < until for at, until in tuple(self._until.values()))
