"""Where a sound sets in: a plosive, a step, a beep, after silence or after something much softer.

The measure is a rise of energy (Bello and others, *A Tutorial on Onset Detection in Music Signals*, 2005):
that of the next 5 ms beside the most of any 5 ms that ended in the last 25. Those hold a pulse of any voice
above 40 Hz, so that no pulse of a voice is an onset. High pitches weigh more, because the burst of a plosive
is made of them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

STEP: Final = 0.001
"""Seconds to which a place is exact."""
AFTER: Final = 5
BEFORE: Final = 25
"""Steps whose energy is compared: from a moment on, and before it."""
RISE: Final = 8.0
"""How many times as much energy there must be."""
FAINT: Final = 1e-3
"""The share of the greatest energy below which nothing is heard to set in: -30 dB."""
_HIGH: Final = 0.9
"""How much of the sample before each sample is taken from it."""
_BEGUN: Final = 0.1
"""The share of an onset's greatest energy at which it has begun."""


def onsets(mono: NDArray[np.float32], rate: int) -> list[int]:
    """Return at which samples of `mono`, shape (n,), something sets in, in order."""
    step = round(rate * STEP)
    steps = len(mono) // step
    if steps <= AFTER:
        return []
    energy = _energy(mono[: steps * step], step)
    following = sliding_window_view(np.pad(energy, (0, AFTER - 1)), AFTER).mean(axis=1)
    preceding = np.pad(following, (BEFORE + AFTER - 1, 0))[: steps + BEFORE - 1]
    loudest = sliding_window_view(preceding, BEFORE).max(axis=1)
    least = FAINT * float(following.max())
    rises = following / (loudest + FAINT * least + 1e-9)
    found = np.flatnonzero((rises > RISE) & (following > least))
    groups = np.split(found, np.flatnonzero(np.diff(found) > AFTER) + 1)
    return [
        step * _beginning(energy, loudest, int(group[rises[group].argmax()]))
        for group in groups
        if len(group)
    ]


def _energy(mono: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    """Return the mean energy of each `step` samples."""
    high = mono.copy()
    high[1:] -= _HIGH * mono[:-1]
    energy: NDArray[np.float32] = np.square(high).reshape(-1, step).mean(axis=1)
    return energy


def _beginning(energy: NDArray[np.float32], loudest: NDArray[np.float32], at: int) -> int:
    """Return the step within `AFTER` from `at` on in which it has begun."""
    near = energy[at : at + AFTER]
    return at + int((near > max(_BEGUN * near.max(), 2 * loudest[at])).argmax())
