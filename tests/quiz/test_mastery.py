from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.levels import Mastery
from game.quiz.mastery import (
    BAND,
    RECENT,
    Estimate,
    estimates,
    incomplete_beta,
    quantile,
    weakest,
)
from quiz.make import candidate, judged

whole = st.integers(1, 30)


def shown(found, kind="jitter", *, asked=True):
    return judged(candidate("c", "manipulated", (kind,)), 0.95, found, asked=asked)


@given(whole, whole, st.floats(0, 1))
def test_the_beta_distribution_is_that_of_ordered_draws(a, b, x):
    """P(Beta(a, b) <= x) = P(at least a of a + b - 1 uniform draws lie below x)."""
    n = a + b - 1
    exact = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert incomplete_beta(x, a, b) == pytest.approx(exact, abs=1e-10)


@given(st.floats(0.5, 40), st.floats(0.5, 40), st.floats(0.01, 0.99))
def test_the_quantile_is_the_inverse(a, b, p):
    assert incomplete_beta(quantile(p, a, b), a, b) == pytest.approx(p, abs=1e-6)


@given(st.integers(0, 12).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_the_band_holds_its_share_and_narrows_with_more_clips(pair):
    n, k = pair
    e, more = Estimate(n, k), Estimate(4 * n + 4, 4 * k + 2)
    assert 0 < e.low < e.share < e.high < 1 or n == 0
    inside = e.above(e.low) - e.above(e.high)
    assert inside == pytest.approx(BAND, abs=1e-6)
    assert more.high - more.low < e.high - e.low + 1e-9


def test_before_the_first_clip_nothing_is_claimed():
    e = Estimate()
    assert (e.share, e.level()) == (0.5, "unseen")
    assert (e.low, e.high) == (pytest.approx(0.1), pytest.approx(0.9))


@pytest.mark.parametrize(
    ("n", "k", "mastered"),
    [(2, 2, False), (3, 3, True), (4, 3, False), (5, 4, False), (6, 5, True), (8, 6, False), (8, 7, True)],
)
def test_three_of_three_master_a_kind_and_one_miss_asks_for_more(n, k, mastered):
    assert Estimate(n, k).mastered(Mastery()) is mastered
    assert Estimate(n, k).mastered() is mastered


def test_a_chapter_may_ask_for_more():
    assert not Estimate(3, 3).mastered(Mastery(clips=4))
    assert not Estimate(3, 3).mastered(Mastery(found=0.8))
    assert not Estimate(3, 3).mastered(Mastery(sure=0.95))


def test_levels_go_up_with_what_is_found():
    assert [Estimate(*e).level() for e in ((1, 1), (4, 0), (4, 2), (6, 6))] == [
        "beginning",
        "beginning",
        "growing",
        "mastered",
    ]


def test_only_the_last_clips_of_a_kind_count_so_old_misses_are_forgiven():
    results = [shown(found=False)] * 20 + [shown(found=True)] * RECENT
    assert estimates(results)["jitter"] == Estimate(RECENT, RECENT)


def test_clips_without_pointing_and_real_clips_say_nothing():
    results = [shown(found=False, asked=False), judged(candidate("r"), 0.05)]
    assert estimates(results) == {}


def test_what_was_missed_is_practised_before_what_was_not_met_and_nothing_when_all_is_mastered():
    found = {"a": Estimate(8, 8), "b": Estimate(4, 3), "c": Estimate(4, 1)}
    assert weakest(found, ["a", "b", "c", "d"]) == "c"
    assert weakest(found, ["a", "b", "d"]) == "b"
    assert weakest(found, ["a", "d"]) == "d"
    assert weakest(found, ["a"]) is None


@given(st.floats(0.05, 0.95))
def test_the_estimate_is_near_the_truth_on_average(share):
    """The mean of the estimate over all outcomes of eight clips is the truth, drawn towards one half."""
    n = 8
    weights = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    mean = sum(w * Estimate(n, k).share for k, w in enumerate(weights))
    assert mean == pytest.approx((n * share + 1) / (n + 2))
