"""Loudness of a mono sound after ITU-R BS.1770-5, and bringing clips to one loudness.

Clips that are louder than others would be remembered for it; -23 LUFS is the level of EBU R 128.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.forge.footage import RATE, Waveform

TARGET: Final = -23.0
_PEAK: Final = 0.89
_BLOCK: Final = 0.4
_STEP: Final = 0.1
# BS.1770-5, tables 1 and 2: the filter's coefficients at 48 kHz (b0 b1 b2, a1 a2).
_SHELF: Final = (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
_HIGHPASS: Final = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)


def loudness(track: Waveform) -> float:
    """Return the gated loudness in LUFS; -inf for silence or for less than one block (0.4 s)."""
    block, step = int(_BLOCK * RATE), int(_STEP * RATE)
    if len(track) < block:
        return float("-inf")
    energy = np.concatenate([[0.0], np.cumsum(_weighted(track) ** 2)])
    starts = np.arange(0, len(track) - block + 1, step)
    power = (energy[starts + block] - energy[starts]) / block
    power = power[power > 10 ** ((-70 + 0.691) / 10)]
    if not len(power):
        return float("-inf")
    gate = 10 ** (-1.0) * power.mean()
    return float(-0.691 + 10 * np.log10(power[power > gate].mean()))


def _weighted(track: Waveform) -> NDArray[np.float64]:
    size = 1 << (len(track) + RATE // 2 - 1).bit_length()
    spectrum = np.fft.rfft(track.astype(np.float64), size)
    z = np.exp(-2j * np.pi * np.arange(len(spectrum)) / size)
    for b0, b1, b2, a1, a2 in (_SHELF, _HIGHPASS):
        spectrum = spectrum * (b0 + b1 * z + b2 * z * z) / (1 + a1 * z + a2 * z * z)
    weighted: NDArray[np.float64] = np.fft.irfft(spectrum, size)[: len(track)]
    return weighted


def level(track: Waveform, target: float = TARGET) -> Waveform:
    """Return the sound at `target` LUFS, its peaks bent softly below about -1 dBFS."""
    for _ in range(2):
        now = loudness(track)
        if not np.isfinite(now):
            return track
        track = _soft(track * np.float32(10 ** ((target - now) / 20)))
    return track


def _soft(track: Waveform) -> Waveform:
    knee = 0.7 * _PEAK
    over = np.maximum(np.abs(track) - knee, 0)
    bent = knee + (_PEAK - knee) * np.tanh(over / (_PEAK - knee))
    out: Waveform = np.where(over > 0, np.sign(track) * bent, track).astype(np.float32)
    return out
