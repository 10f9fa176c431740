"""The results of lessons on this computer: pooled figures of five people or more, without seats and votes.

A lesson is kept when it ends, beside its report, so that `records push` can send it. What fewer than five
people did is not written at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from game.quiz.discernment import Counts
from game.records.database import Database, Schema, open_or_set_aside

if TYPE_CHECKING:
    from game.workshop.class_result import ClassResult

FILE_NAME: Final = "lessons.db"
SCHEMA: Final = Schema(
    application_id=0x43484C45,  # CHLE
    migrations=(
        """
        CREATE TABLE lessons (id TEXT NOT NULL UNIQUE, month TEXT NOT NULL, plan TEXT NOT NULL,
            language TEXT NOT NULL, people INTEGER NOT NULL) STRICT;
        CREATE TABLE blocks (lesson TEXT NOT NULL, block TEXT NOT NULL, hits INTEGER NOT NULL,
            misses INTEGER NOT NULL, false_alarms INTEGER NOT NULL, correct_rejections INTEGER NOT NULL,
            UNIQUE (lesson, block)) STRICT;
        CREATE TABLE clips (lesson TEXT NOT NULL, number INTEGER NOT NULL, pack TEXT NOT NULL,
            clip TEXT NOT NULL, manipulated INTEGER NOT NULL, kinds TEXT NOT NULL, votes INTEGER NOT NULL,
            wrong INTEGER NOT NULL, UNIQUE (lesson, number)) STRICT;
        """,
        "ALTER TABLE lessons ADD COLUMN label TEXT NOT NULL DEFAULT '';",
    ),
)


@dataclass(frozen=True, slots=True)
class ClipTally:
    """How often one clip was judged, and how often wrongly; five people or more judged it."""

    number: int
    pack: str
    clip: str
    manipulated: bool
    kinds: tuple[str, ...]
    votes: int
    wrong: int


@dataclass(frozen=True, slots=True)
class LessonKept:
    """The result of one lesson. `id` is its name on this computer, `month` is written 2026-05."""

    id: str
    month: str
    plan: str
    language: str
    people: int
    blocks: dict[str, Counts]
    """The calls in `before`, `lesson` and `after`."""
    clips: tuple[ClipTally, ...]
    label: str = ""
    """The class, as `7-B`. It stays on this computer."""

    @classmethod
    def of(
        cls, result: ClassResult, *, code: str, day: str, language: str, label: str = ""
    ) -> LessonKept | None:
        """Return what is kept of a lesson held on `day` in the room `code`; None where too few took part."""
        if result.few:
            return None
        told = [c for c in result.clips if c.told]
        return cls(
            id=f"{day}-{code}",
            month=day[:7],
            plan=result.plan,
            language=language,
            people=result.people,
            blocks={name: m.counts for name, m in result.blocks.items() if name != "all"},
            clips=tuple(
                ClipTally(c.number, c.pack, c.clip, c.manipulated, c.kinds, c.votes, c.votes - c.right)
                for c in told
            ),
            label=label,
        )


class LessonStore:
    """The lessons kept in one data folder."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @classmethod
    def open(cls, data_dir: Path, now: str) -> Self:
        """Open the store in `data_dir`; a damaged one is set aside, dated `now`. Raises StoreError."""
        return cls(open_or_set_aside(data_dir / FILE_NAME, SCHEMA, now).database)

    @classmethod
    def in_place(cls, path: Path) -> Self:
        """Open the file at `path` as it is. Raises StoreError, also where it is damaged."""
        return cls(Database.open(path, SCHEMA))

    def add(self, lesson: LessonKept) -> None:
        """Keep `lesson` whole; one that is there already stays. Raises StoreError."""
        calls = [
            (lesson.id, name, c.hits, c.misses, c.false_alarms, c.correct_rejections)
            for name, c in lesson.blocks.items()
        ]
        clips = [
            (
                *(lesson.id, c.number, c.pack, c.clip, int(c.manipulated)),
                *(json.dumps(c.kinds), c.votes, c.wrong),
            )
            for c in lesson.clips
        ]
        row = (lesson.id, lesson.month, lesson.plan, lesson.language, lesson.people, lesson.label)
        with self._db.transaction() as db:
            db.execute("INSERT INTO lessons VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row)
            db.executemany("INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", calls)
            db.executemany("INSERT INTO clips VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", clips)

    def lessons(self) -> tuple[LessonKept, ...]:
        """Return all lessons, oldest first. Raises StoreError."""
        blocks: dict[str, dict[str, Counts]] = {}
        for lesson, block, *calls in self._db.read("SELECT * FROM blocks ORDER BY rowid"):
            blocks.setdefault(lesson, {})[block] = Counts(*calls)
        clips: dict[str, list[ClipTally]] = {}
        for lesson, number, pack, clip, manipulated, kinds, votes, wrong in self._db.read(
            "SELECT * FROM clips ORDER BY rowid"
        ):
            found = ClipTally(number, pack, clip, bool(manipulated), tuple(json.loads(kinds)), votes, wrong)
            clips.setdefault(lesson, []).append(found)
        rows = self._db.read("SELECT id, month, plan, language, people, label FROM lessons ORDER BY rowid")
        return tuple(
            LessonKept(
                *(id_, month, plan, language, people, blocks.get(id_, {}), tuple(clips.get(id_, ())), label)
            )
            for id_, month, plan, language, people, label in rows
        )

    def close(self) -> None:
        """Close the file."""
        self._db.close()
