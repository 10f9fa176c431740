"""What the kiosk has counted, to be read: by its staff, and from outside while it runs.

Reading from outside changes nothing: it is done on a copy in memory, on a full disk and in a folder that
cannot be written as well.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from game.kiosk.counts.salvage import salvage
from game.kiosk.counts.tally import ClipCount, Tally
from game.quiz.candidates import ClipKey
from game.records.database import DamagedError, Database, Schema

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME: Final = "visits.db"
APPLICATION_ID: Final = 0x43484B56
"""Marks the file as ours ("CHKV")."""
COPY_NAME: Final = "visits-copy.db"
"""The same counts once more, written after them: for the day on which the file is damaged."""
SCHEMA: Final = Schema(
    application_id=APPLICATION_ID,
    migrations=(
        """
        CREATE TABLE counts (period TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (period, name)) WITHOUT ROWID;
        CREATE TABLE clips (pack TEXT NOT NULL, clip TEXT NOT NULL, label TEXT NOT NULL,
        answered INTEGER NOT NULL, fooled INTEGER NOT NULL, recent TEXT NOT NULL,
        PRIMARY KEY (pack, clip)) WITHOUT ROWID;
        CREATE TABLE faults (pack TEXT NOT NULL, clip TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (pack, clip)) WITHOUT ROWID;
        """,
    ),
    pragmas=(
        "wal_autocheckpoint = 32",  # pages: the log beside the file stays small, too
        "journal_size_limit = 262144",
    ),
)


class Counted(ABC):
    """Counters by period, and how the clips went."""

    def __init__(self) -> None:
        self._waiting = Tally()
        """What is not in the file."""

    @abstractmethod
    def _rows(self, statement: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        """Return rows of the file."""

    def counts(self) -> dict[str, dict[str, int]]:
        """Return all counters by period, oldest first; what waits for the disk is among them."""
        found: dict[str, dict[str, int]] = {}
        for period, name, n in self._rows("SELECT period, name, n FROM counts ORDER BY period, name"):
            found.setdefault(period, {})[name] = n
        for (period, name), n in self._waiting.counts.items():
            mine = found.setdefault(period, {})
            mine[name] = mine.get(name, 0) + n
        return dict(sorted(found.items()))

    def of(self, period: str) -> dict[str, int]:
        """Return the counters of one period."""
        rows = self._rows("SELECT name, n FROM counts WHERE period = ?", (period,))
        found: Counter[str] = Counter(dict(rows))
        found.update({name: n for (p, name), n in self._waiting.counts.items() if p == period})
        return dict(found)

    def clip(self, key: ClipKey) -> ClipCount | None:
        """Return how a clip went; None when nobody has answered it."""
        rows = self._rows("SELECT * FROM clips WHERE pack = ? AND clip = ?", key)
        stored = ClipCount(*rows[0]) if rows else None
        waiting = self._waiting.clips.get(key)
        if stored is None or waiting is None:
            return stored or waiting
        return stored.followed_by(waiting)

    def clips(self) -> tuple[ClipCount, ...]:
        """Return how all clips went, by pack and id."""
        keys = {(pack, clip) for pack, clip in self._rows("SELECT pack, clip FROM clips")} | set(
            self._waiting.clips
        )
        return tuple(found for key in sorted(keys) if (found := self.clip(key)) is not None)

    def faults(self) -> Counter[ClipKey]:
        """Return how often each clip could not be played since the last daily restart."""
        found: Counter[ClipKey] = Counter()
        for pack, clip, n in self._rows("SELECT pack, clip, n FROM faults"):
            found[pack, clip] = n
        found.update(self._waiting.faults)
        return found


class FoundCounts(Counted):
    """The counts of a folder that another program may be using. Nothing is written."""

    def __init__(self, data_dir: Path) -> None:
        """Read the file in `data_dir`; one that is missing has no counts. Raises StoreError."""
        super().__init__()
        path = data_dir / FILE_NAME
        self.detail = ""
        """What is wrong with the file, in a sentence; empty when all is well."""
        try:
            self._db = Database.copy_of(path, SCHEMA) if path.exists() else Database.open(None, SCHEMA)
        except DamagedError as error:
            self._db = Database.open(None, SCHEMA)
            self._waiting = salvage(path, path.with_name(COPY_NAME))
            self.detail = f"{path} is damaged ({error}); what can be read of it and of its copy was read"

    def _rows(self, statement: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        return self._db.read(statement, values)

    def close(self) -> None:
        """Let go of the copy."""
        self._db.close()
