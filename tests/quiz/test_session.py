from dataclasses import FrozenInstanceError, dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.quiz import rounds
from game.quiz.answer import AnswerConditions
from game.quiz.effects import (
    ChooseClip,
    FinishSession,
    PrepareNext,
    Remember,
    SetAside,
    Show,
    StartSession,
    StoreAnswer,
)
from game.quiz.phase import Phase
from game.quiz.rounds import Deal
from game.quiz.scoring import judgement_points, spotting
from game.quiz.session import (
    FAILURES_TO_END,
    MAX_MARKS,
    AddMark,
    Begin,
    CantTell,
    Choose,
    ClearMark,
    Confirm,
    Failed,
    MoveMark,
    NameKind,
    Next,
    NothingLeft,
    Ready,
    Session,
    ShowAnswer,
    Stored,
    WatchAgain,
    reduce,
    resumed,
)
from quiz.make import artefact, clip, deal, mark

EDITED = clip("edited", artefact("blending-boundary"))
REAL = clip("real")
UNPLACED = clip("unplaced", label="manipulated")
"""Nobody knows where it was changed."""
NAMELESS = clip("nameless", artefact(None))
"""It is known where it was changed, and not which tell-tale shows there."""
KINDS = ("blending-boundary", "jitter")
REFUSED = "cut-short"
NOW = "2026-03-04T05:06:07.089+00:00"

deals = st.sampled_from([deal(EDITED, KINDS), deal(REAL, KINDS), deal(UNPLACED), deal(NAMELESS)])
times = st.integers(-50, 5000)
marks = st.builds(mark, x=st.floats(0, 1), y=st.floats(0, 1), t=st.floats(0, 3))
intents = st.one_of(
    deals,
    st.just(Begin()),
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
    st.builds(Stored, st.just(NOW), st.booleans()),
    st.builds(Failed, st.just(REFUSED), st.booleans()),
    st.just(Next()),
    st.just(NothingLeft()),
)
# Whole rounds among single intents, so that the deep phases are reached as well.
spots = st.lists(
    st.one_of(st.builds(AddMark, marks), st.builds(NameKind, st.sampled_from(KINDS))), max_size=5
)


def whole_round(dealt, step, spotted, last):
    return [dealt, Ready(900), Choose(step), Confirm(400), *spotted, last, Stored(), Next()]


judged = st.builds(whole_round, deals, st.integers(1, 6), spots, st.sampled_from([ShowAnswer(), CantTell()]))
skipped = st.builds(lambda d: [d, Failed(REFUSED), Next()], deals)
scripts = st.lists(st.one_of(intents.map(lambda i: [i]), judged, skipped), max_size=30).map(
    lambda parts: [Begin(), *(intent for part in parts for intent in part)]
)

AFTER = {
    Phase.NEW: {Phase.NEW, Phase.DEALING, Phase.DONE},
    Phase.DEALING: {Phase.DEALING, Phase.WATCH, Phase.DONE},
    Phase.WATCH: {Phase.WATCH, Phase.JUDGE, Phase.SKIPPED},
    Phase.JUDGE: {Phase.JUDGE, Phase.WATCH, Phase.SPOT, Phase.STORING, Phase.SKIPPED},
    Phase.SPOT: {Phase.SPOT, Phase.STORING, Phase.SKIPPED},
    Phase.STORING: {Phase.STORING, Phase.REVEAL},
    Phase.REVEAL: {Phase.REVEAL, Phase.DEALING, Phase.DONE},
    Phase.SKIPPED: {Phase.SKIPPED, Phase.DEALING, Phase.DONE},
    Phase.DONE: {Phase.DONE},
}
FITS = {
    Phase.NEW: (Begin,),
    Phase.DEALING: (Deal, NothingLeft),
    Phase.WATCH: (Ready, Failed),
    Phase.JUDGE: (WatchAgain, Choose, Confirm, Failed),
    Phase.SPOT: (AddMark, MoveMark, ClearMark, NameKind, ShowAnswer, CantTell, Failed),
    Phase.STORING: (Stored,),
    Phase.REVEAL: (Next,),
    Phase.SKIPPED: (Next,),
    Phase.DONE: (),
}
REPLIES = {ChooseClip: (deal(REAL), NothingLeft()), StoreAnswer: (Stored(NOW), Stored(NOW, last=True))}
"""What may come of the effects that ask."""


@dataclass(frozen=True)
class Taken:
    """One step of a script."""

    before: Session
    intent: object
    after: Session
    effects: tuple[object, ...]


def run(session, script):
    for intent in script:
        after, effects = reduce(session, intent)
        yield Taken(session, intent, after, effects)
        session = after


def play(*script, session=None, length=3):
    session = session or Session("s", length)
    for taken in run(session, (Begin(), *script)):
        session = taken.after
    return session


def steps(script, session=None):
    return run(session or Session("s", 3), script)


CHECK = Session("s", 3, feedback=False, conditions=AnswerConditions("fixed", None, "short", "a"))
GLANCE = Session("s", 3, conditions=AnswerConditions("adaptive", 2.0))
sessions = st.sampled_from([Session("s", 3), CHECK, GLANCE])


@given(sessions, scripts)
def test_only_the_drawn_ways_lead_from_phase_to_phase(session, script):
    for taken in steps(script, session):
        ways = AFTER[taken.before.phase]
        if not session.feedback and taken.before.phase is Phase.STORING:
            ways = {Phase.STORING, Phase.DEALING, Phase.DONE}
        assert taken.after.phase in ways


# -- effects ---------------------------------------------------------------------------------------


@given(sessions, scripts)
def test_an_intent_that_does_not_fit_changes_nothing_and_asks_for_nothing(session, script):
    for taken in steps(script, session):
        if not isinstance(taken.intent, FITS[taken.before.phase]):
            assert taken.after is taken.before
        if taken.after is taken.before:
            assert taken.effects == ()


@given(sessions, scripts)
def test_every_question_leads_on_whatever_is_replied(session, script):
    for taken in steps(script, session):
        asked = [effect for effect in taken.effects if type(effect) in REPLIES]
        waits = taken.after.phase in (Phase.DEALING, Phase.STORING)
        if taken.after.phase is not taken.before.phase:
            assert bool(asked) == waits
        assert len(asked) <= 1
        for effect in asked:
            assert taken.effects[-1] is effect, "what follows would happen before the reply"
            for reply in REPLIES[type(effect)]:
                on, effects = reduce(taken.after, reply)  # type: ignore[arg-type]
                assert on.phase is not taken.after.phase
                assert effects


@given(sessions, scripts)
def test_no_truth_is_shown_before_its_answer_was_stored_and_the_reply_came(session, script):
    asked_to_store, replied = [], []
    for taken in steps(script, session):
        if isinstance(taken.intent, Stored) and taken.before.phase is Phase.STORING:
            replied.append(taken.before.current.answer)
        for effect in taken.effects:
            if isinstance(effect, StoreAnswer):
                asked_to_store.append(effect.answer)
            if effect == Show(Phase.REVEAL):
                assert taken.after.current.answer == replace(asked_to_store[-1], at=taken.intent.at)
                assert replied[-1] == asked_to_store[-1]
        assert len(asked_to_store) - len(replied) == (taken.after.phase is Phase.STORING)


@given(sessions, scripts)
def test_a_screen_is_shown_whenever_the_phase_that_has_one_changes_and_only_then(session, script):
    for taken in steps(script, session):
        shown = [effect.phase for effect in taken.effects if isinstance(effect, Show)]
        has_screen = taken.after.phase not in (Phase.NEW, Phase.DEALING, Phase.STORING)
        changed = taken.after.phase is not taken.before.phase
        assert shown == ([taken.after.phase] if changed and has_screen else [])
        if shown:
            assert isinstance(taken.effects[-1], Show), "all else is ready when the screen is made"


@given(sessions, scripts)
def test_the_scheduler_learns_from_each_answer_that_is_safe_and_each_clip_that_failed(session, script):
    learnt, aside = [], []
    for taken in steps(script, session):
        learnt += [effect.answer for effect in taken.effects if isinstance(effect, Remember)]
        aside += [effect.key for effect in taken.effects if isinstance(effect, SetAside)]
        assert tuple(learnt) == taken.after.answers
        assert aside == [r.deal.key for r in taken.after.rounds if r.failure is not None]


@given(sessions, scripts)
def test_a_session_is_started_once_and_finished_once_with_its_last_screen(session, script):
    effects = [effect for taken in steps(script, session) for effect in taken.effects]
    assert effects.count(StartSession()) == 1
    assert effects.count(FinishSession()) == effects.count(Show(Phase.DONE)) <= 1


@given(sessions, scripts)
def test_the_next_clip_is_prepared_only_where_one_will_be_asked_for(session, script):
    for taken in steps(script, session):
        if PrepareNext() in taken.effects:
            assert taken.after.phase is (Phase.REVEAL if session.feedback else Phase.JUDGE)
            still_open = taken.after.phase is Phase.JUDGE
            assert len(taken.after.scored) + still_open < taken.after.length


@given(sessions, scripts)
def test_each_answer_has_its_place_in_the_session_and_says_how_it_came_about(session, script):
    for taken in steps(script, session):
        for index, round_ in enumerate(taken.after.rounds):
            if round_.answer is not None:
                assert (round_.answer.session, round_.answer.index) == ("s", index)
                known = round_.deal.clip.where_known
                assert round_.answer.asked == (session.conditions.asked and known)
                assert round_.answer.marks == () or session.pointing


@given(sessions, scripts)
def test_nobody_is_asked_to_point_where_no_answer_is_known(session, script):
    for taken in steps(script, session):
        if taken.after.phase is Phase.SPOT:
            assert taken.after.current.deal.clip.where_known
        for answer in taken.after.answers:
            if answer.clip == UNPLACED.id:
                assert (answer.marks, answer.named, answer.hit, answer.found) == ((), None, None, ())
                assert not answer.asked


@given(sessions, scripts)
def test_what_is_known_of_a_clip_changes_nothing_about_the_points(session, script):
    for taken in steps(script, session):
        for answer in taken.after.answers:
            assert answer.points == judgement_points(answer.p, manipulated=answer.manipulated)


def test_after_a_clip_of_unknown_place_the_judgement_is_the_last_word():
    judged = play(deal(UNPLACED), Ready(), Choose(6), Confirm())
    assert judged.phase is Phase.STORING
    assert play(deal(NAMELESS), Ready(), Choose(6), Confirm()).phase is Phase.SPOT


@given(scripts)
def test_points_move_only_with_the_truth_and_by_the_round_that_was_committed(script):
    for taken in steps(script):
        before, after = taken.before, taken.after
        if after.points != before.points:
            assert (before.phase, after.phase) == (Phase.STORING, Phase.REVEAL)
            assert after.points == before.points + after.current.points
        assert after.points == sum(r.points for r in after.scored)


@given(scripts)
def test_skipped_rounds_are_kept_and_never_scored(script):
    for taken in steps(script):
        before, after = taken.before, taken.after
        assert len(after.rounds) >= len(before.rounds)
        assert not any(r.failure for r in after.scored)
        assert all(r.points == 0 for r in after.rounds if r.failure)


@given(scripts)
def test_a_session_never_grows_beyond_its_length_nor_its_marks_beyond_three(script):
    for taken in steps(script):
        before, after = taken.before, taken.after
        assert len(after.scored) <= after.length
        assert 1 <= after.number <= after.length or not after.scored
        assert all(len(r.marks) <= MAX_MARKS for r in after.rounds)
        assert all(r.kind is None or r.kind in KINDS for r in after.rounds)
        assert all(r.watch_ms >= 0 and r.judge_ms >= 0 for r in after.rounds)
        if before.phase is Phase.DONE:
            assert after is before


@given(scripts)
def test_a_committed_round_never_changes_again(script):
    for taken in steps(script):
        before, after = taken.before, taken.after
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
        Stored(),
    )
    assert session.phase is Phase.REVEAL
    assert session.current.marks == (spot,)
    assert (session.current.watch_ms, session.current.judge_ms) == (1200, 800)
    assert session.points == 96


def test_an_answer_is_scored_once_however_often_it_is_read(monkeypatch):
    scored = []
    monkeypatch.setattr(rounds, "spotting", lambda *said: scored.append(said) or spotting(*said))
    session = play(
        deal(EDITED, KINDS), Ready(), Choose(6), Confirm(), AddMark(mark()), ShowAnswer(), Stored()
    )
    for _ in range(3):
        assert session.points == session.current.points == sum(a.points for a in session.answers) == 100
        assert session.current.correct
        assert session.current.answer.hit == 0
    assert len(scored) == 1


def test_a_clip_called_real_skips_spotting():
    session = play(deal(EDITED, KINDS), Ready(), Choose(2), Confirm())
    assert session.phase is Phase.STORING
    assert play(deal(EDITED, KINDS), Ready(), Choose(2), Confirm(), Stored()).points == 36


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
    session = play(deal(EDITED, KINDS), Ready(), Choose(6), Confirm(), AddMark(mark()), CantTell(), Stored())
    assert session.current.marks == ()
    assert session.points == 100


def test_a_doubled_key_does_not_skip_the_reveal():
    session = play(deal(REAL), Ready(), Choose(1), Confirm(), Confirm(), Stored(), Stored())
    assert session.phase is Phase.REVEAL
    assert play(deal(REAL), Ready(), Choose(1), Confirm(), Stored(), Next(), Next()).phase is Phase.DEALING


def test_a_clip_that_cannot_be_played_is_skipped_and_replaced():
    skip = (deal(REAL), Failed(REFUSED), Next())
    good = (deal(REAL), Ready(), Choose(1), Confirm(), Stored(), Next())
    session = play(*skip, *good, length=1)
    assert session.phase is Phase.DONE
    assert [r.failure for r in session.rounds] == [REFUSED, None]
    assert session.points == 100


def test_three_failures_running_end_the_session_but_not_three_in_all():
    skip = (deal(REAL), Failed(REFUSED), Next())
    good = (deal(REAL), Ready(), Choose(1), Confirm(), Stored(), Next())
    assert play(*skip * FAILURES_TO_END).phase is Phase.DONE
    assert play(*skip, *skip, *good, *skip, *skip).phase is Phase.DEALING


def test_a_clip_may_fail_while_it_is_judged_but_not_once_the_judgement_is_final():
    assert play(deal(REAL), Ready(), Choose(1), Failed(REFUSED)).phase is Phase.SKIPPED
    assert play(deal(REAL), Ready(), Choose(1), Failed(REFUSED)).current.p is None
    pointing = play(deal(REAL), Ready(), Choose(6), Confirm(), Failed(REFUSED))
    assert pointing.phase is Phase.SKIPPED
    assert pointing.scored == ()
    assert play(deal(REAL), Ready(), Choose(1), Confirm(), Failed(REFUSED)).phase is Phase.STORING


def test_an_empty_library_ends_the_session():
    assert play(NothingLeft()).phase is Phase.DONE
    assert play(deal(REAL), NothingLeft()).phase is Phase.WATCH


def test_the_number_on_screen_counts_rounds_that_count():
    good = (deal(REAL), Ready(), Choose(1), Confirm(), Stored())
    assert play().number == 1
    assert play(*good).number == 1
    assert play(*good, Next()).number == 2
    assert play(*good, Next(), deal(REAL), Failed(REFUSED), Next(), deal(REAL)).number == 2
    assert play(*good, Next(), length=1).number == 1


def test_values_are_frozen():
    with pytest.raises(FrozenInstanceError):
        play().phase = Phase.DONE


# -- without feedback ------------------------------------------------------------------------------


JUDGED = (Ready(), Choose(6), Confirm(), Stored())


@given(scripts)
def test_a_check_shows_no_truth_and_asks_for_no_mark_before_its_end(script):
    for taken in steps(script, CHECK):
        before, after = taken.before, taken.after
        assert after.phase not in (Phase.REVEAL, Phase.SPOT)
        assert len(after.scored) <= after.length
        assert after.scored[: len(before.scored)] == before.scored
        if len(after.scored) > len(before.scored):
            assert before.phase is Phase.STORING
            assert after.phase in (Phase.DEALING, Phase.DONE)
        assert all(not r.marks and r.kind is None for r in after.rounds)
        if before.phase is Phase.DONE:
            assert after is before


def test_a_check_goes_from_answer_to_answer_and_ends_with_the_last():
    session = play(session=CHECK)
    for number in range(1, 4):
        assert session.number == number
        for intent in (deal(EDITED, KINDS), *JUDGED):
            session, _ = reduce(session, intent)
        assert len(session.scored) == number
    assert session.phase is Phase.DONE


def test_a_clip_that_fails_in_a_check_is_skipped_and_three_running_end_it():
    skip = (deal(REAL), Failed(REFUSED), Next())
    begun = (*skip, *skip, deal(EDITED), *JUDGED, *skip, *skip)
    assert play(*begun, session=CHECK).phase is Phase.DEALING
    assert play(*begun, *skip, session=CHECK).phase is Phase.DONE


def test_a_session_may_leave_pointing_out_and_still_tell_the_truth():
    session = play(deal(EDITED, KINDS), Ready(), Choose(6), Confirm(), session=GLANCE)
    assert session.phase is Phase.STORING
    assert reduce(session, Stored())[0].phase is Phase.REVEAL


def test_a_session_that_was_broken_off_goes_on_at_the_next_deal():
    session = play(deal(EDITED), *JUDGED, deal(REAL), *JUDGED, session=CHECK)
    again = play(session=resumed(CHECK, session.scored, first_index=5))
    assert (again.phase, again.number, again.scored) == (Phase.DEALING, 3, session.scored)
    done = play(deal(REAL), *JUDGED, session=resumed(CHECK, session.scored, first_index=5))
    assert done.phase is Phase.DONE
    assert done.answers[-1].index == 7
    over, effects = reduce(resumed(CHECK, done.scored), Begin())
    assert over.phase is Phase.DONE
    assert effects == (StartSession(), FinishSession(), Show(Phase.DONE))


# -- no further clip is wanted ---------------------------------------------------------------------


def test_the_answer_with_which_the_time_is_up_is_the_last_one():
    good = (deal(REAL), Ready(), Choose(1), Confirm())
    session = play(*good, Stored(last=True), length=8)
    assert (session.length, session.phase) == (1, Phase.REVEAL)
    assert PrepareNext() not in list(steps([Begin(), *good, Stored(last=True)], Session("s", 8)))[-1].effects
    assert play(*good, Stored(last=True), Next(), length=8).phase is Phase.DONE


def test_a_session_whose_time_is_up_ends_with_one_answer_at_least():
    failed = (deal(REAL), Failed(REFUSED, last=True), Next())
    good = (deal(REAL), Ready(), Choose(1), Confirm(), Stored())
    assert play(*failed, length=8).phase is Phase.DEALING
    assert play(*failed, *good, Next(), length=8).phase is Phase.DONE
