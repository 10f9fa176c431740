"""Counting: what a visit leaves behind, and what of it is shown to others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.errors import StoreError
from game.kiosk.counts.counted_answers import names_of
from game.kiosk.state import KioskState
from game.quiz.answer import Answer

ENOUGH: Final = 10
"""Visitors who must have answered a clip before its figure is shown."""
FAULTS: Final = 3
"""Failures of a clip after which it is set aside until the next daily restart."""


class CountService:
    """Counts visits, answers and faults. What the disk refuses waits, and the log says so."""

    def __init__(self, state: KioskState) -> None:
        self.state = state
        self._refused = False
        self._healed = state.store.healed

    def count(self, names: dict[str, int]) -> None:
        """Raise today's counters."""
        self._keep(lambda: self.state.store.count(self.state.environment.today(), names))

    def retry(self) -> None:
        """Write what waits, if anything does."""
        if self.state.store.unsaved:
            self.count({})

    def answered(self, answer: Answer) -> None:
        """Count an answer, to its kinds and to its clip."""
        key, day = (answer.pack, answer.clip), self.state.environment.today()
        names, label = names_of(answer), answer.label
        self._keep(lambda: self.state.store.answer(day, names, key, label, fooled=not answer.correct))

    def failed(self, key: tuple[str, str]) -> None:
        """Note that a clip could not be played; the third time sets it aside."""
        n = self.state.store.fault(key)
        words = f"{key[0]}/{key[1]} could not be played ({n})"
        if n >= FAULTS:
            self.state.clips.aside.add(key)
            words += "; set aside until the daily restart"
        self.state.health.failed(words)
        self.state.note(words)

    def crowd(self, key: tuple[str, str]) -> tuple[int, int] | None:
        """Return how many of the last visitors were fooled, once enough have answered (before this one)."""
        found = self.state.store.clip(key) if self.state.settings.crowd else None
        if found is None:
            return None
        earlier = found.recent[:-1]
        return (earlier.count("1"), len(earlier)) if len(earlier) >= ENOUGH else None

    def _keep(self, write: Callable[[], None]) -> None:
        """Write counts. What the disk refuses waits; the log says so once, and once when it is written."""
        try:
            write()
        except StoreError as error:
            if not self._refused:
                self.state.note(f"the counts wait: {error}")
            self._refused = True
        else:
            if self.state.store.healed != self._healed:
                self._healed = self.state.store.healed
                self.state.note(self._healed)
            if self._refused:
                self.state.note("the counts are written again")
            self._refused = False
