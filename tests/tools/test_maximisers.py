"""Who wants points and nothing else says what they believe, however well they find tell-tales."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz.make import answered, artefact, clip, mark

from game.quiz.discernment import criterion, dprime
from game.quiz.judgement import STEPS, calls_manipulated
from game.quiz.scoring import judgement_points
from tools.robots.maximisers import (
    SKILLS,
    best_step,
    best_steps,
    expected,
    old_rule,
    present_rule,
    simulated,
    suspects_from,
    tendencies,
)

ROUNDING = 0.25
"""Points: whole numbers may move an expected value by so much, and with it the border of two steps."""
chances = st.floats(0, 1)


def earned(step, *, manipulated, skill):
    """What a whole round brings in expectation, played out through the rules of the game."""
    if not manipulated:
        return answered(clip("r"), step).points
    edited = clip("c", artefact())
    marks_and_names = [
        (share, answered(edited, step, marks, kind).points)
        for share, marks, kind in (
            (skill * skill, [mark()], "blending-boundary"),
            (skill * (1 - skill), [mark()], None),
            ((1 - skill) * skill, [mark(x=0.0)], "blending-boundary"),
            ((1 - skill) ** 2, [], None),
        )
    ]
    return sum(share * points for share, points in marks_and_names)


def nearest(belief):
    return min(range(1, 7), key=lambda step: abs(STEPS[step - 1] - belief))


@given(belief=chances, skill=chances)
def test_for_every_belief_and_skill_the_nearest_step_earns_most(belief, skill):
    worth = {step: expected(step, belief, skill, earned) for step in range(1, 7)}
    assert worth[nearest(belief)] >= max(worth.values()) - ROUNDING - 1e-9
    for step, points in worth.items():
        assert isclose(points, expected(step, belief, skill, present_rule), abs_tol=1e-9)


@given(belief=chances, skill=chances)
def test_to_say_manipulated_is_best_exactly_for_who_believes_it(belief, skill):
    best = best_step(belief, skill, earned)
    assert calls_manipulated(STEPS[best - 1]) == (belief > 0.5) or isclose(belief, 0.5)
    assert abs(STEPS[best - 1] - belief) <= abs(STEPS[nearest(belief) - 1] - belief) + 0.02


@given(belief=chances)
def test_before_rounding_the_law_is_exact(belief):
    def brier(step, *, manipulated, skill):
        return 100 - 100 * (STEPS[step - 1] - manipulated) ** 2 + 0 * skill

    best = best_step(belief, 1.0, brier)
    distances = [abs(step - belief) for step in STEPS]
    assert isclose(distances[best - 1], min(distances), abs_tol=1e-6)


@pytest.mark.parametrize(("skill", "belief"), [(0.0, 0.5), (0.6, 0.291), (1.0, 0.247)])
def test_the_old_rule_paid_for_suspicion(skill, belief):
    assert suspects_from(skill, old_rule) == pytest.approx(belief, abs=0.002)
    assert suspects_from(skill, present_rule) == pytest.approx(0.5, abs=0.002)


def test_the_old_rule_is_the_one_that_was():
    assert old_rule(6, manipulated=True, skill=1.0) == judgement_points(0.95, manipulated=True) + 50
    assert old_rule(3, manipulated=True, skill=1.0) == judgement_points(0.4, manipulated=True)
    assert old_rule(6, manipulated=False, skill=1.0) == 10


@pytest.mark.parametrize("skill", SKILLS)
def test_a_maximiser_of_any_skill_is_balanced(skill):
    counts = simulated(skill, rounds=2000)
    assert abs(criterion(counts)) < 0.05
    assert dprime(counts) == pytest.approx(1.0, abs=0.12)
    if skill > 0:
        assert criterion(simulated(skill, old_rule, rounds=400)) < -0.3


def test_the_tables_of_the_page_are_those_that_are_printed(root):
    page = (root / "docs" / "measuring.md").read_text("utf-8")
    for line in (*best_steps(), *tendencies()):
        assert line in page
