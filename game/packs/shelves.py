"""The shelves of the index: the clips of a pack with one label or kind, and one medium, in shuffled order.

A clip stands on its shelves with all that the scheduler asks of it, so that a draw reads neighbouring rows
and looks no clip up. Each question is answered from a few rows, however many clips there are and whatever
difficulty is asked for. Where many of a shelf's clips are as hard as wished, the first ones of the shuffle
are soon found. Where few are, the shelf's bands lead to them: about BANDS groups of clips of near
difficulty, each shuffled by itself.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from game.quiz.candidates import Candidate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from game.content.models import Media, TruthLabel

BANDS: Final = 32
"""How many bands a shelf has; a difficulty that more clips share than belong in one has a band of its own."""
SMALL: Final = 512
"""A shelf of so many clips is looked through without bands."""
SPARSE: Final = 8
"""Where less than one clip of so many is as hard as wished, the bands are asked."""
AMPLE: Final = 1.5
"""A stretch of the shuffle is read in which so many times the wished number of clips is expected."""
FURTHER: Final = 4
"""Where it held too few, the next stretch is so many times as long."""
WIDE: Final = 0.5
"""Where so much of the shuffle would be read, all of it is."""

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

_SHELVES: Final = """
WITH packs(pack) AS (SELECT value FROM json_each(?1)), words(word) AS (SELECT value FROM json_each(?2))
SELECT key, pack, media, clips FROM packs CROSS JOIN words CROSS JOIN shelves USING (pack, word)
WHERE ?3 IS NULL OR media = ?3"""
_BANDS: Final = """
WITH asked(shelf) AS (SELECT value FROM json_each(?))
SELECT shelf, band, clips FROM asked CROSS JOIN bands USING (shelf) WHERE high >= ? AND low <= ?"""
_WHOLE: Final = """
WITH asked(shelf) AS (SELECT value FROM json_each(?1))
SELECT shuffle + (shuffle < ?6), clip, shelf, id, person, kinds, difficulty, original, language
FROM asked CROSS JOIN places USING (shelf)
WHERE shuffle >= ?2 AND shuffle < ?3 AND difficulty BETWEEN ?4 AND ?5"""
_BANDED: Final = """
WITH asked(shelf, band) AS
    (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?1))
SELECT shuffle + (shuffle < ?6), clip, shelf, id, person, kinds, difficulty, original, language
FROM asked CROSS JOIN banded USING (shelf, band)
WHERE shuffle >= ?2 AND shuffle < ?3 AND difficulty BETWEEN ?4 AND ?5"""


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


class Wanted(NamedTuple):
    """Which clips are looked for, and from where on."""

    label: TruthLabel
    kinds: Sequence[str]
    """At least one of these; empty: whatever kind."""
    media: Media | None
    difficulty: tuple[float, float]
    u: float
    """The place in the shuffle, 0..1, from which on clips are taken; after its end it begins again."""
    limit: int

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the shelves to look on: those of the kinds, or without any that of the label."""
        return tuple(f"kind:{kind}" for kind in dict.fromkeys(self.kinds)) or (f"label:{self.label}",)


class _Shelf(NamedTuple):
    key: int
    pack: int
    media: Media
    clips: int


def nearest(db: sqlite3.Connection, packs: Mapping[int, str], wanted: Wanted) -> tuple[Candidate, ...]:
    """Return the clips that are looked for in these packs (key to name), nearest in the shuffle first."""
    asked = (json.dumps([*packs]), json.dumps(wanted.words), wanted.media)
    shelves = {row[0]: _Shelf(*row) for row in db.execute(_SHELVES, asked)}
    expected, questions = _questions(db, shelves.values(), wanted.difficulty)
    rows: list[tuple[Any, ...]] = []
    for low, high in _stretches(wanted.u, AMPLE * wanted.limit / max(expected, 1)):
        for question, start in questions:
            rows += db.execute(question, (start, low, high, *wanted.difficulty, wanted.u))
        if len({row[1] for row in rows}) >= wanted.limit:
            break
    rows.sort()
    standing = {row[1]: row for row in rows}
    candidates = []
    for row in islice(standing.values(), wanted.limit):
        _, _, shelf, id_, person, kinds, difficulty, original, language = row
        _, pack, media, _ = shelves[shelf]
        about = (packs[pack], id_, person, tuple(kinds.split()), difficulty)
        candidates.append(Candidate(*about, wanted.label, original, media, language))
    return tuple(candidates)


def _questions(
    db: sqlite3.Connection, shelves: Collection[_Shelf], difficulty: tuple[float, float]
) -> tuple[int, list[tuple[str, str]]]:
    """Return how many clips are as hard as wished, at most, and what to ask, each with its first value."""
    low, high = difficulty
    near: dict[int, list[tuple[int, int]]] = {}
    if low > 0 or high < 1:
        near = {shelf.key: [] for shelf in shelves if shelf.clips > SMALL}
    for shelf, band, clips in db.execute(_BANDS, (json.dumps([*near]), low, high)) if near else ():
        near[shelf].append((band, clips))
    expected, whole, bands = 0, [], []
    for shelf in shelves:
        inside = near.get(shelf.key)
        clips = shelf.clips if inside is None else sum(n for _, n in inside)
        expected += clips
        if inside is None or clips * SPARSE >= shelf.clips:
            whole.append(shelf.key)
        else:
            bands += [(shelf.key, band) for band, _ in inside]
    asked = ((_WHOLE, whole), (_BANDED, bands))
    return expected, [(question, json.dumps(start)) for question, start in asked if start]


def _stretches(u: float, width: float) -> Iterator[tuple[float, float]]:
    """Yield stretches of the shuffle from `u` on until all of it was told, the first one `width` long."""
    if width >= WIDE:
        yield 0.0, 2.0
        return
    for start, end in ((u, 2.0), (0.0, u)):
        low = start
        while low < end:
            high = low + width if low + width < min(end, 1.0) else end
            yield low, high
            low, width = high, width * FURTHER
