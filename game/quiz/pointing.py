"""Is this point on the trace? One test for a player's marks, a class's taps and the studio's challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from game.content.regions import distance, polygon_at

if TYPE_CHECKING:
    from game.content.models import Artefact
    from game.content.regions import Polygon

PLACE_TOLERANCE: Final = 0.04
"""Frame diagonals by which a mark may lie beside a region."""
TIME_TOLERANCE: Final = 0.20
"""Seconds by which a mark may lie outside a tell-tale's interval."""

_ROUNDING: Final = 1e-9  # so that 1.1 - 0.9 is still 0.2


class Pointing(Protocol):
    """A mark as scoring sees it: x, y normalised to the frame, t in seconds; `timed` for the sound."""

    @property
    def x(self) -> float:
        """Place from the left edge, 0..1."""

    @property
    def y(self) -> float:
        """Place from the upper edge, 0..1."""

    @property
    def t(self) -> float:
        """Moment in the clip, seconds."""

    @property
    def timed(self) -> bool:
        """Whether only the moment is meant, as for a tell-tale in the sound."""


def on_outline(outline: Polygon, x: float, y: float, aspect: float) -> bool:
    """Tell whether (x, y) lies on `outline` or near enough; `aspect` is width / height of the frame."""
    return distance(outline, x, y, aspect) <= PLACE_TOLERANCE + _ROUNDING


def outline_at(artefact: Artefact, t: float, aspect: float) -> Polygon | None:
    """Return the outline that a mark at `t` seconds is held against; None for a sound and at other times.

    Just outside the interval the outline of its nearest moment is meant, not one that drifted on.
    """
    if not _in_time(artefact, t):
        return None
    start, end = artefact.interval
    return polygon_at(artefact.region, min(max(t, start), end), aspect)


def on_artefact(artefact: Artefact, mark: Pointing, aspect: float) -> bool:
    """Tell whether `mark` lies on `artefact`, within the tolerances.

    A tell-tale without a region lives in the sound: only a `timed` mark can hit it, and only by time.
    """
    if mark.timed or not artefact.region:
        return mark.timed and not artefact.region and _in_time(artefact, mark.t)
    outline = outline_at(artefact, mark.t, aspect)
    return outline is not None and on_outline(outline, mark.x, mark.y, aspect)


def _in_time(artefact: Artefact, t: float) -> bool:
    start, end = artefact.interval
    return start - TIME_TOLERANCE - _ROUNDING <= t <= end + TIME_TOLERANCE + _ROUNDING
