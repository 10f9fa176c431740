"""The shelves of the index: the clips of a pack with one label or kind, and one medium, in shuffled order.

A clip stands on its shelves with all that the scheduler asks of it, so that a draw (`game.packs.draws`) reads
neighbouring rows and looks no clip up. Each question is answered from a few rows, however many clips there
are and whatever difficulty is asked for. Where many of a shelf's clips are as hard as wished, the first ones
of the shuffle are soon found. Where few are, the shelf's bands lead to them: about BANDS groups of clips of
near difficulty, each shuffled by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

BANDS: Final = 32
"""How many bands a shelf has; a difficulty that more clips share than belong in one has a band of its own."""
SMALL: Final = 512
"""A shelf of so many clips is looked through without bands."""

_CLIP: Final = """
    shuffle REAL NOT NULL, clip INTEGER NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL,
    kinds TEXT NOT NULL, difficulty REAL NOT NULL, original TEXT, language TEXT"""
_COLUMNS: Final = "shuffle, clip, id, person, kinds, difficulty, original, language"
TABLES: Final = f"""
CREATE TABLE shelves (
    key INTEGER PRIMARY KEY, pack INTEGER NOT NULL, word TEXT NOT NULL, media TEXT NOT NULL,
    clips INTEGER NOT NULL, UNIQUE (pack, word, media));
CREATE TABLE places (shelf INTEGER NOT NULL, {_CLIP}, PRIMARY KEY (shelf, shuffle, clip)) WITHOUT ROWID;
CREATE TABLE banded (
    shelf INTEGER NOT NULL, band INTEGER NOT NULL, {_CLIP},
    PRIMARY KEY (shelf, band, shuffle, clip)) WITHOUT ROWID;
CREATE TABLE bands (
    shelf INTEGER NOT NULL, band INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
    clips INTEGER NOT NULL, PRIMARY KEY (shelf, band)) WITHOUT ROWID;
"""
_STANDING: Final = """
WITH standing AS (
    SELECT pack, 'label:' || label AS word, media, clips.key AS clip FROM clips WHERE pack {which}
    UNION ALL
    SELECT pack, 'kind:' || json_each.value, media, clips.key
    FROM clips, json_each('["' || replace(kinds, ' ', '","') || '"]') WHERE pack {which} AND kinds <> '')
"""
_FILL: Final = (
    """
    INSERT INTO shelves (pack, word, media, clips)
    {standing} SELECT pack, word, media, count(*) FROM standing GROUP BY pack, word, media""",
    """
    INSERT INTO places (shelf, {columns})
    {standing} SELECT shelves.key, {columns}
    FROM standing JOIN shelves USING (pack, word, media) JOIN clips ON clips.key = clip ORDER BY 1, 2, 3""",
    """
    INSERT INTO banded (shelf, band, {columns})
    SELECT shelf, 2 * ((below - 1) * {bands} / clips) + (alike * {bands} >= clips), {columns}
    FROM (
        SELECT places.*, shelves.clips AS clips,
            rank() OVER (PARTITION BY shelf ORDER BY difficulty) AS below,
            count(*) OVER (PARTITION BY shelf, difficulty) AS alike
        FROM shelves JOIN places ON places.shelf = shelves.key
        WHERE shelves.pack {which} AND shelves.clips > {small})
    ORDER BY 1, 2, 3, 4""",
    """
    INSERT INTO bands SELECT shelf, band, min(difficulty), max(difficulty), count(*) FROM banded
    WHERE shelf IN (SELECT key FROM shelves WHERE pack {which}) GROUP BY shelf, band""",
)
"""Puts clips on their shelves. An odd band holds one difficulty, which as many clips have as make a band."""


def _fill(which: str) -> tuple[str, ...]:
    standing = _STANDING.format(which=which)
    words = {"which": which, "standing": standing, "columns": _COLUMNS, "bands": BANDS, "small": SMALL}
    return tuple(step.format(**words) for step in _FILL)


MIGRATION: Final = ";".join(
    (
        *(f"DROP TABLE IF EXISTS {table}" for table in ("shelves", "places", "banded", "bands")),
        TABLES,
        *_fill("IS NOT NULL"),
        "",
    )
)
"""Makes the shelves of all packs of an index that has none, or those of a former version."""


def add(db: sqlite3.Connection, pack: int) -> None:
    """Put the clips of a pack, which are in the index already, on their shelves."""
    for step in _fill(f"= {pack:d}"):
        db.execute(step)


def remove(db: sqlite3.Connection, pack: int) -> None:
    """Take away the shelves of a pack."""
    for (shelf,) in db.execute("SELECT key FROM shelves WHERE pack = ?", (pack,)).fetchall():
        db.execute("DELETE FROM places WHERE shelf = ?", (shelf,))
        db.execute("DELETE FROM banded WHERE shelf = ?", (shelf,))
        db.execute("DELETE FROM bands WHERE shelf = ?", (shelf,))
    db.execute("DELETE FROM shelves WHERE pack = ?", (pack,))
