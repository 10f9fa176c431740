"""The lock of the staff entry: five wrong PINs, then waits that grow; a restart does not open it.

A try is counted and kept before the PIN is looked at, so pulling the plug gains nothing. A wait is so many
seconds of running: no clock of the world is asked, so that none can open the entry or lock it for ever.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from game.files import read_plain, write_whole

TRIES: Final = 5
"""Wrong PINs before the first wait. After each wait there is one try."""
FIRST: Final = 300.0
"""Seconds of the first wait; each further one is twice as long."""
LONGEST: Final = 3600.0
"""Seconds: staff who only mistyped get in the same day. Four digits then take months, six take decades."""
KEEP_EVERY: Final = 30.0
"""Seconds of waiting after which what is left is kept: as much is waited again after a restart, at most."""
_LARGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class PinLock:
    """Tries since the last right PIN, and for how many seconds it is locked still."""

    tries: int = 0
    left: float = 0.0

    def tried(self) -> PinLock:
        """Return the lock after one more try."""
        return PinLock(self.tries + 1, wait_after(self.tries + 1))

    def later(self, seconds: float) -> PinLock:
        """Return the lock after `seconds` of running."""
        return PinLock(self.tries, max(0.0, self.left - max(0.0, seconds)))


def wait_after(tries: int) -> float:
    """Return how many seconds nobody may try after so many wrong PINs in a row."""
    if tries < TRIES:
        return 0.0
    return min(LONGEST, FIRST * 2.0 ** min(tries - TRIES, 16))


class LockFile:
    """Keeps the lock beside the counts. Where it cannot be written, it holds until the next start.

    Each `now` is a moment of a clock that only goes on, in seconds.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.kept = True
        """Whether the last change is on the disk."""
        self._lock = self._written = self._read()
        self._at: float | None = None

    def left(self, now: float) -> float:
        """Return for how many seconds the entry is locked."""
        passed = 0.0 if self._at is None else now - self._at
        self._at = now
        self._lock = self._lock.later(passed)
        over = self._written.left > 0 and not self._lock.left
        if over or self._written.left - self._lock.left >= KEEP_EVERY:
            self._set(self._lock)
        return self._lock.left

    @property
    def tries_left(self) -> int:
        """How many tries are left before it locks."""
        return max(1, TRIES - self._lock.tries)

    def try_now(self, now: float) -> bool:
        """Count a try; False when it is locked. Call it before looking at the PIN."""
        if self.left(now):
            return False
        self._set(self._lock.tried())
        return True

    def open(self) -> None:
        """Forget the tries: the PIN was right."""
        self._set(PinLock())

    def _set(self, lock: PinLock) -> None:
        self._lock = self._written = lock
        try:
            write_whole(self._path, json.dumps(asdict(lock)))
        except OSError:
            self.kept = False
        else:
            self.kept = True

    def _read(self) -> PinLock:
        """Read the file; one that cannot be understood leaves a single try: perhaps it was tampered with.

        Of a file of an older game, which had the end of a wait by the clock, the wait begins anew.
        """
        try:
            data = json.loads(read_plain(self._path, limit=4096))
            tries = int(data["tries"])
            if "until" in data:
                return PinLock(TRIES, FIRST) if float(data["until"]) else PinLock(max(0, tries))
            return PinLock(min(max(0, tries), _LARGEST), min(max(0.0, float(data["left"])), LONGEST))
        except FileNotFoundError:
            return PinLock()
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return PinLock(TRIES - 1)
