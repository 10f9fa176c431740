"""The face in a clip: 478 mesh points over time, and outlines made of them.

Numbering is MediaPipe's face mesh (468 points and 10 iris points). "Right" is the person's right.
All coordinates are pixels of the clip; pixel centres lie at half numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.floating[Any]]
"""(points, 2): x and y in pixels."""

OVAL: Final = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
RIGHT_EYE: Final = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
LEFT_EYE: Final = (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249)
UNDER_RIGHT: Final = (111, 117, 118, 119, 120, 121, 128)
UNDER_LEFT: Final = (357, 350, 349, 348, 347, 346, 340)
RIGHT_BROW_TOP: Final = (70, 63, 105, 66, 107)
RIGHT_BROW_LOW: Final = (46, 53, 52, 65, 55)
LEFT_BROW_TOP: Final = (300, 293, 334, 296, 336)
LEFT_BROW_LOW: Final = (276, 283, 282, 295, 285)
LIPS: Final = (
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
)  # fmt: skip
INNER_LIPS: Final = (
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
)  # fmt: skip
RIGHT_IRIS: Final = (468, 469, 470, 471, 472)
LEFT_IRIS: Final = (473, 474, 475, 476, 477)
NOSE: Final = (168, 6, 197, 195, 5, 4, 1)
RIGHT_CHEEK: Final = (50, 101, 118, 117, 123, 147, 187, 205)
LEFT_CHEEK: Final = (280, 330, 347, 346, 352, 376, 411, 425)


@dataclass(frozen=True)
class FacePoints:
    """The mesh points of one clip: `raw` (frames, 478, 2), in pixels."""

    raw: NDArray[np.float32]

    def __len__(self) -> int:
        """Count the frames."""
        return len(self.raw)

    @cached_property
    def steady(self) -> NDArray[np.float32]:
        """The points, smoothed over about a tenth of a second: the tracker trembles, a head does not."""
        return smooth_over_time(self.raw, 1.2)

    @cached_property
    def crisp(self) -> NDArray[np.float32]:
        """The points, hardly smoothed: for lids and lips, which are fast."""
        return smooth_over_time(self.raw, 0.5)

    @cached_property
    def speed(self) -> NDArray[np.float32]:
        """How fast the head moves, per frame, in face widths a second at 25 frames a second; smoothed."""
        middle = self.steady[:, list(OVAL)].mean(1)
        step = np.linalg.norm(np.gradient(middle, axis=0), axis=1) * 25 / self.width
        return smooth_over_time(step.astype(np.float32), 1.5)

    @cached_property
    def width(self) -> float:
        """The face's usual width in pixels: the yardstick of feathers and offsets."""
        spans = np.linalg.norm(self.steady[:, 454] - self.steady[:, 234], axis=1)
        return float(np.median(spans))

    @cached_property
    def _ovals(self) -> NDArray[np.float32]:
        return np.ascontiguousarray(self.steady[:, list(OVAL)])

    @cached_property
    def _middles(self) -> NDArray[np.float32]:
        middles: NDArray[np.float32] = self._ovals.mean(1)
        return middles

    def oval(self, i: int, scale: float = 1.0) -> Points:
        """Return the outline of the face in frame `i`, shrunk towards its middle by `scale`."""
        outline, middle = self._ovals[i], self._middles[i]
        shrunk: Points = (outline - middle) * np.float32(scale) + middle
        return shrunk

    def outline(self, i: int, scale: float = 1.0) -> Points:
        """Return the same outline with every second point: enough for a truth region."""
        return self.oval(i, scale)[::2]

    def core(self, i: int) -> Points:
        """Return the part that is face for certain: brows to chin, between the cheeks."""
        points = self.steady[i]
        brows = points[[*RIGHT_BROW_TOP, *LEFT_BROW_TOP[::-1]]]
        oval = self.oval(i, 0.8)
        jaw = oval[8:29]
        return np.concatenate([brows, jaw])

    def goggles(self, i: int) -> Points:
        """Return an outline around both eyes, from brow to cheek, in frame `i`."""
        p = self.steady[i]
        right, left = p[list(RIGHT_EYE)].mean(0), p[list(LEFT_EYE)].mean(0)
        parts = (
            right + (p[list(RIGHT_BROW_LOW)] - right) * np.float32(0.9),
            left + (p[list(LEFT_BROW_LOW[::-1])] - left) * np.float32(0.9),
            left + (p[list(UNDER_LEFT[::-1])] - left) * np.float32(0.9),
            right + (p[list(UNDER_RIGHT[::-1])] - right) * np.float32(0.9),
        )
        return np.concatenate(parts)

    def up(self, i: int) -> Points:
        """Return the unit vector from chin to forehead in frame `i`."""
        axis = self.steady[i, 10] - self.steady[i, 152]
        unit: Points = (axis / max(float(np.hypot(*axis)), 1e-6)).astype(np.float32)
        return unit

    def pose(self, i: int) -> Pose:
        """Return where the face is in frame `i` and how it is turned in the picture."""
        middles, rights, downs, halves = self._poses
        half = halves[i].tolist()
        return Pose(middles[i], rights[i], downs[i], (half[0], half[1]))

    @cached_property
    def _poses(self) -> tuple[Points, Points, Points, Points]:
        """Of all frames where the face is, its right, its down (frames, 2), and half its width and height."""
        axis = self.steady[:, 10] - self.steady[:, 152]
        up = axis / np.maximum(np.hypot(axis[:, 0], axis[:, 1]), 1e-6)[:, None]
        right = np.stack([-up[:, 1], up[:, 0]], -1)
        off = self._ovals - self._middles[:, None]
        over, above = (_along(off, way.T[..., None]) for way in (right, up))
        middle = self._middles + right * ((over.max(1) + over.min(1)) / 2)[:, None]
        middle += up * ((above.max(1) + above.min(1)) / 2)[:, None]
        half = np.stack([np.ptp(over, 1), np.ptp(above, 1)], -1) / 2
        return middle, right, -up, half


@dataclass(frozen=True)
class Pose:
    """A face's own axes in one frame: its middle, right and down (unit vectors), half width and height."""

    middle: Points
    right: Points
    down: Points
    half: tuple[float, float]

    def inside(self, points: Points) -> Points:
        """Return points in the face's own measure: (0, 0) its middle, 1 at its right and lower edge."""
        off = points - self.middle
        u, v = _along(off, self.right) / self.half[0], _along(off, self.down) / self.half[1]
        own: Points = np.stack([u, v], -1).astype(np.float32)
        return own

    def outward(self, own: Points) -> Points:
        """Turn offsets in the face's own axes (pixels) into offsets in the picture."""
        offsets: Points = own[..., :1] * self.right + own[..., 1:] * self.down
        return offsets


def _along(points: Points, way: Points) -> Points:
    """Return how far points (..., 2) lie along the unit vector `way`; the same on every processor."""
    far: Points = points[..., 0] * way[0] + points[..., 1] * way[1]
    return far


def smooth_over_time(track: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Smooth (frames, ...) along the first axis with a Gaussian of `sigma` frames; the ends are repeated."""
    radius = max(1, int(3 * sigma + 0.5))
    taps = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    taps /= taps.sum()
    padded = np.concatenate([track[:1].repeat(radius, 0), track, track[-1:].repeat(radius, 0)])
    out = sum(weight * padded[k : k + len(track)] for k, weight in enumerate(taps))
    return np.asarray(out, dtype=np.float32)


def box_around(
    points: Points,
    size: tuple[int, int],
    margin: float = 0.0,
    origin: tuple[int, int] = (0, 0),
    least: int = 1,
) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of whole pixels that hold all points and `margin` around them.

    They are counted from `origin` and lie within a picture of `size` (width, height) there; the box has at
    least `least` pixels each way, as much as the picture has room.
    """
    low, high = (points.min(0) - margin).tolist(), (points.max(0) + margin).tolist()
    near = [min(max(floor(low[k]) - origin[k], 0), size[k] - least) for k in (0, 1)]
    far = [min(max(ceil(high[k]) - origin[k], near[k] + least), size[k]) for k in (0, 1)]
    return near[0], near[1], far[0], far[1]


def grow(outline: Points, pixels: float) -> Points:
    """Move each point of an outline away from its middle by `pixels` (towards it when negative)."""
    middle = outline.mean(0)
    away = outline - middle
    length = np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
    grown: Points = (middle + away * np.maximum(0, 1 + pixels / length)).astype(np.float32)
    return grown


def hull(points: Points) -> Points:
    """Return the convex hull of points, in order (Andrew's monotone chain, 1979)."""
    order = sorted(map(tuple, points.tolist()))

    def half(line: Sequence[tuple[float, ...]]) -> list[tuple[float, ...]]:
        chain: list[tuple[float, ...]] = []
        for p in line:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
        return chain[:-1]

    return np.array(half(order) + half(order[::-1]), dtype=np.float32)


def _turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def spokes(shape: Points, count: int = 16) -> Points:
    """Return where `count` rays from the middle of a convex outline leave it: outlines that match in time."""
    middle = shape.mean(0)
    turns = np.linspace(0, 2 * np.pi, count + 1)[:-1]
    ways = np.stack([np.cos(turns), np.sin(turns)], -1)
    return np.stack([_leave(shape, middle, way) for way in ways]).astype(np.float32)


def _leave(shape: Points, middle: Points, way: NDArray[np.float64]) -> Points:
    edge = np.roll(shape, -1, 0) - shape
    off = shape - middle
    cross = way[0] * edge[:, 1] - way[1] * edge[:, 0]
    cross = np.where(np.abs(cross) < 1e-9, 1e-9, cross)
    far = (off[:, 0] * edge[:, 1] - off[:, 1] * edge[:, 0]) / cross
    along = (off[:, 0] * way[1] - off[:, 1] * way[0]) / cross
    hit = (along >= -1e-6) & (along <= 1 + 1e-6) & (far > 0)
    return np.asarray(middle + way * (far[hit].min() if hit.any() else 0.0), dtype=np.float32)
