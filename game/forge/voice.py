"""What a voice does in a sound: when it speaks, where its pauses are, how high it is; and changing its pitch.

Pitch is found by normalised autocorrelation and changed by TD-PSOLA (Moulines & Charpentier 1990): the
sound is cut into grains of two periods, which are laid down again at other distances. Everything is
numpy; a clip of three seconds takes about a tenth of a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.forge.footage import RATE, Waveform

HOP: Final = 480
"""Samples between two values of a contour: 10 ms."""
_LOWEST: Final = 70.0
_HIGHEST: Final = 380.0
_COARSE: Final = 6
_VOICED: Final = 0.55
_UNVOICED_STEP: Final = 240

Contour = NDArray[np.float64]
"""One value for each 10 ms."""


def energy(track: Waveform) -> Contour:
    """Return the level in dB (full scale 0) in each 10 ms, over 25 ms."""
    square = np.concatenate([[0.0], np.cumsum(track.astype(np.float64) ** 2)])
    middles = np.arange(0, len(track), HOP)
    low = np.clip(middles - 600, 0, len(track))
    high = np.clip(middles + 600, 0, len(track))
    power = (square[high] - square[low]) / np.maximum(high - low, 1)
    level: Contour = 10 * np.log10(power + 1e-9)
    return level


def speech(track: Waveform) -> tuple[float, float]:
    """Return when the voice starts and ends, in seconds; the whole sound when it never speaks up."""
    level = energy(track)
    floor, top = np.quantile(level, 0.1), np.quantile(level, 0.95)
    loud = np.flatnonzero(level > floor + 0.4 * (top - floor))
    if top - floor < 6 or not len(loud):
        return 0.0, len(track) / RATE
    return float(loud[0] * HOP / RATE), float(min(len(track), (loud[-1] + 1) * HOP) / RATE)


def pauses(track: Waveform) -> list[float]:
    """Return the quietest moments between syllables (seconds, in order), with start and end of the speech."""
    start, end = speech(track)
    level = energy(track)
    smooth = np.convolve(level, np.hanning(7) / np.hanning(7).sum(), "same")
    first, last = int(start * RATE / HOP), int(end * RATE / HOP)
    inside = [
        k * HOP / RATE
        for k in range(first + 6, last - 6)
        if smooth[k] == smooth[k - 5 : k + 6].min() and smooth[k] < np.median(smooth[first:last])
    ]
    return [start, *inside, end]


def room(track: Waveform, length: int, seed: int) -> Waveform:
    """Return `length` samples of the recording's own background, from its quietest fifth of a second.

    The phases are drawn anew, so that no repeated loop is heard.
    """
    size = RATE // 5
    if len(track) < size:
        return np.zeros(length, dtype=np.float32)
    level = energy(track)
    width = size // HOP
    means = np.convolve(level, np.ones(width) / width, "valid")
    start = int(np.argmin(means)) * HOP
    part = track[start : start + size].astype(np.float64)
    part = part - part.mean()
    size = len(part)
    rng = np.random.default_rng(seed)
    magnitude = np.abs(np.fft.rfft(part * np.hanning(size)))
    out = np.zeros(length + 2 * size)
    window = np.hanning(size)
    for begin in range(0, length + size, size // 2):
        phase = np.exp(2j * np.pi * rng.random(len(magnitude)))
        out[begin : begin + size] += np.fft.irfft(magnitude * phase, size) * window
    loud = float(np.sqrt((part**2).mean()))
    now = float(np.sqrt((out[size : size + length] ** 2).mean())) if length else 0.0
    gain = loud / now if now > 0 else 0.0
    return (out[size : size + length] * gain).astype(np.float32)


@dataclass(frozen=True)
class Pitch:
    """A voice's pitch: Hz for each 10 ms, 0 where there is none."""

    hz: Contour

    @property
    def voiced(self) -> NDArray[np.bool_]:
        """Where the voice has a pitch."""
        voiced: NDArray[np.bool_] = self.hz > 0
        return voiced

    @property
    def spread(self) -> float:
        """How far the pitch moves: its standard deviation in semitones; 0 for a voice without pitch."""
        return float(np.std(12 * np.log2(self.hz[self.voiced]))) if self.voiced.any() else 0.0


def pitch(track: Waveform) -> Pitch:
    """Follow the pitch (70-380 Hz) by normalised autocorrelation over 40 ms."""
    small = _decimate(track)
    rate = RATE / _COARSE
    size, shortest, longest = int(0.04 * rate), int(rate / _HIGHEST), int(rate / _LOWEST) + 1
    loud = energy(track)
    gate = np.quantile(loud, 0.95) - 28
    hz = np.zeros(len(loud))
    padded = np.pad(small, (size, size + longest))
    for k in range(len(loud)):
        if loud[k] < gate:
            continue
        middle = size + k * HOP // _COARSE
        part = padded[middle - size // 2 - longest // 2 : middle + size // 2 + longest // 2 + longest % 2]
        hz[k] = _period(part, size, shortest, longest, rate)
    return Pitch(_mend(hz))


def _decimate(track: Waveform) -> NDArray[np.float64]:
    size = len(track) - len(track) % _COARSE
    spectrum = np.fft.rfft(track[:size].astype(np.float64))
    keep = len(spectrum) // _COARSE
    spectrum[int(keep * 0.25) :] = 0.0
    spectrum[: int(60 * size / RATE)] = 0.0
    return np.fft.irfft(spectrum[: keep + 1], size // _COARSE) / _COARSE


def _period(part: NDArray[np.float64], size: int, shortest: int, longest: int, rate: float) -> float:
    head = part[:size]
    windows = np.lib.stride_tricks.sliding_window_view(part, size)[shortest : longest + 1]
    power = np.sqrt((windows**2).sum(1) * (head**2).sum()) + 1e-12
    like = (windows @ head) / power
    peaks = 1 + np.flatnonzero((like[1:-1] >= like[:-2]) & (like[1:-1] > like[2:]))
    if not len(peaks) or like[peaks].max() < _VOICED:
        return 0.0
    peak = int(peaks[like[peaks] > 0.9 * like[peaks].max()][0])
    a, b, c = like[peak - 1], like[peak], like[peak + 1]
    shift = 0.5 * (a - c) / (a - 2 * b + c)
    return float(rate / (peak + shift + shortest))


def _mend(hz: Contour) -> Contour:
    """Take out octave jumps and single values: compare with the median of the neighbours."""
    out = hz.copy()
    for k in range(len(hz)):
        near = hz[max(0, k - 4) : k + 5]
        near = near[near > 0]
        if len(near) < 4:
            out[k] = 0.0
        elif hz[k] > 0 and abs(np.log2(hz[k] / np.median(near))) > 0.35:
            out[k] = np.median(near)
    return out


def repitch(track: Waveform, now: Pitch, wanted: Pitch) -> Waveform:
    """Return the sound with its pitch moved from `now` to `wanted`; time and everything unvoiced stay."""
    marks = _marks(track, now)
    periods = np.diff(marks, append=marks[-1] + _UNVOICED_STEP).astype(np.float64)
    periods = np.clip(periods, RATE / _HIGHEST / 1.5, RATE / _LOWEST * 1.5)
    out = np.zeros(len(track) + 2 * RATE // 10)
    weight = np.zeros_like(out)
    source = np.pad(track.astype(np.float64), RATE // 10)
    place = float(marks[0])
    while place < len(track):
        near = int(np.argmin(np.abs(marks - place)))
        frame = min(int(place) // HOP, len(now.hz) - 1)
        ratio = now.hz[frame] / wanted.hz[frame] if now.hz[frame] > 0 and wanted.hz[frame] > 0 else 1.0
        half = int(periods[near])
        grain = source[RATE // 10 + marks[near] - half : RATE // 10 + marks[near] + half]
        window = np.hanning(len(grain) + 2)[1:-1]
        begin = RATE // 10 + round(place) - half
        out[begin : begin + len(grain)] += grain * window
        weight[begin : begin + len(grain)] += window
        place += max(periods[near] * ratio, 24.0)
    done = out / np.maximum(weight, 0.5)
    return done[RATE // 10 : RATE // 10 + len(track)].astype(np.float32)


def _marks(track: Waveform, now: Pitch) -> NDArray[np.int64]:
    """Return the samples where grains are centred: pitch pulses where voiced, every 5 ms elsewhere."""
    marks: list[int] = []
    place = 0
    while place < len(track):
        frame = min(place // HOP, len(now.hz) - 1)
        if now.hz[frame] <= 0:
            marks.append(place)
            place += _UNVOICED_STEP
            continue
        period = int(RATE / now.hz[frame])
        reach = period // 4 if marks and now.hz[min(marks[-1] // HOP, len(now.hz) - 1)] > 0 else period // 2
        low, high = max(place - reach, (marks[-1] + period // 2) if marks else 0), place + reach + 1
        part = track[low:high]
        pulse = low + int(np.argmax(part)) if len(part) else place
        marks.append(pulse)
        place = pulse + period
    return np.array(marks, dtype=np.int64)
