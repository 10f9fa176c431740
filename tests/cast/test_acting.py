"""How the virtual actors move: lips that close, eyes that do not end in a blink, a head that settles."""

from __future__ import annotations

import numpy as np
import pytest

from tools.cast.acting import acted
from tools.cast.gesture import WAYS
from tools.cast.voices import RATE, Sound, Speech

FPS, FRAMES = 25, 90


def speech(names="m A m A p A b A", start=0.4, each=0.14):
    """A voice that says these phonemes evenly."""
    sounds = [Sound(n, start + i * each, start + (i + 1) * each) for i, n in enumerate(names.split())]
    times = np.arange(int(3.4 * RATE)) / RATE
    talking = (times > start) & (times < sounds[-1].end)
    return Speech(np.sin(2 * np.pi * 150 * times) * talking, tuple(sounds))


def moves(seed=3, **more):
    return acted(speech(), FRAMES, FPS, seed, flite=False, **more)


def test_the_lips_close_at_m_b_and_p_and_open_with_the_vowel():
    said, jaw = speech(), moves().face["jawOpen"]
    for sound in said.sounds:
        first, last = int(sound.start * FPS), int(np.ceil(sound.end * FPS))
        if sound.name == "A":
            assert jaw[first : last + 1].max() > 0.15
        else:
            assert jaw[first : last + 1].min() < 0.02


def test_phonemes_of_flite_mean_the_same():
    names = {"m": "m", "A": "aa", "p": "p", "b": "b"}
    said = speech()
    other = Speech(said.samples, tuple(Sound(names[s.name], s.start, s.end) for s in said.sounds))
    jaw = acted(other, FRAMES, FPS, 3, flite=True).face["jawOpen"]
    assert jaw == pytest.approx(moves().face["jawOpen"])


@pytest.mark.parametrize("seed", range(12))
def test_no_take_begins_or_ends_in_a_blink_and_each_has_one(seed):
    shut = moves(seed).face["eyeBlinkLeft"]
    assert max(shut[0], shut[-1]) < 0.3
    assert shut.max() > 0.9


@pytest.mark.parametrize("seed", range(6))
def test_the_head_moves_little_and_softly(seed):
    angles = np.degrees(moves(seed).angles)
    assert np.abs(angles).max() < 10
    assert np.abs(np.diff(angles, axis=0)).max() < 1.5
    middle = np.abs(np.diff(angles, axis=0)).mean()
    assert np.abs(np.diff(angles[-4:], axis=0)).mean() < 2 * middle


def test_a_head_that_turns_gets_there_and_back_and_the_eyes_stay_nearer_to_the_camera():
    turned = moves(turn=24.0)
    yaw = np.degrees(turned.angles[:, 1])
    assert yaw.max() > 15
    assert turned.look[yaw.argmax(), 0] < -np.radians(5)
    assert abs(yaw[0]) < 8
    assert abs(yaw[-1]) < 8


@pytest.mark.parametrize("thing", sorted(WAYS))
def test_a_hand_is_out_of_sight_at_both_ends_and_stays_before_the_mouth_in_between(thing):
    way, times = WAYS[thing], np.arange(-10, FRAMES) / FPS
    raised = way.raised(times)
    assert raised[0] == raised[-1] == 0
    assert np.abs(np.diff(raised)).max() < 0.2
    assert (raised > 0.999).sum() / FPS >= way.stay - 0.04
    assert way.tilted(times)[0] == 0


def test_the_same_take_moves_the_same_each_time():
    assert np.array_equal(moves().angles, moves().angles)
    assert not np.array_equal(moves().angles, moves(4).angles)
