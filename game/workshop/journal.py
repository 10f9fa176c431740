"""The journal of a workshop: a vote is on the disk before its phone is told that it was taken.

One unfinished lesson at a time. It is kept so that a laptop that lost its power goes on where the class
was, and it is emptied when the lesson ends: what stays is the report, which knows no seats. A seat is a
digest of a random token; no name, no address, no kind of phone is written here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from game.errors import StoreError
from game.records import damage
from game.records.database import BusyError, Database, Schema, open_or_set_aside

FILE_NAME: Final = "workshop.db"
APPLICATION_ID: Final = 0x43485753
"""Marks the file as this game's (`CHWS`)."""

SCHEMA: Final = Schema(
    application_id=APPLICATION_ID,
    migrations=(
        """
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
        """,
        """
ALTER TABLE lesson ADD COLUMN adapter TEXT NOT NULL DEFAULT '';
ALTER TABLE lesson ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE lesson ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lesson ADD COLUMN desk TEXT NOT NULL DEFAULT '';
        """,
    ),
    columns={"votes": ("item", "seat", "rev", "step", "x", "y", "kind")},
    pragmas=("locking_mode = EXCLUSIVE", "secure_delete = ON"),
)
BUSY_SECONDS: Final = 1.0
"""Seconds to wait for a journal that another workshop may just be closing."""
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
class JournalBatch:
    """What is written in one transaction."""

    seats: tuple[str, ...] = ()
    votes: tuple[VoteRow, ...] = ()
    paper: tuple[tuple[int, tuple[int, ...]], ...] = ()
    position: str | None = None

    def __bool__(self) -> bool:
        return bool(self.seats or self.votes or self.paper or self.position is not None)


@dataclass(frozen=True, slots=True)
class RoomPlace:
    """Where the room was open, so that phones and the teacher's desk find it again. `port` 0: nowhere."""

    port: int = 0
    adapter: str = ""
    """The name of the network adapter that the teacher chose."""
    address: str = ""
    shared: bool = False
    """Whether an address may be many phones."""
    desk: str = ""
    """The teacher's code."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A lesson that was cut off. `plan` and `position` are the texts that were handed in."""

    begun: str
    plan: str
    code: str
    place: RoomPlace
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

    def __init__(self, db: Database) -> None:
        self.path = db.path
        self._db = db

    @classmethod
    def open(cls, data_dir: Path, now: str) -> Self:
        """Open the journal in `data_dir`; a damaged one is set aside, dated `now`.

        Raises JournalInUseError while another workshop has it, StoreError when it cannot be used.
        """
        path = data_dir / FILE_NAME
        try:
            opened = open_or_set_aside(path, SCHEMA, now, wait=BUSY_SECONDS, any_thread=True)
        except BusyError as error:
            raise JournalInUseError(f"Another workshop has the journal {path} open") from error
        except StoreError as error:
            raise StoreError(f"The workshop's journal cannot be opened. {error}") from error
        return cls(opened.database)

    @classmethod
    def in_memory(cls) -> Self:
        """Return a journal that is gone with the program."""
        return cls(Database.open(None, SCHEMA, any_thread=True))

    def begin(self, *, begun: str, plan: str, code: str, position: str) -> None:
        """Empty the journal and begin a lesson. Raises StoreError."""
        with self._db.transaction() as db:
            for table in _TABLES:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            db.execute(
                "INSERT INTO lesson (one, begun, plan, code, port, position) VALUES (1, ?, ?, ?, 0, ?)",
                (begun, plan, code, position),
            )

    def write(self, batch: JournalBatch) -> None:
        """Write `batch` whole; it is on the disk when this returns. Raises StoreError, then nothing of it is.

        A vote replaces an older revision of itself and leaves a newer one.
        """
        if not batch:
            return
        rows = [(v.item, v.seat, v.rev, v.step, v.x, v.y, v.kind) for v in batch.votes]
        with self._db.transaction() as db:
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

    def set_place(self, place: RoomPlace) -> None:
        """Note where the room is open. Raises StoreError."""
        row = (place.port, place.adapter, place.address, place.shared, place.desk)
        with self._db.transaction() as db:
            db.execute("UPDATE lesson SET port = ?, adapter = ?, address = ?, shared = ?, desk = ?", row)

    def unfinished(self) -> Unfinished | None:
        """Return the lesson that was cut off, if there is one. Raises StoreError."""
        lessons = self._db.read(
            "SELECT begun, plan, code, position, port, adapter, address, shared, desk FROM lesson"
        )
        if not lessons:
            return None
        seats = tuple(row[0] for row in self._db.read("SELECT seat FROM seats ORDER BY seat"))
        votes = self._db.read("SELECT item, seat, rev, step, x, y, kind FROM votes ORDER BY item, seat")
        rows = tuple(VoteRow(*row) for row in votes)
        counted = self._db.read("SELECT item, counts FROM paper")
        paper = tuple((item, tuple(json.loads(counts))) for item, counts in counted)
        begun, plan, code, position, port, adapter, address, shared, desk = lessons[0]
        place = RoomPlace(port, adapter, address, bool(shared), desk)
        return Unfinished(begun, plan, code, place, position, seats, rows, paper)

    def finish(self) -> None:
        """Forget the lesson, seats and all. Raises StoreError."""
        with self._db.transaction() as db:
            for table in _TABLES:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        self._db.read("PRAGMA wal_checkpoint(TRUNCATE)")

    def put_aside(self, now: str) -> None:
        """Close the file and keep it under another name, dated `now`: what it holds cannot be gone on with.

        Raises OSError.
        """
        self.close()
        if self.path is not None:
            damage.move_aside(self.path, now)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
