"""What stands under every store: open a SQLite file, check it, bring it up to date, set a damaged one aside.

A store says what its file is (`Schema`) and gets a `Database`: reads, transactions, and errors that say what
to do. `PRAGMA user_version` counts the migrations that a file has gone through, `PRAGMA application_id` marks
it as ours. Whatever was committed is on the disk: write-ahead log with `synchronous=FULL`.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Final, NamedTuple, Self

from game.errors import StoreError
from game.records import damage
from game.records.snapshot import snapshot

WAIT: Final = 5.0
"""Seconds to wait for another program that is writing."""
NO_ROOM: Final = 64 * 1024
"""Bytes: with less than this left on its disk, an error of reading or writing is put down to that."""


class DamagedError(StoreError):
    """The file is not one that can be trusted: damaged, of another program, or without its tables."""


class FullError(StoreError):
    """The disk has no room left."""

    why: ClassVar[str] = "full"


class BusyError(StoreError):
    """Another program holds the file."""

    why: ClassVar[str] = "busy"


class NewerError(StoreError):
    """The file was written by a newer version of the game."""

    why: ClassVar[str] = "newer"


class Schema(NamedTuple):
    """What a store's file is made of."""

    application_id: int
    """Marks the file as this store's; a file of another program is never written to."""
    migrations: tuple[str, ...]
    """SQL scripts: the first makes the tables, each further one is a change. Published ones never change."""
    columns: Mapping[str, Sequence[str]] = MappingProxyType({})
    """Columns by table that must be there, or the file counts as damaged."""
    pragmas: tuple[str, ...] = ()
    """Settings of the connection, such as `secure_delete = ON`."""
    checked: bool = True
    """Whether opening reads the whole file for damage and tries to write; off for what can be made again."""
    adopts_unmarked: bool = False
    """Whether a file with the first migration's tables and no mark is ours (version 0.1.0 set none)."""

    @property
    def version(self) -> int:
        """The number of the newest migration."""
        return len(self.migrations)

    def first_tables(self) -> frozenset[str]:
        """Return the names of the tables that the first migration makes."""
        with closing(sqlite3.connect(":memory:")) as db:
            db.executescript(self.migrations[0])
            return _tables(db)


class Database:
    """An open file of a store, or a store in memory."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self.connection = connection
        self.path = path
        """Where the file is; None: in memory only."""

    @classmethod
    def open(
        cls, path: Path | None, schema: Schema, *, wait: float | None = None, any_thread: bool = False
    ) -> Self:
        """Open the file at `path` (None: in memory), bring its tables up to date, see that it can be written.

        `wait` is in seconds (None: WAIT). Raises DamagedError, NewerError, or StoreError where the file is
        not at fault.
        """
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                path or ":memory:",
                timeout=WAIT if wait is None else wait,
                isolation_level=None,
                check_same_thread=not any_thread,
            )
        except (OSError, sqlite3.Error) as error:
            raise refusal(error, path) from error
        return cls(_prepared(connection, path, schema), path)

    @classmethod
    def copy_of(cls, path: Path, schema: Schema) -> Self:
        """Return a copy in memory of the file at `path`, brought up to date there; nothing is written.

        For reading where the disk is full or the folder read-only. Raises StoreError, as `open` does.
        """
        try:
            connection = snapshot(path)
        except (OSError, sqlite3.Error) as error:
            raise refusal(error, path) from error
        return cls(_prepared(connection, path, schema), None)

    def read(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that answer `question`. Raises StoreError."""
        with self.plainly(), closing(self.connection.execute(question, values)) as rows:
            return rows.fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection for changes that come all or not at all; on the disk at the end of the block.

        Raises StoreError.
        """
        with self.plainly(), transaction(self.connection) as db:
            yield db

    @contextmanager
    def plainly(self) -> Iterator[None]:
        """Turn what SQLite says into a StoreError that says what to do (DamagedError where it is damage)."""
        try:
            yield
        except sqlite3.Error as error:
            kind = DamagedError if is_damage(error) else type(refusal(error, self.path))
            raise kind(sentence(error, self.path)) from error

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


class OpenedDatabase(NamedTuple):
    """A database, and where a damaged file that stood in its place was moved."""

    database: Database
    set_aside: Path | None = None
    damage: str = ""
    """What was wrong with the file that was moved."""
    cut_short: Path | None = None
    """The copy, as found, of a file whose last write was cut off."""


def open_or_set_aside(
    path: Path, schema: Schema, now: str, *, wait: float | None = None, any_thread: bool = False
) -> OpenedDatabase:
    """Open the file at `path`; where it is damaged, keep it under another name and begin a new one.

    A log that was cut off is copied as it was found; a folder in the file's place is moved like a damaged
    file. `now` (ISO 8601) dates what is moved. Raises StoreError.
    """
    try:
        folder = damage.move_folders_aside(path, now)
        cut = damage.copy_aside(path, now) if damage.wal_is_cut_short(path) else None
    except OSError as error:
        raise refusal(error, path) from error
    try:
        opened = Database.open(path, schema, wait=wait, any_thread=any_thread)
        return OpenedDatabase(opened, folder, "it was a folder" if folder is not None else "", cut)
    except DamagedError as error:
        try:
            aside = damage.move_aside(path, now)
        except OSError as refused:
            raise refusal(refused, path) from error
        return OpenedDatabase(
            Database.open(path, schema, wait=wait, any_thread=any_thread), aside, str(error)
        )


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Commit at the end of the block, roll back when it raises; one writer at a time."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def migrate(db: sqlite3.Connection, schema: Schema) -> None:
    """Bring `db` to the newest schema, each step whole or not at all. Raises sqlite3.Error."""
    (done,) = db.execute("PRAGMA user_version").fetchone()
    for number, script in enumerate(schema.migrations[done:], done + 1):
        marks = f"PRAGMA application_id = {schema.application_id}; PRAGMA user_version = {number};"
        try:
            db.executescript(f"BEGIN IMMEDIATE; {script} {marks} COMMIT;")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether SQLite says that the file itself is at fault."""
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_IOERR_SHORT_READ:  # the file or its log is shorter than it says
        return True
    own = code is None and type(error) is sqlite3.DatabaseError
    return own or (code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))


def refusal(error: Exception, path: Path | None) -> StoreError:
    """Return the error that says why the file at `path` was refused (one that is not damage)."""
    kinds: dict[int, type[StoreError]] = {
        sqlite3.SQLITE_FULL: FullError,
        sqlite3.SQLITE_BUSY: BusyError,
        sqlite3.SQLITE_LOCKED: BusyError,
    }
    if isinstance(error, StoreError):
        return error
    kind = FullError if _no_room(error, path) else kinds.get(_code(error), StoreError)
    return kind(sentence(error, path))


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _no_room(error: Exception, path: Path | None) -> bool:
    """Tell whether the disk is full. SQLite calls that an input/output error where it cannot map its log."""
    if isinstance(error, OSError):
        return error.errno in (ENOSPC, EDQUOT)
    if _code(error) == sqlite3.SQLITE_FULL:
        return True
    if path is None or _code(error) not in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return False
    try:
        return shutil.disk_usage(path.parent).free < NO_ROOM
    except OSError:
        return False


def sentence(error: Exception, path: Path | None) -> str:
    """Return what happened to the file at `path` and what to do about it."""
    if isinstance(error, StoreError):
        return str(error)
    place = str(path) if path else "the store in memory"
    code = _code(error)
    if _no_room(error, path):
        return f"There is no room left to write {place}; free some space on that disk"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"Another program holds {place}; close it"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"{place} is damaged ({error}); the next start of the game puts it aside"
    refused = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
    if code in refused or isinstance(error, OSError):
        return f"{place} cannot be written ({error}); choose another folder with --data-dir"
    return f"{place} could not be written ({error})"


def _prepared(db: sqlite3.Connection, path: Path | None, schema: Schema) -> sqlite3.Connection:
    """Return `db` ready for use; it is closed when that fails. Raises StoreError."""
    try:
        _prepare(db, path, schema)
    except sqlite3.Error as error:
        db.close()
        raise (DamagedError(str(error)) if is_damage(error) else refusal(error, path)) from error
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, path: Path | None, schema: Schema) -> None:
    """Check the file, migrate it, and write to it once. Raises sqlite3.Error or NewerError."""
    db.execute("PRAGMA synchronous = FULL")
    for pragma in schema.pragmas:
        db.execute(f"PRAGMA {pragma}")
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (mark,) = db.execute("PRAGMA application_id").fetchone()
    there = _tables(db)
    if there and not (mark == schema.application_id or (mark == 0 and schema.adopts_unmarked)):
        raise sqlite3.DatabaseError("it belongs to another program")
    if version > schema.version:
        raise NewerError(
            f"{path} was written by a newer version of the game (schema {version}; this one knows "
            f"{schema.version}). Update the game, or choose another folder with --data-dir"
        )
    if schema.checked:
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
    db.execute("PRAGMA journal_mode = WAL")
    if there and version == 0:
        _adopt(db, there, schema)
    migrate(db, schema)
    for table, wanted in schema.columns.items():
        columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        if missing := set(wanted) - columns:
            raise sqlite3.DatabaseError(f"its table {table} lacks {', '.join(sorted(missing))}")
    if not schema.checked:
        return
    with transaction(db):  # what cannot be written is found out now, and not at the first answer
        db.execute(f"PRAGMA user_version = {schema.version}")


def _adopt(db: sqlite3.Connection, there: frozenset[str], schema: Schema) -> None:
    """Take a file from before schema versions for one of version 1. Raises sqlite3.DatabaseError."""
    if missing := schema.first_tables() - there:
        raise sqlite3.DatabaseError(f"it lacks {', '.join(sorted(missing))}")
    with transaction(db):
        db.execute(f"PRAGMA application_id = {schema.application_id}")
        db.execute("PRAGMA user_version = 1")


def _tables(db: sqlite3.Connection) -> frozenset[str]:
    rows = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return frozenset(name for (name,) in rows)
