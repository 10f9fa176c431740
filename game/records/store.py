"""The store of answers: SQLite, one connection, and an answer is on the disk before its truth is shown.

WAL with `synchronous=FULL`: a commit costs a fifth of a millisecond and survives a power cut. Whatever
is wrong with the disk, a session goes on: an answer that could not be written stays in memory, is tried
again with the next one, and the player is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from game.errors import StoreError
from game.records import damage, schema
from game.records.database import Database, open_or_set_aside, sentence

if TYPE_CHECKING:
    from pathlib import Path

    from game.quiz.answer import Answer
    from game.records.values import SessionRecord

FILE_NAME: Final = "answers.db"
MOVED: Final = "store.moved"
"""Notice: the file was damaged; it was moved aside and a new one begun."""
MENDED: Final = "store.mended"
"""Notice: the file's last write was cut off; the rest is there, and a copy of it all was kept."""
MEMORY: Final = "store.memory"
"""Notice: answers are kept only until the game closes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store; `notice` is the key of a text for the player, `detail` a sentence for a technician."""

    store: AnswerStore
    notice: str | None = None
    detail: str = ""


class AnswerStore:
    """Answers and sessions of one data folder. Use it from the thread that opened it."""

    def __init__(self, db: Database) -> None:
        self.path = db.path
        """Where the answers are kept; None: in memory only."""
        self._db = db
        self._waiting_sessions: dict[str, SessionRecord] = {}
        self._waiting_answers: dict[tuple[str, int], Answer] = {}

    @classmethod
    def open(cls, data_dir: Path, now: str) -> Opened:
        """Open the store in `data_dir`, made where it is missing; `now` (ISO 8601) dates what is moved.

        Never raises: where nothing can be kept, the store is in memory and the notice says so.
        """
        path = data_dir / FILE_NAME
        try:
            return cls._open(path, now)
        except (OSError, StoreError) as error:
            return Opened(cls.in_memory(), MEMORY, sentence(error, path))

    @classmethod
    def in_memory(cls) -> Self:
        """Return a store that is gone when the game ends."""
        return cls(Database.open(None, schema.ANSWERS))

    @classmethod
    def _open(cls, path: Path, now: str) -> Opened:
        path.parent.mkdir(parents=True, exist_ok=True)
        cut = damage.copy_aside(path, now) if damage.wal_is_cut_short(path) else None
        opened = open_or_set_aside(path, schema.ANSWERS, now)
        store = cls(opened.database)
        if opened.set_aside is not None:
            where = f"it was moved to {opened.set_aside} and a new one begun"
            detail = f"{path} was damaged ({opened.damage}); {where}"
            return Opened(store, MOVED, detail)
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

    def add(self, answer: Answer) -> None:
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
        with self._db.transaction() as db:
            db.execute("UPDATE sessions SET finished = ? WHERE id = ?", (at, session))

    def _write(self) -> None:
        sessions, answers = tuple(self._waiting_sessions.values()), tuple(self._waiting_answers.values())
        with self._db.transaction() as db:
            db.executemany(
                schema.insert_of("sessions", schema.SESSION_FIELDS),
                [tuple(getattr(s, field) for field in schema.SESSION_FIELDS) for s in sessions],
            )
            db.executemany(
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
    ) -> tuple[Answer, ...]:
        """Return the answers (of `session`, of `profile`), oldest first; only the `last` ones if asked.

        Those that wait to be written are among them. Raises StoreError.
        """
        statement = schema.select_of("answers", schema.ANSWER_FIELDS)
        asked = {schema.OF_SESSION: session, schema.OF_PROFILE: profile}
        tests = {test: value for test, value in asked.items() if value is not None}
        where, values = f" WHERE {' AND '.join(tests)}" if tests else "", tuple(tests.values())
        limit = -1 if last is None else last
        rows = self._db.read(f"{statement}{where} ORDER BY rowid DESC LIMIT ?", (*values, limit))
        found = {(a.session, a.index): a for a in map(schema.answer_of, reversed(rows))}
        for key, answer in self._waiting_answers.items():
            if session in (None, answer.session) and profile in (None, self._profile_of(answer.session)):
                found.setdefault(key, answer)
        every = tuple(found.values())
        return every if last is None else every[max(0, len(every) - last) :]

    def sessions(self) -> tuple[SessionRecord, ...]:
        """Return all sessions, oldest first. Raises StoreError."""
        rows = self._db.read(schema.select_of("sessions", schema.SESSION_FIELDS) + " ORDER BY rowid")
        found = {record.id: record for record in map(schema.session_of, rows)}
        return tuple({**self._waiting_sessions, **found}.values())

    def _profile_of(self, session: str) -> str:
        waiting = self._waiting_sessions.get(session)
        if waiting is not None:
            return waiting.profile
        rows = self._db.read("SELECT profile FROM sessions WHERE id = ?", (session,))
        return str(rows[0][0]) if rows else ""

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
