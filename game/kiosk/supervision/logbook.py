"""The kiosk's log: a few lines a day, never more than a megabyte, and no reason to stop when it fails."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

LIMIT: Final = 256 * 1024
KEPT: Final = 3
"""So many full files are kept beside the present one."""


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
        """Write a line. A disk that is full or read-only is no reason to stop."""
        line = f"{self._stamp()} {text}".replace("\n", " | ")
        if self._echo:
            with contextlib.suppress(OSError, ValueError):
                print(line, file=sys.stderr, flush=True)  # noqa: T201 - the journal of the service
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._turn()
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    def _turn(self) -> None:
        if not self.path.exists() or self.path.stat().st_size < self._limit:
            return
        for number in range(KEPT - 1, 0, -1):
            older = self.path.with_name(f"{self.path.name}.{number}")
            if older.exists():
                older.replace(self.path.with_name(f"{self.path.name}.{number + 1}"))
        self.path.replace(self.path.with_name(f"{self.path.name}.1"))

    def last(self, lines: int) -> list[str]:
        """Return the newest lines, oldest first; empty where there is no file."""
        try:
            return self.path.read_text("utf-8", "replace").splitlines()[-lines:]
        except OSError:
            return []
