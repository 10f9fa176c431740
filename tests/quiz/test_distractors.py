from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz.distractors import OFFERED, decoy, offered_kinds
from game.quiz.history import History
from quiz.learners import KINDS, Learner, big_shelf, level, next_clip
from quiz.make import candidate


@dataclass(frozen=True)
class Kind:
    id: str
    where: str


@dataclass(frozen=True)
class Like:
    kinds: tuple[str, ...]


PLACES = {"face": 4, "eyes": 2, "edge": 3, "brow": 1, "mouth": 2, "cheeks": 1, "light": 2, "voice": 2}
CATALOGUE: tuple[Any, ...] = tuple(
    Kind(f"{where}-{i}", where) for where, size in PLACES.items() for i in range(size)
)
IDS = [kind.id for kind in CATALOGUE]


@given(st.lists(st.sampled_from(IDS), max_size=8, unique=True), st.integers(0, 999), st.integers(0, 17))
def test_the_right_kinds_are_among_six_in_catalogue_order(right, seed, size):
    catalogue = CATALOGUE[:size]
    offered = offered_kinds(right, catalogue, Random(seed).random)
    ids = [kind.id for kind in catalogue]
    assert list(offered) == sorted(set(offered), key=ids.index)
    assert len(offered) == min(OFFERED, size)
    known = [kind for kind in ids if kind in right]
    assert set(known[:OFFERED]) <= set(offered)


def test_the_same_seed_offers_the_same():
    assert offered_kinds(("eyes-0",), CATALOGUE, Random(7).random) == offered_kinds(
        ("eyes-0",), CATALOGUE, Random(7).random
    )


def test_each_right_kind_stands_beside_one_from_the_same_place():
    for seed in range(50):
        offered = offered_kinds(("voice-0",), CATALOGUE, Random(seed).random)
        assert "voice-1" in offered
        assert sum(kind.startswith("voice") for kind in offered) == 2


def test_neither_place_in_the_row_nor_crowd_gives_the_right_kind_away():
    draw = Random(5).random
    rows = 12_000
    right_by_place: Counter[str] = Counter()
    offered_by_place: Counter[str] = Counter()
    position: Counter[int] = Counter()
    for _ in range(rows):
        right = IDS[int(draw() * len(IDS))]
        offered = offered_kinds((right,), CATALOGUE, draw)
        position[offered.index(right)] += 1
        right_by_place[right.split("-")[0]] += 1
        offered_by_place.update(kind.split("-")[0] for kind in offered)
    assert all(abs(position[i] / rows - 1 / 6) < 0.02 for i in range(6))
    # Betting on any part of the face pays no better than chance by more than two points in a hundred.
    assert all(right_by_place[w] / offered_by_place[w] < 1 / 6 + 0.025 for w in offered_by_place)


def test_sounds_are_offered_for_real_and_silent_traces_alike():
    draw = Random(3).random

    def share(right):
        return sum("voice-0" in offered_kinds(right, CATALOGUE, draw) for _ in range(2000)) / 2000

    assert 0.1 < share(("eyes-0",)) < 0.5
    assert 0.1 < share(()) < 0.5


PRACTICES = {
    "free": level(rounds=8),
    "three kinds": level(rounds=8, kinds=KINDS[:3]),
    "a chapter": level(rounds=8, kinds=KINDS[:6], each=KINDS[:3]),
}


def offers(asked, sessions=500):
    """The kinds offered for manipulated and for real clips of many practices at a level."""
    catalogue: Any = tuple(Kind(kind, f"place-{i // 3}") for i, kind in enumerate(KINDS))
    draw, learner = Random(8).random, Learner(0.0, 0.0, Random(8))
    found: dict[bool, list[frozenset[str]]] = {True: [], False: []}
    shelf = big_shelf(people=5, recordings=8)
    for _ in range(sessions):
        history = History()
        for _ in range(asked.rounds):
            chosen, _, _ = next_clip(shelf, history, asked, draw)
            pool = shelf.pool("manipulated", kinds=asked.kinds, u=draw(), limit=64)
            like = None if chosen.kinds else decoy(asked, history, pool, draw)
            around = chosen.kinds or (like.kinds if like else ())
            found[chosen.manipulated].append(frozenset(offered_kinds(around, catalogue, draw)))
            history = history.after(learner.judge(chosen))
    return found


def difference(found, fits):
    """How much more often an offer fits for one sort of clip than for the other."""
    real, manipulated = (sum(map(fits, found[sort])) / len(found[sort]) for sort in (False, True))
    return abs(real - manipulated)


@pytest.mark.parametrize("name", PRACTICES)
def test_the_kinds_offered_tell_nothing_about_the_label(name):
    asked = PRACTICES[name]
    found, own = offers(asked), set(asked.each or asked.kinds)
    for kind in KINDS:
        assert difference(found, lambda offer, kind=kind: kind in offer) < 0.06, kind
    for count in range(4):
        assert difference(found, lambda offer, count=count: len(offer & own) == count) < 0.06, count


def test_an_offer_around_any_kind_of_the_catalogue_would_tell_a_real_clip(monkeypatch):
    """What the test above would have found before decoys: the control of that test."""
    monkeypatch.setitem(
        globals(), "decoy", lambda _level, _history, _pool, draw: Like((KINDS[int(draw() * 12)],))
    )
    with pytest.raises(AssertionError):
        test_the_kinds_offered_tell_nothing_about_the_label("three kinds")


def test_without_a_manipulated_clip_there_is_no_decoy():
    assert decoy(level(), History(), (), Random(1).random) is None


def test_as_many_real_clips_have_no_offer_as_there_are_clips_of_unknown_kind():
    pool = [candidate(f"n{i}", "manipulated") for i in range(3)]
    pool.append(candidate("k", "manipulated", ("jitter",)))
    draw = Random(1).random

    def around(asked, clips):
        like = decoy(asked, History(), clips, draw)
        return None if like is None else like.kinds

    found = [around(level(), pool) for _ in range(400)]
    assert set(found) == {(), ("jitter",)}
    assert 0.68 < found.count(()) / len(found) < 0.82
    only = level(kinds=("jitter",))
    assert {around(only, pool[3:]) for _ in range(20)} == {("jitter",)}
