"""Why, in one's own words: what seats wrote about one question, in memory only, told without names."""

from __future__ import annotations

import threading
from typing import Final

from game.content.own_words import MOST, tidy

LEAST: Final = 3
"""Reasons that must be there before they are shown: of fewer it would be plain who wrote which."""
RAW: Final = 4 * MOST
"""Letters of a message that is read at all."""


class Reasons:
    """The reasons for one question at a time; another question forgets them. Thread-safe."""

    def __init__(self) -> None:
        self.asked: int | None = None
        """The item that phones are asked about just now; None while nobody is asked."""
        self._about: int | None = None
        self._said: dict[str, str] = {}
        self._lock = threading.Lock()

    def ask(self, index: int | None) -> None:
        """Ask about item `index`, or stop asking."""
        with self._lock:
            if index is not None and index != self._about:
                self._about, self._said = index, {}
            self.asked = index

    def say(self, seat: str, index: int, text: str) -> bool:
        """Keep what `seat` wrote, in the place of what it wrote before; tell whether that was asked for."""
        words = tidy(text)
        with self._lock:
            if index != self.asked:
                return False
            self._said.pop(seat, None)
            if words:
                self._said[seat] = words
            return True

    @property
    def count(self) -> int:
        """How many wrote something."""
        return len(self._said)

    def listed(self) -> tuple[str, ...]:
        """Return the reasons in the order of their letters, which tells nothing; none where there are few."""
        with self._lock:
            said = sorted(self._said.values(), key=lambda words: (words.casefold(), words))
        return tuple(said) if len(said) >= LEAST else ()
