"""A small vocoder: speech is taken apart into pitch and spectral envelope, and put together again from them.

It is a source-filter vocoder as Dudley's and its successors are (STRAIGHT, WORLD): the envelope is the power
spectrum smoothed over the width of the pitch; voiced parts are made of pulses, all others of noise. What no
model of this kind keeps, such as breath in a vowel and the tremor of single periods, is gone afterwards.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.forge import voice
from game.forge.footage import RATE, Waveform

Spectrum = NDArray[np.float64]

_SIZE: Final = 2048
_WINDOW: Final = 1200
"""Samples of a moment that is analysed: 25 ms."""
_STEP: Final = 240
_UNVOICED_WIDTH: Final = 180.0
"""Hertz over which the spectrum is smoothed where there is no pitch."""
_FLOOR: Final = 1e-10
_HZ: Final = np.fft.rfftfreq(_SIZE, 1 / RATE)


def resynthesise(track: Waveform, pulses_to: float, seed: int) -> Waveform:
    """Return the speech made anew; voiced parts are pulses up to `pulses_to` hertz and noise above."""
    hz = voice.pitch(track).hz
    envelopes = _envelopes(track, hz)
    voiced = _voiced(hz, len(envelopes))
    low = 1 / (1 + (_HZ / pulses_to) ** 8)
    out = _noise(envelopes, np.where(voiced[:, None] > 0, 1 - low, 1.0), len(track), seed)
    out += _pulses(envelopes, voiced, low, len(track))
    return out[: len(track)].astype(np.float32)


def _envelopes(track: Waveform, hz: voice.Contour) -> Spectrum:
    """Return the power for each sample by frequency, every 5 ms, without the pitch's own ripples."""
    window = np.hanning(_WINDOW)
    padded = np.pad(track.astype(np.float64), (_WINDOW // 2, _WINDOW))
    starts = np.arange(0, len(track), _STEP)
    parts = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[starts]
    power = np.abs(np.fft.rfft(parts * window, _SIZE)) ** 2 / (window**2).sum()
    widths = np.where((near := _voiced(hz, len(starts))) > 0, np.clip(near, 70, 400), _UNVOICED_WIDTH) / (
        _HZ[1] * 2
    )
    return np.stack([_smooth(row, float(half)) for row, half in zip(power, widths, strict=True)]) + _FLOOR


def _smooth(row: Spectrum, half: float) -> Spectrum:
    """Return the mean over `half` bins to either side, at fractions of bins, too."""
    reach = int(np.ceil(half)) + 1
    mirrored = np.pad(row, reach, "reflect")
    summed = np.concatenate([[0.0], np.cumsum(mirrored)])
    middles = np.arange(len(row)) + reach + 0.5
    places = np.arange(len(summed))
    high, low = np.interp(middles + half, places, summed), np.interp(middles - half, places, summed)
    mean: Spectrum = (high - low) / (2 * half)
    return np.maximum(mean, 0.0)


def _voiced(hz: voice.Contour, frames: int) -> voice.Contour:
    """Return the pitch of each moment of analysis; 0 where there is none."""
    near: voice.Contour = hz[np.minimum(np.arange(frames) * _STEP // voice.HOP, len(hz) - 1)]
    return near


def _noise(envelopes: Spectrum, share: Spectrum, length: int, seed: int) -> Spectrum:
    """Return noise of the envelopes' colour; `share` is how much of the power it has to bring."""
    window = np.hanning(2 * _STEP + 1)[:-1]
    rng = np.random.default_rng(seed)
    out = np.zeros(length + 2 * _SIZE)
    for k, (envelope, part) in enumerate(zip(envelopes, share, strict=True)):
        white = np.fft.rfft(rng.standard_normal(2 * _STEP) * np.sqrt(window), _SIZE)
        begin = k * _STEP - _STEP + _SIZE
        out[begin : begin + _SIZE] += np.fft.irfft(white * np.sqrt(envelope * part), _SIZE)
    return out[_SIZE : _SIZE + length]


def _pulses(envelopes: Spectrum, voiced: voice.Contour, low: Spectrum, length: int) -> Spectrum:
    """Return a pulse for each period of the voice, with the envelope's colour and the least delay."""
    out = np.zeros(length + 2 * _SIZE)
    place = 0.0
    while place < length:
        frame = min(int(place) // _STEP, len(envelopes) - 1)
        if voiced[frame] <= 0:
            place = float((frame + 1) * _STEP)
            continue
        period = RATE / voiced[frame]
        pulse = np.fft.irfft(_least_delay(np.sqrt(envelopes[frame] * low * period)), _SIZE)
        begin = round(place) + _SIZE // 2
        out[begin : begin + _SIZE] += pulse
        place += period
    return out[_SIZE // 2 : _SIZE // 2 + length]


def _least_delay(size: Spectrum) -> NDArray[np.complex128]:
    """Return the minimum-phase spectrum of this size, by folding its cepstrum."""
    cepstrum = np.fft.irfft(np.log(np.maximum(size, 1e-9)), _SIZE)
    folded = np.zeros(_SIZE)
    folded[0] = cepstrum[0]
    folded[1 : _SIZE // 2] = 2 * cepstrum[1 : _SIZE // 2]
    folded[_SIZE // 2] = cepstrum[_SIZE // 2]
    spectrum: NDArray[np.complex128] = np.exp(np.fft.rfft(folded))
    return spectrum
