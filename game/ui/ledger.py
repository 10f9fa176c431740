"""A ledger of what was drawn where, so that tests can find cut, overlapping or unreadable text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from game.ui.geometry import Box


@dataclass(frozen=True, slots=True)
class TextSpot:
    """One drawn text: its words, the box it was given, the box it covers, whether it fits."""

    text: str
    given: Box
    covered: Box
    fits: bool
    px: int
    missing: frozenset[str]
    over: bool
    """Drawn on top of the picture on purpose (a tag on video, a toast, a dialog)."""


@dataclass(slots=True)
class Ledger:
    """What one picture of a screen holds."""

    canvas: Box
    spots: list[TextSpot] = field(default_factory=list)

    def complaints(self) -> Iterator[str]:
        """Yield one sentence per text that is cut, off the canvas, overlapping or lacks a glyph."""
        for spot in self.spots:
            if not spot.fits:
                yield f"does not fit its box {_short(spot.given)}: {spot.text!r}"
            if not spot.covered.within(self.canvas, 1.0):
                yield f"leaves the screen at {_short(spot.covered)}: {spot.text!r}"
            if spot.missing:
                yield f"the typeface has no {' '.join(sorted(spot.missing))}: {spot.text!r}"
        plain = [spot for spot in self.spots if not spot.over]
        for a, b in combinations(plain, 2):
            if a.covered.overlaps(b.covered, 2.0):
                yield f"overlaps: {a.text!r} at {_short(a.covered)} and {b.text!r} at {_short(b.covered)}"


def _short(box: Box) -> str:
    return f"({box.x:.0f},{box.y:.0f} {box.w:.0f}x{box.h:.0f})"
