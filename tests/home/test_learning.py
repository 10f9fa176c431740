"""Free practice and what was learnt: choices become a level, answers become bands and a next step."""

from random import Random

import pytest
from small_pack import KINDS, WORDS

from game.home.free_practice import MINUTE_ROUNDS, FreePracticeScene
from game.home.profile import ProfileScene
from game.quiz.mastery import Estimate
from game.quiz.phase import Phase
from tools.robots.robot import Habit, Human, play_round


@pytest.fixture
def free(pilot):
    pilot.app.stack.push(FreePracticeScene(pilot.app.context, pilot.app.play))
    pilot.step()
    return pilot


def scene(pilot):
    return pilot.loop.stack.top.scene


def play_all(pilot, player):
    play = pilot.play
    while play.session.phase is not Phase.DONE:
        play_round(pilot, play, player)
    return play


def test_without_a_choice_everything_is_practised(free):
    level = scene(free).level()
    assert (level.kinds, level.stages, level.packs, level.glance) == ((), (), (), None)
    assert (level.difficulty, level.order) == ((0, 1), "adaptive")
    assert (scene(free).manipulated, scene(free).real) == (6, 6)


def test_choices_become_a_level_and_the_level_is_played(free):
    free.click("stage-post-processing")
    free.click("kind-colour-mismatch")
    free.click("order-hard-first")
    free.click("way-glance")
    free.click("pack-small")
    level = scene(free).level()
    assert level.kinds == ("colour-mismatch",)
    assert (level.order, level.glance, level.packs) == ("hard-first", 2.0, ("small",))
    assert scene(free).manipulated == 1
    free.click("start")
    assert free.play.session.conditions.order == "hard-first"
    assert free.play.level.title.get("en") == free.app.context.guide.kinds["colour-mismatch"].name.get("en")
    assert free.scene == "glance"


def test_a_stage_stands_for_its_kinds_until_some_are_chosen(free):
    free.click("stage-face-swap")
    assert scene(free).level().stages == ("face-swap",)
    free.click("kind-double-eyebrows")
    free.click("kind-blending-boundary")
    assert scene(free).level().kinds == ("blending-boundary", "double-eyebrows")
    free.click("kind-double-eyebrows")
    assert scene(free).level().kinds == ("blending-boundary",)
    free.click("kind-all")
    assert scene(free).level().stages == ("face-swap",)
    free.click("stage-all")
    assert scene(free).level().kinds == scene(free).level().stages == ()


def test_an_empty_choice_cannot_be_started_and_says_so(free):
    free.click("band-hard")
    free.click("stage-face-swap")
    free.click("kind-jitter")
    assert scene(free).manipulated == 0
    assert not free.find("start").enabled
    assert not free.find("minute").enabled
    assert free.reads(free.t("free.none"))
    free.click("kind-jitter")
    free.click("band-all")
    assert free.find("start").enabled


def test_a_minute_a_day_is_three_clips(free):
    free.click("minute")
    assert free.session.length == MINUTE_ROUNDS
    assert free.play.level.id == "minute"


def test_switching_the_chosen_pack_off_takes_the_choice_back(free):
    free.click("pack-small")
    library = free.app.context.library
    library.set_enabled("small", enabled=False)
    scene(free).resume()
    assert scene(free).pack is None
    assert scene(free).manipulated == 0


@pytest.fixture
def profile(pilot):
    def show():
        pilot.app.stack.push(ProfileScene(pilot.app.context, pilot.app.checks, pilot.app.play))
        pilot.step()
        return scene(pilot)

    return show


def test_at_first_nothing_is_claimed(pilot, profile):
    shown = profile()
    assert shown.found == {}
    assert pilot.reads(pilot.t("summary.not_enough"))
    pilot.click("page-change")
    assert pilot.reads(pilot.t("profile.no_check"))
    pilot.click("page-kinds")
    assert pilot.reads(pilot.t("mastery.unseen"))


def test_what_was_missed_is_practised_next_with_one_tap(pilot, profile):
    pilot.start(rounds=10)
    play = play_all(pilot, Habit(1))
    missed = {kind for r in play.session.scored for kind in r.deal.clip.kinds}
    pilot.app.show_menu()
    shown = profile()
    assert shown.next_kind in missed
    assert all(shown.found[kind].found == 0 for kind in missed)
    pilot.click("practise")
    assert pilot.play.level.kinds == (shown.next_kind,)


def test_only_kinds_that_the_packs_can_show_are_suggested(profile):
    assert profile().next_kind in KINDS


def test_when_all_is_found_a_mixed_practice_is_offered(pilot, profile):
    shown = profile()
    shown.found = dict.fromkeys(pilot.app.context.guide.kinds, Estimate(8, 8))
    shown.next_kind = None
    pilot.step()
    pilot.click("practise")
    assert pilot.play.level.kinds == ()


def test_a_check_can_be_taken_here_and_shows_here(pilot, profile):
    shown = profile()
    pilot.click("check")
    play_all(pilot, Human(0.9, Random(2)))
    pilot.click("next")
    assert (pilot.scene, shown.page, shown.taken) == ("profile", "change", 1)
    assert pilot.reads(pilot.t("gain.none"))


def test_a_check_that_was_left_is_offered_to_go_on_with(pilot, profile):
    profile()
    pilot.click("check")
    play_round(pilot, pilot.play, Habit(6))
    pilot.press("escape")
    pilot.click("leave")
    assert pilot.scene == "profile"
    assert pilot.reads(pilot.t("profile.check_go_on"))
    pilot.click("check")
    assert pilot.session.number == 2


@pytest.mark.parametrize("text_size", [1.0, 1.3])
@pytest.mark.parametrize("language", list(WORDS))
def test_all_pages_fit_in_three_languages(make_pilot, language, text_size):
    pilot = make_pilot(lang=language)
    pilot.app.apply(pilot.app.context.settings.changed(text_size=text_size))
    pilot.app.toasts.dismiss()
    pilot.app.show_menu()
    pilot.app.stack.push(ProfileScene(pilot.app.context, pilot.app.checks, pilot.app.play))
    complaints = []
    for page in ("seeing", "kinds", "change"):
        pilot.click(f"page-{page}")
        complaints += pilot.picture()[1].complaints()
    pilot.press("escape")
    pilot.app.stack.push(FreePracticeScene(pilot.app.context, pilot.app.play))
    for stage in ("all", *pilot.app.context.guide.stages):
        pilot.click(f"stage-{stage}")
        complaints += pilot.picture()[1].complaints()
    assert complaints == []
