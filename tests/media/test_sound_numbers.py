"""The sound as numbers: begins with the picture, has an outline."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import ClipError
from game.media.effects import SoundEffect, synthesise
from game.media.envelope import envelope, loudest, peaks
from game.media.pcm import Samples, read_sound
from game.media.sample import tone
from media.conftest import RATE, film


def onset(samples: Samples, rate: int = RATE) -> float:
    """Seconds until it is first clearly heard."""
    return float(np.argmax(np.abs(samples[:, 0].astype(int)) > 1000)) / rate


def pitch(samples: Samples, rate: int = RATE) -> float:
    """The strongest frequency in hertz."""
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    return float(spectrum.argmax()) * rate / len(samples)


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_begins_with_the_picture(spoken_film: Path, rate: int) -> None:
    samples = read_sound(spoken_film, rate)
    assert samples.dtype == np.int16
    assert samples.shape[1] == 2
    assert len(samples) / rate == pytest.approx(3.0, abs=0.03)
    assert onset(samples, rate) == pytest.approx(1.0, abs=0.005)
    assert pitch(samples[rate * 3 // 2 : rate * 2], rate) == pytest.approx(440, abs=3)


def test_a_silent_film_has_none(silent_film: Path) -> None:
    assert read_sound(silent_film, RATE) is None


def test_a_film_that_is_not_there_is_told(films: Path) -> None:
    with pytest.raises(ClipError, match="no such file"):
        read_sound(films / "nowhere.mp4", RATE)


def test_gives_up_when_told(films: Path) -> None:
    path = film(films / "long.mp4", 250, sound=tone(10))
    assert len(read_sound(path, RATE, lambda: True)) < RATE


def test_never_takes_more_than_a_minute_of_sound(films: Path) -> None:
    path = film(films / "endless.mp4", 25, sound=tone(70))
    assert len(read_sound(path, RATE)) == 60 * RATE


def test_the_outline_shows_where_it_is_loud(spoken_film: Path) -> None:
    outline = envelope(read_sound(spoken_film, RATE), RATE, 3.0, 30)
    assert len(outline) == 30
    assert loudest(outline[:9]) < 0.02
    assert min(peaks(outline)[11:]) == pytest.approx(0.25, abs=0.05)
    assert envelope(None, RATE, 3.0, 4) == ((0, 0),) * 4


def test_the_outline_of_a_sound_shorter_than_the_picture() -> None:
    loud = np.full((RATE, 2), -32768, np.int16)
    assert envelope(loud, RATE, 2.0, 4) == ((-1, -1), (-1, -1), (0, 0), (0, 0))
    assert peaks(envelope(loud, RATE, 2.0, 4)) == (1, 1, 0, 0)
    assert envelope(loud[:0], RATE, 2.0, 2) == ((0, 0), (0, 0))


def test_the_outline_keeps_the_lowest_and_the_highest_sample_of_both_channels() -> None:
    samples = np.zeros((8, 2), np.int16)
    samples[1, 0], samples[2, 1], samples[7] = 16384, -8192, (3277, 6554)
    assert envelope(samples, 8, 1.0, 2) == ((-0.25, 0.5), (0, pytest.approx(0.2, abs=1e-4)))
    assert loudest(envelope(samples, 8, 1.0, 2)) == 0.5
    assert loudest(()) == 0.0


@given(st.integers(1, 40), st.integers(1, 60), st.floats(0.01, 3.0))
def test_an_outline_has_as_many_parts_as_asked_for_and_lies_around_the_sound(
    samples: int, bins: int, seconds: float
) -> None:
    sound = np.random.default_rng(samples).integers(-32768, 32768, (samples, 2)).astype(np.int16)
    outline = envelope(sound, 20, seconds, bins)
    assert len(outline) == bins
    assert all(-1 <= low <= high <= 1 for low, high in outline)


@pytest.mark.parametrize("effect", list(SoundEffect))
def test_effects_are_soft_and_begin_and_end_in_silence(effect: SoundEffect) -> None:
    samples = synthesise(effect, RATE).astype(int)
    assert 0.02 < len(samples) / RATE < 1.0
    assert 1000 < np.abs(samples).max() < 32767 * 0.3
    assert np.abs(samples[:20]).max() < 1500
    assert np.abs(samples[-20:]).max() < 100
    assert np.abs(np.diff(samples[:, 0])).max() < 1500  # nothing cracks
