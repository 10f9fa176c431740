import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz import ability
from game.quiz.history import PRIOR, REMEMBERED, History, remember
from quiz.make import answered, artefact, candidate, clip, judged, mark

FAKE = candidate("f", "manipulated", ("jitter",))
REAL = candidate("r")
answers_given = st.lists(
    st.builds(
        judged,
        st.sampled_from([FAKE, REAL, candidate("g", "manipulated", ("edge-halo", "jitter"), difficulty=0.9)]),
        st.sampled_from([0.05, 0.4, 0.6, 0.95]),
        st.booleans(),
    ),
    max_size=60,
)


def test_a_right_call_raises_the_player_and_lowers_the_clip():
    after = History().after(judged(FAKE, 0.95))
    assert after.theta == pytest.approx(1.6 * (1 - 0.75))
    assert after.hardness(FAKE) == pytest.approx(-ability.step_size(PRIOR) * 0.25)


def test_a_wrong_call_does_the_reverse_also_on_a_real_clip():
    after = History().after(judged(REAL, 0.95))
    assert after.theta == pytest.approx(-1.6 * 0.75)
    assert after.hardness(REAL) > 0


def test_an_unplayed_clip_is_as_hard_as_its_maker_says():
    assert History().hardness(candidate("x", difficulty=1.0)) == ability.hardness(1.0)


def test_a_clip_that_could_not_be_played_teaches_nothing_and_is_known_until_the_session_ends():
    after = History().without(FAKE.key)
    assert (after.theta, after.answers, after.judged, after.rated) == (0.0, 0, (), {})
    assert after.unplayable == {FAKE.key}
    assert after.new_session().unplayable == frozenset()


@pytest.mark.parametrize(
    ("p", "found", "missed"),
    [(0.05, False, ("jitter",)), (0.95, False, ("jitter",)), (0.95, True, ()), (0.4, True, ("jitter",))],
)
def test_a_kind_is_missed_when_the_clip_passed_for_real_or_no_trace_was_seen(p, found, missed):
    assert judged(FAKE, p, found).missed == missed


def test_no_kind_is_missed_on_a_real_clip():
    assert judged(REAL, 0.95).missed == ()


@given(answers_given)
def test_rebuilding_from_the_store_gives_what_playing_gave(answers):
    live = History()
    for answer in answers:
        live = live.after(answer)
    rebuilt = remember(answers)
    assert rebuilt.theta == live.theta
    assert rebuilt.answers == live.answers
    assert rebuilt.rated == live.rated
    assert rebuilt == live.new_session()


@given(answers_given)
def test_a_new_session_keeps_what_was_learnt_and_only_the_last_rounds(answers):
    after = remember(answers)
    assert after.judged == ()
    assert len(after.before) <= REMEMBERED
    assert after.recent == tuple(answers)[-REMEMBERED:]


def test_an_answer_tells_the_scheduler_which_clip_it_was_and_what_was_found():
    edited = clip("c", artefact("blending-boundary"), person="s2", original="o", difficulty=0.3)
    seen = answered(edited, 6, marks=[mark()])
    assert seen.candidate == candidate(
        "c", "manipulated", ("blending-boundary",), "s2", 0.3, original="o", pack="pack"
    )
    assert (seen.p, seen.found, seen.missed) == (0.95, ("blending-boundary",), ())
    assert not answered(edited, 6, marks=[mark(x=0.0)]).found
    assert answered(edited, 6, kind="blending-boundary").found
