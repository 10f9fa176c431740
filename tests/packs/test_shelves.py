"""A draw from many clips finds what looking at all would, and reads as few rows as one from few clips."""

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import resources
from game.content.models import Clip, Media
from game.packs import index, shelves
from game.packs.draws import Draws, Wanted
from game.records.database import transaction
from tools.bench.library import clips_of, pack_of

MANY = 6 * shelves.SMALL
MORE = 4 * MANY
SPREADS = ("any", "mostly-alike", "steps")
BAND = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda ends: (min(ends), max(ends)))
SOUND = {"media": "audio", "size": None, "fps": None}
MOST_STEPS = 120
"""Hundreds of steps of SQLite; looking at all clips would take some 600, and more with every clip."""
NARROW = st.floats(0, 0.99).map(lambda low: (low, low + 0.01))


def hard(spread: str, random: Random) -> float:
    """A difficulty as packs have them."""
    match spread:
        case "any":
            return random.random()
        case "mostly-alike":
            return 0.5 if random.random() < 0.9 else random.random()
        case _:
            return random.randrange(101) / 100


@cache
def clips(spread: str, count: int) -> tuple[Clip, ...]:
    """Half of them real, the others of all kinds; now and then two are sounds."""
    random = Random(spread)
    return tuple(
        clip.model_copy(update={"difficulty": hard(spread, random), **(SOUND if i % 40 < 2 else {})})
        for i, clip in enumerate(clips_of(count, resources.read_guide()))
    )


@pytest.fixture(scope="module")
def indexes(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[tuple[str, int], sqlite3.Connection]]:
    """An index of many clips for each spread of difficulties, and of more."""
    opened = {}
    for spread, count in [*((spread, MANY) for spread in SPREADS), ("mostly-alike", MORE)]:
        path: Path = tmp_path_factory.mktemp("index") / "library.db"
        db = opened[spread, count] = index.connect(path)
        with transaction(db):
            index.add(db, index.PackEntry(pack_of(), clips(spread, count), "."))
    yield opened
    for db in opened.values():
        db.close()


@settings(max_examples=120, deadline=None)
@given(
    spread=st.sampled_from(SPREADS),
    label=st.sampled_from(["real", "manipulated"]),
    kinds=st.lists(st.sampled_from(sorted(resources.read_guide().kinds)), max_size=3).map(tuple),
    band=BAND | NARROW,
    u=st.floats(0, 1),
    limit=st.integers(1, 50),
    media=st.sampled_from([None, "video", "audio"]),
)
def test_the_pool_of_many_is_the_shuffle_from_u_on(
    indexes: dict[tuple[str, int], sqlite3.Connection],
    spread: str,
    label: Literal["real", "manipulated"],
    kinds: tuple[str, ...],
    band: tuple[float, float],
    u: float,
    limit: int,
    media: Media | None,
) -> None:
    matching = [
        (index.shuffle_place("many", clip.id), clip.id)
        for clip in clips(spread, MANY)
        if clip.label == label
        and band[0] <= clip.difficulty <= band[1]
        and (label == "real" or not kinds or set(kinds) & set(clip.kinds))
        and media in (None, clip.media)
    ]
    turned = sorted(matching, key=lambda entry: (entry[0] < u, entry[0]))
    found = Draws().nearest(indexes[spread, MANY], Wanted(label, kinds, media, band, u, limit))
    assert [candidate.clip for candidate in found] == [id_ for _, id_ in turned[:limit]]


def steps_of(db: sqlite3.Connection, band: tuple[float, float], u: float) -> int:
    """Return how many hundreds of steps SQLite takes for two draws: what they cost, whatever the machine."""
    steps = [0]

    def count() -> None:
        steps[0] += 1

    db.set_progress_handler(count, 100)
    Draws().nearest(db, Wanted("real", difficulty=band, u=u))
    Draws().nearest(db, Wanted("real", media="audio", difficulty=band, u=u))
    db.set_progress_handler(None, 0)
    return steps[0]


def test_a_draw_takes_few_steps_whatever_the_difficulty(
    indexes: dict[tuple[str, int], sqlite3.Connection],
) -> None:
    bands = [(0.0, 1.0), (0.3, 0.5), (0.45, 0.49), (0.5, 0.5), (0.501, 0.7), (0.9, 0.95)]
    asked = [(band, u) for band in bands for u in (0.0, 0.37, 0.999)]
    db = indexes["mostly-alike", MORE]
    assert max(steps_of(db, band, u) for band, u in asked) < MOST_STEPS


def test_a_pack_that_goes_leaves_nothing_on_the_shelves(tmp_path: Path) -> None:
    db = index.connect(tmp_path / "library.db")
    with transaction(db):
        index.add(db, index.PackEntry(pack_of(), clips("any", MANY), "."))
        index.remove(db, "many")
    left = db.execute(
        "SELECT (SELECT count(*) FROM clips) + (SELECT count(*) FROM shelves) + (SELECT count(*) FROM places)"
        " + (SELECT count(*) FROM banded) + (SELECT count(*) FROM bands)"
    )
    assert left.fetchone() == (0,)
    db.close()


def test_all_clips_of_a_pack_are_read_without_sorting_them(tmp_path: Path) -> None:
    db = index.connect(tmp_path / "library.db")
    asked: list[str] = []
    whole = tuple(clips_of(100, resources.read_guide()))
    with transaction(db):
        index.add(db, index.PackEntry(pack_of(), whole, "."))
    db.set_trace_callback(asked.append)
    assert [clip.id for clip in index.clips(db, "many")] == [clip.id for clip in whole]
    db.set_trace_callback(None)
    plan = [row[3] for question in asked for row in db.execute(f"EXPLAIN QUERY PLAN {question}")]
    assert plan
    assert not [step for step in plan if "TEMP B-TREE" in step]
    db.close()
