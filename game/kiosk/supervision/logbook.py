"""The kiosk's log: a few lines a day, never more than a megabyte, and no reason to stop when it fails."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

LIMIT: Final = 256 * 1024
"""Bytes in one file."""
KEPT: Final = 3
"""Full files beside the present one."""


class Logbook:
    """Appends dated lines to `path`; a full file becomes `NAME.1`, that one `NAME.2`, and so on."""

    def __init__(
        self, path: Path, stamp: Callable[[], str], *, echo: bool = True, limit: int = LIMIT
    ) -> None:
        """`stamp` returns the moment as words; `echo` writes to standard error too (for the journal)."""
        self.path = path
        self._stamp = stamp
        self._echo = echo
        self._limit = limit

    def __call__(self, text: str) -> None:
        """Write a line. A disk that is full or read-only is no reason to stop.

        The file is opened for each line: it may have been moved or removed since the last one, and a disk
        that comes back is written to again.
        """
        line = f"{self._stamp()} {text}".replace("\n", " | ")
        if self._echo:
            with contextlib.suppress(OSError, ValueError):
                print(line, file=sys.stderr, flush=True)  # noqa: T201 - the journal of the service
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = _Rotating(self.path, maxBytes=self._limit, backupCount=KEPT, encoding="utf-8", delay=True)
            with contextlib.closing(file):
                file.emit(logging.makeLogRecord({"msg": line}))

    def last(self, lines: int) -> list[str]:
        """Return the newest lines, oldest first; empty where there is no file."""
        try:
            return self.path.read_text("utf-8", "replace").splitlines()[-lines:]
        except OSError:
            return []


class _Rotating(RotatingFileHandler):
    """Keeps silent about a line that could not be written."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Lose the line."""
