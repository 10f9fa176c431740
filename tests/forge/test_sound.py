"""Loudness, pitch and the edits of the sound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.forge import loudness, voice
from game.forge.degradations import LATE, degradations
from game.forge.edits import audio_kinds
from game.forge.edits.sound import LEAST_SHIFT
from game.forge.footage import RATE, cut
from game.forge.rng import EditRandom


def _tone(hz, level, seconds=2.0):
    return (level * np.sin(2 * np.pi * hz * np.arange(int(seconds * RATE)) / RATE)).astype(np.float32)


def test_loudness_of_the_calibration_tone():
    """BS.1770-5: a full-scale sine of 997 Hz in one channel measures -3.01 LUFS."""
    assert np.isclose(loudness.loudness(_tone(997, 1.0)), -3.01, atol=0.05)


def test_silence_has_no_loudness_and_stays_silence():
    silence = np.zeros(RATE, dtype=np.float32)
    assert loudness.loudness(silence) == -np.inf
    assert (loudness.level(silence) == 0).all()
    assert loudness.loudness(np.ones(100, dtype=np.float32)) == -np.inf


@settings(max_examples=10, deadline=None)
@given(st.floats(0.003, 0.9))
def test_every_sound_comes_to_the_same_loudness(level):
    assert np.isclose(loudness.loudness(loudness.level(_tone(440, level))), -23, atol=0.1)


def test_level_never_clips():
    peaks = np.zeros(RATE * 2, dtype=np.float32)
    peaks[::4800] = 1.0
    assert np.abs(loudness.level(peaks)).max() <= 0.9


def test_cut_pads_with_silence():
    track = np.ones(RATE, dtype=np.float32)
    part = cut(track, 0.5, 1.5)
    assert len(part) == RATE
    assert part[: RATE // 2].all()
    assert not part[RATE // 2 :].any()


@pytest.mark.parametrize("hz", [85, 120, 210, 330])
def test_pitch_is_found(hz):
    phase = np.arange(RATE) * hz / RATE
    buzz = np.exp(-(((phase % 1) / 0.1) ** 2)).astype(np.float32)
    found = voice.pitch(buzz - buzz.mean()).hz[20:80]
    assert np.allclose(found, hz, rtol=0.01)


def test_noise_has_no_pitch():
    noise = np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32)
    assert voice.pitch(noise).voiced.mean() < 0.05


def test_speech_starts_and_ends_where_the_voice_does(voice_like):
    start, end = voice.speech(voice_like)
    assert np.isclose(start, 0.5, atol=0.05)
    assert np.isclose(end, 2.3, atol=0.05)
    assert any(np.isclose(moment, 1.27, atol=0.08) for moment in voice.pauses(voice_like))


def test_room_tone_is_as_loud_as_the_room(voice_like):
    room = voice.room(voice_like, RATE, seed=1)
    assert np.isclose(room.std(), voice_like[: RATE // 4].std(), rtol=0.25)


def test_repitching_to_the_same_pitch_keeps_the_sound(voice_like):
    now = voice.pitch(voice_like)
    again = voice.repitch(voice_like, now, now)
    inside = slice(int(0.6 * RATE), int(1.1 * RATE))
    assert np.corrcoef(again[inside], voice_like[inside])[0, 1] > 0.97


@pytest.mark.parametrize("kind", sorted(audio_kinds()))
def test_sound_edits_keep_the_length_and_the_rest(kind, voice_like):
    edit = audio_kinds()[kind].plan(voice_like, 0.7, EditRandom(2))
    after = edit.apply(voice_like)
    start, end = edit.interval
    assert 0 <= start < end <= len(voice_like) / RATE
    assert len(after) == len(voice_like)
    assert after.dtype == np.float32
    inside = np.abs(after - voice_like)[int(start * RATE) : int(end * RATE)]
    assert inside.max() > 0.01
    if kind == "audio-splice":
        outside = np.abs(after - voice_like)
        outside[int(start * RATE) - 1 : int(end * RATE) + 1] = 0
        assert outside.max() == 0


@pytest.mark.parametrize("kind", sorted(audio_kinds()))
def test_sound_edits_grow_with_strength(kind, voice_like):
    plan = audio_kinds()[kind].plan
    sizes = [plan(voice_like, strength, EditRandom(2)).size for strength in (0.2, 0.5, 0.9)]
    assert sizes[0] < sizes[1] < sizes[2]


@pytest.mark.parametrize(("wanted", "sign"), [("late", 1), ("early", -1)])
def test_lip_sync_moves_the_sound_as_far_as_it_says(wanted, sign, voice_like):
    edit = audio_kinds()["lip-sync-mismatch"].plan(voice_like, 0.5, EditRandom(1, wanted))
    after = edit.apply(voice_like)
    assert edit.variant == wanted
    step = sign * round(edit.size * RATE)
    assert np.allclose(np.roll(after, -step)[RATE : 2 * RATE], voice_like[RATE : 2 * RATE], atol=1e-6)


def test_flat_intonation_flattens(voice_like):
    after = audio_kinds()["flat-intonation"].plan(voice_like, 1.0, EditRandom(1)).apply(voice_like)
    assert voice.pitch(voice_like).spread > 3
    assert voice.pitch(after).spread < 0.8


def test_flat_intonation_needs_a_voice():
    noise = np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32)
    with pytest.raises(ValueError, match="voice with a pitch"):
        audio_kinds()["flat-intonation"].plan(noise, 1.0, EditRandom(1))


def test_sound_looks_keep_the_length(voice_like):
    for degradation in degradations().values():
        assert len(degradation.sound(voice_like, 1)) == len(voice_like)


def test_a_late_sound_of_a_real_clip_differs_from_a_shift_that_counts_as_altered():
    assert LATE < 0.125
    assert max(2 * LATE, 0.185) <= LEAST_SHIFT


def test_late_sound_is_late(voice_like):
    late = degradations()["late-sound"].sound(voice_like, 1)
    step = round(LATE * RATE)
    assert (late[step:] == voice_like[:-step]).all()
