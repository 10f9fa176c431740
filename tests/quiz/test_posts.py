"""A post judged twice: both by a proper rule, and measured apart from clips."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz.judgement import STEPS
from game.quiz.posts import CHECKS, PostRound, summarise_posts

STEP = st.integers(1, 6)


def table(*, altered=False, misleading=True, settling=("search",)):
    return PostRound("p", "old", "studio", "c", altered, misleading, frozenset(settling))


def answered(picture, share, index=0, **more):
    return replace(table(**more), picture=picture, share=share).answer("s", index)


def test_three_checks_and_no_more_can_be_opened():
    one = table()
    for check in ("account", "account", "search", "longer", "sources"):
        one = one.opening(check)
    assert one.opened == ("account", "search", "longer")
    assert (len(one.opened), one.checks_left) == (CHECKS, 0)


def test_an_answer_needs_both_judgements():
    with pytest.raises(ValueError, match="two judgements"):
        replace(table(), picture=1).answer("s", 0)


def test_checks_cost_nothing_and_say_whether_they_settled_it():
    idle = answered(2, 5)
    busy = replace(table(), picture=2, share=5).opening("account").opening("search").answer("s", 0)
    assert busy.points == idle.points
    assert (idle.settled, busy.settled) == (False, True)


@given(st.floats(0, 1), st.booleans())
def test_the_step_nearest_to_what_is_believed_earns_most_for_sharing(belief, altered):
    def expected(step):
        yes = answered(1, step, altered=altered, misleading=True).share_points
        no = answered(1, step, altered=altered, misleading=False).share_points
        return belief * yes + (1 - belief) * no

    best = max(range(1, 7), key=expected)
    nearest = min(abs(p - belief) for p in STEPS)
    assert abs(STEPS[best - 1] - belief) <= nearest + 0.02, "points are whole numbers"


@given(STEP, STEP, STEP)
def test_what_is_said_of_the_picture_does_not_touch_the_measure_of_sharing(picture, other, share):
    posts = [{"misleading": m, "altered": a} for m in (True, False) for a in (True, False)]
    first = summarise_posts(answered(picture, share, **post) for post in posts)
    second = summarise_posts(answered(other, share, **post) for post in posts)
    assert first.sharing == second.sharing


@pytest.mark.parametrize(("step", "sign"), [(1, 1), (6, -1)])
def test_who_shares_all_or_nothing_has_no_discernment_and_the_opposite_bias(step, sign):
    posts = [answered(3, step, i, misleading=i % 2 == 0) for i in range(8)]
    told = summarise_posts(posts).sharing
    assert told.dprime == 0
    assert sign * told.criterion > 1
    assert told.leaning is not None
    assert told.leaning.band == ("very_trusting" if sign > 0 else "very_suspicious")
