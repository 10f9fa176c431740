"""The open index, which several threads ask at a time, each by a connection that nobody else has meanwhile.

A connection that is being read from shows the state that it began with, to whoever else asks by it: a change
of a moment ago would not be seen. And SQLite takes the whole process down when a connection is closed in the
middle of a question of another thread.
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
    """As many connections as there are questions at a time; they are kept for the next ones."""

    def __init__(self, db: sqlite3.Connection, connect: Callable[[], sqlite3.Connection]) -> None:
        """Begin with `db`; `connect` opens further ones. Any thread may use them, through here alone."""
        self._idle = [db]
        self._connect = connect
        self._asked = 0
        self._closing = False
        self._changed = threading.Condition()

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Return the answer. Raises ProgrammingError once it is closed, or what `connect` raises."""
        with self._changed:
            if self._closing:
                raise sqlite3.ProgrammingError("it was closed")
            db = self._idle.pop() if self._idle else None
            self._asked += 1
        try:
            db = db or self._connect()
            return question(db)
        finally:
            with self._changed:
                self._asked -= 1
                if db is not None:
                    self._take_back(db)
                self._changed.notify_all()

    def _take_back(self, db: sqlite3.Connection) -> None:
        if self._closing:
            db.close()
        else:
            self._idle.append(db)

    def close(self) -> None:
        """Let nobody ask any more, and wait for answers on their way; each one closes its connection."""
        with self._changed:
            self._closing = True
            while self._idle:
                self._idle.pop().close()
            self._changed.wait_for(lambda: not self._asked, PATIENCE)
