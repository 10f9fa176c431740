"""A tell-tale in the sound is heard: the original and the clip by turns, each drawn as a waveform."""

import pytest
from small_pack import HEARD, INTERVAL, edit, pack_record, real, write_pack

from game.media.clip import PlayerState
from game.play.compared import LEAD
from play.test_spot import hearing

__all__ = ["hearing"]


@pytest.fixture
def listening(hearing):
    """The reveal of a clip with a tell-tale in its sound."""
    hearing.click("cant-tell")
    hearing.let(0.1)
    return hearing


def scene(pilot):
    return pilot.loop.stack.top.scene


def wave(pilot, side):
    return pilot.find(f"wave-{side}")


def hear(pilot, side, monkeypatch):
    """Play one side to its end and return (where it began, where it ended, seconds of sound it was given)."""
    sound, given = pilot.app.context.sound, []
    play = sound.play
    monkeypatch.setattr(
        sound, "play", lambda samples: (given.append(len(samples) / sound.rate), play(samples))[1]
    )
    pilot.click(f"hear-{side}")
    pilot.let(0.04)
    player = scene(pilot).side(side)
    began = player.time
    assert player.state is PlayerState.PLAYING
    pilot.let(2.0)
    monkeypatch.undo()
    assert player.state is PlayerState.ENDED
    return began, player.time, max(given)


@pytest.mark.parametrize("side", ["original", "clip"])
def test_each_is_heard_from_just_before_the_tell_tale_to_just_after_it(listening, side, monkeypatch):
    began, ended, seconds = hear(listening, side, monkeypatch)
    start, end = INTERVAL
    assert began == pytest.approx(start - LEAD, abs=0.08)
    assert ended == pytest.approx(end + LEAD, abs=0.1)
    assert seconds == pytest.approx(end - start + 2 * LEAD, abs=0.1)


def test_one_stops_where_the_other_begins(listening):
    listening.press("o")
    listening.let(0.2)
    assert scene(listening).original.state is PlayerState.PLAYING
    listening.press("c")
    listening.let(0.2)
    assert scene(listening).original.state is PlayerState.PAUSED
    assert listening.play.player.state is PlayerState.PLAYING
    listening.touch("hear-clip")
    assert listening.play.player.state is PlayerState.PAUSED, "the same key stops it"
    listening.touch("hear-original")
    listening.let(0.1)
    assert scene(listening).original.state is PlayerState.PLAYING


def test_the_picture_and_the_playheads_go_with_what_is_heard(listening):
    listening.click("hear-original")
    listening.let(0.3)
    original = scene(listening).original
    assert scene(listening).picture() is original.picture
    assert listening.reads(listening.t("reveal.original"))
    assert [wave(listening, side).lit for side in ("original", "clip")] == [True, False]
    assert wave(listening, "clip").position() == original.time
    listening.press("space")
    listening.let(0.1)
    assert scene(listening).picture() is listening.play.player.picture
    assert original.state is PlayerState.PAUSED


def test_both_sounds_are_drawn_to_one_scale_with_the_place_of_the_tell_tale(listening):
    original, clip = wave(listening, "original"), wave(listening, "clip")
    assert original.box.bottom <= clip.box.y
    assert original.spans == clip.spans == (tuple(INTERVAL),)
    assert original.full == clip.full == pytest.approx(0.25, abs=0.05)
    silent, loud = clip.outline[: len(clip.outline) // 5], clip.outline[-len(clip.outline) // 5 :]
    assert max(high for _, high in silent) < 0.02 < max(high for _, high in loud)


@pytest.mark.parametrize("side", ["original", "clip"])
def test_a_point_of_either_drawing_shows_the_clip_at_that_moment(listening, side):
    listening.click("hear-original")
    drawn = wave(listening, side)
    listening.click_at(drawn.x_of(1.2), drawn.box.cy, expect=f"wave-{side}")
    listening.let(0.1)
    assert listening.play.player.time == pytest.approx(1.2, abs=0.05)
    assert listening.play.player.state is PlayerState.PAUSED
    assert scene(listening).heard == "clip"


def test_after_hearing_a_part_the_whole_clip_can_be_played(listening):
    listening.click("hear-clip")
    listening.let(0.2)
    listening.click("play")
    listening.click("play")
    listening.let(2.5)
    assert listening.play.player.time == pytest.approx(2.0, abs=0.05)


def test_the_slow_loop_is_of_the_clip(listening):
    listening.click("hear-original")
    listening.let(0.1)
    listening.click("loop")
    listening.let(0.2)
    assert scene(listening).original.state is PlayerState.PAUSED
    assert listening.play.player.loop


def test_nothing_is_compared_by_eye_where_nothing_differs_to_the_eye(listening):
    for name in ("compare", "stronger", "outline", "scrubber"):
        assert listening.loop.stack.top.find(name) is None
    before = listening.pixels()
    for key in ("w", "s"):
        listening.press(key)
    assert scene(listening).wipe == 1.0
    assert not scene(listening).stronger
    assert listening.pixels() == before


def test_what_is_seen_is_compared_by_eye_as_before(make_pilot, tmp_path):
    pack = write_pack(tmp_path / "seen", [real(1), edit(1, "jitter")], pack_record("seen"))
    pilot = make_pilot(packs=(pack,), sound=True)
    pilot.begin(rounds=4)
    pilot.to_clip(manipulated=True)
    pilot.judge(2)
    assert pilot.find("compare").enabled
    assert pilot.loop.stack.top.find("hear-original") is None


def test_the_keys_follow_the_tell_tale_that_is_explained(make_pilot, tmp_path):
    record = edit(1, "jitter")
    record["artefacts"] = [*record["artefacts"], {"kind": HEARD, "interval": INTERVAL}]
    pack = write_pack(tmp_path / "both", [real(1), record], pack_record("both"))
    pilot = make_pilot(packs=(pack,), sound=True)
    pilot.begin(rounds=4)
    pilot.to_clip(manipulated=True)
    pilot.judge(2)
    pilot.let(0.1)
    pilot.click("compare")
    pilot.click("artefact-1")
    pilot.click("hear-original")
    pilot.let(0.3)
    pilot.click("artefact-0")
    pilot.let(0.2)
    assert scene(pilot).original.state is PlayerState.PAUSED
    assert pilot.loop.stack.top.find("hear-original") is None
    pilot.click("compare")
    pilot.scrub(1.0)
    pilot.let(0.2)
    assert scene(pilot).original.index == pilot.play.player.index


def test_without_an_original_the_time_line_shows_where_it_is(make_pilot, tmp_path):
    record = edit(1, HEARD)
    del record["original"]
    pack = write_pack(tmp_path / "alone", [real(1), record], pack_record("alone"))
    pilot = make_pilot(packs=(pack,), sound=True)
    pilot.begin(rounds=4)
    pilot.to_clip(manipulated=True)
    pilot.judge(2)
    assert pilot.find("scrubber").spans == (tuple(INTERVAL),)


def test_a_moment_that_was_marked_is_on_the_clip_s_own_drawing(hearing):
    hearing.scrub(1.0)
    hearing.click("moment")
    hearing.click("show")
    hearing.let(0.1)
    assert wave(hearing, "clip").marks == (pytest.approx(1.0, abs=0.05),)
    assert wave(hearing, "original").marks == ()
    hearing.click("mark")
    assert wave(hearing, "clip").marks == ()


def test_with_the_sound_off_the_drawings_show_and_the_screen_says_so(listening):
    assert not listening.reads(listening.t("reveal.silent"))
    listening.click("sound")
    assert listening.reads(listening.t("reveal.silent"))
    listening.click("hear-original")
    listening.let(0.3)
    assert any(high for _, high in wave(listening, "original").outline)
    assert scene(listening).original.state is PlayerState.PLAYING
    listening.click("sound")
    assert not listening.reads(listening.t("reveal.silent"))


def test_without_a_loudspeaker_no_key_promises_one(listening):
    listening.app.context.sound.notice = "sound.notice.no-device"
    listening.app.context.sound.set_mute(True)
    listening.loop.invalidate()
    listening.step()
    assert listening.reads(listening.t("reveal.silent"))
    assert listening.loop.stack.top.find("sound") is None
