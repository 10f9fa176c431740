import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz import ability

logits = st.floats(-8, 8)


def test_rating_model_by_hand():
    assert ability.success(0.0, 0.0) == 0.75
    assert ability.success(1.0, 0.0) == pytest.approx(0.865529)
    assert ability.step_size(0) == 1.6
    assert ability.step_size(20) == 0.8


@given(logits, logits)
def test_success_lies_between_guessing_and_certainty(theta, b):
    assert 0.5 < ability.success(theta, b) < 1.0


@given(logits, st.floats(0.51, 0.99))
def test_the_aimed_hardness_gives_the_aimed_success(theta, aim):
    assert ability.success(theta, ability.aimed_hardness(theta, aim)) == pytest.approx(aim)


@given(st.floats(0, 1))
def test_difficulty_and_hardness_are_inverse(difficulty):
    assert ability.difficulty(ability.hardness(difficulty)) == pytest.approx(difficulty)


def test_extremes_do_not_overflow():
    assert ability.success(1e9, 0.0) == 1.0
    assert ability.success(-1e9, 0.0) == 0.5
    assert ability.difficulty(1e9) == 1.0
    assert ability.difficulty(-1e9) == 0.0


@pytest.mark.parametrize("aim", [0.5, 1.0, 0.2])
def test_no_clip_makes_success_as_rare_as_guessing_or_certain(aim):
    with pytest.raises(ValueError, match="between"):
        ability.aimed_hardness(0.0, aim)
