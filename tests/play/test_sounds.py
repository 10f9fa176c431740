"""Clips that are sound only: listened to, marked by time, judged, and shown with their truth."""

import pytest
from small_pack import INTERVAL, pack_record, usual, voices, write_pack

from game.media.clip import PlayerState
from game.play.dealer import PracticeDealer, deal
from game.quiz.history import History
from game.quiz.scheduler import narrowed
from game.quiz.session import Session
from game.ui.widgets.spectrogram import SoundStage

PEOPLE = {"basis": "recorded-volunteers", "manipulation": "agreed", "evidence": "Signed forms."}


@pytest.fixture(scope="session")
def voice_pack(tmp_path_factory):
    """Four voices and an edit of each."""
    folder = tmp_path_factory.mktemp("voices") / "voices"
    return write_pack(folder, voices(), pack_record("voices", consent=PEOPLE))


@pytest.fixture
def listening(make_pilot, voice_pack):
    """A pilot with a voice to be listened to."""
    pilot = make_pilot(packs=(voice_pack,), sound=True)
    pilot.begin(rounds=6)
    pilot.app.settle()
    pilot.step()
    return pilot


@pytest.fixture
def spotting(listening):
    """A pilot who is to mark a moment of an altered voice."""
    listening.to_clip(manipulated=True)
    listening.judge(6)
    return listening


def stage(pilot):
    found = pilot.find("stage")
    assert isinstance(found, SoundStage)
    return found


def at(pilot, seconds):
    """The canvas point of a moment on the drawing."""
    box = stage(pilot).spectrum_box
    return stage(pilot).x_of(seconds), box.cy


def test_a_sound_is_drawn_and_played(listening):
    player = listening.play.player
    assert stage(listening).spectrum is not None
    assert player.state is PlayerState.PLAYING
    listening.let(0.5)
    assert player.time > 0.3
    assert listening.reads("8 kHz")
    assert listening.reads("seconds")
    assert listening.reads("Listen closely")


def test_its_words_are_shown_after_the_judgement_only(listening):
    words = "A sentence that is spoken."
    assert not listening.reads(words)
    listening.to_judge()
    assert not listening.reads(words)
    listening.click("step-2")
    listening.click("confirm")
    assert listening.reads(words)


def test_a_touch_on_the_drawing_goes_there(listening):
    player = listening.play.player
    listening.press("space")
    listening.click_at(*at(listening, 1.5), expect="stage")
    listening.app.settle()
    assert player.time == pytest.approx(1.5, abs=0.05)
    assert player.state is PlayerState.PAUSED
    listening.touch_at(*at(listening, 0.4))
    listening.app.settle()
    assert player.time == pytest.approx(0.4, abs=0.05)


def test_what_plays_goes_on_playing_from_the_touched_moment(listening):
    listening.click_at(*at(listening, 1.0), expect="stage")
    listening.app.settle()
    assert listening.play.player.state is PlayerState.PLAYING


def test_keys_go_along_the_sound_and_repeat_it(listening):
    player = listening.play.player
    listening.press("space")
    listening.click_at(*at(listening, 1.0), expect="stage")
    listening.press(",")
    listening.app.settle()
    assert player.time == pytest.approx(0.9, abs=0.02)
    listening.press("l")
    assert player.loop
    listening.click("speed-4")
    assert player.speed == 0.25


def test_a_tap_marks_the_moment_and_the_trace_is_found(spotting):
    spotting.click_at(*at(spotting, 1.0), expect="stage")
    (mark,) = spotting.play.round.marks
    assert mark.timed
    assert mark.t == pytest.approx(1.0, abs=0.02)
    assert spotting.reads("You")
    spotting.click(f"kind-{spotting.clip.kinds[0]}")
    spotting.click("show")
    answer = spotting.play.round.answer
    assert answer.hit == 0
    assert answer.kind_right
    assert spotting.reads("You marked the right moment and named it.")


def test_a_moment_outside_the_interval_is_no_hit(spotting):
    spotting.touch_at(*at(spotting, INTERVAL[1] + 0.3))
    spotting.click("show")
    assert spotting.play.round.answer.hit is None


def test_the_moment_is_marked_by_keys_alone(spotting):
    spotting.scrub(0.2)
    while spotting.focus != "stage":
        spotting.press("tab")
    spotting.press("return")
    spotting.press("right", shift=True)
    spotting.press("right")
    (mark,) = spotting.play.round.marks
    assert mark.t == pytest.approx(0.2 + 0.5 + 0.05, abs=0.04)


def test_the_kinds_offered_are_those_of_a_voice(listening):
    guide = listening.app.context.guide
    pool = listening.app.context.library.pool
    for candidate in (*pool("real", u=0.0), *pool("manipulated", u=0.0)):
        offered = deal(listening.app.context, candidate, "").choices
        assert set(offered) == {kind.id for kind in guide.kinds.values() if kind.heard_alone}
        assert "lip-sync-mismatch" not in offered


def test_the_truth_is_hatched_and_named_on_the_drawing(spotting):
    name = spotting.app.context.guide.kinds[spotting.clip.kinds[0]].name.get("en")
    spotting.click("cant-tell")
    (span,) = stage(spotting).spans
    assert (span.start, span.end) == tuple(INTERVAL)
    assert span.words == name


def dealt(pilot, level=None, n=40):
    """The clips dealt one by one, each as the first one of a session."""
    context = pilot.app.context
    dealer = PracticeDealer(context, level or context.levels[0].model_copy(update={"kinds": ()}))
    found = [dealer.choose(Session("s", 1), History()) for _ in range(n)]
    return [d.clip for d in found if d]


def test_without_sound_no_sound_is_dealt(make_pilot, voice_pack, small_pack):
    pilot = make_pilot(packs=(voice_pack, small_pack), sound=True)
    assert any(clip.sound_only for clip in dealt(pilot))
    pilot.app.context.sound.set_mute(True)
    silent = dealt(pilot)
    assert silent
    assert not any(clip.sound_only for clip in silent)


def test_a_first_glance_is_of_films(make_pilot, voice_pack, small_pack):
    pilot = make_pilot(packs=(voice_pack, small_pack), sound=True)
    level = pilot.app.context.levels[0].model_copy(update={"kinds": (), "glance": 2.0})
    assert not any(clip.sound_only for clip in dealt(pilot, level))


def test_a_practice_of_what_is_seen_deals_no_real_sound(make_pilot, tmp_path, voice_pack):
    films = write_pack(tmp_path / "films", usual(), pack_record("films", consent=PEOPLE))
    pilot = make_pilot(packs=(voice_pack, films), sound=True)
    level = pilot.app.context.levels[0].model_copy(update={"kinds": ("blending-boundary", "mouth-interior")})
    clips = dealt(pilot, level)
    assert {clip.manipulated for clip in clips} == {True, False}
    assert not any(clip.sound_only for clip in clips), "a sound among films would tell that it is real"


def test_a_sound_says_nothing_about_its_label(make_pilot, tmp_path, voice_pack):
    films = write_pack(tmp_path / "films", usual(), pack_record("films", consent=PEOPLE))
    pilot = make_pilot(packs=(voice_pack, films), sound=True)
    clips = dealt(pilot, n=400)
    share = {
        label: sum(c.sound_only for c in clips if c.label == label) / sum(c.label == label for c in clips)
        for label in ("real", "manipulated")
    }
    assert share["real"] == pytest.approx(share["manipulated"], abs=0.12)


def test_a_check_is_of_films(make_pilot, voice_pack, small_pack):
    pilot = make_pilot(packs=(voice_pack, small_pack), sound=True)
    checks = pilot.app.checks
    slots = [slot for form in checks.playable(checks.usual).values() for slot in form.slots]
    assert slots
    assert {slot.candidate.media for slot in slots} == {"video"}


def test_the_original_is_heard_and_drawn_without_the_truth(spotting):
    spotting.click("cant-tell")
    changed = stage(spotting).spectrum
    spotting.click("hear-original")
    reveal = spotting.loop.stack.top.scene
    assert reveal.original.state is PlayerState.PLAYING
    assert stage(spotting).spans == ()
    assert (stage(spotting).spectrum.levels != changed.levels).any()
    spotting.click("hear-clip")
    assert spotting.play.player.state is PlayerState.PLAYING
    assert len(stage(spotting).spans) == 1


def test_a_whole_session_of_voices_comes_to_its_summary(listening):
    listening.finish()
    assert listening.scene == "summary"
    listening.click("look-back")
    listening.step()


@pytest.mark.parametrize(("chapter", "has_sounds"), [("voice-and-lips", True), ("data-collection", False)])
def test_the_chapter_of_voices_deals_sounds_and_one_of_faces_none(
    make_pilot, tmp_path, voice_pack, chapter, has_sounds
):
    films = write_pack(tmp_path / "films", usual(), pack_record("films", consent=PEOPLE))
    pilot = make_pilot(packs=(voice_pack, films), sound=True)
    level = narrowed(pilot.app.journey.campaign.chapters[chapter].practice, pilot.app.context.guide)
    assert any(clip.sound_only for clip in dealt(pilot, level)) is has_sounds
