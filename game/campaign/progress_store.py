"""Where the players of this computer are in the campaign: one small SQLite file beside the answers.

A player is a picture, never a name: whoever picks the fish goes on where the fish stopped. Whatever is
wrong with the file, the campaign goes on; then progress is kept only until the game closes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from game.campaign.progress import Progress
from game.errors import StoreError
from game.records.database import Database, Schema, open_or_set_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from sqlite3 import Connection

    from game.quiz.candidates import ClipKey

FILE_NAME: Final = "progress.db"
MOVED: Final = "progress.moved"
"""Notice: the file was damaged; it was moved aside and a new one begun."""
MEMORY: Final = "progress.memory"
"""Notice: progress is kept only until the game closes."""

APPLICATION_ID: Final = 0x43485047
"""Marks the file as this game's (`CHPG`)."""

SCHEMA: Final = Schema(
    application_id=APPLICATION_ID,
    migrations=(
        """
CREATE TABLE profiles (
    picture TEXT NOT NULL PRIMARY KEY,
    made TEXT NOT NULL,
    current INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE done (
    picture TEXT NOT NULL,
    chapter TEXT NOT NULL,
    step TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (picture, chapter, step)
) STRICT;
CREATE TABLE answered (
    picture TEXT NOT NULL,
    chapter TEXT NOT NULL,
    clips INTEGER NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (picture, chapter)
) STRICT;
CREATE TABLE kept (
    picture TEXT NOT NULL,
    place INTEGER NOT NULL,
    item TEXT NOT NULL,
    UNIQUE (picture, item)
) STRICT;
        """,
        """
CREATE TABLE seen (
    picture TEXT NOT NULL,
    pack TEXT NOT NULL,
    clip TEXT NOT NULL,
    example INTEGER NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (picture, pack, clip, example)
) STRICT;
        """,
    ),
    adopts_unmarked=True,
)
AGAIN: Final = 0.2
"""Seconds to wait for another program when a file is tried again in the middle of a game."""
Statement = tuple[str, tuple[object, ...]]
"""A statement and its values."""
_TABLES: Final = ("answered", "done", "kept", "profiles", "seen")


class OpenedProgress(NamedTuple):
    """An open store; `notice` is the key of a text for the player."""

    store: ProgressStore
    notice: str | None = None


class ProgressStore:
    """The profiles of one data folder. Use it from the thread that opened it."""

    def __init__(self, db: Database, home: Path | None = None) -> None:
        """`home` is where the file should be that could not be opened: `db` is a copy then, or empty."""
        self._db = db
        self._home = home
        self._waiting: list[tuple[Statement, ...]] = []
        self._closed = False

    @property
    def path(self) -> Path | None:
        """Where progress is kept; None: in memory only."""
        return self._db.path

    @classmethod
    def open(cls, data_dir: Path, now: str) -> OpenedProgress:
        """Open the store in `data_dir`, made where it is missing; never raises.

        Where nothing can be kept, what is there is read, and new progress waits for the file in memory.
        """
        path = data_dir / FILE_NAME
        try:
            opened = open_or_set_aside(path, SCHEMA, now)
        except StoreError:
            return OpenedProgress(cls(_readable(path), path), MEMORY)
        moved = opened.set_aside or opened.cut_short
        return OpenedProgress(cls(opened.database), MOVED if moved else None)

    @classmethod
    def in_memory(cls) -> ProgressStore:
        """Return a store that is gone when the game ends."""
        return cls(Database.open(None, SCHEMA))

    def close(self) -> None:
        """Write what still waits, and let go of the file. Raises StoreError where it cannot be."""
        try:
            if self._waiting and not self._closed:
                self._write()
        finally:
            self._closed = True
            self._db.close()

    # -- profiles ----------------------------------------------------------------------------------

    def profiles(self) -> tuple[str, ...]:
        """Return the pictures of all players so far, the oldest first. Raises StoreError."""
        return tuple(row[0] for row in self._read("SELECT picture FROM profiles ORDER BY made, rowid"))

    def current(self) -> str | None:
        """Return the picture of the player who played last, None before the first. Raises StoreError."""
        rows = self._read("SELECT picture FROM profiles WHERE current = 1")
        return rows[0][0] if rows else None

    def choose(self, picture: str, now: str) -> None:
        """Let `picture` play from now on; made where it is new. Raises StoreError."""
        self._write(
            ("INSERT INTO profiles (picture, made) VALUES (?, ?) ON CONFLICT DO NOTHING", (picture, now)),
            ("UPDATE profiles SET current = (picture = ?)", (picture,)),
        )

    def forget(self, picture: str) -> None:
        """Take a player's progress and list away; answers, which name nobody, stay. Raises StoreError."""
        self._write(
            *(
                (f"DELETE FROM {table} WHERE picture = ?", (picture,))  # noqa: S608 - our own table names
                for table in _TABLES
            )
        )

    # -- progress ----------------------------------------------------------------------------------

    def progress(self, picture: str) -> Progress:
        """Return how far a player is. Raises StoreError."""
        done = self._read("SELECT chapter, step FROM done WHERE picture = ?", picture)
        answered = self._read("SELECT chapter, clips FROM answered WHERE picture = ?", picture)
        last = self._read(
            "SELECT chapter FROM (SELECT chapter, at FROM done WHERE picture = ?1 UNION ALL "
            "SELECT chapter, at FROM answered WHERE picture = ?1) ORDER BY at DESC LIMIT 1",
            picture,
        )
        kept = self._read("SELECT item FROM kept WHERE picture = ? ORDER BY place", picture)
        return Progress(
            done=frozenset((chapter, step) for chapter, step in done),
            answered=dict(answered),
            last=last[0][0] if last else None,
            kept=tuple(row[0] for row in kept),
        )

    def add(self, picture: str, chapter: str, step: str, now: str) -> None:
        """Note that a step is done. Raises StoreError."""
        self._write(
            (
                (
                    "INSERT INTO done (picture, chapter, step, at) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT DO UPDATE SET at = excluded.at"
                ),
                (picture, chapter, step, now),
            )
        )

    def answer(self, picture: str, chapter: str, clips: int, now: str) -> None:
        """Note how many clips of a chapter's practice are answered. Raises StoreError."""
        self._write(
            (
                (
                    "INSERT INTO answered (picture, chapter, clips, at) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT DO UPDATE SET clips = excluded.clips, at = excluded.at"
                ),
                (picture, chapter, clips, now),
            )
        )

    def keep(self, picture: str, items: tuple[str, ...]) -> None:
        """Keep a player's list "before I share", in its order. Raises StoreError."""
        self._write(
            ("DELETE FROM kept WHERE picture = ?", (picture,)),
            *(
                ("INSERT INTO kept (picture, place, item) VALUES (?, ?, ?)", (picture, place, item))
                for place, item in enumerate(items)
            ),
        )

    # -- clips whose truth was shown unasked -------------------------------------------------------

    def see(self, picture: str, clips: Iterable[ClipKey], now: str, *, example: bool) -> None:
        """Note that a player was shown the truth of `clips`, as an example or not. Raises StoreError."""
        statement = (
            "INSERT INTO seen (picture, pack, clip, example, at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET at = excluded.at"
        )
        self._write(*((statement, (picture, pack, clip, int(example), now)) for pack, clip in clips))

    def seen(self, picture: str, *, examples: bool) -> tuple[ClipKey, ...]:
        """Return the clips that a player saw as examples (or otherwise), newest last. Raises StoreError."""
        rows = self._read(
            "SELECT pack, clip FROM seen WHERE picture = ?1 AND example = ?2 ORDER BY at, rowid",
            picture,
            int(examples),
        )
        return tuple((pack, clip) for pack, clip in rows)

    # -- inside ------------------------------------------------------------------------------------

    def _read(self, question: str, *values: str | int) -> list[tuple[Any, ...]]:
        return self._db.read(question, values)

    def _write(self, *changes: Statement) -> None:
        """Write `changes`, after those that wait. Raises StoreError, and keeps them to try again."""
        if changes:
            self._waiting.append(changes)
        if self._home is not None and self._db.path is None:
            self._reach(self._home, changes)
        try:
            with self._db.transaction() as db:
                _make(db, self._waiting)
        except StoreError:
            if self._home is None and self.path is not None and not self._closed:
                self._fall_back(self.path)
            raise
        self._waiting.clear()

    def _reach(self, home: Path, changes: tuple[Statement, ...]) -> None:
        """Open the file that could not be opened. Where it still cannot, the copy in memory changes alone."""
        try:
            found = Database.open(home, SCHEMA, wait=AGAIN)
        except StoreError:
            with self._db.transaction() as db:
                _make(db, [changes])
            raise
        self._db.close()
        self._db = found

    def _fall_back(self, path: Path) -> None:
        """Go on with a copy in memory, in which the changes that wait are made."""
        copy = _readable(path)
        with copy.transaction() as db:
            _make(db, self._waiting)
        self._db.close()
        self._db, self._home = copy, path


def _make(db: Connection, waiting: Sequence[tuple[Statement, ...]]) -> None:
    for changes in waiting:
        for statement, values in changes:
            db.execute(statement, values)


def _readable(path: Path) -> Database:
    try:
        return Database.copy_of(path, SCHEMA)
    except StoreError:
        return Database.open(None, SCHEMA)
