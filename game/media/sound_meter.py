"""Measures of a sound that tell how it was made rather than what is said: synthesis has its own of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from av.audio.resampler import AudioResampler
from numpy.fft import rfft  # numpy imports it late, when a limited process can open no more files
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

QUIET: Final = 0.02
"""Share of the loudest moment below which nothing counts as heard: -34 dB."""
FAINT: Final = 1e-5
"""Share of the strongest frequency's power below which a frequency counts as absent: -50 dB."""
HOP: Final = 256
"""Samples: what vocoders make is a multiple of it long."""
_MOMENTS: Final = 100
_WINDOW: Final = 2048


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What was measured of a sound."""

    quiet_before: float
    """Seconds before anything is heard."""
    quiet_after: float
    """Seconds after the last that is heard."""
    band: float
    """The highest frequency that is there, in hertz."""
    whole_hops: bool
    """Whether its length is a multiple of `HOP` samples."""


def band_of(track: NDArray[np.float32], rate: int) -> float:
    """Return the highest frequency (hertz) in a sound of `rate` samples a second; 0 of silence."""
    windows = track[: len(track) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    if not len(windows):
        return 0.0
    spectrum = np.mean(np.abs(rfft(windows * np.hanning(_WINDOW), axis=1)) ** 2, axis=0)
    there = np.flatnonzero(spectrum > FAINT * spectrum.max())
    return float(there[-1]) * rate / _WINDOW if len(there) else 0.0


class SoundMeter:
    """Takes the frames of a sound, one after the other, and says at the end what was measured."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._resampler = AudioResampler(format="flt", layout="mono", rate=rate)
        self._pieces: list[NDArray[np.float32]] = []

    def add(self, frame: AudioFrame) -> None:
        """Take the next frame."""
        self._pieces += [piece.to_ndarray()[0] for piece in self._resampler.resample(frame)]

    def facts(self) -> SoundFacts | None:
        """Return what was measured, None of silence."""
        self._pieces += [piece.to_ndarray()[0] for piece in self._resampler.resample(None)]
        track = np.concatenate(self._pieces) if self._pieces else np.zeros(0, np.float32)
        length = self._rate // _MOMENTS
        moments = len(track) // length if length else 0
        if not moments or len(track) < _WINDOW:
            return None
        power = np.sqrt(np.mean(track[: moments * length].reshape(moments, length) ** 2, axis=1))
        heard = np.flatnonzero(power > QUIET * power.max())
        if not len(heard):
            return None
        return SoundFacts(
            quiet_before=float(heard[0]) / _MOMENTS,
            quiet_after=float(moments - 1 - heard[-1]) / _MOMENTS,
            band=band_of(track, self._rate),
            whole_hops=len(track) % HOP == 0,
        )
