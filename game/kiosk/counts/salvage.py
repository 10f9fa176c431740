"""What can still be read of damaged counts: the rows around the damage, and the copy of the last start.

Nothing here writes to what it reads: SQLite works on a copy in a folder of the moment.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from game.kiosk.counts.tally import RECENT, ClipCount, Tally, fuller

LOGS: Final = ("-wal", "-journal")
"""What SQLite may leave beside a file, and reads with it."""
_COUNTS: Final = (
    "SELECT period, name, n FROM counts ORDER BY period, name",
    "SELECT period, name, n FROM counts ORDER BY period DESC, name DESC",
)
_CLIPS: Final = (
    "SELECT pack, clip, label, answered, fooled, recent FROM clips ORDER BY pack, clip",
    "SELECT pack, clip, label, answered, fooled, recent FROM clips ORDER BY pack DESC, clip DESC",
)
"""Each from both ends: where damage ends one walk, the other comes to it from behind."""
_PERIOD: Final = re.compile(r"\d{4}(-\d\d){0,2}")
_RECENT: Final = re.compile(f"[01]{{0,{RECENT}}}")


def salvage(damaged: Path, copy: Path) -> Tally:
    """Return the counts that `damaged` (moved aside) and `copy` hold, the fuller of each. Never raises."""
    return fuller(readable(damaged), readable(copy))


def readable(path: Path) -> Tally:
    """Return what can be read of the counts at `path` and its write-ahead log. Never raises."""
    found = Tally()
    with suppress(OSError, sqlite3.Error), tempfile.TemporaryDirectory(prefix="chinmi-") as scratch:
        work = Path(scratch) / path.name
        for side in ("", *LOGS):
            part = path.with_name(path.name + side)
            if part.exists():
                shutil.copyfile(part, work.with_name(work.name + side))
        if work.exists():
            with closing(sqlite3.connect(work)) as db:
                _read(db, found)
    return found


def _read(db: sqlite3.Connection, found: Tally) -> None:
    for row in _rows(db, _COUNTS):
        match row:
            case (str(period), str(name), int(n)) if _PERIOD.fullmatch(period) and name and n > 0:
                found.counts[period, name] = n
    for row in _rows(db, _CLIPS):
        match row:
            case (
                str(pack),
                str(clip),
                ("real" | "manipulated") as label,
                int(answered),
                int(fooled),
                str(recent),
            ) if 0 <= fooled <= answered and _RECENT.fullmatch(recent):
                found.clips[pack, clip] = ClipCount(pack, clip, label, answered, fooled, recent)


def _rows(db: sqlite3.Connection, walks: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for walk in walks:
        with suppress(sqlite3.Error, UnicodeDecodeError):
            yield from db.execute(walk)
