"""A sound in a class: the room's loudspeaker plays it, phones show its drawing and mark a moment."""

import io
import json
from random import Random
from typing import Any

import numpy as np
import pytest
from PIL import Image
from small_pack import INTERVAL, SECONDS, pack_record, usual, voice, voice_edit, voices, write_pack

from game.content import yaml_source
from game.content.models import Clip
from game.i18n import Catalogue
from game.media.clip import PlayerState
from game.quiz.pointing import on_outline
from game.resources import assets, read_guide
from game.resources import levels as level_folder
from game.ui.widgets.spectrogram import SoundStage
from game.workshop.class_result import class_result
from game.workshop.dealing import deal
from game.workshop.deck import AvailableClip
from game.workshop.plan import Plan
from game.workshop.server.views import public
from game.workshop.wall.still_frames import SOUND_SIZE, jpeg_of_sound
from game.workshop.wall.truth import explained
from workshop.test_wall import Wall

FILE = {"path": "media/a.m4a", "hash": "sha256:" + "0" * 64, "bytes": 10}
STEPS: list[dict[str, Any]] = [
    {"do": "clip", "minutes": 2, "media": "audio", "label": "manipulated", "prompt": {"en": "When?"}},
    {"do": "clip", "minutes": 2, "label": "any", "prompt": {"en": "Where?"}},
]
PLAN = {
    "id": "one",
    "title": {"en": "One sound"},
    "subtitle": {"en": "One sound"},
    "objectives": [{"en": "Hear it"}],
    "minutes": 5,
    "steps": STEPS,
}


def stock(records):
    return [AvailableClip("pack", Clip.model_validate({**FILE, **record})) for record in records]


@pytest.fixture(scope="module")
def guide():
    return read_guide()


def lesson_of(guide, *records: dict[str, Any]):
    return deal(Plan.model_validate(PLAN), stock(records), guide, Random(1))


def test_a_step_that_asks_for_a_sound_gets_one_and_no_other_step_does(guide):
    for _ in range(5):
        voice, film = lesson_of(guide, *voices(), *usual()).clips
        assert (voice.sound_only, film.sound_only) == (True, False)
        assert set(voice.kinds) == {kind.id for kind in guide.kinds.values() if kind.heard_alone}


def test_where_no_sound_is_installed_the_step_is_left_out(guide):
    lesson = lesson_of(guide, *usual())
    assert [clip.sound_only for clip in lesson.clips] == [False]
    assert lesson.missing == 0


def test_a_tap_on_the_drawing_is_a_moment(guide):
    voice = lesson_of(guide, *voices(), *usual()).clips[0]
    (tell,) = voice.tells
    assert voice.heard
    inside = sum(INTERVAL) / 2 / SECONDS
    for height in (0.0, 0.5, 1.0):
        assert on_outline(tell.outline, inside, height, voice.aspect)
    assert not on_outline(tell.outline, 0.05, 0.5, voice.aspect)
    assert not on_outline(tell.outline, 0.95, 0.5, voice.aspect)


@pytest.mark.parametrize("artefacts", [[{"interval": INTERVAL}], []], ids=["placed", "unplaced"])
def test_of_a_voice_without_a_kind_no_more_is_asked_than_is_known(guide, artefacts):
    """Of a real voice of such a pack not either, for phones show what is asked before the vote."""
    edits = [{**voice_edit(n), "artefacts": artefacts} for n in range(2)]
    for label in ("real", "manipulated"):
        plan = Plan.model_validate({**PLAN, "steps": [{**STEPS[0], "label": label}, STEPS[1]]})
        told = deal(plan, stock([voice(0), voice(1), *edits, *usual()]), guide, Random(1)).clips[0]
        assert (told.sound_only, told.manipulated) == (True, label == "manipulated")
        assert told.kinds == ()
        assert told.spot is bool(artefacts)
        assert told.heard


def test_the_words_for_a_voice_without_a_kind_are_those_of_a_sound(guide):
    t = Catalogue.read(assets() / "i18n").translator("en").about(virtual=False, voice=True)
    for artefacts, key in (([{"interval": INTERVAL}], "reveal.area"), ([], "reveal.unplaced")):
        edits = [{**voice_edit(n), "artefacts": artefacts} for n in range(2)]
        heading, text = explained(t, lesson_of(guide, *edits, *usual()).clips[0], guide)
        assert heading == t(f"{key}.heading")
        assert "outline" not in text
        assert t("reveal.area.check_sound") in text


def test_the_checks_of_a_class_are_of_films(guide):
    checks = {"do": "check", "block": "before", "clips": 4, "minutes": 4}
    plan = Plan.model_validate({**PLAN, "minutes": 9, "steps": [checks, *STEPS]})
    lesson = deal(plan, stock(voices(8) + usual()), guide, Random(3))
    assert not any(clip.sound_only for clip in lesson.clips if clip.block == "before")


def test_the_longest_plan_has_a_sound_when_one_is_installed(guide):
    path = level_folder() / "workshops" / "minutes-90.yaml"
    plan = yaml_source.parse(path.read_text("utf-8"), path.name, Plan)
    more = [{**record, "id": f"{record['id']}-b"} for record in usual()]
    lesson = deal(plan, stock([*voices(), *usual(), *more]), guide, Random(2))
    assert sum(clip.sound_only for clip in lesson.clips) == 1


def test_the_drawing_for_phones_is_light_where_the_sound_is_strong():
    levels = np.zeros((100, 200), np.uint8)
    levels[:, :100] = 255
    outline = ((-0.5, 0.5),) * 50 + ((0.0, 0.0),) * 50
    with Image.open(io.BytesIO(jpeg_of_sound(levels, outline))) as picture:
        assert picture.size == SOUND_SIZE
        grey = np.asarray(picture.convert("L")).astype(int)
    left, right = grey[:, : SOUND_SIZE[0] // 2 - 20], grey[:, SOUND_SIZE[0] // 2 + 20 :]
    assert left.mean() > 3 * right.mean()


@pytest.fixture
def wall(tmp_path):
    """A wall that can be heard, with a pack of voices."""
    wall = Wall(tmp_path / "data", mute=False)
    people = {"basis": "recorded-volunteers", "manipulation": "agreed", "evidence": "Signed."}
    pack = write_pack(tmp_path / "voices", voices(), pack_record("voices", consent=people))
    wall.app.context.library.register_folder(pack)
    yield wall
    wall.close()


def test_a_class_listens_marks_the_moment_and_hears_the_original(wall):
    wall.open(Plan.model_validate(PLAN))
    wall.driver.click("start")
    stage = wall.driver.find("stage")
    assert isinstance(stage, SoundStage)
    wall.driver.step()
    with Image.open(io.BytesIO(wall.teaching.host.stills[wall.room.at][0].jpeg)) as picture:
        assert picture.size == SOUND_SIZE
    shown = json.loads(public(wall.teaching.host))
    assert shown["voice"] is True
    assert "truth" not in shown
    wall.vote(6, 5, 6, tap=(sum(INTERVAL) / 2 / SECONDS, 0.4))
    wall.driver.click("close")
    wall.driver.click("next")
    result = class_result(wall.teaching.lesson, wall.room)
    assert [(clip.taps, clip.on_target) for clip in result.clips] == [(3, 3)]
    edit = wall.driver.find("stage").spectrum
    wall.driver.click("compare")
    assert wall.driver.loop.stack.top.scene.original.state is PlayerState.PLAYING
    assert (wall.driver.find("stage").spectrum.levels != edit.levels).any()


@pytest.mark.parametrize("text_size", [1.0, 1.5])
def test_all_words_fit_where_a_class_listens_in_uzbek(wall, text_size):
    chosen = wall.app.context.settings
    wall.app.apply(chosen.changed(language="uz", text_size=text_size, reduced_motion=True))
    wall.open(Plan.model_validate(PLAN))
    found = []
    for key in ("start", "close", "next"):
        wall.driver.click(key)
        wall.app.toasts.dismiss()
        _, ledger = wall.driver.picture()
        found += [f"{key}: {one}" for one in ledger.complaints()]
    assert found == []


def test_a_team_at_the_screen_points_at_a_moment(wall):
    wall.open(Plan.model_validate(PLAN), phones=False, teams=1)
    wall.driver.click("start")
    wall.driver.click("step-6")
    wall.driver.click("confirm")
    stage = wall.driver.find("stage")
    wall.driver.click_at(stage.x_of(1.0), stage.spectrum_box.cy, expect="stage")
    assert wall.driver.loop.stack.top.scene.tap[0] == pytest.approx(1.0 / SECONDS, abs=0.03)
