from math import inf
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz.discernment import Counts, criterion, dprime, dprime_error
from game.quiz.gain import (
    CHANGES,
    CLEAR,
    FORMS,
    LEANINGS,
    CheckTaken,
    Gain,
    gain_of,
    is_clear,
    next_form,
)

halves = st.builds(
    lambda h, f, n: Counts(h, n - h, f, n - f), st.integers(0, 5), st.integers(0, 5), st.just(5)
)


def taken(hits, false_alarms, form="a", n=5, block="short"):
    return CheckTaken(block, form, Counts(hits, n - hits, false_alarms, n - false_alarms))


@given(halves, halves)
def test_gain_is_the_difference_and_its_error_adds_squared(before, after):
    gain = Gain(CheckTaken("s", "a", before), CheckTaken("s", "b", after))
    assert gain.value == pytest.approx(dprime(after) - dprime(before))
    assert gain.error**2 == pytest.approx(dprime_error(before) ** 2 + dprime_error(after) ** 2)
    assert gain.leaning == pytest.approx(criterion(after) - criterion(before))
    back = Gain(gain.after, gain.before)
    assert back.value == pytest.approx(-gain.value)
    assert CHANGES.index(gain.change) + CHANGES.index(back.change) == len(CHANGES) - 1
    assert LEANINGS.index(gain.lean_change) + LEANINGS.index(back.lean_change) == len(LEANINGS) - 1


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ((3, 2), (3, 2), "same"),
        ((3, 2), (4, 2), "same"),
        ((3, 2), (4, 1), "perhaps_sharper"),
        ((2, 3), (5, 0), "clearly_sharper"),
        ((5, 0), (2, 3), "clearly_duller"),
    ],
)
def test_a_change_is_told_as_clear_only_where_chance_seldom_makes_it(before, after, change):
    assert Gain(taken(*before), taken(after[0], after[1], "b")).change == change


def test_clear_has_one_meaning_either_way_and_never_for_no_change():
    assert is_clear(CLEAR * 0.5, 0.5)
    assert is_clear(-CLEAR * 0.5, 0.5)
    assert not is_clear(CLEAR * 0.5 - 0.001, 0.5)
    assert not is_clear(0.0, 0.0)
    assert not is_clear(1.0, inf)
    assert 2 * NormalDist().cdf(-CLEAR) == pytest.approx(0.10, abs=0.002)


def test_chance_is_how_often_nothing_learnt_looks_like_this():
    assert Gain(taken(3, 2), taken(3, 2, "b")).chance == pytest.approx(1.0)
    assert Gain(taken(2, 3), taken(5, 0, "b")).chance < 0.1


def test_suspecting_more_is_told_apart_from_seeing_more():
    gain = Gain(taken(3, 1, n=10), taken(9, 8, "b", n=10))
    assert gain.lean_change == "more_suspicious"
    assert gain.change == "same"


def test_the_gain_runs_from_the_first_check_to_the_last_in_the_other_form():
    first, second, third, last = taken(2, 3), taken(3, 2, "b"), taken(5, 5), taken(5, 0, "b")
    assert gain_of([first, second, third, last]) == Gain(first, last)
    assert gain_of([first, second, third]) == Gain(first, second)
    assert gain_of([first]) is None
    assert gain_of([first, taken(4, 1)]) is None
    assert gain_of([first, taken(4, 1, "b", block="long")]) is None
    assert gain_of([]) is None


def test_a_check_that_broke_off_early_does_not_count():
    short = CheckTaken("short", "b", Counts(1, 1, 1, 1))
    assert gain_of([taken(2, 3), short]) is None
    assert dprime_error(Counts(1, 1, 0, 0)) == inf


def test_half_of_the_players_begin_with_each_form_and_forms_alternate():
    assert next_form([], lambda: 0.49) == "a"
    assert next_form([], lambda: 0.5) == "b"
    assert next_form(["a"], lambda: 0.0) == "b"
    assert next_form(["a", "b"], lambda: 0.9) == "a"
    assert FORMS == ("a", "b")
