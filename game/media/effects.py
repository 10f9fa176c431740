"""The game's own two sounds, made from numbers: a soft click and a neutral chime.

The chime is the same for right and wrong, so a room never hears how someone did.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from game.media.pcm import Samples


class SoundEffect(StrEnum):
    """What can be heard besides a clip."""

    CLICK = "click"
    CHIME = "chime"


def synthesise(effect: SoundEffect, rate: int) -> Samples:
    """Return `effect` as int16 stereo samples, shape (n, 2), at `rate` samples a second."""
    wave = _click(rate) if effect is SoundEffect.CLICK else _chime(rate)
    return np.repeat((wave * 32767).astype(np.int16)[:, None], 2, axis=1)


def _click(rate: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Knock for 30 ms at 900 Hz, starting gently enough not to crack."""
    t = np.arange(round(0.03 * rate)) / rate
    return 0.2 * np.sin(2 * np.pi * 900 * t) * np.minimum(1, t / 0.002) * np.exp(-t / 0.006)


def _chime(rate: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Ring a fifth (D5, A5) for 0.9 s: neither the rise of a win nor the fall of a loss."""
    t = np.arange(round(0.9 * rate)) / rate
    swell = np.minimum(1, t / 0.01) * np.exp(-t / 0.22) * np.minimum(1, (0.9 - t) / 0.05)
    return 0.12 * swell * (np.sin(2 * np.pi * 587.33 * t) + 0.7 * np.sin(2 * np.pi * 880 * t))
