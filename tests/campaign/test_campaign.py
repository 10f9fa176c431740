"""The campaign: from the first card to the last, left and gone on with, by click and by key."""

from functools import cache
from random import Random

import pygame
import pytest
from small_pack import HEARD

from game import resources
from game.campaign.controller import PICTURES, CampaignController, ChapterRun
from game.campaign.drawings.catalogue import GAME
from game.campaign.model import BeforeShare, Campaign, Motives
from game.campaign.progress import outlines_of, steps_of
from game.campaign.progress_store import ProgressStore
from game.campaign.reader import read_campaign
from game.errors import StoreError
from game.home.doors import PLAY_SCENES
from game.media.clip import PlayerState
from tools.robots.campaign import act, walk
from tools.robots.robot import Oracle

NOW = "2026-03-01T10:00:00.000+00:00"


@cache
def short():
    """The campaign with practices of two clips and no check, so that it can be played in a second."""
    whole = read_campaign(resources.read_guide())
    chapters = [
        c.model_copy(update={"practice": c.practice and c.practice.model_copy(update={"rounds": 2})})
        for c in whole.chapters.values()
    ]
    motives = Motives(motives=tuple(whole.motives.values()), cases=tuple(whole.cases.values()))
    return Campaign(chapters, motives, BeforeShare(**dict(whole.before_share)))


def on_journey(pilot, *, store=None, check=None):
    """Give the game the short campaign."""
    app = pilot.app
    app._journey = CampaignController(
        app.context,
        short,
        outlines_of(short()),
        store or ProgressStore.open(app.options.data_dir, NOW).store,
        PLAY_SCENES,
        folder=app.options.data_dir / "lists",
        check=check,
    )
    return app._journey


def at_the_chapters(pilot, **how):
    """Bring a pilot with the short campaign to the menu."""
    on_journey(pilot, **how)
    pilot.app.show_menu()
    pilot.step()
    return pilot


@pytest.fixture
def traveller(make_pilot):
    """A pilot at the chapters, with motion reduced."""
    pilot = make_pilot()
    app = pilot.app
    app.apply(app.context.settings.changed(reduced_motion=True))
    return at_the_chapters(pilot)


def page(pilot, chapter, part, index=0):
    """Open one page of a chapter."""
    run = ChapterRun(pilot.app.journey, short().chapters[chapter])
    run.at = next(i for i, s in enumerate(run.steps) if s.part == part and s.index == index)
    run.show(on_top=True)
    pilot.step()
    return run


# -- from beginning to end ---------------------------------------------------------------------------------


def test_the_whole_campaign_can_be_walked_through(traveller):
    walk(traveller, Oracle())
    assert {state.state for state in traveller.app.journey.states()} == {"finished"}
    assert traveller.scene == "menu"


@pytest.mark.parametrize("seed", range(2))
def test_a_campaign_stopped_anywhere_goes_on_where_it_was(make_pilot, tmp_path, seed):
    random, folder = Random(seed), tmp_path / "data"
    done: frozenset[str] = frozenset()
    for _ in range(60):
        pilot = make_pilot(folder=folder)
        journey = on_journey(pilot)
        assert journey.progress.done >= done
        pilot.app.show_menu()
        pilot.step()
        with pilot.loop.hurried():
            if not all(act(pilot, Oracle()) for _ in range(random.randint(1, 40))):
                return
        done = journey.progress.done
        journey.store.close()
    pytest.fail("the campaign was never finished")


@pytest.mark.parametrize("started_again", [False, True])
def test_a_guided_example_is_not_dealt_in_the_practice_after_it(
    traveller, make_pilot, tmp_path, started_again
):
    page(traveller, "face-swap", "example")
    shown = traveller.loop.stack.top.scene.lesson_clip.keys
    if started_again:
        traveller.app.journey.store.close()
        traveller = at_the_chapters(make_pilot(folder=tmp_path / "data-0"))
    page(traveller, "face-swap", "practice")
    traveller.click("start")
    assert traveller.play.history.taught == set(shown)
    assert traveller.clip.id not in {clip for _, clip in shown}


def test_a_practice_left_in_the_middle_keeps_its_answers(traveller):
    run = page(traveller, "face-swap", "practice")
    traveller.click("start")
    traveller.judge(2)
    traveller.press("escape")
    traveller.click("leave")
    assert traveller.scene == "practice-gate"
    assert run.controller.progress.rounds_left(run.chapter) == 1
    assert traveller.reads(traveller.t("gate.go_on"))
    traveller.click("start")
    assert traveller.session.length == 1


def test_after_the_practice_comes_the_chapter_card_with_what_was_found(traveller):
    page(traveller, "face-swap", "practice")
    traveller.click("start")
    while traveller.scene != "chapter-card":
        act(traveller, Oracle())
    assert traveller.reads(traveller.t("chapter.mastery"))
    traveller.click("next")
    assert traveller.scene == "lesson"
    assert traveller.reads("Post-processing")


def test_a_check_is_played_where_one_can_be_and_the_chapter_goes_on(make_pilot):
    asked = []
    pilot = at_the_chapters(make_pilot(), check=lambda when, done: (asked.append(when), done()))
    page(pilot, "what-is-it", "check")
    pilot.click("start")
    assert asked == ["before"]
    assert pilot.scene == "chapter-card"


def test_a_check_says_how_long_it_is_and_can_be_skipped(make_pilot):
    asked = []
    pilot = at_the_chapters(make_pilot(), check=lambda when, done: (asked.append(when), done()))
    pilot.app.journey.check_clips = lambda: 10
    run = page(pilot, "what-is-it", "check")
    assert pilot.reads(pilot.t("gate.check_length", n=10, minutes=4))
    pilot.click("skip")
    assert not asked
    assert pilot.scene == "chapter-card"
    assert run.controller.states()[0].state != "not-started"


# -- a lesson ----------------------------------------------------------------------------------------------


def test_arrow_keys_turn_the_pages(traveller):
    traveller.click("chapter-what-is-it")
    first = traveller.words()
    traveller.press("right")
    assert traveller.words() != first
    traveller.press("left")
    assert traveller.words() == first
    traveller.press("left")
    assert traveller.scene == "menu"


def test_with_reduced_motion_each_step_is_asked_for(traveller):
    traveller.click("chapter-what-is-it")
    scene = traveller.loop.stack.top.scene
    assert scene.next_due(0.0) is None
    seen = {len(traveller.words())}
    assert traveller.reads(traveller.t("lesson.step"))
    for _ in range(scene.beats - 1):
        traveller.click("step")
        seen.add(len(traveller.words()))
    assert len(seen) == scene.beats
    assert traveller.reads(traveller.t("lesson.again"))


def test_with_motion_the_drawing_grows_by_itself_and_comes_to_rest(traveller):
    app = traveller.app
    app.apply(app.context.settings.changed(reduced_motion=False))
    traveller.click("chapter-what-is-it")
    scene = traveller.loop.stack.top.scene
    early = scene.beat()
    traveller.let(5.0)
    assert early < scene.beat() == scene.beats
    assert scene.next_due(app.timeline.now()) is None


def test_the_words_of_a_card_are_one_tap_away(traveller):
    traveller.click("chapter-what-is-it")
    traveller.click("terms")
    assert traveller.reads("deep learning")
    traveller.press("escape")
    assert traveller.scene == "lesson"


def test_the_little_game_is_played_with_the_pictures(traveller):
    chapter = short().chapters["model-training"]
    index = next(i for i, card in enumerate(chapter.lesson) if card.diagram == GAME)
    page(traveller, "model-training", "card", index)
    scene = traveller.loop.stack.top.scene
    assert not traveller.find("step").enabled
    traveller.press(str(scene.game.made + 1))
    assert scene.game.found
    assert traveller.reads(traveller.t("diagram.gan.found_blocks"))
    traveller.click("step")
    traveller.click(f"picture-{1 - scene.game.made}")
    assert traveller.reads(traveller.t("diagram.gan.missed"))


# -- examples and the ladder -------------------------------------------------------------------------------


@pytest.mark.moving
def test_an_example_tells_the_truth_first_and_shows_the_original(traveller):
    page(traveller, "face-swap", "example")
    scene = traveller.loop.stack.top.scene
    assert traveller.reads("Altered")
    assert scene.lesson_clip.clip.kinds == ("blending-boundary",)
    edited = pygame.image.tobytes(scene.picture().whole, "RGB")
    traveller.click("original")
    traveller.step()
    assert pygame.image.tobytes(scene.picture().whole, "RGB") != edited


def test_an_example_to_be_heard_plays_clip_and_original_by_turns(make_pilot):
    traveller = at_the_chapters(make_pilot(sound=True))
    chapter = short().chapters["voice-and-lips"]
    index = next(i for i, example in enumerate(chapter.examples) if example.kind == HEARD)
    page(traveller, "voice-and-lips", "example", index)
    traveller.let(0.2)
    scene = traveller.loop.stack.top.scene
    assert scene.lesson_clip.clip.kinds == (HEARD,)
    assert traveller.find("original").text == traveller.t("reveal.hear_original")
    states = []
    for key in ("original", "original", "play", "original", "slow"):
        traveller.click(key)
        traveller.let(0.12)
        states.append(tuple(p.state is PlayerState.PLAYING for p in (scene.player, scene.original)))
    assert states == [(False, True), (True, False), (False, False), (False, True), (True, False)]
    assert not scene.original_on


def test_a_real_example_is_of_a_real_clip(traveller):
    page(traveller, "what-is-it", "example")
    scene = traveller.loop.stack.top.scene
    assert not scene.lesson_clip.clip.manipulated
    assert traveller.reads("Untouched")
    assert traveller.reads("This is a computer-made actor; nobody was filmed.")


def test_without_a_clip_of_the_kind_another_one_is_shown_and_said_so(traveller):
    page(traveller, "face-swap", "example", 1)
    assert traveller.loop.stack.top.scene.lesson_clip.asked
    traveller.press("escape")
    page(traveller, "voice-and-lips", "example")
    assert not traveller.loop.stack.top.scene.lesson_clip.asked
    assert traveller.reads("No installed clip shows")


def test_without_any_pack_the_chapter_still_goes_on(make_pilot):
    pilot = at_the_chapters(make_pilot(packs=()))
    page(pilot, "post-processing", "example")
    assert pilot.reads(pilot.t("example.none"))
    pilot.click("next")
    pilot.click("next")
    assert pilot.scene == "practice-gate"
    page(pilot, "post-processing", "ladder")
    assert pilot.reads(pilot.t("example.none"))


@pytest.mark.moving
def test_the_ladder_shows_less_on_each_rung_and_keeps_what_was_said(traveller):
    from game.campaign.reshare import _image
    from game.media.reshare import detail

    page(traveller, "post-processing", "ladder")
    scene = traveller.loop.stack.top.scene
    traveller.wait_until(lambda: scene.picture() is not None, "the frame")
    kind = scene.kinds()[0]
    traveller.click(f"kind-{kind}")
    found = []
    for _ in scene.ladder.rungs:
        found.append(detail(_image(scene.picture())))
        traveller.click("next")
    assert found == sorted(found, reverse=True)
    assert scene.over
    assert scene.seen == [{kind}, set(), set(), set()]
    assert traveller.reads("not yet a real one")


# -- cases, the list, players ------------------------------------------------------------------------------


def test_a_case_asks_four_questions_and_tells_what_fits(traveller):
    page(traveller, "why", "case")
    scene = traveller.loop.stack.top.scene
    assert not traveller.find("next").enabled
    for question in scene.questions():
        traveller.click(f"answer-{question.answers[0].id}")
        traveller.click("next")
        assert question.id in scene.told
        traveller.click("next")
    assert scene.over
    assert traveller.reads(scene.case.lesson.get("en").split(".")[0])


def test_a_told_question_cannot_be_changed(traveller):
    page(traveller, "why", "case")
    scene = traveller.loop.stack.top.scene
    first, second = scene.questions()[0].answers[:2]
    traveller.click(f"answer-{first.id}")
    traveller.click("next")
    before = dict(scene.chosen)
    scene.choose(scene.questions()[0], second.id)
    assert scene.chosen == before


def test_open_uses_are_not_called_deceit(traveller):
    cases = short().cases_of("why")
    index = next(i for i, case in enumerate(cases) if case.motive == "entertainment")
    page(traveller, "why", "case", index)
    scene = traveller.loop.stack.top.scene
    scene.at = 4
    traveller.step()
    assert traveller.reads(traveller.t("case.open"))


def test_the_list_is_kept_and_saved_as_picture_and_page(traveller):
    page(traveller, "why", "before-share")
    traveller.click("check-ask")
    kept = traveller.app.journey.progress.kept
    assert "ask" not in kept
    assert len(kept) == 4
    traveller.click("picture")
    traveller.click("page")
    folder = traveller.app.journey.folder
    picture = pygame.image.load(str(folder / "chinmi-en.png"))
    assert picture.get_size() == (1240, 1754)
    html = (folder / "chinmi-en.html").read_text("utf-8")
    titles = {c.id: c.title.get("en") for c in short().before_share.checks}
    assert all((titles[id_] in html) == (id_ in kept) for id_ in titles)
    assert all(place.title.get("en") in html for place in short().before_share.reports)
    assert "http" not in html


def test_a_list_that_cannot_be_saved_is_told(traveller):
    journey = traveller.app.journey
    journey.folder = journey.folder.parent / "blocked"
    journey.folder.write_text("a file, not a folder")
    page(traveller, "why", "before-share")
    traveller.click("page")
    assert any("could not be saved" in note.text for note in traveller.app.toasts.log)


def test_players_are_pictures_and_each_has_their_own_progress(traveller):
    traveller.click("chapter-what-is-it")
    traveller.press("right")
    traveller.press("escape")
    journey = traveller.app.journey
    assert journey.states()[0].state == "continue"
    traveller.click("who")
    traveller.click(f"picture-{PICTURES[3]}")
    assert journey.picture == PICTURES[3]
    assert journey.states()[0].state == "not-started"
    traveller.click("who")
    traveller.click(f"picture-{PICTURES[0]}")
    assert journey.states()[0].state == "continue"


def test_a_picture_can_start_anew_after_a_question(traveller):
    traveller.click("chapter-what-is-it")
    traveller.press("right")
    traveller.press("escape")
    traveller.click("who")
    traveller.click("anew")
    traveller.click("forget")
    assert traveller.app.journey.states()[0].state == "not-started"


class Broken(ProgressStore):
    """A store whose disk is gone."""

    def _write(self, *changes):
        raise StoreError(f"no disk for {len(changes)} changes")


def test_a_store_that_cannot_be_written_is_told_once_and_the_lesson_goes_on(make_pilot):
    pilot = at_the_chapters(make_pilot(), store=Broken.in_memory())
    pilot.click("chapter-what-is-it")
    for _ in range(3):
        pilot.press("right")
    told = [note.text for note in pilot.app.toasts.log if "Progress cannot be saved" in note.text]
    assert len(told) == 1
    assert pilot.app.journey.progress.next_step(short().chapters["what-is-it"]) == 3


def test_every_step_of_every_chapter_has_a_scene(traveller):
    for chapter in short().chapters.values():
        run = ChapterRun(traveller.app.journey, chapter)
        for at, _ in enumerate(steps_of(chapter, checks=False)):
            run.at = at
            assert run.scene().name
