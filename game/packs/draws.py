"""Draws from the shelves of the index: clips as hard as wished, from any place of the shuffle on.

What a draw has to know of packs, shelves and bands is kept until the index changes, so that most draws ask
for their clips alone. Its questions are few and short: each one is put into words anew whenever a library
is opened, which costs as much as twenty rows.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from contextlib import closing
from functools import partial
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from game.packs import index
from game.packs.shelves import SMALL
from game.quiz.candidates import Candidate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from game.content.models import Media, TruthLabel
    from game.packs.display import Use

SPARSE: Final = 12
"""Where less than one clip of so many is as hard as wished, the bands are asked."""
AMPLE: Final = 1.3
"""From several shelves a stretch of the shuffle is read in which so many times the wished number of clips is
expected; one shelf tells its clips in the order of the shuffle, and is read until there are enough."""
FURTHER: Final = 0.5
"""Where it held too few, the next stretch is so many times as long, each later one twice as long as that."""
GUESSES: Final = 2
"""So many stretches are read on a guess at how many clips are as hard as wished."""
WIDE: Final = 0.5
"""Where so much of the shuffle would be read, all of it is."""
CHOICE: Final = 32
"""So many clips are enough to choose from: a player may have seen most of them."""
ENOUGH: Final = 16
"""So many are, where clips as hard as wished come in such numbers that nobody has seen many of them."""
PLENTY: Final = 4096
"""That is where so many are expected."""
END: Final = 2.0
"""Beyond the last place of the shuffle."""

_HOLD: Final = "SELECT 1 FROM sqlite_schema"
"""As long as this question is open, all others are answered from one state of the index."""
_SHELVES: Final = "SELECT key, word, media, clips FROM shelves WHERE pack = ?"
_BANDS: Final = "SELECT band, low, high, clips FROM bands WHERE shelf = ? ORDER BY band"
_PLACES: Final = """
SELECT shuffle, id, person, kinds, difficulty, original, language FROM places
WHERE shelf = ? AND shuffle >= ? AND shuffle < ? AND difficulty BETWEEN ? AND ?
ORDER BY shuffle, clip LIMIT ?"""
_BANDED: Final = """
WITH asked(shelf, band) AS
    (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))
SELECT shelf, shuffle, id, person, kinds, difficulty, original, language
FROM asked CROSS JOIN banded USING (shelf, band)
WHERE shuffle >= ? AND shuffle < ? AND difficulty BETWEEN ? AND ?"""

_candidate: Final = partial(tuple.__new__, Candidate)
"""Makes a candidate of all its fields in less time: hundreds are made in each session."""


class Wanted(NamedTuple):
    """Which clips are looked for, and from where on."""

    label: TruthLabel
    kinds: Sequence[str] = ()
    """Manipulated clips with at least one of these; empty: whatever kind."""
    media: Media | None = None
    difficulty: tuple[float, float] = (0.0, 1.0)
    u: float = 0.0
    """The place in the shuffle, 0..1, from which on clips are taken; after its end it begins again."""
    limit: int | None = None
    """How many clips; None: as many as are enough to choose from."""
    packs: Sequence[str] = ()
    """Only from these packs; empty: from all."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the shelves to look on: those of the kinds, or without any that of the label."""
        kinds = self.kinds if self.label == "manipulated" else ()
        return tuple(f"kind:{kind}" for kind in dict.fromkeys(kinds)) or (f"label:{self.label}",)

    @property
    def narrow(self) -> bool:
        """Tell whether clips of some difficulty are left out."""
        return self.difficulty[0] > 0 or self.difficulty[1] < 1


class _Shelf(NamedTuple):
    key: int
    pack: str
    media: Media
    clips: int

    def tell(self, label: TruthLabel, rows: Iterable[tuple[Any, ...]]) -> list[tuple[float, Candidate]]:
        """Return the clips that stand in these rows, each with its place in the shuffle."""
        pack, media = self.pack, self.media
        return [
            (
                place,
                _candidate((pack, id_, who, tuple(kinds.split()), hard, label, original, media, language)),
            )
            for place, id_, who, kinds, hard, original, language in rows
        ]


class _Bands(NamedTuple):
    """The bands of a shelf, from plain to hard: no clip of one is harder than one of the next."""

    numbers: tuple[int, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    before: tuple[int, ...]
    """How many clips the bands before each one have; at the end, how many all have."""

    def within(self, difficulty: tuple[float, float]) -> tuple[int, tuple[int, ...]]:
        """Return how many clips have the bands that `difficulty` touches, and their numbers."""
        start, stop = bisect_left(self.highs, difficulty[0]), bisect_right(self.lows, difficulty[1])
        numbers = self.numbers[start:stop]
        return (self.before[stop] - self.before[start], numbers) if numbers else (0, ())


class Draws:
    """Draws for one use of the clips; safe from several threads, as reading is."""

    def __init__(self, use: Use = "home") -> None:
        self._use: Use = use
        self._state: _State | None = None

    def nearest(self, db: sqlite3.Connection, wanted: Wanted) -> tuple[Candidate, ...]:
        """Return the clips of the index `db` that are looked for, nearest in the shuffle first.

        They are of the packs that are on, not damaged, and whose rights allow the use.
        """
        with closing(db.execute(_HOLD)):
            (version,) = db.execute("PRAGMA data_version").fetchone()
            changes, state = (version, db.total_changes), self._state
            if state is None or state.db is not db or state.changes != changes:
                self._state = state = _State(db, changes, index.dealt(db, self._use))
            return state.nearest(wanted)


class _State:
    """One state of the index, and what draws have found in it of packs, shelves and bands."""

    def __init__(self, db: sqlite3.Connection, changes: tuple[int, int], packs: Mapping[int, str]) -> None:
        self.db = db
        self.changes = changes
        """What SQLite says of changes by others and by this connection."""
        self._packs = packs
        """Those that can be dealt from, key to name."""
        self._shelves: dict[int, dict[str, list[_Shelf]]] = {}
        self._bands: dict[int, _Bands] = {}

    def nearest(self, wanted: Wanted) -> tuple[Candidate, ...]:
        """Return the clips that are looked for, nearest in the shuffle first."""
        shelves = self._shelves_for(wanted)
        low, high = wanted.difficulty
        likely = sum(shelf.clips for shelf in shelves) * max(high - low, 1 / SPARSE)
        limit = _limit(wanted, likely)
        guessed = self._guessed(shelves, wanted, limit, likely)
        if len(guessed) == limit:
            return guessed
        expected, whole, bands = self._where(shelves, wanted)
        limit = _limit(wanted, expected)
        if len(whole) == 1 and not bands:
            return self._of_one(whole[0], wanted, limit)
        stretches = _stretches(wanted.u, _width(limit, expected))
        return self._of_several(whole, bands, wanted, limit, stretches) if expected else ()

    def _shelves_for(self, wanted: Wanted) -> list[_Shelf]:
        words, found = wanted.words, []
        for pack, name in self._packs.items():
            if wanted.packs and name not in wanted.packs:
                continue
            standing = self._shelves.get(pack)
            if standing is None:
                standing = self._shelves[pack] = self._shelves_of(pack, name)
            found += [shelf for word in words for shelf in standing.get(word, ())]
        return [shelf for shelf in found if wanted.media in (None, shelf.media)]

    def _shelves_of(self, pack: int, name: str) -> dict[str, list[_Shelf]]:
        found: dict[str, list[_Shelf]] = {}
        for key, word, media, clips in self.db.execute(_SHELVES, (pack,)):
            found.setdefault(word, []).append(_Shelf(key, name, media, clips))
        return found

    def _bands_of(self, shelf: int) -> _Bands:
        bands = self._bands.get(shelf)
        if bands is None:
            numbers, lows, highs, clips = zip(*self.db.execute(_BANDS, (shelf,)), strict=True)
            bands = self._bands[shelf] = _Bands(numbers, lows, highs, (0, *accumulate(clips)))
        return bands

    def _where(
        self, shelves: Iterable[_Shelf], wanted: Wanted
    ) -> tuple[int, list[_Shelf], list[tuple[_Shelf, int]]]:
        """Return how many clips are as hard as wished, at most, the shelves to read, and single bands."""
        expected, narrow = 0, wanted.narrow
        whole, bands = [], []
        for shelf in shelves:
            if not narrow or shelf.clips <= SMALL:
                expected += shelf.clips
                whole.append(shelf)
                continue
            near, numbers = self._bands_of(shelf.key).within(wanted.difficulty)
            expected += near
            if near * SPARSE >= shelf.clips:
                whole.append(shelf)
            else:
                bands += [(shelf, number) for number in numbers]
        return expected, whole, bands

    def _guessed(
        self, shelves: Sequence[_Shelf], wanted: Wanted, limit: int, likely: float
    ) -> tuple[Candidate, ...]:
        """Return clips of as much of the shuffle as is enough where as many clips are hard as are plain.

        Most often it is, and the bands of many shelves need not be read at all.
        """
        missing = [shelf for shelf in shelves if shelf.clips > SMALL and shelf.key not in self._bands]
        if not missing or len(shelves) == 1 or not wanted.narrow:
            return ()
        width = _width(limit, likely)
        stretches = islice(_stretches(wanted.u, width), GUESSES)
        return self._of_several(shelves, (), wanted, limit, stretches) if width < WIDE else ()

    def _of_one(self, shelf: _Shelf, wanted: Wanted, limit: int) -> tuple[Candidate, ...]:
        """Return clips of one shelf, which tells them in the order of the shuffle."""
        found: list[tuple[float, Candidate]] = []
        for stretch in ((wanted.u, END), (0.0, wanted.u)):
            asked = (shelf.key, *stretch, *wanted.difficulty, limit - len(found))
            found += shelf.tell(wanted.label, self.db.execute(_PLACES, asked))
            if len(found) >= limit:
                break
        return tuple([candidate for _, candidate in found])

    def _of_several(
        self,
        whole: Sequence[_Shelf],
        bands: Sequence[tuple[_Shelf, int]],
        wanted: Wanted,
        limit: int,
        stretches: Iterable[tuple[float, float]],
    ) -> tuple[Candidate, ...]:
        """Return clips of several shelves and bands, each once: of one stretch, or of more if need be."""
        u, found = wanted.u, dict[tuple[float, str], Candidate]()
        for stretch in stretches:
            asked = (*stretch, *wanted.difficulty)
            told = []
            for shelf in whole:
                told += shelf.tell(wanted.label, self.db.execute(_PLACES, (shelf.key, *asked, -1)))
            if bands:
                told += self._told_by_bands(bands, wanted, asked)
            found |= {(place + (place < u), clip.clip): clip for place, clip in told}
            if len(found) >= limit:
                break
        return tuple([found[place] for place in sorted(found)[:limit]])

    def _told_by_bands(
        self, bands: Sequence[tuple[_Shelf, int]], wanted: Wanted, asked: tuple[float, ...]
    ) -> Iterator[tuple[float, Candidate]]:
        start = json.dumps([(shelf.key, number) for shelf, number in bands])
        rows: dict[_Shelf, list[tuple[Any, ...]]] = {shelf: [] for shelf, _ in bands}
        by_key = {shelf.key: shelf for shelf in rows}
        for key, *row in self.db.execute(_BANDED, (start, *asked)):
            rows[by_key[key]].append(tuple(row))
        for shelf, standing in rows.items():
            yield from shelf.tell(wanted.label, standing)


def told_all(found: int, limit: int | None) -> bool:
    """Tell whether a draw of `limit` clips that told `found` has told all that are as wished."""
    return found < (ENOUGH if limit is None else limit)


def _limit(wanted: Wanted, expected: float) -> int:
    """Return how many clips are enough, where so many are as hard as wished."""
    return wanted.limit if wanted.limit is not None else ENOUGH if expected > PLENTY else CHOICE


def _width(limit: int, expected: float) -> float:
    """Return the width of a stretch with clips enough, where the whole shuffle has `expected` such clips."""
    return AMPLE * limit / max(expected, 1)


def _stretches(u: float, width: float) -> Iterator[tuple[float, float]]:
    """Yield stretches of the shuffle from `u` on until all of it was told, the first one `width` long."""
    if width >= WIDE:
        yield 0.0, END
        return
    further = FURTHER
    for start, end in ((u, END), (0.0, u)):
        low = start
        while low < end:
            high = low + width if low + width < min(end, 1.0) else end
            yield low, high
            low, width = high, width * further
            further = 2
