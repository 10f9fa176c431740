"""Who was nearer: one score for both, and nobody wins by judging the same."""

from dataclasses import replace

import pytest

from game.quiz.duel import compare, nearer
from quiz.make import answered, artefact, clip

EDIT = answered(clip("edit", artefact()), 6)
REAL = answered(clip("real"), 4)


@pytest.mark.parametrize(
    ("you", "it", "manipulated", "who"),
    [
        (0.8, 0.6, True, "you"),
        (0.8, 0.6, False, "detector"),
        (0.2, 0.7, False, "you"),
        (0.6, 0.605, True, "same"),
    ],
)
def test_the_judgement_closer_to_what_the_clip_is_wins(you, it, manipulated, who):
    assert nearer(you, it, manipulated=manipulated) == who


def test_both_have_their_brier_score_over_the_clips_that_both_judged():
    said = replace(EDIT, p=0.95)
    duel = compare([(said, 0.4), (replace(REAL, p=0.6), 0.5), (said, None)])
    assert (duel.of, duel.you_nearer, duel.detector_nearer) == (2, 1, 1)
    assert duel.you == pytest.approx((0.05**2 + 0.6**2) / 2)
    assert duel.detector == pytest.approx((0.6**2 + 0.5**2) / 2)


def test_without_an_opinion_there_is_no_score():
    duel = compare([(EDIT, None)])
    assert (duel.of, duel.you, duel.detector) == (0, None, None)
