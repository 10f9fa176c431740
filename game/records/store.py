"""The store of answers: SQLite, one connection, and an answer is on the disk before its truth is shown.

WAL with `synchronous=FULL`: a commit costs a fifth of a millisecond and survives a power cut. Whatever
is wrong with the disk, a session goes on: an answer that could not be written stays in memory, is tried
again with the next one, and the player is told.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from game.errors import StoreError
from game.records import damage, schema
from game.records.values import AnswerRecord, SessionRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FILE_NAME", "AnswerRecord", "AnswerStore", "Opened", "SessionRecord"]

FILE_NAME: Final = "answers.db"
MOVED: Final = "store.moved"
"""Notice: the file was damaged; it was moved aside and a new one begun."""
MENDED: Final = "store.mended"
"""Notice: the file's last write was cut off; the rest is there, and a copy of it all was kept."""
MEMORY: Final = "store.memory"
"""Notice: answers are kept only until the game closes."""

_WAIT_SECONDS: Final = 5.0


class _DamagedError(Exception):
    """The file is not a store that can be trusted."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store; `notice` is the key of a text for the player, `detail` a sentence for a technician."""

    store: AnswerStore
    notice: str | None = None
    detail: str = ""


class AnswerStore:
    """Answers and sessions of one data folder. Use it from the thread that opened it."""

    def __init__(self, db: sqlite3.Connection, path: Path | None) -> None:
        self.path = path
        """Where the answers are kept; None: in memory only."""
        self._db = db
        self._waiting_sessions: dict[str, SessionRecord] = {}
        self._waiting_answers: dict[tuple[str, int], AnswerRecord] = {}

    @classmethod
    def open(cls, data_dir: Path, now: str) -> Opened:
        """Open the store in `data_dir`, made where it is missing; `now` (ISO 8601) dates what is moved.

        Never raises: where nothing can be kept, the store is in memory and the notice says so.
        """
        path = data_dir / FILE_NAME
        try:
            return cls._open(path, now)
        except (OSError, StoreError) as error:
            return Opened(cls.in_memory(), MEMORY, _sentence(error, path))

    @classmethod
    def in_memory(cls) -> Self:
        """Return a store that is gone when the game ends."""
        return cls(_connect(":memory:"), None)

    @classmethod
    def _open(cls, path: Path, now: str) -> Opened:
        path.parent.mkdir(parents=True, exist_ok=True)
        cut = damage.copy_aside(path, now) if damage.wal_is_cut_short(path) else None
        try:
            store = cls(_connect(path), path)
        except _DamagedError as error:
            aside = damage.move_aside(path, now)
            detail = f"{path} was damaged ({error}); it was moved to {aside} and a new one begun"
            return Opened(cls(_connect(path), path), MOVED, detail)
        if cut is not None:
            kept = len(store.answers())
            detail = (
                f"the last write to {path} was cut off; {kept} answers are there, a copy as found is {cut}"
            )
            return Opened(store, MENDED, detail)
        return Opened(store)

    # -- writing -----------------------------------------------------------------------------------

    def start(self, session: SessionRecord) -> None:
        """Begin `session`; once is enough. Raises StoreError, and keeps the record to try again."""
        self._waiting_sessions[session.id] = session
        self._write()

    def add(self, answer: AnswerRecord) -> None:
        """Keep `answer`: it is on the disk when this returns. A second one for its round is ignored.

        Raises StoreError when it could not be written; then it is kept in memory and tried again with
        the next one, and `answers` tells it all the same.
        """
        self._waiting_answers.setdefault((answer.session, answer.index), answer)
        self._write()

    def finish(self, session: str, at: str) -> None:
        """Note that `session` came to its end at `at` (ISO 8601). Raises StoreError."""
        waiting = self._waiting_sessions.get(session)
        if waiting is not None:
            self._waiting_sessions[session] = replace(waiting, finished=at)
            self._write()
            return
        with _plainly(self.path):
            self._db.execute("UPDATE sessions SET finished = ? WHERE id = ?", (at, session))

    def _write(self) -> None:
        sessions, answers = tuple(self._waiting_sessions.values()), tuple(self._waiting_answers.values())
        with _plainly(self.path), _transaction(self._db):
            self._db.executemany(
                schema.insert_of("sessions", schema.SESSION_FIELDS),
                [tuple(getattr(s, field) for field in schema.SESSION_FIELDS) for s in sessions],
            )
            self._db.executemany(
                schema.insert_of("answers", schema.ANSWER_FIELDS), [schema.row_of(a) for a in answers]
            )
        self._waiting_sessions.clear()
        self._waiting_answers.clear()

    # -- reading -----------------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """How many answers wait to be written, or would be lost with the game."""
        return len(self.answers()) if self.path is None else len(self._waiting_answers)

    def answers(
        self, session: str | None = None, last: int | None = None, profile: str | None = None
    ) -> tuple[AnswerRecord, ...]:
        """Return the answers (of `session`, of `profile`), oldest first; only the `last` ones if asked.

        Those that wait to be written are among them. Raises StoreError.
        """
        statement = schema.select_of("answers", schema.ANSWER_FIELDS)
        asked = {schema.OF_SESSION: session, schema.OF_PROFILE: profile}
        tests = {test: value for test, value in asked.items() if value is not None}
        where, values = f" WHERE {' AND '.join(tests)}" if tests else "", tuple(tests.values())
        limit = -1 if last is None else last
        with _plainly(self.path):
            rows = self._db.execute(f"{statement}{where} ORDER BY rowid DESC LIMIT ?", (*values, limit))
            found = {(a.session, a.index): a for a in map(schema.answer_of, reversed(rows.fetchall()))}
        for key, answer in self._waiting_answers.items():
            if session in (None, answer.session) and profile in (None, self._profile_of(answer.session)):
                found.setdefault(key, answer)
        every = tuple(found.values())
        return every if last is None else every[max(0, len(every) - last) :]

    def sessions(self) -> tuple[SessionRecord, ...]:
        """Return all sessions, oldest first. Raises StoreError."""
        with _plainly(self.path):
            rows = self._db.execute(
                schema.select_of("sessions", schema.SESSION_FIELDS) + " ORDER BY rowid"
            ).fetchall()
        found = {record.id: record for record in (SessionRecord(*row) for row in rows)}
        return tuple({**self._waiting_sessions, **found}.values())

    def _profile_of(self, session: str) -> str:
        waiting = self._waiting_sessions.get(session)
        if waiting is not None:
            return waiting.profile
        with _plainly(self.path):
            row = self._db.execute("SELECT profile FROM sessions WHERE id = ?", (session,)).fetchone()
        return str(row[0]) if row else ""

    def close(self) -> None:
        """Write what still waits, and close. Raises StoreError when that could not be written."""
        try:
            if self._waiting_sessions or self._waiting_answers:
                self._write()
        finally:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _connect(path: Path | str) -> sqlite3.Connection:
    """Open, check and migrate. Raises _DamagedError, or StoreError for what is not the file's fault."""
    place = path if isinstance(path, Path) else None
    with _plainly(place, opening=True):
        db = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        with _plainly(place, opening=True):
            _prepare(db, place)
    except sqlite3.DatabaseError as error:
        db.close()
        raise _DamagedError(str(error)) from error
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, place: Path | None) -> None:
    db.execute("PRAGMA synchronous = FULL")
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (mark,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and mark != schema.APPLICATION_ID:
        raise sqlite3.DatabaseError("it belongs to another program")
    if version > len(schema.MIGRATIONS):
        raise StoreError(
            f"{place} was written by a newer version of the game (schema {version}; this one knows "
            f"{len(schema.MIGRATIONS)}). Update the game, or choose another folder with --data-dir"
        )
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    db.execute("PRAGMA journal_mode = WAL")
    schema.migrate(db)
    for table, fields in (("sessions", schema.SESSION_FIELDS), ("answers", schema.ANSWER_FIELDS)):
        columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        if missing := set(fields) - columns:
            raise sqlite3.DatabaseError(f"its table {table} lacks {', '.join(sorted(missing))}")
    with _transaction(db):
        pass  # a folder or file that cannot be written to is found out now, not at the first answer


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def _plainly(path: Path | None, *, opening: bool = False) -> Iterator[None]:
    """Turn what SQLite says into a StoreError; while `opening`, what it says of damage passes through."""
    try:
        yield
    except sqlite3.Error as error:
        if opening and _damaged(error):
            raise
        raise StoreError(_sentence(error, path)) from error


def _damaged(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    own = code is None and type(error) is sqlite3.DatabaseError
    return own or (code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))


def _sentence(error: Exception, path: Path | None) -> str:
    """Return what happened and what to do about it."""
    if isinstance(error, StoreError):
        return str(error)
    place = str(path) if path else "the store in memory"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return f"There is no room left to write {place}; free some space on that disk"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"Another program holds {place}; close it"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"{place} is damaged ({error}); the next start of the game puts it aside"
    refused = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
    if code in refused or isinstance(error, OSError):
        return f"{place} cannot be written ({error}); choose another folder with --data-dir"
    return f"{place} could not be written ({error})"
