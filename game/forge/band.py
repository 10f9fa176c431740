"""The band of a sound: what lies above a frequency is taken away, so that all clips end at the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from game.forge.footage import RATE

if TYPE_CHECKING:
    from game.forge.footage import Waveform

LOWEST: Final = 50.0
"""Hertz below which nothing of a voice is left."""
_SLOPE: Final = 0.04
"""Share of the highest frequency over which the sound fades out."""


def band_limited(track: Waveform, band: float) -> Waveform:
    """Leave what lies between 50 Hz and `band` (hertz)."""
    spectrum = np.fft.rfft(track.astype(np.float64))
    hz = np.fft.rfftfreq(len(track), 1 / RATE)
    slope = np.clip((band - hz) / (_SLOPE * band), 0, 1) * np.clip((hz - LOWEST / 2) / (LOWEST / 2), 0, 1)
    return np.fft.irfft(spectrum * np.sin(slope * np.pi / 2) ** 2, len(track)).astype(np.float32)
