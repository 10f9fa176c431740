from hypothesis import example, given
from hypothesis import strategies as st

from game.content.regions import distance
from game.quiz.pointing import PLACE_TOLERANCE, TIME_TOLERANCE, on_artefact, on_outline, outline_at
from quiz.make import SQUARE, artefact, mark, region, sound

coordinates = st.floats(0, 1)


@given(coordinates, coordinates, st.sampled_from([0.5625, 1.0, 4 / 3, 16 / 9]))
@example(0.6 + PLACE_TOLERANCE * 2**0.5, 0.5, 1.0)
def test_a_point_is_on_an_outline_within_the_tolerance_whatever_floats_make_of_it(x, y, aspect):
    beside = distance(SQUARE, x, y, aspect)
    assert on_outline(SQUARE, x, y, aspect) == (beside <= PLACE_TOLERANCE + 1e-9)


@given(coordinates, coordinates, st.floats(0, 3))
def test_a_mark_is_on_a_trace_when_it_is_on_the_outline_it_is_held_against(x, y, t):
    trace = artefact(track=region(t=1.0) + region(((0.0, 0.0), (0.2, 0.0), (0.2, 0.2), (0.0, 0.2)), t=2.5))
    outline = outline_at(trace, t, 1.5)
    on = outline is not None and on_outline(outline, x, y, 1.5)
    assert on_artefact(trace, mark(x, y, t), 1.5) == on
    assert (outline is None) == (not 1.0 - TIME_TOLERANCE - 1e-9 <= t <= 2.0 + TIME_TOLERANCE + 1e-9)


def test_a_sound_has_no_outline():
    assert outline_at(sound(), 1.5, 1.0) is None
