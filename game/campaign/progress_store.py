"""Where the players of this computer are in the campaign: one small SQLite file beside the answers.

A player is a picture, never a name: whoever picks the fish goes on where the fish stopped. Whatever is
wrong with the file, the campaign goes on; then progress is kept only until the game closes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from game.campaign.progress import Progress
from game.errors import StoreError
from game.records.database import Database, Schema, open_or_set_aside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

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
_TABLES: Final = ("answered", "done", "kept", "profiles", "seen")


@dataclass(frozen=True, slots=True)
class OpenedProgress:
    """An open store; `notice` is the key of a text for the player."""

    store: ProgressStore
    notice: str | None = None


class ProgressStore:
    """The profiles of one data folder. Use it from the thread that opened it."""

    def __init__(self, db: Database) -> None:
        self.path = db.path
        """Where progress is kept; None: in memory only."""
        self._db = db

    @classmethod
    def open(cls, data_dir: Path, now: str) -> OpenedProgress:
        """Open the store in `data_dir`, made where it is missing; never raises."""
        try:
            opened = open_or_set_aside(data_dir / FILE_NAME, SCHEMA, now)
        except StoreError:
            return OpenedProgress(cls.in_memory(), MEMORY)
        return OpenedProgress(cls(opened.database), MOVED if opened.set_aside else None)

    @classmethod
    def in_memory(cls) -> ProgressStore:
        """Return a store that is gone when the game ends."""
        return cls(Database.open(None, SCHEMA))

    def close(self) -> None:
        """Let go of the file."""
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

    def _write(self, *changes: tuple[str, tuple[object, ...]]) -> None:
        with self._db.transaction() as db:
            for statement, values in changes:
                db.execute(statement, values)
