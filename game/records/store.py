"""The store of answers: SQLite, one connection, and an answer is on the disk before its truth is shown.

WAL with `synchronous=FULL`: a commit costs a fifth of a millisecond and survives a power cut. Whatever
is wrong with the disk, a session goes on: an answer that could not be written stays in memory, is tried
again with the next one, and the player is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, TypeVar

from game.errors import StoreError
from game.records import schema
from game.records.database import Database, open_or_set_aside, sentence

if TYPE_CHECKING:
    from pathlib import Path

    from game.quiz.answer import Answer
    from game.quiz.posts import PostAnswer
    from game.records.values import OwnWords, SessionRecord

FILE_NAME: Final = "answers.db"
MOVED: Final = "store.moved"
"""Notice: the file was damaged; it was moved aside and a new one begun."""
MENDED: Final = "store.mended"
"""Notice: the file's last write was cut off; the rest is there, and a copy of it all was kept."""
MEMORY: Final = "store.memory"
"""Notice: answers are kept only until the game closes."""

K = TypeVar("K", "Answer", "PostAnswer", "OwnWords")
"""What is kept of a round."""


AGAIN: Final = 0.2
"""Seconds to wait for another program when a file is tried again in the middle of a game."""


class OpenedStore(NamedTuple):
    """An open store; `notice` is the key of a text for the player, `detail` a sentence for a technician."""

    store: AnswerStore
    notice: str | None = None
    detail: str = ""
    readable: bool = True
    """Whether `store` has what the file holds."""


class AnswerStore:
    """Answers and sessions of one data folder. Use it from the thread that opened it."""

    def __init__(self, db: Database, home: Path | None = None) -> None:
        """`home` is where the file should be that could not be opened: `db` is a copy then, or empty."""
        self._db = db
        self._home = home
        self._waiting_sessions: dict[str, SessionRecord] = {}
        self._waiting_answers: dict[tuple[str, int], Answer] = {}
        self._waiting_posts: dict[tuple[str, int], PostAnswer] = {}
        self._waiting_words: dict[tuple[str, int], OwnWords] = {}

    @property
    def path(self) -> Path | None:
        """Where the answers are kept; None: in memory only."""
        return self._db.path

    @classmethod
    def open(cls, data_dir: Path, now: str) -> OpenedStore:
        """Open the store in `data_dir`, made where it is missing; `now` (ISO 8601) dates what is moved.

        Never raises: where nothing can be kept, what is there is read, new answers wait in memory, and the
        notice says so. The file is tried again with each answer.
        """
        path = data_dir / FILE_NAME
        try:
            return cls._open(path, now)
        except (OSError, StoreError) as error:
            detail = sentence(error, path)
        try:
            return OpenedStore(cls(Database.copy_of(path, schema.ANSWERS), path), MEMORY, detail)
        except StoreError:
            return OpenedStore(cls(Database.open(None, schema.ANSWERS), path), MEMORY, detail, readable=False)

    @classmethod
    def in_memory(cls) -> Self:
        """Return a store that is gone when the game ends."""
        return cls(Database.open(None, schema.ANSWERS))

    @classmethod
    def _open(cls, path: Path, now: str) -> OpenedStore:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = open_or_set_aside(path, schema.ANSWERS, now)
        store = cls(opened.database)
        if opened.set_aside is not None:
            where = f"it was moved to {opened.set_aside} and a new one begun"
            detail = f"{path} was damaged ({opened.damage}); {where}"
            return OpenedStore(store, MOVED, detail)
        if opened.cut_short is not None:
            kept = len(store.answers())
            rest = f"{kept} answers are there, a copy as found is {opened.cut_short}"
            return OpenedStore(store, MENDED, f"the last write to {path} was cut off; {rest}")
        return OpenedStore(store)

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

    def add_post(self, answer: PostAnswer) -> None:
        """Keep what was said of a post, as `add` keeps an answer. Raises StoreError."""
        self._waiting_posts.setdefault((answer.session, answer.index), answer)
        self._write()

    def add_words(self, words: OwnWords) -> None:
        """Keep why a round was answered so, as `add` keeps its answer. Raises StoreError."""
        self._waiting_words.setdefault((words.session, words.index), words)
        self._write()

    def forget_words(self, profile: str, only: OwnWords | None = None) -> None:
        """Take away what was written under `profile`, or `only` that, so that the file does not hold it.

        Raises StoreError.
        """
        gone = self.words(profile=profile) if only is None else (only,)
        for one in gone:
            self._waiting_words.pop((one.session, one.index), None)
        self._reach()
        with self._db.transaction() as db:
            db.executemany(
                'DELETE FROM own_words WHERE session = ? AND "index" = ?',
                [(one.session, one.index) for one in gone],
            )
        self._db.read("PRAGMA wal_checkpoint(TRUNCATE)")

    def finish(self, session: str, at: str) -> None:
        """Note that `session` came to its end at `at` (ISO 8601). Raises StoreError."""
        waiting = self._waiting_sessions.get(session)
        if waiting is not None:
            self._waiting_sessions[session] = replace(waiting, finished=at)
            self._write()
            return
        self._reach()
        with self._db.transaction() as db:
            db.execute("UPDATE sessions SET finished = ? WHERE id = ?", (at, session))

    def _reach(self) -> None:
        """Open the file that could not be opened. Raises StoreError while that is so."""
        if self._home is not None and self._db.path is None:
            found = Database.open(self._home, schema.ANSWERS, wait=AGAIN)
            self._db.close()
            self._db = found

    def _write(self) -> None:
        self._reach()
        sessions, answers = tuple(self._waiting_sessions.values()), tuple(self._waiting_answers.values())
        posts = tuple(self._waiting_posts.values())
        with self._db.transaction() as db:
            db.executemany(
                schema.insert_of("sessions", schema.SESSION_FIELDS),
                [tuple(getattr(s, field) for field in schema.SESSION_FIELDS) for s in sessions],
            )
            db.executemany(
                schema.insert_of("answers", schema.ANSWER_FIELDS), [schema.row_of(a) for a in answers]
            )
            db.executemany(schema.insert_of("posts", schema.POST_FIELDS), [schema.post_row(p) for p in posts])
            db.executemany(
                schema.insert_of("own_words", schema.WORD_FIELDS),
                [schema.words_row(words) for words in self._waiting_words.values()],
            )
        self._waiting_sessions.clear()
        self._waiting_answers.clear()
        self._waiting_posts.clear()
        self._waiting_words.clear()

    # -- reading -----------------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """How many answers wait to be written, or would be lost with the game."""
        if self.path is None and self._home is None:
            return len(self.answers()) + len(self.posts())
        return len(self._waiting_answers) + len(self._waiting_posts)

    def answers(
        self, session: str | None = None, last: int | None = None, profile: str | None = None
    ) -> tuple[Answer, ...]:
        """Return the answers (of `session`, of `profile`), oldest first; only the `last` ones if asked.

        Those that wait to be written are among them. Raises StoreError.
        """
        rows = self._rows("answers", schema.ANSWER_FIELDS, session, last, profile)
        return self._with_waiting(
            map(schema.answer_of, rows), self._waiting_answers.values(), session, last, profile
        )

    def posts(
        self, session: str | None = None, last: int | None = None, profile: str | None = None
    ) -> tuple[PostAnswer, ...]:
        """Return what was said of posts, as `answers` returns answers. Raises StoreError."""
        rows = self._rows("posts", schema.POST_FIELDS, session, last, profile)
        return self._with_waiting(
            map(schema.post_of, rows), self._waiting_posts.values(), session, last, profile
        )

    def words(self, session: str | None = None, profile: str | None = None) -> tuple[OwnWords, ...]:
        """Return what was written in own words, as `answers` returns answers. Raises StoreError."""
        rows = self._rows("own_words", schema.WORD_FIELDS, session, None, profile)
        return self._with_waiting(
            map(schema.words_of, rows), self._waiting_words.values(), session, None, profile
        )

    def _rows(
        self, table: str, fields: Sequence[str], session: str | None, last: int | None, profile: str | None
    ) -> list[tuple[Any, ...]]:
        """Return the newest rows of `table`, oldest first."""
        asked = {schema.OF_SESSION: session, schema.OF_PROFILE: profile}
        tests = {test: value for test, value in asked.items() if value is not None}
        where, values = f" WHERE {' AND '.join(tests)}" if tests else "", tuple(tests.values())
        statement = f"{schema.select_of(table, fields)}{where} ORDER BY rowid DESC LIMIT ?"
        return self._db.read(statement, (*values, -1 if last is None else last))[::-1]

    def _with_waiting(
        self,
        stored: Iterable[K],
        waiting: Iterable[K],
        session: str | None,
        last: int | None,
        profile: str | None,
    ) -> tuple[K, ...]:
        """Return what is stored and then what waits to be written, only the `last` of both if asked."""
        found = {(one.session, one.index): one for one in stored}
        for one in waiting:
            if session in (None, one.session) and profile in (None, self._profile_of(one.session)):
                found.setdefault((one.session, one.index), one)
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
        """Write what still waits, and close. Raises StoreError when answers could not be written."""
        try:
            if self._waiting_sessions or self._waiting_answers or self._waiting_posts or self._waiting_words:
                self._write()
        except StoreError as error:
            if lost := len(self._waiting_answers) + len(self._waiting_posts):
                raise StoreError(f"Answers that could not be kept: {lost}. {error}") from error
        finally:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
