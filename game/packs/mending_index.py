"""The index that a library asks: where it turns out to be damaged, it is set aside and built again.

Whoever asks meanwhile waits for the new one, and never sees it half filled.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from game.errors import StoreError
from game.packs import index
from game.packs.open_index import OpenIndex
from game.records import damage
from game.records.database import DamagedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


class MendingIndex:
    """The index at `path`; `fill` enters the packs into a new one, on a connection of its own."""

    def __init__(self, path: Path, fill: Callable[[], None]) -> None:
        """Open it, or make it; a damaged one is set aside first. Raises StoreError."""
        self.path = path
        self.set_aside: Path | None = None
        """Where a damaged one was moved to."""
        self._fill = fill
        self._mending = Lock()
        self._closed = False
        try:
            self._open = self._opened()
        except DamagedError:
            self.set_aside = set_aside(path)
            self._open = self._opened()

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Return the answer. Raises StoreError."""
        asked = self._open
        try:
            return asked.ask(question)
        except (sqlite3.OperationalError, sqlite3.ProgrammingError) as error:  # the latter: it was closed
            with self._mending:
                standing = self._open
            if standing is not asked:
                return standing.ask(question)
            raise _unread(error) from error
        except (sqlite3.DatabaseError, DamagedError):
            return self._built_again(asked).ask(question)

    def close(self) -> None:
        """Let nobody ask any more, and wait for answers that are on their way."""
        with self._mending:
            self._closed = True
        self._open.close()

    def _opened(self) -> OpenIndex:
        return OpenIndex(index.connect(self.path), partial(index.connect_again, self.path))

    def _built_again(self, damaged: OpenIndex) -> OpenIndex:
        """Return the index in the place of a damaged one, which the first who finds it so builds."""
        with self._mending:
            if self._closed:
                raise _unread("it was closed")
            if self._open is damaged:
                damaged.close()
                self._open = self._built()
            return self._open

    def _built(self) -> OpenIndex:
        try:
            self.set_aside = set_aside(self.path)
        except OSError as error:  # another program holds it
            raise _unread(error) from error
        built = self._opened()
        self._fill()
        return built


def set_aside(path: Path) -> Path:
    """Give a damaged index another name, which is returned, and its log with it. Raises OSError."""
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in range(1, 1000))
    return damage.rename(path, next(name for name in names if not name.exists()))


def _unread(why: object) -> StoreError:
    return StoreError(f"The pack library cannot be read: {why}")
