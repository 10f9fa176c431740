"""The teacher's remote: a second window or a phone that asks the wall to go on, pause, replay, lock.

The remote never changes the room itself. It leaves wishes; the screen takes them as it takes keys.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

MOST: Final = 16
"""Wishes that may wait."""
FRESH: Final = 3.0
"""Seconds in which the wall must take a wish; one that waited longer behind a dialog would surprise."""


class TeacherRemote:
    """What the teacher's page shows and asks for. Thread-safe: both ends are single operations."""

    def __init__(self, code: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.code = code
        self._clock = clock
        self.on_wish: Callable[[], None] = lambda: None
        self._wishes: deque[tuple[str, float]] = deque(maxlen=MOST)
        self._notes = "{}"

    def ask(self, wish: str) -> None:
        """Leave a wish for the wall."""
        self._wishes.append((wish, self._clock() + FRESH))
        self.on_wish()

    def take(self) -> str | None:
        """Take the oldest wish that is fresh."""
        while self._wishes:
            wish, until = self._wishes.popleft()
            if self._clock() < until:
                return wish
        return None

    def show(self, notes: dict[str, Any]) -> None:
        """Show `notes` (texts and numbers) on the teacher's page."""
        self._notes = json.dumps(notes, ensure_ascii=False)

    @property
    def notes(self) -> str:
        """What the teacher's page shows, as JSON."""
        return self._notes
