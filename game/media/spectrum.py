"""The spectrogram of a sound: how strong each pitch is at each moment.

A short-time Fourier transform (Allen & Rabiner 1977, doi:10.1109/PROC.1977.10770) with a Hann window of 1024
samples: at 48,000 samples a second a window lasts 21 ms and pitches are told apart by 47 Hz, short enough for
a cut and fine enough for the overtones of a voice. The scale of pitches is even and ends at 8 kHz, so that
its labels are evenly spaced, too; levels are decibels below the loudest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.media.pcm import Samples

WINDOW: Final = 1024
HOP: Final = 240
"""Samples between two columns, at least: 5 ms."""
COLUMNS: Final = 1400
"""The most columns: more than any screen shows of a stage."""
TOP_HERTZ: Final = 8000
RANGE_DB: Final = 70.0
"""Decibels below the loudest that are still shown."""
_AT_ONCE: Final = 128
_SILENT: Final = 1e-6


def spectrogram(samples: Samples, rate: int) -> NDArray[np.uint8]:
    """Return levels 0 to 255 of shape (pitches, moments): row 0 is the highest pitch, 8 kHz at most."""
    mono = samples.astype(np.float32).mean(axis=1) / 32768
    hop = max(HOP, -(-len(mono) // COLUMNS))
    count = max(1, -(-len(mono) // hop))
    padded = np.zeros((count - 1) * hop + WINDOW, np.float32)
    padded[WINDOW // 2 : WINDOW // 2 + len(mono)] = mono[: len(padded) - WINDOW // 2]
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::hop]
    bins = min(WINDOW // 2, round(TOP_HERTZ * WINDOW / rate))
    shape = np.hanning(WINDOW).astype(np.float32)
    power = np.empty((bins, count), np.float32)
    for start in range(0, count, _AT_ONCE):
        part = np.fft.rfft(windows[start : start + _AT_ONCE] * shape, axis=1)[:, :bins]
        power[:, start : start + len(part)] = np.abs(part).T
    loudest = float(power.max())
    if loudest < _SILENT:
        return np.zeros((bins, count), np.uint8)
    decibels = 20 * np.log10(np.maximum(power / loudest, _SILENT))
    levels: NDArray[np.uint8] = np.clip(255 * (1 + decibels[::-1] / RANGE_DB), 0, 255).astype(np.uint8)
    return levels
