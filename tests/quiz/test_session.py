from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz.session import (
    FAILURES_TO_END,
    MAX_MARKS,
    AddMark,
    CantTell,
    Choose,
    ClearMark,
    Committed,
    Confirm,
    Failed,
    MoveMark,
    NameKind,
    Next,
    NothingLeft,
    Phase,
    Ready,
    Session,
    ShowAnswer,
    WatchAgain,
    reduce,
    resumed,
)
from quiz.make import artefact, clip, deal, mark

EDITED = clip("edited", artefact("blending-boundary"))
REAL = clip("real")
KINDS = ("blending-boundary", "jitter")
REFUSED = "cut-short"

deals = st.sampled_from([deal(EDITED, KINDS), deal(REAL, KINDS)])
times = st.integers(-50, 5000)
marks = st.builds(mark, x=st.floats(0, 1), y=st.floats(0, 1), t=st.floats(0, 3))
intents = st.one_of(
    deals,
    st.builds(Ready, times),
    st.just(WatchAgain()),
    st.builds(Choose, st.integers(-1, 8)),
    st.builds(Confirm, times),
    st.builds(AddMark, marks),
    st.builds(MoveMark, marks),
    st.just(ClearMark()),
    st.builds(NameKind, st.sampled_from([None, *KINDS, "not-offered"])),
    st.just(ShowAnswer()),
    st.just(CantTell()),
    st.just(Committed()),
    st.just(Failed(REFUSED)),
    st.just(Next()),
    st.just(NothingLeft()),
)
# Whole rounds among single intents, so that the deep phases are reached as well.
spots = st.lists(
    st.one_of(st.builds(AddMark, marks), st.builds(NameKind, st.sampled_from(KINDS))), max_size=5
)


def whole_round(dealt, step, spotted, last):
    return [dealt, Ready(900), Choose(step), Confirm(400), *spotted, last, Committed(), Next()]


judged = st.builds(whole_round, deals, st.integers(1, 6), spots, st.sampled_from([ShowAnswer(), CantTell()]))
skipped = st.builds(lambda d: [d, Failed(REFUSED), Next()], deals)
scripts = st.lists(st.one_of(intents.map(lambda i: [i]), judged, skipped), max_size=30).map(
    lambda parts: [intent for part in parts for intent in part]
)

AFTER = {
    Phase.DEAL: {Phase.DEAL, Phase.WATCH, Phase.DONE},
    Phase.WATCH: {Phase.WATCH, Phase.JUDGE, Phase.SKIPPED},
    Phase.JUDGE: {Phase.JUDGE, Phase.WATCH, Phase.SPOT, Phase.COMMIT, Phase.SKIPPED},
    Phase.SPOT: {Phase.SPOT, Phase.COMMIT},
    Phase.COMMIT: {Phase.COMMIT, Phase.REVEAL},
    Phase.REVEAL: {Phase.REVEAL, Phase.DEAL, Phase.DONE},
    Phase.SKIPPED: {Phase.SKIPPED, Phase.DEAL, Phase.DONE},
    Phase.DONE: {Phase.DONE},
}


def play(*script, length=3):
    session = Session("s", length)
    for intent in script:
        session = reduce(session, intent)
    return session


def steps(script, length=3):
    session = Session("s", length)
    for intent in script:
        after = reduce(session, intent)
        yield session, intent, after
        session = after


@given(scripts)
def test_only_the_drawn_ways_lead_from_phase_to_phase(script):
    for before, _, after in steps(script):
        assert after.phase in AFTER[before.phase]


@given(scripts)
def test_the_truth_is_shown_only_after_the_answer_is_safe(script):
    for before, intent, after in steps(script):
        if after.phase is Phase.REVEAL and before.phase is not Phase.REVEAL:
            assert intent == Committed()
            assert before.phase is Phase.COMMIT
            assert after.current.p is not None
            assert after.current == before.current


@given(scripts)
def test_points_move_only_with_the_truth_and_by_the_round_that_was_committed(script):
    for before, _, after in steps(script):
        if after.points != before.points:
            assert (before.phase, after.phase) == (Phase.COMMIT, Phase.REVEAL)
            assert after.points == before.points + after.current.points
        assert after.points == sum(r.points for r in after.scored)


@given(scripts)
def test_skipped_rounds_are_kept_and_never_scored(script):
    for before, _, after in steps(script):
        assert len(after.rounds) >= len(before.rounds)
        assert not any(r.failure for r in after.scored)
        assert all(r.points == 0 for r in after.rounds if r.failure)


@given(scripts)
def test_a_session_never_grows_beyond_its_length_nor_its_marks_beyond_three(script):
    for before, _, after in steps(script):
        assert len(after.scored) <= after.length
        assert 1 <= after.number <= after.length or not after.scored
        assert all(len(r.marks) <= MAX_MARKS for r in after.rounds)
        assert all(r.kind is None or r.kind in KINDS for r in after.rounds)
        assert all(r.watch_ms >= 0 and r.judge_ms >= 0 for r in after.rounds)
        if before.phase is Phase.DONE:
            assert after is before


@given(scripts)
def test_a_committed_round_never_changes_again(script):
    for before, _, after in steps(script):
        assert after.scored[: len(before.scored)] == before.scored


@given(scripts)
def test_the_reducer_is_pure(script):
    assert play(*script) == play(*script)


def test_a_round_goes_from_deal_to_reveal():
    spot = mark(x=0.5, y=0.5, t=1.5)
    session = play(
        deal(EDITED, KINDS),
        Ready(1200),
        Choose(5),
        Confirm(800),
        AddMark(spot),
        NameKind("blending-boundary"),
        ShowAnswer(),
        Committed(),
    )
    assert session.phase is Phase.REVEAL
    assert session.current.marks == (spot,)
    assert (session.current.watch_ms, session.current.judge_ms) == (1200, 800)
    assert session.points == 96 + 50


def test_a_clip_called_real_skips_spotting():
    session = play(deal(EDITED, KINDS), Ready(), Choose(2), Confirm())
    assert session.phase is Phase.COMMIT
    assert play(deal(EDITED, KINDS), Ready(), Choose(2), Confirm(), Committed()).points == 36


def test_nothing_is_confirmed_before_a_step_is_chosen():
    assert play(deal(REAL), Ready(), Confirm()).phase is Phase.JUDGE
    assert play(deal(REAL), Ready(), Choose(0), Confirm()).phase is Phase.JUDGE


def test_a_choice_can_be_changed_and_survives_watching_again():
    session = play(deal(REAL), Ready(100), Choose(6), Choose(1), WatchAgain(), Ready(50))
    assert session.current.step == 1
    assert session.current.watch_ms == 150
    assert session.current.replays == 1


def test_a_fourth_mark_is_ignored_and_the_last_one_can_move_or_go():
    begin = (deal(EDITED, KINDS), Ready(), Choose(6), Confirm())
    a, b, c, d = (mark(x=x) for x in (0.1, 0.2, 0.3, 0.4))
    assert play(*begin, AddMark(a), AddMark(b), AddMark(c), AddMark(d)).current.marks == (a, b, c)
    assert play(*begin, AddMark(a), MoveMark(b)).current.marks == (b,)
    assert play(*begin, MoveMark(b)).current.marks == (b,)
    assert play(*begin, AddMark(a), ClearMark(), ClearMark()).current.marks == ()


def test_a_kind_that_was_not_offered_cannot_be_named_and_a_name_can_be_taken_back():
    begin = (deal(EDITED, KINDS), Ready(), Choose(6), Confirm())
    assert play(*begin, NameKind("jitter"), NameKind("edge-halo")).current.kind == "jitter"
    assert play(*begin, NameKind("jitter"), NameKind(None)).current.kind is None


def test_i_cant_tell_takes_marks_and_kind_back_and_costs_nothing():
    session = play(
        deal(EDITED, KINDS), Ready(), Choose(6), Confirm(), AddMark(mark()), CantTell(), Committed()
    )
    assert session.current.marks == ()
    assert session.points == 100


def test_a_doubled_key_does_not_skip_the_reveal():
    session = play(deal(REAL), Ready(), Choose(1), Confirm(), Confirm(), Committed(), Committed())
    assert session.phase is Phase.REVEAL
    assert play(deal(REAL), Ready(), Choose(1), Confirm(), Committed(), Next(), Next()).phase is Phase.DEAL


def test_a_clip_that_cannot_be_played_is_skipped_and_replaced():
    skip = (deal(REAL), Failed(REFUSED), Next())
    good = (deal(REAL), Ready(), Choose(1), Confirm(), Committed(), Next())
    session = play(*skip, *good, length=1)
    assert session.phase is Phase.DONE
    assert [r.failure for r in session.rounds] == [REFUSED, None]
    assert session.points == 100


def test_three_failures_running_end_the_session_but_not_three_in_all():
    skip = (deal(REAL), Failed(REFUSED), Next())
    good = (deal(REAL), Ready(), Choose(1), Confirm(), Committed(), Next())
    assert play(*skip * FAILURES_TO_END).phase is Phase.DONE
    assert play(*skip, *skip, *good, *skip, *skip).phase is Phase.DEAL


def test_a_clip_may_fail_while_it_is_judged_but_not_once_the_judgement_is_final():
    assert play(deal(REAL), Ready(), Choose(1), Failed(REFUSED)).phase is Phase.SKIPPED
    assert play(deal(REAL), Ready(), Choose(1), Failed(REFUSED)).current.p is None
    pointing = play(deal(REAL), Ready(), Choose(6), Confirm(), Failed(REFUSED))
    assert pointing.phase is Phase.SKIPPED
    assert pointing.scored == ()
    assert play(deal(REAL), Ready(), Choose(1), Confirm(), Failed(REFUSED)).phase is Phase.COMMIT


def test_an_empty_library_ends_the_session():
    assert play(NothingLeft()).phase is Phase.DONE
    assert play(deal(REAL), NothingLeft()).phase is Phase.WATCH


def test_the_number_on_screen_counts_rounds_that_count():
    good = (deal(REAL), Ready(), Choose(1), Confirm(), Committed())
    assert play().number == 1
    assert play(*good).number == 1
    assert play(*good, Next()).number == 2
    assert play(*good, Next(), deal(REAL), Failed(REFUSED), Next(), deal(REAL)).number == 2
    assert play(*good, Next(), length=1).number == 1


def test_values_are_frozen():
    with pytest.raises(FrozenInstanceError):
        play().phase = Phase.DONE


# -- without feedback ------------------------------------------------------------------------------


SILENT = Session("s", 3, feedback=False, pointing=False)
JUDGED = (Ready(), Choose(6), Confirm(), Committed())


def run(session, script):
    for intent in script:
        after = reduce(session, intent)
        yield session, after
        session = after


@given(scripts)
def test_a_check_shows_no_truth_and_asks_for_no_mark_before_its_end(script):
    for before, after in run(SILENT, script):
        assert after.phase not in (Phase.REVEAL, Phase.SPOT)
        assert len(after.scored) <= after.length
        assert after.scored[: len(before.scored)] == before.scored
        if len(after.scored) > len(before.scored):
            assert before.phase is Phase.COMMIT
            assert after.phase in (Phase.DEAL, Phase.DONE)
        assert all(not r.marks and r.kind is None for r in after.rounds)
        if before.phase is Phase.DONE:
            assert after is before


def test_a_check_goes_from_answer_to_answer_and_ends_with_the_last():
    session = SILENT
    for number in range(1, 4):
        assert session.number == number
        for intent in (deal(EDITED, KINDS), *JUDGED):
            session = reduce(session, intent)
        assert len(session.scored) == number
    assert session.phase is Phase.DONE


def test_a_clip_that_fails_in_a_check_is_skipped_and_three_running_end_it():
    skip = (deal(REAL), Failed(REFUSED), Next())
    *_, (_, session) = run(SILENT, (*skip, *skip, deal(EDITED), *JUDGED, *skip, *skip))
    assert session.phase is Phase.DEAL
    *_, (_, session) = run(session, skip)
    assert session.phase is Phase.DONE


def test_a_session_may_leave_pointing_out_and_still_tell_the_truth():
    *_, (_, session) = run(
        Session("s", 1, pointing=False), (deal(EDITED, KINDS), Ready(), Choose(6), Confirm())
    )
    assert session.phase is Phase.COMMIT
    assert reduce(session, Committed()).phase is Phase.REVEAL


def test_a_session_that_was_broken_off_goes_on_at_the_next_deal():
    *_, (_, session) = run(SILENT, (deal(EDITED), *JUDGED, deal(REAL), *JUDGED))
    again = resumed(SILENT, session.scored)
    assert (again.phase, again.number, again.scored) == (Phase.DEAL, 3, session.scored)
    *_, (_, done) = run(again, (deal(REAL), *JUDGED))
    assert done.phase is Phase.DONE
    assert resumed(SILENT, done.scored).phase is Phase.DONE
