"""The trial of onsets finds each where it is, early or late."""

from __future__ import annotations

import numpy as np
import pytest

from game.media.pcm import Samples
from tools.trials.onsets_in_step import RATE, shifts

AT = (0.5, 1.2, 2.0)


def hisses(moments: tuple[float, ...], seconds: float) -> Samples:
    """A fifth of a second of noise at each of the moments, over faint noise."""
    random = np.random.default_rng(2)
    wave = random.normal(0, 20, round(seconds * RATE))
    for at in moments:
        begin = round(at * RATE)
        wave[begin : begin + RATE // 5] += random.normal(0, 6000, RATE // 5)
    return np.repeat(wave.clip(-32768, 32767).astype(np.int16)[:, None], 2, axis=1)


@pytest.mark.parametrize("late", [-40.0, 0.0, 25.0])
def test_an_onset_is_as_early_or_late_as_it_was_made(late: float) -> None:
    slow = hisses(tuple(2 * at + late / 1000 for at in AT), 6.0)
    assert list(shifts(hisses(AT, 3.0), slow, 0.5)) == pytest.approx([late] * 3, abs=1.5)


def test_silence_has_none() -> None:
    silence = np.zeros((RATE, 2), np.int16)
    assert list(shifts(silence, np.repeat(silence, 2, axis=0), 0.5)) == []
