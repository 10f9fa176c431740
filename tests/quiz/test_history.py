import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz import ability
from game.quiz.history import PRIOR, REMEMBERED, History, Played, played, remember
from quiz.make import artefact, candidate, clip, mark
from quiz.make import played as round_of

FAKE = candidate("f", "manipulated", ("jitter",))
REAL = candidate("r")
rounds = st.lists(
    st.builds(
        Played,
        st.sampled_from([FAKE, REAL, candidate("g", "manipulated", ("edge-halo", "jitter"), difficulty=0.9)]),
        st.sampled_from([None, 0.05, 0.4, 0.6, 0.95]),
        st.booleans(),
    ),
    max_size=60,
)


def test_a_right_call_raises_the_player_and_lowers_the_clip():
    after = History().after(Played(FAKE, 0.95))
    assert after.theta == pytest.approx(1.6 * (1 - 0.75))
    assert after.hardness(FAKE) == pytest.approx(-ability.step_size(PRIOR) * 0.25)


def test_a_wrong_call_does_the_reverse_also_on_a_real_clip():
    after = History().after(Played(REAL, 0.95))
    assert after.theta == pytest.approx(-1.6 * 0.75)
    assert after.hardness(REAL) > 0


def test_an_unplayed_clip_is_as_hard_as_its_maker_says():
    assert History().hardness(candidate("x", difficulty=1.0)) == ability.hardness(1.0)


def test_a_clip_that_could_not_be_played_teaches_nothing_but_is_remembered():
    after = History().after(Played(FAKE, None))
    assert (after.theta, after.answers) == (0.0, 0)
    assert after.judged == ()
    assert len(after.rounds) == 1
    assert after.rounds[0].missed == ()


@pytest.mark.parametrize(
    ("p", "found", "missed"),
    [(0.05, False, ("jitter",)), (0.95, False, ("jitter",)), (0.95, True, ()), (0.4, True, ("jitter",))],
)
def test_a_kind_is_missed_when_the_clip_passed_for_real_or_no_trace_was_seen(p, found, missed):
    assert Played(FAKE, p, found).missed == missed


def test_no_kind_is_missed_on_a_real_clip():
    assert Played(REAL, 0.95).missed == ()


@given(rounds)
def test_rebuilding_from_the_store_gives_what_playing_gave(answers):
    live = History()
    for answer in answers:
        live = live.after(answer)
    rebuilt = remember(answers)
    assert rebuilt.theta == live.theta
    assert rebuilt.answers == live.answers
    assert rebuilt.rated == live.rated
    assert rebuilt == live.new_session()


@given(rounds)
def test_a_new_session_keeps_what_was_learnt_and_only_the_last_rounds(answers):
    after = remember(answers)
    assert after.rounds == ()
    assert len(after.before) <= REMEMBERED
    assert after.recent == tuple(a for a in answers if a.p is not None)[-REMEMBERED:]


def test_a_round_is_remembered_with_what_was_found():
    edited = clip("c", artefact("blending-boundary"), person="s2", original="o", difficulty=0.3)
    seen = played(round_of(edited, 6, marks=[mark()]))
    assert seen.candidate == candidate(
        "c", "manipulated", ("blending-boundary",), "s2", 0.3, original="o", pack="pack"
    )
    assert (seen.p, seen.found, seen.missed) == (0.95, True, ())
    assert not played(round_of(edited, 6, marks=[mark(x=0.0)])).found
    assert played(round_of(edited, 6, kind="blending-boundary")).found
    assert played(round_of(edited, 6, failure="missing")).p is None
