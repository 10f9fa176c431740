"""First glance: shown once, for a moment, judged without the clip; the whole before any detail."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz.make import artefact, clip

from game.play.first_glance import glance_span
from game.quiz.phase import Phase


@pytest.fixture
def glance(pilot):
    level = pilot.app.context.levels[0].model_copy(update={"glance": 1.0, "rounds": 2})
    pilot.app.play(level)
    pilot.step()
    pilot.watch()
    return pilot


def look(pilot):
    pilot.watch()
    pilot.click("ready")
    pilot.wait_until(lambda: pilot.session.phase is Phase.JUDGE, "the glance to be over")
    pilot.step()


def judge(pilot, step):
    look(pilot)
    pilot.click(f"step-{step}")
    pilot.click("confirm")
    pilot.step(3)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.5, 12),
    st.floats(0.5, 4),
    st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1)).filter(lambda p: p[1] - p[0] > 1e-6),
    st.text("abc", min_size=1, max_size=6),
)
def test_the_span_lies_in_the_clip_and_shows_half_of_the_tell_tale(whole, seconds, part, name):
    parts = () if part is None else (artefact(interval=(part[0] * whole, part[1] * whole)),)
    shown = clip(name, *parts).model_copy(update={"seconds": whole})
    start, end = glance_span(shown, seconds)
    assert -1e-9 <= start <= end <= whole + 1e-9
    assert end - start == pytest.approx(min(seconds, whole))
    if part is not None:
        first, last = part[0] * whole, part[1] * whole
        assert min(end, last) - max(start, first) >= min(end - start, last - first) / 2 - 1e-6


def test_an_original_and_an_edit_of_all_of_it_show_the_same_seconds():
    edit = clip("edit", artefact(interval=(0.0, 3.0)), original="take")
    assert glance_span(edit, 2.0) == glance_span(clip("take"), 2.0)


def test_nothing_is_shown_before_the_player_looks(glance):
    assert glance.scene == "glance"
    assert glance.loop.stack.top.scene.picture() is None
    glance.let(2.0)
    assert glance.session.phase is Phase.WATCH
    assert glance.play.player.time == pytest.approx(glance.play.player.index / 25, abs=0.05)


def test_the_clip_shows_once_and_the_scale_comes_by_itself(glance):
    before = glance.app.timeline.now()
    look(glance)
    assert glance.app.timeline.now() - before == pytest.approx(1.0, abs=0.3)
    top = glance.loop.stack.top
    assert glance.scene == "judge"
    assert top.scene.picture() is None
    for name in ("again", "play"):
        assert top.find(name) is None
    glance.press("r")
    glance.press("space")
    assert glance.session.phase is Phase.JUDGE
    assert top.scene.caption() == ""


def test_after_the_judgement_the_whole_comes_before_any_detail(glance):
    judge(glance, 6)
    assert glance.scene == "glance-reveal"
    assert glance.session.phase is Phase.REVEAL
    assert glance.loop.stack.top.find("tab-what") is None
    glance.click("details")
    assert glance.scene == "reveal"
    glance.click("next")
    judge(glance, 1)
    glance.click("next")
    assert glance.scene == "summary"


def test_an_edit_is_shown_beside_its_original_and_a_real_clip_alone(pilot):
    level = pilot.app.context.levels[0].model_copy(update={"glance": 1.0, "rounds": 12})
    pilot.app.play(level)
    pilot.step()
    seen: dict[Any, Any] = {}
    while len(seen) < 2:
        judge(pilot, 4)
        manipulated = pilot.clip.manipulated
        seen[manipulated] = pilot.loop.stack.top.find("stage-original") is not None
        key = "glance.whole_manipulated" if manipulated else "glance.whole_real"
        assert any(pilot.t(key)[:20] in text for text in pilot.words())
        pilot.click("next")
    assert seen == {True: True, False: False}


@pytest.mark.moving
def test_both_clips_pause_and_play_together(pilot):
    level = pilot.app.context.levels[0].model_copy(update={"glance": 1.0, "rounds": 2, "share": 1.0})
    pilot.app.play(level)
    pilot.step()
    judge(pilot, 6)
    scene = pilot.loop.stack.top.scene
    pilot.click("stage-original")
    states = {scene.play.player.state, scene.original.state}
    assert len(states) == 1
    pilot.click("stage")
    assert {scene.play.player.state, scene.original.state}.isdisjoint(states)


def test_the_record_says_that_it_was_a_first_glance(glance):
    judge(glance, 6)
    (answer,) = glance.app.context.store.answers(glance.session.id)
    assert (answer.glance, answer.order, answer.asked) == (1.0, "adaptive", False)
    assert glance.app.context.history.recent[-1].asked is False


def test_the_summary_leads_on_to_looking_closely(glance):
    judge(glance, 6)
    glance.click("next")
    judge(glance, 1)
    glance.click("next")
    assert glance.reads(glance.t("glance.closely_start"))
    glance.click("practise")
    assert glance.scene == "watch"
    assert glance.play.level.glance is None
