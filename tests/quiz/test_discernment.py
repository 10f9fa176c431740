from math import inf, isclose, sqrt
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz.discernment import (
    Counts,
    auc,
    brier,
    calibration,
    counts,
    criterion,
    dprime,
    dprime_error,
    overconfidence,
)
from game.quiz.judgement import STEPS, calls_manipulated


class Said(NamedTuple):
    """As much as the figures need of an answer."""

    p: float
    manipulated: bool


answers = st.lists(st.builds(Said, p=st.sampled_from(STEPS), manipulated=st.booleans()), max_size=40)
tallies = st.builds(Counts, *[st.integers(0, 200)] * 4)


def swapped(c):
    """The same calls, had each label been the other."""
    return Counts(c.false_alarms, c.correct_rejections, c.hits, c.misses)


def mirrored(c):
    """Each call turned round as well as each label: the same player on the other signal."""
    return Counts(c.correct_rejections, c.false_alarms, c.misses, c.hits)


@pytest.mark.parametrize(
    ("tally", "d", "c"),
    [
        ((9, 1, 2, 7), 1.7713, -0.2112),
        ((8, 2, 3, 7), 1.2206, -0.1375),
        ((10, 0, 0, 10), 3.3812, 0.0),
        ((10, 0, 10, 0), 0.0, -1.6906),
    ],
)
def test_vectors_of_the_design(tally, d, c):
    assert dprime(Counts(*tally)) == pytest.approx(d, abs=5e-5)
    assert criterion(Counts(*tally)) == pytest.approx(c, abs=5e-5)


def test_ten_and_ten_clips_leave_dprime_uncertain_by_about_0_6():
    assert dprime_error(Counts(8, 2, 3, 7)) == pytest.approx(0.60, abs=0.01)


def test_error_follows_gourevitch_and_galanter_by_hand():
    # H' = 8.5 / 11, F' = 3.5 / 11; z = 0.7479, -0.4728; phi = 0.30163, 0.35676
    by_hand = sqrt(0.772727 * 0.227273 / (10 * 0.301626**2) + 0.318182 * 0.681818 / (10 * 0.356758**2))
    assert dprime_error(Counts(8, 2, 3, 7)) == pytest.approx(by_hand, rel=1e-4)


def test_without_clips_of_a_label_nothing_is_known():
    assert dprime_error(Counts(3, 1, 0, 0)) == inf
    assert dprime(Counts()) == 0.0
    assert criterion(Counts()) == 0.0
    assert auc([Said(0.8, manipulated=True)]) is None
    assert brier([]) is None
    assert overconfidence([]) is None


@given(tallies)
def test_swapping_the_labels_turns_dprime_round_and_leaves_the_bias(tally):
    assert dprime(swapped(tally)) == pytest.approx(-dprime(tally), abs=1e-9)
    assert criterion(swapped(tally)) == pytest.approx(criterion(tally), abs=1e-9)
    assert dprime_error(swapped(tally)) == pytest.approx(dprime_error(tally))


@given(tallies)
def test_swapping_the_sides_keeps_dprime_and_turns_the_bias_round(tally):
    assert dprime(mirrored(tally)) == pytest.approx(dprime(tally), abs=1e-9)
    assert criterion(mirrored(tally)) == pytest.approx(-criterion(tally), abs=1e-9)


@given(tallies)
def test_one_more_hit_instead_of_a_miss_never_lowers_dprime(tally):
    better = Counts(tally.hits + 1, tally.misses, tally.false_alarms, tally.correct_rejections)
    worse = Counts(tally.hits, tally.misses + 1, tally.false_alarms, tally.correct_rejections)
    assert dprime(better) > dprime(worse)
    assert criterion(better) < criterion(worse)


@given(answers)
def test_counts_sort_every_answer_once(given_answers):
    tally = counts(given_answers)
    assert tally.total == len(given_answers)
    assert tally.manipulated == sum(a.manipulated for a in given_answers)
    assert tally.correct == sum(calls_manipulated(a.p) == a.manipulated for a in given_answers)


def test_counts_name_the_four_cells():
    given_answers = [
        Said(0.6, manipulated=True),
        Said(0.4, manipulated=True),
        Said(0.95, manipulated=False),
        Said(0.05, manipulated=False),
        Said(0.2, manipulated=False),
    ]
    assert counts(given_answers) == Counts(1, 1, 1, 2)


def test_brier_of_always_a_half_is_a_quarter():
    assert brier([Said(0.5, manipulated=True), Said(0.5, manipulated=False)]) == 0.25
    assert brier([Said(0.95, manipulated=True)]) == pytest.approx(0.0025)


def test_overconfidence_is_sureness_beyond_the_share_of_right_calls():
    sure_and_half_right = [Said(0.95, manipulated=True), Said(0.95, manipulated=False)]
    assert overconfidence(sure_and_half_right) == pytest.approx(0.45)
    assert overconfidence([Said(0.6, manipulated=True)]) == pytest.approx(-0.4)


def test_auc_counts_ties_half():
    assert auc([Said(0.6, manipulated=True), Said(0.6, manipulated=False)]) == 0.5
    assert auc([Said(0.8, manipulated=True), Said(0.6, manipulated=False)]) == 1.0
    some = [Said(0.8, manipulated=True), Said(0.4, manipulated=True), Said(0.4, manipulated=False)]
    assert auc(some) == pytest.approx(0.75)


@given(answers)
def test_auc_is_the_share_of_pairs_in_the_right_order(given_answers):
    fakes = [a.p for a in given_answers if a.manipulated]
    reals = [a.p for a in given_answers if not a.manipulated]
    area = auc(given_answers)
    if not fakes or not reals:
        assert area is None
        return
    pairs = [1.0 if f > r else 0.5 if f == r else 0.0 for f in fakes for r in reals]
    assert 0.0 <= area <= 1.0
    assert isclose(area, sum(pairs) / len(pairs), abs_tol=1e-12)


def test_calibration_folds_both_sides_of_the_scale():
    rows = calibration(
        [Said(0.05, manipulated=False), Said(0.95, manipulated=False), Said(0.4, manipulated=False)]
    )
    assert [(r.sureness, r.said, r.right, r.clips) for r in rows] == [
        ("perhaps", 0.60, 1.0, 1),
        ("probably", 0.80, None, 0),
        ("surely", 0.95, 0.5, 2),
    ]


@given(answers)
def test_calibration_loses_no_answer(given_answers):
    rows = calibration(given_answers)
    assert sum(r.clips for r in rows) == len(given_answers)
    assert round(sum((r.right or 0) * r.clips for r in rows)) == counts(given_answers).correct
