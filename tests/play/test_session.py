"""A whole session, played by each device alone; and what must hold whoever plays."""

import pytest
from input_devices import HANDS

from game.quiz.judgement import STEPS
from game.quiz.phase import Phase
from tools.screenshots.session import TOURED

ROUNDS = 4


def short(pilot, rounds=ROUNDS):
    """Shorten the sessions of the menu."""
    levels = pilot.app.context.levels
    pilot.app.context.levels = (
        levels[0].model_copy(update={"rounds": rounds, "balanced": True}),
        *levels[1:],
    )


def play_round(pilot, hand):
    """Play the clip on the table rightly, as one who knows."""
    pilot.watch()
    hand.ready()
    assert pilot.scene == "judge"
    clip = pilot.clip
    hand.judge(6 if clip.manipulated else 1)
    if clip.manipulated:
        assert pilot.scene == "spot"
        if clip.artefacts[0].region:
            hand.mark()
        hand.name(clip.artefacts[0].kind)
        hand.show()
    assert pilot.scene == "reveal"
    hand.next()


@pytest.mark.parametrize("device", sorted(HANDS))
def test_a_session_is_played_with_one_device_alone(pilot, device):
    short(pilot)
    hand = HANDS[device](pilot)
    hand.begin()
    play = pilot.play
    while play.session.phase is not Phase.DONE:
        play_round(pilot, hand)
    assert pilot.scene == "summary"
    answers = pilot.app.context.store.answers(play.session.id)
    assert len(answers) == ROUNDS
    assert all(answer.correct for answer in answers)
    assert {answer.manipulated for answer in answers} == {True, False}
    for answer in answers:
        assert answer.points == 100
        assert answer.kind_right == answer.manipulated
        assert (answer.hit is not None) == bool(answer.marks), "the mark hit"
    assert play.session.points == sum(answer.points for answer in answers)
    hand.press("menu")
    assert pilot.scene == "menu"


@pytest.mark.parametrize("device", sorted(HANDS))
def test_the_same_device_gets_in_and_out_of_every_other_screen(pilot, device):
    hand = HANDS[device](pilot)
    new = [entry.name for entry in pilot.app.menu_entries() if entry.name not in TOURED]
    for name in ("library", "settings", "credits", "help", "practice", "profile", *new):
        hand.press(name)
        assert pilot.scene == name
        hand.press("back")
        assert pilot.scene == "menu"


def test_a_remote_control_plays_with_its_two_keys(pilot):
    """Presenters have two keys: on is the main key of the screen, back is back."""
    pilot.start()
    pilot.watch()
    pilot.press("pagedown")
    assert pilot.scene == "judge"
    pilot.press("pagedown")
    assert pilot.scene == "judge", "nothing is chosen yet"
    pilot.press("3")
    pilot.press("pagedown")
    assert pilot.scene == "reveal"
    pilot.press("pagedown")
    assert pilot.scene == "watch"
    pilot.press("pageup")
    assert pilot.scene == "dialog"


@pytest.mark.parametrize("step", range(1, 7))
def test_each_step_of_the_scale_is_what_the_store_gets(pilot, step):
    pilot.start(rounds=1)
    pilot.judge(step)
    if pilot.scene == "spot":
        pilot.click("cant-tell")
    (answer,) = pilot.app.context.store.answers()
    assert answer.p == STEPS[step - 1]
    assert (answer.marks, answer.named) == ((), None)


def test_an_answer_says_of_which_version_of_its_pack_it_was(pilot):
    pilot.start(rounds=1)
    pilot.judge(1)
    context = pilot.app.context
    (answer,) = context.store.answers()
    assert answer.pack_version == context.library.version(answer.pack)
    assert answer.pack_version is not None
    assert context.library.version("no-such-pack") is None


def test_a_step_can_be_changed_until_it_is_confirmed(pilot):
    pilot.start(rounds=1)
    pilot.to_judge()
    with pytest.raises(Exception, match="disabled just now"):
        pilot.click("confirm")
    pilot.click("step-6")
    pilot.press("left")
    assert pilot.play.round.step == 5
    pilot.click("step-2")
    pilot.click("again")
    assert pilot.scene == "watch"
    pilot.click("ready")
    assert pilot.play.round.step == 2, "it stays while the player looks again"
    pilot.click("confirm")
    assert [a.p for a in pilot.app.context.store.answers()] == [0.2]
    assert [a.replays for a in pilot.app.context.store.answers()] == [1]


def test_a_press_on_confirm_by_focus_takes_the_step_that_is_chosen(pilot):
    """Enter on another step chooses it; it must not confirm the one chosen before."""
    pilot.start(rounds=1)
    pilot.to_judge()
    pilot.press("3")
    while pilot.focus != "step-5":
        pilot.press("tab")
    pilot.press("return")
    assert (pilot.scene, pilot.play.round.step) == ("judge", 5)


@pytest.mark.moving
def test_judging_is_offered_after_a_moment_without_any_movement(pilot):
    pilot.start(rounds=1)
    assert not pilot.find("ready").enabled
    pilot.let(0.9)
    assert not pilot.find("ready").enabled
    pilot.let(0.2)
    assert pilot.find("ready").enabled
    assert pilot.pixels() == pilot.fresh_pixels()


@pytest.mark.moving
def test_the_clip_plays_once_by_itself_and_stops_at_its_end(pilot):
    pilot.start(rounds=1)
    pilot.let(3.0)
    assert pilot.play.player.state.value == "ended"
    drawn = pilot.loop.frames_drawn
    pilot.let(5.0)
    assert pilot.loop.frames_drawn == drawn, "a still screen draws nothing"


@pytest.mark.moving
def test_what_the_window_holds_is_always_what_it_should(pilot):
    """Through a whole session, drawing in parts never leaves anything old behind."""
    pilot.start(rounds=3)
    pilot.to_clip(manipulated=True)
    for _ in range(8):
        pilot.let(0.13)
        assert pilot.pixels(but="scrubber") == pilot.fresh_pixels(but="scrubber"), "while the clip plays"
    pilot.press("space")
    for key in (".", ".", ","):
        pilot.press(key)
        assert pilot.pixels() == pilot.fresh_pixels(), "frame by frame"
    pilot.click("loupe")
    for key in (".", "."):
        pilot.press(key)
        assert pilot.pixels() == pilot.fresh_pixels(), "with the loupe"
    pilot.click("loupe")
    pilot.judge(6)
    pilot.tap(0.3, 0.3)
    pilot.let(0.2)
    assert pilot.pixels() == pilot.fresh_pixels(), "with a mark"
    pilot.click("show")
    for _ in range(8):
        pilot.let(0.11)
        assert pilot.pixels() == pilot.fresh_pixels(), "while the outline grows, and after"
    pilot.press("space")
    pilot.let(0.3)
    pilot.click("compare")
    for _ in range(3):
        pilot.let(0.11)
        assert pilot.pixels() == pilot.fresh_pixels(), "with the original beside it"


def test_points_and_number_of_the_clip_stand_in_the_bar(pilot):
    pilot.start(rounds=3)
    assert pilot.reads(pilot.t("bar.clip_of", n=1, total=3))
    pilot.judge(1)
    points = pilot.session.points
    assert str(points) in pilot.words()
    pilot.click("next")
    assert pilot.reads(pilot.t("bar.clip_of", n=2, total=3))


def test_once_more_starts_another_session_of_the_same_level(pilot):
    pilot.start(rounds=1)
    first = pilot.session.id
    pilot.finish()
    pilot.click("again")
    assert pilot.scene == "watch"
    assert pilot.session.id != first
    assert [s.name for s in pilot.loop.stack] == ["menu", "watch"]


def test_five_clips_on_the_tell_tale_that_was_missed(pilot):
    pilot.start(rounds=2)
    pilot.to_clip(manipulated=True)
    pilot.finish()
    kind = pilot.loop.stack.top.scene.next_kind
    assert kind in {k for played in pilot.session.scored for k in played.deal.clip.kinds}
    pilot.click("practise")
    assert pilot.session.length == 5
    assert pilot.play.level.kinds == (kind,)
    assert pilot.app.context.guide.kinds[kind].name.get("en") in pilot.words()


def test_after_real_clips_alone_nobody_is_praised_for_traces(pilot):
    pilot.start(rounds=1)
    while True:
        manipulated = pilot.clip.manipulated
        pilot.finish()
        if not manipulated:
            break
        assert not pilot.reads(pilot.t("summary.only_real"))
        pilot.click("again")
    assert pilot.reads(pilot.t("summary.only_real"))
    assert not pilot.reads(pilot.t("summary.well_seen"))


def test_looking_back_shows_each_clip_with_its_truth_and_its_answer(pilot):
    pilot.start(rounds=2)
    pilot.finish()
    pilot.click("look-back")
    words = pilot.words()
    assert (
        sum(w == pilot.t("verdict.real") for w in words)
        + sum(w == pilot.t("verdict.manipulated") for w in words)
        == 2
    )
    pilot.press("escape")
    assert pilot.scene == "summary"


def test_the_same_seed_deals_the_same_clips(make_pilot):
    def dealt(seed):
        pilot = make_pilot(seed=seed)
        pilot.start(rounds=4)
        clips = []
        while pilot.session.phase is not Phase.DONE:
            clips.append((pilot.clip.id, pilot.play.round.deal.choices))
            pilot.judge(2)
            pilot.click("next")
        return clips

    assert dealt(5) == dealt(5)
    assert dealt(5) != dealt(6)


def test_before_a_practice_the_game_says_that_new_clips_are_few(pilot):
    pilot.start(rounds=60)
    assert pilot.app.toasts.log[-1].text == pilot.t("session.too_few")


def test_with_new_clips_enough_nothing_is_said_of_them(pilot):
    pilot.start(rounds=2)
    assert pilot.t("session.too_few") not in [toast.text for toast in pilot.app.toasts.log]
