"""Pairs: an original beside its edit, a coin for the sides, a choice that is counted apart."""

from dataclasses import replace
from random import Random

import pytest
from pilot import make_pilot, small_pack
from small_pack import HEARD

from game.home.doors import PLAY_SCENES
from game.media.clip import PlayerState
from game.play.controller import Play
from game.quiz.judgement import STEPS
from game.quiz.phase import Phase
from game.quiz.rounds import Deal, Round, other
from game.quiz.summary import Pairs, summarise
from tools.robots.robot import Habit, Human, Oracle, play_round, play_session

__all__ = ["make_pilot", "small_pack"]


def begin(pilot, rounds: int = 4) -> Play:
    """Begin a session in pairs."""
    pilot.app.show_menu()
    level = pilot.app.context.levels[0]
    pairs = level.model_copy(update={"rounds": rounds, "pairs": True, "share": 1.0})
    Play(pilot.app.context, pairs, PLAY_SCENES).begin()
    pilot.step()
    return pilot.play


@pytest.fixture
def pilot(make_pilot):
    return make_pilot(lang="en")


def judge(pilot, step: int) -> None:
    pilot.wait_until(lambda: pilot.find("ready").enabled, "both clips")
    pilot.click("ready")
    pilot.click(f"step-{step}")
    pilot.click("confirm")


def chosen(play: Play, *, rightly: bool) -> int:
    """The step "surely" for the edit's side, or for the other one."""
    side = play.round.deal.side
    assert side is not None
    return 6 if (side == "right") is rightly else 1


@pytest.mark.parametrize("step", range(1, 7))
def test_the_scale_goes_from_the_left_clip_to_the_right_one(clip_of, step):
    right, left = (Round(Deal("p", clip_of, (), clip_of, side=side), step=step) for side in ("right", "left"))
    assert right.p == STEPS[step - 1]
    assert left.p is not None
    assert right.p is not None
    assert left.p + right.p == pytest.approx(1)
    assert right.chosen == left.chosen == ("left" if step < 4 else "right")


@pytest.fixture
def clip_of(pilot):
    library = pilot.app.context.library
    candidate = library.pool("manipulated", u=0.0)[0]
    return library.clip(candidate.pack, candidate.clip)


def test_an_oracle_finds_every_edit_on_either_side(pilot):
    play = begin(pilot, 8)
    play_session(pilot, Oracle())
    told = summarise(play.session.answers)
    assert told.pairs == Pairs(8, 8)
    assert told.traces.found == 8
    assert {answer.pair for answer in play.session.answers} == {"left", "right"}
    assert pilot.reads("8 of 8 pairs")


def test_whoever_always_takes_the_left_one_is_as_good_as_guessing(pilot):
    right = 0
    for seed in range(40):
        pilot.app.context.random.seed(seed)
        play = begin(pilot, 1)
        side = play.round.deal.side
        right += side == "left"
        pilot.loop.stack.clear()
        play.close()
    assert Pairs(max(right, 40 - right), 40).chance > 0.001


def test_pairs_do_not_touch_what_is_measured_of_single_clips(pilot):
    play = begin(pilot, 4)
    play_session(pilot, Habit(6))
    told = summarise(pilot.app.context.store.answers())
    assert told.total == told.pairs.of == 4
    assert told.counts.total == 0
    assert told.sharpness is None
    assert told.leaning is None
    single = replace(play.session.answers[0], pair=None)
    assert summarise([*play.session.answers, single]).counts.total == 1


def test_the_kept_answer_says_on_which_side_the_edit_stood(pilot):
    play = begin(pilot, 1)
    side = play.round.deal.side
    play_session(pilot, Human(0.7, Random(1)))
    (kept,) = pilot.app.context.store.answers()
    assert kept.pair == side


def test_nothing_is_heard_and_no_kind_of_the_sound_is_offered(make_pilot, monkeypatch):
    pilot = make_pilot(lang="en", sound=True)
    given: list[object] = []
    monkeypatch.setattr(pilot.app.context.sound, "effect", lambda _name: None)
    monkeypatch.setattr(pilot.app.context.sound, "play", given.append)
    play = begin(pilot, 4)
    kinds = pilot.app.context.guide.kinds
    while play.session.phase is not Phase.DONE:
        assert HEARD not in play.clip.kinds
        assert not any(kinds[kind].audible for kind in play.round.deal.choices)
        pilot.let(0.3)
        play_round(pilot, play, Human(0.7, Random(2)))
    assert given == []


@pytest.mark.moving
def test_both_clips_stay_in_step(pilot):
    play = begin(pilot)
    pilot.wait_until(lambda: play.player.state is PlayerState.PLAYING, "the clips to play")
    for _ in range(12):
        pilot.let(0.1)
        assert abs(play.player.index - play.beside.index) <= 1
    pilot.press("space")
    pilot.press(".")
    pilot.let(0.2)
    assert play.player.index == play.beside.index


@pytest.mark.parametrize("rightly", [True, False])
def test_one_points_at_the_clip_that_one_chose_and_the_truth_comes_after(pilot, rightly):
    play = begin(pilot)
    judge(pilot, chosen(play, rightly=rightly))
    assert pilot.scene == "pair-spot"
    scene = pilot.loop.stack.top.scene
    assert scene.player is (play.player if rightly else play.beside)
    assert pilot.loop.stack.top.find("moment") is None
    told = pilot.t("verdict.manipulated")
    assert not pilot.reads(told)
    pilot.tap(0.5, 0.5)
    pilot.click("show")
    assert pilot.scene == "pair-reveal"
    answer = play.session.answers[-1]
    assert answer.correct is rightly
    assert len(answer.marks) == 1
    assert (answer.hit is not None) <= rightly
    assert pilot.reads(pilot.t(f"pair.verdict.{play.round.deal.side}"))
    pilot.click("details")
    assert pilot.scene == "reveal"
    pilot.click("next")
    assert pilot.scene == "pair-watch"


def test_both_go_on_in_step_after_the_answer_wherever_they_were_stopped(pilot):
    play = begin(pilot)
    pilot.wait_until(lambda: play.player.state is PlayerState.PLAYING, "the clips to play")
    pilot.let(0.7)
    pilot.press("space")
    judge(pilot, chosen(play, rightly=True))
    pilot.click("cant-tell")
    scene = pilot.loop.stack.top.scene
    pilot.wait_until(lambda: scene.original.state is PlayerState.PLAYING, "both clips to play")
    for _ in range(12):
        pilot.let(0.3)
        assert abs(play.player.index - scene.original.index) <= 1


def test_the_two_stay_on_their_sides_after_the_answer(pilot):
    play = begin(pilot)
    judge(pilot, chosen(play, rightly=True))
    pilot.click("cant-tell")
    edit_box, original = pilot.find("stage").box, pilot.find("stage-original").box
    assert (edit_box.x < original.x) is (play.round.deal.side == "left")


def test_the_place_of_the_loupe_is_the_same_in_both(pilot):
    begin(pilot)
    pilot.click("loupe")
    boxes = [pilot.find(f"stage-{side}").clip_box for side in ("left", "right")]
    for box in boxes:
        pilot.drag((box.cx, box.cy), (box.x + box.w * 0.25, box.y + box.h * 0.75))
        assert pilot.loop.stack.top.scene.loupe_at == pytest.approx((0.25, 0.75), abs=0.02)


def test_a_pair_without_its_original_is_skipped(pilot):
    play = begin(pilot)
    play.beside.close()
    play.beside = None
    pilot.let(0.1)
    assert play.session.phase is Phase.SKIPPED
    pilot.click("next")
    assert pilot.scene == "pair-watch"


def test_the_other_side_of_the_other_side():
    assert [other(other(side)) for side in ("left", "right")] == ["left", "right"]


def test_chance():
    assert Pairs(0, 0).chance == 1
    assert Pairs(8, 8).chance == pytest.approx(1 / 256)
    assert Pairs(4, 8).chance == pytest.approx(163 / 256)


def test_it_is_a_way_of_looking_in_free_practice(pilot):
    pilot.to_practice()
    pilot.click("free")
    pilot.click("way-pairs")
    pilot.click("start")
    assert pilot.scene == "pair-watch"
    assert pilot.play.round.deal.side is not None
