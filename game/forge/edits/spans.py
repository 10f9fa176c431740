"""When an edit is there: most often all the time, as in real manipulations, sometimes only for a while."""

from __future__ import annotations

from game.forge.edits.base import AnalysedClip, FrameSpan
from game.forge.rng import EditRandom


def whole(clip: AnalysedClip) -> FrameSpan:
    """Return the whole clip."""
    return FrameSpan(0, len(clip))


def whole_or_part(clip: AnalysedClip, rng: EditRandom, part: float = 0.3) -> FrameSpan:
    """Return the whole clip or, with probability `part`, about its middle 60 % with soft ends."""
    if rng.random() >= part:
        return whole(clip)
    length = len(clip)
    first = int(length * rng.uniform(0.08, 0.25))
    last = int(length * rng.uniform(0.78, 0.95))
    return FrameSpan(first, last, ramp=max(2, round(0.2 * clip.fps)))
