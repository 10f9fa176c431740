"""When an edit is there: most often all the time, as in real manipulations, sometimes only for a while."""

from __future__ import annotations

from game.forge.edits.base import Shot, Span
from game.forge.rng import EditRandom


def whole(shot: Shot) -> Span:
    """Return the whole clip."""
    return Span(0, len(shot))


def whole_or_part(shot: Shot, rng: EditRandom, part: float = 0.3) -> Span:
    """Return the whole clip or, with probability `part`, about its middle 60 % with soft ends."""
    if rng.random() >= part:
        return whole(shot)
    length = len(shot)
    first = int(length * rng.uniform(0.08, 0.25))
    last = int(length * rng.uniform(0.78, 0.95))
    return Span(first, last, ramp=max(2, round(0.2 * shot.fps)))
