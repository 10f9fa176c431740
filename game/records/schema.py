"""The tables of the answers, and how an older file becomes a newer one.

A change of the tables is one more migration at the end; those that were published are never edited.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from game.records.database import Schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.quiz.answer import Answer
    from game.quiz.posts import PostAnswer
    from game.records.values import OwnWords, SessionRecord

APPLICATION_ID: Final = 0x43484D3F
"""Marks the file as this game's (`CHM?`), so that another program's database is never written to."""

MIGRATIONS: Final = (
    """
    CREATE TABLE sessions (
        id TEXT NOT NULL UNIQUE,
        level TEXT NOT NULL,
        length INTEGER NOT NULL,
        language TEXT NOT NULL,
        started TEXT NOT NULL,
        finished TEXT
    ) STRICT;
    CREATE TABLE answers (
        session TEXT NOT NULL,
        "index" INTEGER NOT NULL CHECK ("index" >= 0),
        at TEXT NOT NULL,
        pack TEXT NOT NULL,
        clip TEXT NOT NULL,
        person TEXT NOT NULL,
        label TEXT NOT NULL CHECK (label IN ('real', 'manipulated')),
        original TEXT,
        difficulty REAL NOT NULL,
        kinds TEXT NOT NULL,
        p REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
        judgement_points INTEGER NOT NULL,
        spotting_points INTEGER NOT NULL,
        marks TEXT NOT NULL,
        named TEXT,
        hit INTEGER,
        artefact INTEGER,
        kind_right INTEGER NOT NULL CHECK (kind_right IN (0, 1)),
        found TEXT NOT NULL,
        watch_ms INTEGER NOT NULL,
        judge_ms INTEGER NOT NULL,
        replays INTEGER NOT NULL,
        reason TEXT NOT NULL,
        UNIQUE (session, "index")
    ) STRICT;
    """,
    """
    ALTER TABLE sessions ADD COLUMN block TEXT;
    ALTER TABLE sessions ADD COLUMN form TEXT;
    ALTER TABLE sessions ADD COLUMN profile TEXT NOT NULL DEFAULT '';
    ALTER TABLE answers ADD COLUMN "order" TEXT;
    ALTER TABLE answers ADD COLUMN glance REAL;
    ALTER TABLE answers ADD COLUMN block TEXT;
    ALTER TABLE answers ADD COLUMN form TEXT;
    """,
    """
    ALTER TABLE answers ADD COLUMN scoring TEXT NOT NULL DEFAULT 'judgement+spotting';
    """,
    """
    ALTER TABLE answers ADD COLUMN where_known INTEGER CHECK (where_known IN (0, 1));
    """,
    """
    CREATE TABLE posts (
        session TEXT NOT NULL,
        "index" INTEGER NOT NULL CHECK ("index" >= 0),
        post TEXT NOT NULL,
        "case" TEXT NOT NULL,
        pack TEXT NOT NULL,
        clip TEXT NOT NULL,
        altered INTEGER NOT NULL CHECK (altered IN (0, 1)),
        misleading INTEGER NOT NULL CHECK (misleading IN (0, 1)),
        p_altered REAL NOT NULL CHECK (p_altered BETWEEN 0 AND 1),
        p_misleading REAL NOT NULL CHECK (p_misleading BETWEEN 0 AND 1),
        altered_points INTEGER NOT NULL,
        share_points INTEGER NOT NULL,
        opened TEXT NOT NULL,
        settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
        judge_ms INTEGER NOT NULL,
        at TEXT NOT NULL,
        UNIQUE (session, "index")
    ) STRICT;
    """,
    """
    ALTER TABLE answers ADD COLUMN pair TEXT CHECK (pair IN ('left', 'right'));
    """,
    """
    ALTER TABLE answers ADD COLUMN pack_version TEXT;
    """,
    """
    CREATE TABLE own_words (
        session TEXT NOT NULL,
        "index" INTEGER NOT NULL CHECK ("index" >= 0),
        text TEXT NOT NULL CHECK (text <> ''),
        at TEXT NOT NULL,
        UNIQUE (session, "index")
    ) STRICT;
    """,
)

SESSION_FIELDS: Final = (
    "id", "level", "length", "language", "started", "finished", "block", "form", "profile",
)  # fmt: skip
"""The fields of `SessionRecord`, in their order."""
ANSWER_FIELDS: Final = (
    "session", "index", "pack", "clip", "person", "label", "original", "difficulty", "kinds", "p",
    "judgement_points", "spotting_points", "at", "marks", "named", "hit", "artefact", "kind_right", "found",
    "watch_ms", "judge_ms", "replays", "reason", "order", "glance", "block", "form", "scoring", "where_known",
    "pair", "pack_version",
)  # fmt: skip
"""The fields of `Answer`, in their order."""
POST_FIELDS: Final = (
    "session", "index", "post", "case", "pack", "clip", "altered", "misleading", "p_altered",
    "p_misleading", "altered_points", "share_points", "opened", "settled", "judge_ms", "at",
)  # fmt: skip
"""The fields of `PostAnswer`, in their order."""
WORD_FIELDS: Final = ("session", "index", "text", "at")
"""The fields of `OwnWords`, in their order."""
OF_SESSION: Final = "session = ?"
OF_PROFILE: Final = "coalesce((SELECT profile FROM sessions WHERE id = session), '') = ?"
"""Tests of a row of answers or posts: of which session, and of which profile it is."""
_LISTS: Final = frozenset({"kinds", "found", "marks"})


ANSWERS: Final = Schema(
    application_id=APPLICATION_ID,
    migrations=MIGRATIONS,
    columns={
        "sessions": SESSION_FIELDS,
        "answers": ANSWER_FIELDS,
        "posts": POST_FIELDS,
        "own_words": WORD_FIELDS,
    },
    pragmas=(
        "secure_delete = ON",
        "cache_size = -256",  # KiB: what was written is seldom read again, and a kiosk writes for months
    ),
)


def insert_of(table: str, fields: Sequence[str]) -> str:
    """Return the statement that adds a row to `table` and leaves a row that is there already."""
    columns = ", ".join(f'"{field}"' for field in fields)
    marks = ", ".join("?" for _ in fields)
    return f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608 - our names


def select_of(table: str, fields: Sequence[str]) -> str:
    """Return the statement that reads `fields` of `table`."""
    columns = ", ".join(f'"{field}"' for field in fields)
    return f"SELECT {columns} FROM {table}"  # noqa: S608 - our names


def session_of(row: Sequence[Any]) -> SessionRecord:
    """Return the session that a row holds."""
    from game.records.values import SessionRecord

    return SessionRecord(*row)


def row_of(record: Answer) -> tuple[Any, ...]:
    """Return the values of `record` in the order of `ANSWER_FIELDS`."""
    values = ((field, getattr(record, field)) for field in ANSWER_FIELDS)
    return tuple(json.dumps(value) if field in _LISTS else value for field, value in values)


def answer_of(row: Sequence[Any]) -> Answer:
    """Return the record that `row_of` made into a row."""
    from game.quiz.answer import Answer

    values: dict[str, Any] = dict(zip(ANSWER_FIELDS, row, strict=True))
    for field in _LISTS:
        values[field] = tuple(json.loads(values[field]))
    values["marks"] = tuple((float(x), float(y), float(t), bool(timed)) for x, y, t, timed in values["marks"])
    values["kind_right"] = bool(values["kind_right"])
    values["where_known"] = None if values["where_known"] is None else bool(values["where_known"])
    return Answer(**values)


def post_row(record: PostAnswer) -> tuple[Any, ...]:
    """Return the values of `record` in the order of `POST_FIELDS`."""
    values = ((field, getattr(record, field)) for field in POST_FIELDS)
    return tuple(json.dumps(value) if field == "opened" else value for field, value in values)


def post_of(row: Sequence[Any]) -> PostAnswer:
    """Return the record that `post_row` made into a row."""
    from game.quiz.posts import PostAnswer

    values: dict[str, Any] = dict(zip(POST_FIELDS, row, strict=True))
    values["opened"] = tuple(json.loads(values["opened"]))
    for field in ("altered", "misleading", "settled"):
        values[field] = bool(values[field])
    return PostAnswer(**values)


def words_row(words: OwnWords) -> tuple[Any, ...]:
    """Return the values of `words` in the order of `WORD_FIELDS`."""
    return tuple(getattr(words, field) for field in WORD_FIELDS)


def words_of(row: Sequence[Any]) -> OwnWords:
    """Return the words that `words_row` made into a row."""
    from game.records.values import OwnWords

    return OwnWords(*row)
