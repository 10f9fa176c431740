"""The open index, which several threads ask at a time, and which is closed only when none of them does.

SQLite takes the whole process down when a connection is closed in the middle of a question of another thread.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

PATIENCE: Final = 5.0
"""Seconds that closing waits for answers; a disk that hangs for longer keeps its connection."""


class OpenIndex:
    """A connection, from now on to be used through here alone."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._asked = 0
        self._closing = False
        self._changed = threading.Condition()

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Return the answer. Raises ProgrammingError once it is closed, or about to be."""
        with self._changed:
            if self._closing:
                raise sqlite3.ProgrammingError("it was closed")
            self._asked += 1
        try:
            return question(self._db)
        finally:
            with self._changed:
                self._asked -= 1
                self._changed.notify_all()

    def close(self) -> None:
        """Let nobody ask any more, wait for answers that are on their way, and close it."""
        with self._changed:
            self._closing = True
            if self._changed.wait_for(lambda: not self._asked, PATIENCE):
                self._db.close()
