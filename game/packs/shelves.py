"""The shelves of the index: the clips of a pack with one label or kind, and one medium, in shuffled order.

Each question is answered from a few rows, however many clips there are and whatever difficulty is asked for.
Where many of a shelf's clips are as hard as wished, the first ones of the shuffle are soon found. Where few
are, the shelf's bands lead to them: about BANDS groups of clips of near difficulty, each shuffled by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from game.content.models import Media

BANDS: Final = 128
"""How many bands a shelf has; a difficulty that more clips share than belong in one has a band of its own."""
SMALL: Final = 512
"""A shelf of so many clips is looked through without bands."""
SPARSE: Final = 8
"""Where less than one clip of so many is as hard as wished, the bands are asked."""

TABLES: Final = """
CREATE TABLE shelves (
    key INTEGER PRIMARY KEY, pack INTEGER NOT NULL, word TEXT NOT NULL, media TEXT NOT NULL,
    clips INTEGER NOT NULL, UNIQUE (pack, word, media));
CREATE TABLE places (
    shelf INTEGER NOT NULL, shuffle REAL NOT NULL, clip INTEGER NOT NULL, difficulty REAL NOT NULL,
    PRIMARY KEY (shelf, shuffle, clip)) WITHOUT ROWID;
CREATE TABLE banded (
    shelf INTEGER NOT NULL, band INTEGER NOT NULL, shuffle REAL NOT NULL, clip INTEGER NOT NULL,
    difficulty REAL NOT NULL, PRIMARY KEY (shelf, band, shuffle, clip)) WITHOUT ROWID;
CREATE TABLE bands (
    shelf INTEGER NOT NULL, band INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
    clips INTEGER NOT NULL, PRIMARY KEY (shelf, band)) WITHOUT ROWID;
"""
_STANDING: Final = """
WITH standing AS (
    SELECT pack, 'label:' || label AS word, media, shuffle, clips.key AS clip, difficulty
    FROM clips WHERE pack {which}
    UNION ALL
    SELECT pack, 'kind:' || json_each.value, media, shuffle, clips.key, difficulty
    FROM clips, json_each('["' || replace(kinds, ' ', '","') || '"]') WHERE pack {which} AND kinds <> '')
"""
_FILL: Final = (
    """
    INSERT INTO shelves (pack, word, media, clips)
    {standing} SELECT pack, word, media, count(*) FROM standing GROUP BY pack, word, media""",
    """
    INSERT INTO places
    {standing} SELECT shelves.key, shuffle, clip, difficulty
    FROM standing JOIN shelves USING (pack, word, media) ORDER BY 1, 2, 3""",
    """
    INSERT INTO banded
    SELECT shelf, 2 * ((below - 1) * {bands} / clips) + (alike * {bands} >= clips), shuffle, clip, difficulty
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
    return tuple(step.format(which=which, standing=standing, bands=BANDS, small=SMALL) for step in _FILL)


MIGRATION: Final = ";".join((TABLES, *_fill("IS NOT NULL"))) + ";"
"""Makes the shelves of all packs of an index that has none."""

_SHELVES: Final = (
    "SELECT key, clips FROM shelves WHERE pack = ?1 AND word = ?2 AND (?3 IS NULL OR media = ?3)"
)
_PLAIN: Final = """
SELECT clip, shuffle FROM places WHERE shelf = ? AND shuffle >= ? AND shuffle < ?
AND difficulty BETWEEN ? AND ? ORDER BY shuffle LIMIT ?"""
_BAND: Final = """
SELECT clip, shuffle FROM banded WHERE shelf = ? AND band = ? AND shuffle >= ? AND shuffle < ?
AND difficulty BETWEEN ? AND ? ORDER BY shuffle LIMIT ?"""


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


def words(label: str, kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the words of the shelves to ask: those of the kinds, or without any that of the label."""
    return tuple(f"kind:{kind}" for kind in dict.fromkeys(kinds)) or (f"label:{label}",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which clips are looked for, and from where on."""

    words: tuple[str, ...]
    """Those of the shelves to look on, see `words`."""
    media: Media | None
    difficulty: tuple[float, float]
    u: float
    """The place in the shuffle, 0..1, from which on clips are taken; after its end it begins again."""
    limit: int


def nearest(db: sqlite3.Connection, packs: Sequence[int], wanted: Wanted) -> list[int]:
    """Return the keys of the clips of these packs that are looked for, nearest in the shuffle first."""
    found: set[tuple[int, float, int]] = set()
    laps = ((0, wanted.u, 2.0), (1, -1.0, wanted.u))
    for pack, word in product(packs, wanted.words):
        for shelf, clips in db.execute(_SHELVES, (pack, word, wanted.media)).fetchall():
            for question, start in _ways(db, shelf, clips, wanted.difficulty):
                left = wanted.limit
                for lap, first, end in laps:
                    values = (*start, first, end, *wanted.difficulty, left)
                    rows = db.execute(question, values).fetchall() if left else ()
                    found.update((lap, place, clip) for clip, place in rows)
                    left -= len(rows)
    return [clip for _, _, clip in sorted(found)[: wanted.limit]]


def _ways(
    db: sqlite3.Connection, shelf: int, clips: int, difficulty: tuple[float, float]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what to ask for all clips of this difficulty on a shelf, with the first values of each."""
    low, high = difficulty
    if clips <= SMALL or (low <= 0 and high >= 1):
        yield _PLAIN, (shelf,)
        return
    bands = db.execute(
        "SELECT band, clips FROM bands WHERE shelf = ? AND high >= ? AND low <= ?", (shelf, low, high)
    ).fetchall()
    if sum(n for _, n in bands) * SPARSE >= clips:
        yield _PLAIN, (shelf,)
    else:
        yield from ((_BAND, (shelf, band)) for band, _ in bands)
