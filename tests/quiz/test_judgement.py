from game.quiz.judgement import STEP_IDS, STEPS, calls_manipulated


def test_the_scale_has_six_steps_that_mirror_each_other_and_no_neutral_one():
    assert len(STEPS) == len(STEP_IDS) == 6
    assert list(STEPS) == sorted(STEPS)
    assert [round(1 - p, 2) for p in reversed(STEPS)] == list(STEPS)
    assert 0.5 not in STEPS


def test_half_of_the_steps_call_a_clip_manipulated():
    assert [calls_manipulated(p) for p in STEPS] == [False] * 3 + [True] * 3
    assert [name.endswith("manipulated") for name in STEP_IDS] == [calls_manipulated(p) for p in STEPS]
