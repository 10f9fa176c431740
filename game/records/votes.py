"""The journal of a workshop: a vote is on the disk before its phone is told that it was taken.

One unfinished lesson at a time. It is kept so that a laptop that lost its power goes on where the class
was, and it is emptied when the lesson ends: what stays is the report, which knows no seats. A seat is a
digest of a random token; no name, no address, no kind of phone is written here.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from game.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE_NAME: Final = "workshop.db"
APPLICATION_ID: Final = 0x43485753
"""Marks the file as this game's (`CHWS`)."""

_SCHEMA: Final = """
CREATE TABLE lesson (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    begun TEXT NOT NULL,
    plan TEXT NOT NULL,
    code TEXT NOT NULL,
    port INTEGER NOT NULL,
    position TEXT NOT NULL
) STRICT;
CREATE TABLE seats (seat TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE votes (
    item INTEGER NOT NULL,
    seat TEXT NOT NULL,
    rev INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 6),
    x REAL,
    y REAL,
    kind TEXT,
    PRIMARY KEY (item, seat)
) STRICT, WITHOUT ROWID;
CREATE TABLE paper (item INTEGER PRIMARY KEY, counts TEXT NOT NULL) STRICT;
"""
BUSY_SECONDS: Final = 1.0
"""Seconds to wait for a journal that another workshop may just be closing."""
_PRIMARY: Final = 0xFF
"""The bits of SQLite's result code that name the kind of an error."""
_TABLES: Final = ("votes", "seats", "paper", "lesson")


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A vote as it is written: item, seat digest, revision, step 1..6, place and kind where given."""

    item: int
    seat: str
    rev: int
    step: int
    x: float | None = None
    y: float | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written in one transaction."""

    seats: tuple[str, ...] = ()
    votes: tuple[VoteRow, ...] = ()
    paper: tuple[tuple[int, tuple[int, ...]], ...] = ()
    position: str | None = None

    def __bool__(self) -> bool:
        return bool(self.seats or self.votes or self.paper or self.position is not None)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A lesson that was cut off. `plan` and `position` are the texts that were handed in."""

    begun: str
    plan: str
    code: str
    port: int
    position: str
    seats: tuple[str, ...]
    votes: tuple[VoteRow, ...]
    paper: tuple[tuple[int, tuple[int, ...]], ...]


class JournalInUseError(StoreError):
    """Another workshop writes in the journal; it is left alone."""


class VoteJournal:
    """The journal of one data folder. Calls must come one at a time, from any thread.

    An open journal is locked until it is closed or its program has ended, however it ended: a second
    workshop would empty it at its beginning.
    """

    def __init__(self, db: sqlite3.Connection, path: Path | None) -> None:
        self.path = path
        self._db = db

    @classmethod
    def open(cls, data_dir: Path) -> Self:
        """Open the journal in `data_dir`; a damaged one is moved aside.

        Raises JournalInUseError while another workshop has it, StoreError when it cannot be used.
        """
        path = data_dir / FILE_NAME
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            try:
                return cls(_connect(path), path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                _move_aside(path)
                return cls(_connect(path), path)
        except (OSError, sqlite3.Error) as error:
            if getattr(error, "sqlite_errorcode", 0) & _PRIMARY == sqlite3.SQLITE_BUSY:
                raise JournalInUseError(f"Another workshop has the journal {path} open") from error
            raise StoreError(f"The workshop's journal {path} cannot be opened: {error}") from error

    @classmethod
    def in_memory(cls) -> Self:
        """Return a journal that is gone with the program."""
        return cls(_connect(":memory:"), None)

    def begin(self, *, begun: str, plan: str, code: str, port: int, position: str) -> None:
        """Empty the journal and begin a lesson. Raises StoreError."""
        with self._writing() as db:
            for table in _TABLES:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            db.execute("INSERT INTO lesson VALUES (1, ?, ?, ?, ?, ?)", (begun, plan, code, port, position))

    def write(self, batch: Batch) -> None:
        """Write `batch` whole; it is on the disk when this returns. Raises StoreError, then nothing of it is.

        A vote replaces an older revision of itself and leaves a newer one.
        """
        if not batch:
            return
        rows = [(v.item, v.seat, v.rev, v.step, v.x, v.y, v.kind) for v in batch.votes]
        with self._writing() as db:
            db.executemany("INSERT INTO seats VALUES (?) ON CONFLICT DO NOTHING", [(s,) for s in batch.seats])
            db.executemany(
                "INSERT INTO votes VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (item, seat) DO UPDATE SET "
                "rev = excluded.rev, step = excluded.step, x = excluded.x, y = excluded.y, "
                "kind = excluded.kind WHERE excluded.rev > rev",
                rows,
            )
            counted = [(item, json.dumps(counts)) for item, counts in batch.paper]
            db.executemany("INSERT OR REPLACE INTO paper VALUES (?, ?)", counted)
            if batch.position is not None:
                db.execute("UPDATE lesson SET position = ?", (batch.position,))

    def set_port(self, port: int) -> None:
        """Note the port, so that phones find the room again after a restart. Raises StoreError."""
        with self._writing() as db:
            db.execute("UPDATE lesson SET port = ?", (port,))

    def unfinished(self) -> Unfinished | None:
        """Return the lesson that was cut off, if there is one. Raises StoreError."""
        with _plainly(self.path):
            found = self._db.execute("SELECT begun, plan, code, port, position FROM lesson").fetchone()
            if found is None:
                return None
            seats = tuple(row[0] for row in self._db.execute("SELECT seat FROM seats ORDER BY seat"))
            columns = "item, seat, rev, step, x, y, kind"
            votes = self._db.execute(f"SELECT {columns} FROM votes ORDER BY item, seat")  # noqa: S608 - ours
            rows = tuple(VoteRow(*row) for row in votes)
            paper = tuple(
                (item, tuple(json.loads(counts))) for item, counts in self._db.execute("SELECT * FROM paper")
            )
        begun, plan, code, port, position = found
        return Unfinished(begun, plan, code, port, position, seats, rows, paper)

    def finish(self) -> None:
        """Forget the lesson, seats and all. Raises StoreError."""
        with self._writing() as db:
            for table in _TABLES:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        with _plainly(self.path):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _plainly(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise


def _connect(path: Path | str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        tables = _own_tables(db)
        db.execute("PRAGMA journal_mode = WAL")
        if not tables:
            db.executescript(f"BEGIN; {_SCHEMA} PRAGMA application_id = {APPLICATION_ID}; COMMIT;")
        _same_columns(db, ("item", "seat", "rev", "step", "x", "y", "kind"))
    except BaseException:
        db.close()
        raise
    return db


def _own_tables(db: sqlite3.Connection) -> int:
    (mark,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and mark != APPLICATION_ID:
        raise sqlite3.DatabaseError("it belongs to another program")
    return int(tables)


def _same_columns(db: sqlite3.Connection, expected: Iterable[str]) -> None:
    if tuple(row[1] for row in db.execute("PRAGMA table_info(votes)")) != tuple(expected):
        raise sqlite3.DatabaseError("its tables are not those of this version")


def _move_aside(path: Path) -> None:
    numbers = range(1, 1000)
    target = next(t for n in numbers if not (t := path.with_name(f"{path.name}.damaged-{n}")).exists())
    path.rename(target)
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(target.with_name(target.name + suffix))


@contextmanager
def _plainly(path: Path | None) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        place = str(path) if path else "in memory"
        raise StoreError(f"The workshop's journal {place} could not be used: {error}") from error
