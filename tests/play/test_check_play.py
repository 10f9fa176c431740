"""A check from its first clip to the gain: no truth inside, two forms, nothing lost when it breaks off."""

from random import Random

import pytest
from small_pack import WORDS

from game.packs import index
from game.quiz.discernment import Counts
from game.quiz.gain import CheckTaken
from game.quiz.phase import Phase
from tools.robots.robot import Habit, Human, play_round

TRUTHS = (
    *("verdict.real", "verdict.manipulated"),
    *("reveal.nothing_changed", "reveal.person_unchanged", "reveal.original"),
)


def begin(pilot, done=None):
    """Start the usual check on top of the menu; returns its session and where `done` is counted."""
    done = [] if done is None else done
    pilot.app.checks.start("before", lambda: done.append(pilot.scene))
    pilot.step()
    assert pilot.play.session.conditions.block == "check-short"
    return pilot.play, done


def form_of(play):
    return play.session.conditions.form


def finish(pilot, play, player=None):
    player = player or Habit(6)
    while play.session.phase is not Phase.DONE:
        play_round(pilot, play, player)
    pilot.step()


def test_a_check_goes_through_without_a_truth_and_ends_with_the_reading(pilot):
    play, done = begin(pilot)
    scenes = set()
    assert play.session.length == 6
    while play.session.phase is not Phase.DONE:
        pilot.watch()
        scenes.add(pilot.scene)
        words = pilot.words()
        assert not any(pilot.t(key) in words for key in TRUTHS)
        assert pilot.loop.stack.top.find("points") is None
        pilot.click("ready")
        scenes.add(pilot.scene)
        pilot.click("step-6")
        pilot.click("confirm")
    assert scenes == {"watch", "judge"}
    assert pilot.scene == "check-result"
    assert pilot.reads(pilot.t("gain.none"))
    pilot.click("next")
    assert (pilot.scene, done) == ("menu", ["menu"])


def test_each_answer_is_kept_with_block_form_and_order(pilot):
    play, _ = begin(pilot)
    finish(pilot, play)
    store = pilot.app.context.store
    answers = store.answers(play.session.id)
    assert len(answers) == play.session.length
    assert {(a.block, a.form, a.order) for a in answers} == {("check-short", form_of(play), "fixed")}
    assert not any(a.marks or a.named or a.asked for a in answers)
    (session,) = [s for s in store.sessions() if s.id == play.session.id]
    assert session.finished is not None
    assert (session.block, session.form) == ("check-short", form_of(play))
    assert session.profile == pilot.app.context.profile()


def test_the_second_check_is_the_other_form_with_other_clips_and_tells_the_gain(pilot):
    first, _ = begin(pilot)
    finish(pilot, first, Habit(6))
    pilot.click("next")
    second, _ = begin(pilot)
    finish(pilot, second, Human(1.0, Random(1)))
    assert {form_of(first), form_of(second)} == {"a", "b"}
    dealt = [{r.deal.clip.id for r in play.session.rounds} for play in (first, second)]
    assert not dealt[0] & dealt[1]
    checks = pilot.app.checks
    assert [check.form for check in checks.taken()] == [
        form_of(first),
        form_of(second),
    ]
    # Three clips of each sort are too few to speak of a gain: nothing is claimed.
    assert checks.gain() is None
    assert pilot.reads(pilot.t("gain.none"))


def test_what_a_small_pack_could_not_give_is_in_the_record(pilot):
    play, _ = begin(pilot)
    finish(pilot, play)
    reasons = [a.reason for a in pilot.app.context.store.answers(play.session.id)]
    assert any("no clip left in the pack studio" in reason for reason in reasons)


def test_a_check_that_was_broken_off_goes_on_at_its_next_clip(make_pilot, tmp_path):
    folder = tmp_path / "home"
    pilot = make_pilot(folder=folder)
    pilot.app.show_menu()
    play, _ = begin(pilot)
    for _ in range(2):
        play_round(pilot, play, Habit(6))
    before = [r.deal.clip.id for r in play.session.scored]
    order = [slot.candidate.clip for slot in play.dealer.slots]
    identity = play.session.id
    pilot.app.close()

    pilot = make_pilot(folder=folder, seed=77)
    pilot.app.show_menu()
    again, _ = begin(pilot)
    assert again.session.id == identity
    assert [r.deal.clip.id for r in again.session.scored] == before
    assert [slot.candidate.clip for slot in again.dealer.slots] == order
    assert again.session.number == 3
    finish(pilot, again)
    answers = pilot.app.context.store.answers(identity)
    assert [a.clip for a in answers] == order
    assert [a.index for a in answers] == list(range(6))
    assert len(pilot.app.checks.taken()) == 1


def test_skipped_clips_of_another_day_leave_room_in_the_store(make_pilot, tmp_path):
    folder = tmp_path / "home"
    pilot = make_pilot(folder=folder)
    pilot.app.show_menu()
    play, _ = begin(pilot)
    play.fail("cut-short")
    pilot.click("next")
    play_round(pilot, play, Habit(6))
    pilot.app.close()
    pilot = make_pilot(folder=folder)
    pilot.app.show_menu()
    again, _ = begin(pilot)
    assert len(again.session.scored) == 1
    finish(pilot, again)
    answers = pilot.app.context.store.answers(again.session.id)
    assert len(answers) == len({a.clip for a in answers}) == 6
    assert [a.index for a in answers] == [1, 2, 3, 4, 5, 6]


def test_a_check_that_ended_between_its_last_answer_and_its_end_is_finished(make_pilot, tmp_path):
    folder = tmp_path / "home"
    pilot = make_pilot(folder=folder)
    pilot.app.show_menu()
    play, _ = begin(pilot)
    play._finish = lambda: None  # the machine stops here
    finish(pilot, play)
    pilot.app.close()
    pilot = make_pilot(folder=folder)
    pilot.app.show_menu()
    assert pilot.app.checks.taken() == ()
    pilot.app.checks.start("before", lambda: None)
    pilot.step()
    assert pilot.scene == "check-result"
    assert len(pilot.app.checks.taken()) == 1


def test_a_clips_record_is_read_when_it_is_dealt_and_never_before(pilot, monkeypatch):
    read, clip_of = [], index.clip

    def noting(db, pack, id_):
        read.append(id_)
        return clip_of(db, pack, id_)

    monkeypatch.setattr(index, "clip", noting)
    monkeypatch.setattr(index, "clips", None)
    play, _ = begin(pilot)
    assert read == [play.clip.id, *filter(None, [play.clip.original])]


def test_what_is_stored_is_what_the_session_says_and_what_the_scheduler_learnt(pilot):
    """One value, from the last word to the store and back."""
    pilot.start(rounds=3)
    pilot.finish()
    play = pilot.play
    assert len(play.session.answers) == 3
    assert play.session.answers == pilot.app.context.store.answers(play.session.id)
    assert play.session.answers == pilot.app.context.history.judged


def test_without_clips_the_check_is_over_at_once_and_says_so(make_pilot):
    pilot = make_pilot(packs=())
    pilot.app.show_menu()
    done = []
    pilot.app.checks.start("before", lambda: done.append(True))
    pilot.step()
    assert done == [True]
    assert pilot.scene == "menu"
    assert pilot.reads(pilot.t("check.no_clips"))


def test_practice_leaves_the_clips_of_the_check_alone_while_it_has_others(make_pilot):
    from pathlib import Path

    from game import resources

    studio = resources.assets() / "packs" / "studio"
    pilot = make_pilot(packs=(Path(studio),))
    pilot.app.show_menu()
    held = pilot.app.context.held()
    assert len(held) == 20
    level = pilot.app.context.levels[0]
    pilot.app.play(level.model_copy(update={"rounds": 12}))
    play = pilot.play
    dealt = [play.dealer.choose(play.session, play.history).key for _ in range(12)]
    assert not held & set(dealt)


def test_each_player_takes_their_own_checks(pilot):
    context = pilot.app.context
    first, _ = begin(pilot)
    finish(pilot, first)
    pilot.click("next")
    context.profile = lambda: "boat"
    assert pilot.app.checks.taken() == ()
    play, _ = begin(pilot)
    assert context.history.answers == 0
    finish(pilot, play)
    assert len(pilot.app.checks.taken()) == 1


@pytest.mark.parametrize("language", list(WORDS))
def test_the_end_of_a_check_fits_in_three_languages(make_pilot, language):
    pilot = make_pilot(lang=language)
    pilot.app.show_menu()
    play, _ = begin(pilot)
    finish(pilot, play)
    _, ledger = pilot.picture()
    assert list(ledger.complaints()) == []


def test_after_a_check_its_clips_can_be_looked_at_and_then_count_as_seen(pilot):
    play, _ = begin(pilot)
    finish(pilot, play)
    pilot.click("look-back")
    assert pilot.scene == "dialog"
    pilot.click("stay")
    keys = {r.deal.key for r in play.session.scored}
    context = pilot.app.context
    assert keys <= context.held()
    assert not context.seen().clips
    pilot.click("look-back")
    pilot.click("look")
    assert pilot.scene == "look-back"
    assert {pilot.t("verdict.real"), pilot.t("verdict.manipulated")} <= set(pilot.words())
    assert not pilot.reads("+")
    assert context.seen().looked_at == keys
    assert not keys & context.held()
    pilot.press("escape")
    assert pilot.scene == "check-result"
    pilot.click("look-back")
    assert pilot.scene == "look-back"


def test_a_later_check_with_clips_that_were_looked_at_does_not_count_for_the_gain(pilot):
    checks = pilot.app.checks
    block, clips = checks.usual.id, {form: sorted(f.keys) for form, f in checks.forms(checks.usual).items()}
    before, after, by_heart = Counts(5, 5, 4, 6), Counts(8, 2, 2, 8), Counts(10, 0, 0, 10)
    taken = [CheckTaken(block, "a", before), CheckTaken(block, "b", after)]
    checks.taken = lambda: (*taken, CheckTaken(block, "a", by_heart), CheckTaken(block, "b", by_heart))
    assert checks.gain().after.counts == by_heart
    pilot.app.context.see(clips["b"])
    assert checks.gain().after.counts == after


def test_the_player_is_told_how_many_clips_of_a_check_are_left(pilot):
    assert pilot.app.checks.clips_left() == 6
    play, _ = begin(pilot)
    for _ in range(2):
        play_round(pilot, play, Habit(6))
    assert pilot.app.checks.clips_left() == 4
