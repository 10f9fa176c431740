"""Truth regions: polygons or discs over time, interpolated between key times, with hit tests.

Coordinates are normalised to the frame (0..1 in x and y); distances are measured in frame
diagonals, so that "4 % of the diagonal" means the same on every frame shape (`aspect` = width / height).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StrictFloat, StrictInt, model_validator

from game.content.base import Model

if TYPE_CHECKING:
    from collections.abc import Sequence

Coordinate = Annotated[StrictInt | StrictFloat, Field(ge=0, le=1)]
Point = tuple[Coordinate, Coordinate]
Polygon = tuple[tuple[float, float], ...]


class Disc(Model):
    """A round region: its centre (x, y) and its radius as a share of the frame's width."""

    centre: Point
    radius: Annotated[StrictInt | StrictFloat, Field(gt=0, le=1)]


class RegionKey(Model):
    """The region at one moment `t` (seconds): a polygon of three or more points, or a disc."""

    t: Annotated[StrictInt | StrictFloat, Field(ge=0)]
    polygon: Annotated[tuple[Point, ...], Field(min_length=3, max_length=256)] | None = None
    disc: Disc | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> RegionKey:
        if (self.polygon is None) == (self.disc is None):
            raise ValueError("expected either polygon or disc")
        return self


Track = tuple[RegionKey, ...]


def polygon_at(track: Sequence[RegionKey], t: float, aspect: float = 1.0) -> Polygon | None:
    """Return the region's outline at `t` seconds, or None for an empty track.

    Between two keys of equally many points the outline moves linearly; otherwise the earlier key
    holds. Before the first and after the last key the nearest key holds. A disc becomes a 32-gon;
    `aspect` (width / height) keeps it round on the frame.
    """
    if not track:
        return None
    times = [key.t for key in track]
    after = bisect_right(times, t)
    if after == 0:
        return _outline(track[0], aspect)
    if after == len(track):
        return _outline(track[-1], aspect)
    a, b = track[after - 1], track[after]
    start, end = _outline(a, aspect), _outline(b, aspect)
    if len(start) != len(end):
        return start
    share = (t - a.t) / (b.t - a.t)
    return tuple(
        (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
        for (x0, y0), (x1, y1) in zip(start, end, strict=True)
    )


def contains(polygon: Polygon, x: float, y: float) -> bool:
    """Tell whether (x, y) lies inside `polygon` (even-odd rule; Shimrat 1962, CACM Algorithm 112)."""
    inside = False
    for (x0, y0), (x1, y1) in pairwise((*polygon, polygon[0])):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def distance(polygon: Polygon, x: float, y: float, aspect: float = 1.0) -> float:
    """Return how far (x, y) is from `polygon`, in frame diagonals; 0 inside."""
    if contains(polygon, x, y):
        return 0.0
    diagonal = hypot(aspect, 1.0)
    outline = [(px * aspect, py) for px, py in polygon]
    nearest = min(_to_segment((x * aspect, y), start, end) for start, end in pairwise((*outline, outline[0])))
    return nearest / diagonal


def centroid(polygon: Polygon) -> tuple[float, float]:
    """Return the mean of the outline's points: a good place for a label's leader line."""
    n = len(polygon)
    return sum(x for x, _ in polygon) / n, sum(y for _, y in polygon) / n


def inner_point(polygon: Polygon) -> tuple[float, float]:
    """Return a point that lies inside `polygon`, the centroid where that does (else beside an edge)."""
    x, y = centroid(polygon)
    if contains(polygon, x, y):
        return x, y
    best, width = (x, y), -1.0
    for (_, y0), (_, y1) in pairwise((*polygon, polygon[0])):
        level = (y0 + y1) / 2
        crossings = sorted(
            ax + (level - ay) * (bx - ax) / (by - ay)
            for (ax, ay), (bx, by) in pairwise((*polygon, polygon[0]))
            if (ay > level) != (by > level)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if right - left > width:
                best, width = ((left + right) / 2, level), right - left
    return best


def _outline(key: RegionKey, aspect: float) -> Polygon:
    if key.polygon is not None:
        return key.polygon
    assert key.disc is not None  # noqa: S101 - the model refuses a key without a shape
    return _circle(key.disc, aspect)


def _circle(disc: Disc, aspect: float) -> Polygon:
    (cx, cy), r = disc.centre, disc.radius
    turns = [2 * pi * i / 32 for i in range(32)]
    return tuple((cx + r * cos(a), cy + r * aspect * sin(a)) for a in turns)


def _to_segment(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    (px, py), (x0, y0) = point, start
    dx, dy = end[0] - x0, end[1] - y0
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else max(0.0, min(1.0, ((px - x0) * dx + (py - y0) * dy) / length))
    return hypot(px - x0 - share * dx, py - y0 - share * dy)
