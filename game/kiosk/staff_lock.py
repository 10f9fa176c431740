"""The lock of the staff entry: five wrong PINs, then five minutes; a restart does not open it.

A try is counted and kept before the PIN is looked at, so pulling the plug gains nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from game.files import write_whole

TRIES: Final = 5
LOCKED: Final = 300.0


@dataclass(frozen=True, slots=True)
class Lock:
    """Tries since the last right PIN (or the last lock), and until when it is locked (wall seconds)."""

    tries: int = 0
    until: float = 0.0

    def left(self, now: float) -> float:
        """Return for how many seconds it is locked still; a clock that was set back adds nothing."""
        return min(LOCKED, max(0.0, self.until - now))

    def tried(self, now: float) -> Lock:
        """Return the lock after one more try: the fifth locks."""
        return Lock(0, now + LOCKED) if self.tries + 1 >= TRIES else Lock(self.tries + 1)

    def settled(self, now: float) -> Lock:
        """Return the lock with its end no further off than five minutes (after a jump of the clock)."""
        return Lock(self.tries, min(self.until, now + LOCKED)) if self.left(now) else Lock(self.tries)


class LockFile:
    """Keeps the lock beside the counts. Where it cannot be written, it holds until the next start."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.kept = True
        """Whether the last change is on the disk."""
        self._lock = self._read()

    def left(self, now: float) -> float:
        """Return for how many seconds the entry is locked."""
        self._lock = self._lock.settled(now)
        return self._lock.left(now)

    @property
    def tries_left(self) -> int:
        """How many tries are left before it locks."""
        return TRIES - self._lock.tries

    def try_now(self, now: float) -> bool:
        """Count a try; False when it is locked. Call it before looking at the PIN."""
        if self.left(now):
            return False
        self._set(self._lock.tried(now))
        return True

    def open(self) -> None:
        """Forget the tries: the PIN was right."""
        self._set(Lock())

    def _set(self, lock: Lock) -> None:
        self._lock = lock
        try:
            write_whole(self._path, json.dumps(asdict(lock)))
        except OSError:
            self.kept = False
        else:
            self.kept = True

    def _read(self) -> Lock:
        """Read the file; one that cannot be understood leaves a single try: perhaps it was tampered with."""
        try:
            data = json.loads(self._path.read_text("utf-8"))
            return Lock(int(data["tries"]), float(data["until"]))
        except FileNotFoundError:
            return Lock()
        except (OSError, ValueError, KeyError, TypeError):
            return Lock(TRIES - 1)
