import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz.judgement import STEPS
from game.quiz.scoring import SCORING, Spotting, judgement_points, spotting
from quiz.make import answered, artefact, clip, mark, region, sound

MISS = mark(x=0.05, y=0.05)
HIT = mark()


@pytest.mark.parametrize(
    ("p", "right"), [(0.95, 100), (0.80, 96), (0.60, 84), (0.40, 64), (0.20, 36), (0.05, 10)]
)
def test_judgement_points_are_those_of_the_design(p, right):
    assert judgement_points(p, manipulated=True) == right
    assert judgement_points(round(1 - p, 2), manipulated=False) == right


def test_halves_are_rounded_up():
    assert judgement_points(1 - 0.005**0.5, manipulated=True) == 100  # 99.5 as nearly as floats say it
    assert judgement_points(0.5, manipulated=True) == 75


@pytest.mark.parametrize("p", [-0.01, 1.01, float("nan")])
def test_a_judgement_outside_0_to_1_is_refused(p):
    with pytest.raises(ValueError, match="probability"):
        judgement_points(p, manipulated=True)


@pytest.mark.parametrize("honest", STEPS)
def test_honest_confidence_earns_most_among_the_six_steps(honest):
    def expected(step):
        return honest * judgement_points(step, manipulated=True) + (1 - honest) * judgement_points(
            step, manipulated=False
        )

    assert max(STEPS, key=expected) == honest
    assert sorted(expected(step) for step in STEPS)[-2] < expected(honest)


@given(belief=st.floats(0, 1))
def test_the_best_step_is_the_one_nearest_to_the_belief(belief):
    def expected(step):
        return belief * judgement_points(step, manipulated=True) + (1 - belief) * judgement_points(
            step, manipulated=False
        )

    best = max(STEPS, key=expected)
    # Rounding to whole points moves the border between two steps by less than 0.01.
    assert abs(best - belief) <= min(abs(step - belief) for step in STEPS) + 0.02


@given(p=st.floats(0, 1), manipulated=st.booleans())
def test_points_stay_within_0_and_100_and_mirror_with_the_label(p, manipulated):
    points = judgement_points(p, manipulated=manipulated)
    assert 0 <= points <= 100
    assert abs(points - judgement_points(1 - p, manipulated=not manipulated)) <= 1


@pytest.mark.parametrize(
    ("marks", "kind", "expected"),
    [
        ([], None, Spotting()),
        ([HIT], None, Spotting(0, 0, kind_right=False)),
        ([HIT], "blending-boundary", Spotting(0, 0, kind_right=True)),
        ([HIT], "jitter", Spotting(0, 0, kind_right=False)),
        ([], "blending-boundary", Spotting(None, None, kind_right=True)),
        ([MISS], "blending-boundary", Spotting(None, None, kind_right=True)),
        ([MISS], "jitter", Spotting()),
        ([MISS, HIT], "blending-boundary", Spotting(1, 0, kind_right=True)),
        ([HIT, MISS], None, Spotting(0, 0, kind_right=False)),
        ([MISS, MISS, HIT], None, Spotting(2, 0, kind_right=False)),
        ([MISS, MISS, MISS], None, Spotting()),
        ([MISS, MISS, MISS, HIT], None, Spotting()),
    ],
)
def test_the_first_hit_among_three_marks_counts_and_the_kind(marks, kind, expected):
    assert spotting(clip("c", artefact()), marks, kind) == expected


def test_nothing_is_found_on_a_real_clip():
    assert spotting(clip("c"), [HIT], "blending-boundary") == Spotting()


@pytest.mark.parametrize(
    ("t", "hits"),
    [(0.79, False), (0.8, True), (1.0, True), (2.0, True), (2.2, True), (2.21, False)],
)
def test_a_mark_counts_a_fifth_of_a_second_around_the_interval(t, hits):
    assert (spotting(clip("c", artefact()), [mark(t=t)], None).hit is not None) == hits
    heard = clip("c", sound())
    assert (spotting(heard, [mark(t=t, timed=True)], None).hit is not None) == hits


def test_the_edge_of_the_time_tolerance_does_not_hang_on_float_noise():
    late = clip("c", artefact(interval=(0.1, 0.9)))
    assert spotting(late, [mark(t=1.1)], None).hit == 0  # 1.1 - 0.9 > 0.2 in floats


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (1280, 720), (512, 512)])
def test_a_mark_counts_4_percent_of_the_diagonal_around_the_region(size):
    width, height = size
    diagonal = (width**2 + height**2) ** 0.5
    edited = clip("c", artefact(), size=size)
    for beside, hits in [(0.039, True), (0.041, False)]:
        step = beside * diagonal
        assert (spotting(edited, [mark(x=0.6 + step / width)], None).hit is not None) == hits
        assert (spotting(edited, [mark(y=0.4 - step / height)], None).hit is not None) == hits


def test_a_mark_is_held_against_the_region_of_its_own_moment():
    left, right = (
        ((0.0, 0.4), (0.2, 0.4), (0.2, 0.6), (0.0, 0.6)),
        ((0.8, 0.4), (1.0, 0.4), (1.0, 0.6), (0.8, 0.6)),
    )
    moving = clip("c", artefact(interval=(0.0, 2.0), track=region(left, 0.0) + region(right, 2.0)))
    assert spotting(moving, [mark(x=0.1, t=0.0)], None).hit == 0
    assert spotting(moving, [mark(x=0.1, t=2.0)], None).hit is None
    assert spotting(moving, [mark(x=0.5, t=1.0)], None).hit == 0


def test_in_the_tolerance_around_the_interval_the_outline_of_its_end_is_meant():
    gone = ((0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1))
    track = region(t=1.0) + region(t=2.0) + region(gone, t=2.1)
    assert spotting(clip("c", artefact(track=track)), [mark(t=2.15)], None).hit == 0


def test_a_sound_is_hit_by_a_moment_and_a_picture_by_a_place():
    assert spotting(clip("c", sound()), [mark(timed=False)], None).hit is None
    assert spotting(clip("c", artefact()), [mark(timed=True)], None).hit is None


def test_under_two_tell_tales_at_once_the_named_one_is_meant():
    both = clip("c", artefact("blending-boundary"), artefact("colour-mismatch"))
    assert spotting(both, [HIT], "colour-mismatch") == Spotting(0, 1, kind_right=True)
    assert spotting(both, [HIT], None).artefact == 0


def test_after_a_hit_the_kind_is_that_of_the_tell_tale_that_was_hit():
    elsewhere = region(((0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1)))
    both = clip("c", artefact("blending-boundary"), artefact("double-eyebrows", track=elsewhere))
    assert spotting(both, [HIT], "double-eyebrows") == Spotting(0, 0, kind_right=False)
    assert spotting(both, [mark(x=0.9)], "double-eyebrows").kind_right


@given(
    marks=st.lists(
        st.builds(mark, x=st.floats(0, 1), y=st.floats(0, 1), t=st.floats(0, 3), timed=st.booleans()),
        max_size=4,
    ),
    kind=st.sampled_from([None, "blending-boundary", "audio-splice", "jitter"]),
    step=st.integers(1, 6),
)
def test_marks_and_kind_never_change_the_points(marks, kind, step):
    for judged in (clip("c", artefact(), sound()), clip("r")):
        said = answered(judged, step, marks, kind)
        assert said.points == judgement_points(STEPS[step - 1], manipulated=judged.manipulated)
        assert (said.points, said.spotting_points) == (answered(judged, step).points, 0)
        assert said.scoring == SCORING
