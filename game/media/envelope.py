"""The outline of a sound for drawing: its lowest and highest sample in equal parts of a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from game.media.pcm import Samples

Envelope = tuple[tuple[float, float], ...]
"""For each part its lowest and its highest sample, from -1 to 1; (0, 0) where nothing sounds."""

FULL_SCALE: Final = 32768


def envelope(samples: Samples | None, rate: int, seconds: float, bins: int) -> Envelope:
    """Return the outline of the first `seconds` of a sound in `bins` parts, over both channels.

    Where the sound is shorter than that, or there is none, its outline is flat.
    """
    flat = np.zeros((bins, 2))
    if samples is None or not len(samples) or not bins:
        return _pairs(flat)
    edges = np.linspace(0, seconds * rate, bins + 1).round().astype(int)
    starts = edges[:-1][edges[:-1] < len(samples)]
    within = samples[: max(int(edges[-1]), 1)]
    starts = np.minimum(starts, len(within) - 1)
    flat[: len(starts), 0] = np.minimum.reduceat(within.min(axis=1), starts)
    flat[: len(starts), 1] = np.maximum.reduceat(within.max(axis=1), starts)
    return _pairs(flat / FULL_SCALE)


def loudest(outline: Envelope) -> float:
    """Return how far the outline is from the middle at most, 0..1."""
    return max((max(-low, high) for low, high in outline), default=0.0)


def peaks(outline: Envelope) -> tuple[float, ...]:
    """Return how far each part of the outline is from the middle, 0..1."""
    return tuple(max(-low, high) for low, high in outline)


def _pairs(parts: np.ndarray) -> Envelope:
    return tuple((float(low), float(high)) for low, high in parts)
