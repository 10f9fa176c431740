"""Slow sound: as long as the slow picture, at the voice's pitch, and what sets in is heard at its place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.media.onsets import onsets
from game.media.pcm import Samples
from game.media.sample import tone
from game.media.stretch import slowed
from media.conftest import RATE

SLOW = pytest.mark.parametrize("speed", [0.5, 0.25])
STEP = 0.033
"""Seconds of the room between picture and sound that nobody minds: one picture."""


def stereo(wave: NDArray[np.float64]) -> Samples:
    """Return `wave` on both sides."""
    return np.repeat(wave.clip(-32768, 32767).astype(np.int16)[:, None], 2, axis=1)


def heard(samples: Samples, *, above: int = 2000, apart: float = 0.1) -> list[float]:
    """When something is heard after it was quiet for `apart` seconds."""
    loud = np.flatnonzero(np.abs(samples[:, 0].astype(int)) > above)
    return [float(at) / RATE for i, at in enumerate(loud) if i == 0 or at - loud[i - 1] > apart * RATE]


def bursts(at: list[float], seconds: float) -> Samples:
    """Short hisses, swelling and fading, with their middles `at` these seconds."""
    noise = np.random.default_rng(5).normal(0, 6000, round(seconds * RATE))
    t = np.arange(len(noise)) / RATE
    loud = sum(np.exp(-(((t - middle) / 0.03) ** 2)) for middle in at)
    return stereo(noise * loud)


def middles(samples: Samples, at: list[float], speed: float) -> NDArray[np.float64]:
    """Where those hisses are now, in seconds of the clip."""
    power = samples[:, 0].astype(float) ** 2
    t = np.arange(len(power)) / RATE * speed
    near = [np.abs(t - middle) < 0.2 for middle in at]
    return np.array([(t[n] * power[n]).sum() / power[n].sum() for n in near])


def pitch(samples: Samples) -> float:
    """The strongest frequency in hertz."""
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    return float(spectrum.argmax()) * RATE / len(samples)


def voice(seconds: float, pulses: float = 110.0) -> NDArray[np.float64]:
    """A hum with overtones, like a vowel."""
    t = np.arange(round(seconds * RATE)) / RATE
    overtones = np.arange(1, 12)[:, None]
    waves = 3000 / overtones * np.sin(2 * np.pi * pulses * overtones * t + overtones**2)
    return np.asarray(waves.sum(axis=0))


@SLOW
def test_slow_sound_stays_in_step_with_the_slow_picture(speed: float) -> None:
    at = [0.5, 1.1, 1.6, 2.2, 2.9, 3.4, 4.2]
    slow = slowed(bursts(at, 5.0), RATE, speed)
    assert len(slow) == round(5 * RATE / speed)
    assert middles(slow, at, speed) == pytest.approx(at, abs=0.008)


@SLOW
def test_a_beep_is_heard_when_its_flash_is_seen(speed: float) -> None:
    slow = slowed(tone(3.0, onset=1.0), RATE, speed)
    assert heard(slow) == [pytest.approx(1.0 / speed, abs=0.003)]


@SLOW
def test_a_plosive_comes_at_its_place_and_sharp(speed: float) -> None:
    wave = np.concatenate([voice(0.5), np.zeros(round(0.06 * RATE)), voice(0.5)])
    at = round(0.56 * RATE)
    wave[at : at + 480] += np.random.default_rng(3).normal(0, 9000, 480)
    slow = slowed(stereo(wave), RATE, speed)
    place = round(at / speed)
    before = slow[place - round(0.03 * RATE) : place - round(0.003 * RATE), 0].astype(int)
    assert np.abs(before).max() < 2000
    assert np.abs(slow[place : place + 480, 0].astype(int)).max() > 12_000


@SLOW
@given(st.lists(st.floats(0.05, 0.6), min_size=1, max_size=8), st.integers(0, 2**31))
@settings(max_examples=20, deadline=None)
def test_clicks_are_heard_with_their_pictures(speed: float, pauses: list[float], seed: int) -> None:
    at = np.cumsum(pauses)
    wave = np.random.default_rng(seed).normal(0, 20, round((at[-1] + 0.1) * RATE))
    wave[(at * RATE).astype(int)] = 20_000
    found = heard(slowed(stereo(wave), RATE, speed), apart=0.03 / speed)
    assert found == pytest.approx(at / speed, abs=STEP / 4)


@SLOW
def test_slow_sound_keeps_its_pitch(speed: float) -> None:
    slow = slowed(tone(2.0), RATE, speed)
    assert pitch(slow[len(slow) // 4 : len(slow) // 2]) == pytest.approx(440, abs=4)


@SLOW
@given(st.floats(90, 3000))
@example(100.0)  # the beginning of a low tone may be taken for an onset within it
@settings(max_examples=15, deadline=None)
def test_a_tone_stays_the_same_tone_as_loud_and_without_cracks(speed: float, hertz: float) -> None:
    source = tone(1.0, pitch=hertz)
    slow = slowed(source, RATE, speed)
    inner = slow[len(slow) // 5 : len(slow) // 5 * 4]
    assert pitch(inner) == pytest.approx(hertz, rel=0.01, abs=2)
    assert np.std(inner) == pytest.approx(np.std(source), rel=0.1)
    assert step_of(slow) <= 1.05 * step_of(source) + 2


def step_of(samples: Samples) -> int:
    """The greatest step from a sample to the next."""
    return int(np.abs(np.diff(samples[:, 0].astype(int))).max())


@SLOW
@given(st.integers(0, 9000), st.integers(0, 2**31), st.sampled_from([8_000, 44_100, 48_000]))
@settings(max_examples=30, deadline=None)
def test_any_sound_is_as_long_as_its_pictures_and_never_louder(
    speed: float, count: int, seed: int, rate: int
) -> None:
    random = np.random.default_rng(seed)
    sound = (random.normal(0, 6000, (count, 2)) * (random.random((count, 1)) < 0.02)).clip(-32768, 32767)
    slow = slowed(sound.astype(np.int16), rate, speed)
    assert slow.shape == (round(count / speed), 2)
    assert np.abs(slow.astype(int)).max(initial=0) <= np.abs(sound).max(initial=0)


@SLOW
def test_silence_stays_silence(speed: float) -> None:
    assert not slowed(np.zeros((RATE, 2), np.int16), RATE, speed).any()


@SLOW
def test_each_side_keeps_its_own(speed: float) -> None:
    sound = tone(1.0)
    sound[:, 1] = 0
    slow = slowed(sound, RATE, speed)
    assert slow[:, 0].any()
    assert not slow[:, 1].any()


def test_what_was_given_up_stays_silent() -> None:
    asked: list[None] = []

    def given_up() -> bool:
        asked.append(None)
        return len(asked) > 10

    slow = slowed(tone(2.0), RATE, 0.5, given_up)
    assert len(slow) == 4 * RATE
    assert slow[: RATE // 10].any()
    assert not slow[RATE // 2 :].any()


def mono(samples: Samples) -> NDArray[np.float32]:
    """Return both sides together."""
    return samples.sum(axis=1, dtype=np.float32)


def test_onsets_are_found_where_something_sets_in() -> None:
    wave = np.concatenate([voice(0.4) / 10, voice(0.4), np.zeros(RATE // 5), voice(0.2)])
    assert [at / RATE for at in onsets(mono(stereo(wave)), RATE)] == [
        pytest.approx(0.0, abs=0.003),
        pytest.approx(0.4, abs=0.003),
        pytest.approx(1.0, abs=0.003),
    ]


@pytest.mark.parametrize("pulses", [45.0, 80.0, 220.0])
def test_the_pulses_of_a_voice_are_no_onsets(pulses: float) -> None:
    wave = np.zeros(RATE)
    wave[:: round(RATE / pulses)] = 20_000
    decay = np.exp(-np.arange(300) / 60)
    assert [at for at in onsets(mono(stereo(np.convolve(wave, decay)[:RATE])), RATE) if at > RATE // 20] == []


def test_nothing_sets_in_in_silence_or_in_less_than_a_moment() -> None:
    assert onsets(np.zeros(RATE, np.float32), RATE) == []
    assert onsets(np.zeros(10, np.float32), RATE) == []
