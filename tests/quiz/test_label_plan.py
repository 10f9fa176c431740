"""A chapter's practice: each kind at least once, the share in a band, and the order gives little away."""

from collections import Counter
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz.history import History
from game.quiz.label_plan import band, chance
from quiz.learners import KINDS, Learner, Shelf, big_shelf, level, practise
from quiz.make import candidate

CHAPTERS = [(8, 3, (3, 5)), (10, 3, (3, 7)), (12, 5, (5, 7)), (12, 3, (4, 8))]


def chapter(rounds, kinds):
    return level(rounds=rounds, kinds=KINDS[: kinds + 2], each=KINDS[:kinds])


def after(row):
    """A history of which only the labels are known."""
    judged = tuple(SimpleNamespace(candidate=SimpleNamespace(manipulated=label)) for label in row)
    return SimpleNamespace(judged=judged)


def rows(asked):
    """Every row of labels that can be dealt, with its chance."""
    found: dict[tuple[bool, ...], float] = {(): 1.0}
    for _ in range(asked.rounds):
        longer: dict[tuple[bool, ...], float] = {}
        for row, p in found.items():
            next_ = chance(asked, after(row))
            longer[*row, True], longer[*row, False] = p * next_, p * (1 - next_)
        found = {row: p for row, p in longer.items() if p > 0}
    return found


@pytest.mark.parametrize(("rounds", "kinds", "limits"), CHAPTERS)
def test_every_row_within_the_band_is_equally_likely_and_no_other_is_dealt(rounds, kinds, limits):
    asked = chapter(rounds, kinds)
    found = rows(asked)
    assert band(asked) == limits
    assert {sum(row) for row in found} == set(range(limits[0], limits[1] + 1))
    assert max(found.values()) == pytest.approx(min(found.values()))
    for place in range(rounds):
        assert sum(p for row, p in found.items() if row[place]) == pytest.approx(0.5)


@pytest.mark.parametrize(("rounds", "kinds"), [(r, k) for r, k, _ in CHAPTERS])
def test_somebody_who_knows_the_rule_and_counts_along_gains_little(rounds, kinds):
    asked = chapter(rounds, kinds)
    banded, halves = guessed(asked), guessed(asked.model_copy(update={"balanced": True}))
    assert banded < 0.60
    assert banded < halves


def guessed(asked):
    """The share of labels that the best watcher of labels gets right."""
    right = 0.0
    for row, p in rows(asked).items():
        for place in range(asked.rounds):
            next_ = chance(asked, after(row[:place]))
            right += p * max(next_, 1 - next_)
    return right / asked.rounds


@given(st.integers(1, 20), st.integers(1, 8), st.floats(0.1, 0.9))
def test_a_band_never_asks_for_more_than_there_are_clips(rounds, kinds, share):
    low, high = band(level(rounds=rounds, kinds=KINDS, each=KINDS[:kinds], share=share))
    assert 0 <= low <= high <= rounds
    assert low >= min(kinds, rounds)


@pytest.mark.parametrize("seed", range(20))
def test_each_kind_comes_whatever_is_missed(seed):
    """Also for a learner who misses much: the kinds that are owed go before those that return."""
    asked = chapter(12, 5)
    learner, draw = Learner(-2.0, 0.5, Random(seed)), Random(seed).random
    h, _ = practise(big_shelf(seed=seed), learner, asked, draw, 12)
    dealt = [answer.candidate for answer in h.judged]
    assert set(asked.each) <= {kind for c in dealt for kind in c.kinds}
    assert 5 <= sum(c.manipulated for c in dealt) <= 7


def test_a_kind_that_the_packs_lack_or_have_only_as_example_leaves_room_for_the_others():
    clips = [candidate(f"r{i}", person=f"p{i}") for i in range(12)]
    clips += [
        candidate(f"f{kind}-{i}", "manipulated", (kind,), f"p{i}") for kind in KINDS[:3] for i in range(4)
    ]
    example = candidate("example", "manipulated", (KINDS[3],), "p9")
    start = History(seen=frozenset({example.key}), taught=frozenset({example.key}))
    shelf, learner = Shelf([*clips, example]), Learner(0.0, 0.0, Random(1))
    h, _ = practise(shelf, learner, chapter(12, 5), Random(1).random, 12, history=start)
    seen = Counter(kind for answer in h.judged for kind in answer.candidate.kinds)
    assert set(seen) == set(KINDS[:3])


def test_a_practice_that_goes_on_another_day_owes_only_the_rest():
    asked, shelf = chapter(8, 3), big_shelf()
    learner, draw = Learner(0.0, 0.0, Random(4)), Random(4).random
    first, _ = practise(shelf, learner, asked, draw, 5)
    begun = History(judged=first.judged, theta=first.theta, answers=first.answers, rated=first.rated)
    h, _ = practise(shelf, learner, asked, Random(9).random, 3, history=begun)
    dealt = [answer.candidate for answer in h.judged]
    assert set(asked.each) <= {kind for c in dealt for kind in c.kinds}
    assert 3 <= sum(c.manipulated for c in dealt) <= 5
