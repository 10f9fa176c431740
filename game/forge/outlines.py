"""From a map of what was changed to outlines: the main area's hull, or a band around an untouched middle."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from game.forge.face import hull, smooth_over_time, spokes
from game.forge.pixels import box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.forge.face import Points

Mask = NDArray[np.bool_]
"""(height, width)."""

SPOKES: Final = 24
"""Points of a hull's outline."""
LEAST: Final = 6
"""Pixels of the smallest area that has an outline."""
_NEAR: Final = 0.14
"""Diagonals of the map between areas that are one: the two eyes, the two brows."""
_MAIN: Final = 0.12
"""The share of the largest area's weight from which a near area belongs to it."""
_HOLLOW: Final = 0.12
"""With a smaller share of its core changed, a shape is a band around something untouched."""
_CORE: Final = 0.6
"""How far out along the spokes the core reaches."""
_ARC: Final = 10
"""Spokes that a band covers at least; a shorter one is a patch."""
_SHARES: Final = np.linspace(0.02, 1.0, 50, dtype=np.float32)


@dataclass(frozen=True)
class Shape:
    """An outline (x, y in pixels); that of a band goes along its outer side and back along its inner one."""

    outline: Points
    band: bool = False


@dataclass(frozen=True)
class OutlineTrack:
    """Outlines of equally many points at the frames `keys`; between two of them points move evenly."""

    keys: tuple[int, ...]
    outlines: NDArray[np.float32]
    """(keys, points, 2)."""

    @classmethod
    def of(cls, shapes: Mapping[int, Shape | None], usual: Shape) -> OutlineTrack:
        """Return the outlines of `shapes` by frame, smoothed; `usual` where one is of another form."""
        fitting = [
            shape.outline if shape is not None and len(shape.outline) == len(usual.outline) else usual.outline
            for shape in shapes.values()
        ]
        return cls(tuple(shapes), smooth_over_time(np.stack(fitting).astype(np.float32), 1.0))

    def at(self, frame: int) -> Points:
        """Return the outline in `frame`; before the first key and after the last the nearest one."""
        for i, (a, b) in enumerate(pairwise(self.keys)):
            if frame < b:
                share = np.float32(max(0, frame - a) / (b - a))
                moved: Points = self.outlines[i] + share * (self.outlines[i + 1] - self.outlines[i])
                return moved
        last: Points = self.outlines[-1]
        return last


def components(mask: Mask) -> NDArray[np.int32]:
    """Return the connected areas of `mask` (by sides and corners) numbered from 1; 0 is outside."""
    labels = np.zeros(mask.shape, dtype=np.int32)
    parent = [0]

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    above: list[tuple[int, int, int]] = []
    for y, row in enumerate(mask):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
        runs = []
        for start, end in edges.reshape(-1, 2).tolist():
            touching = {root(k) for a, b, k in above if a <= end and b >= start}
            label = min(touching, default=len(parent))
            if not touching:
                parent.append(label)
            for k in touching:
                parent[k] = label
            labels[y, start:end] = label
            runs.append((start, end, label))
        above = runs
    _, numbered = np.unique([root(k) for k in range(len(parent))], return_inverse=True)
    areas: NDArray[np.int32] = numbered.astype(np.int32)[labels]
    return areas


def main_area(mask: Mask, weight: NDArray[np.float32]) -> Mask:
    """Return the area of `mask` that weighs most, with the weighty areas near to it."""
    labels = np.where(mask, components(grown(mask, 2)), 0)
    count = int(labels.max(initial=0))
    if count == 0:
        return mask
    weights = np.bincount(labels.ravel(), weight.ravel(), count + 1)
    weights[0] = 0
    taken: Mask = labels == int(weights.argmax())
    reach = grown(taken, max(1, round(_NEAR * float(np.hypot(*mask.shape)))))
    for k in np.flatnonzero(weights >= _MAIN * weights.max()):
        part = labels == k
        if k and (part & reach).any():
            taken |= part
    return taken


def around(mask: Mask, seeds: Mask) -> Mask:
    """Return the areas of `mask` that hold some of `seeds`."""
    labels = components(mask | seeds)
    return np.isin(labels, np.unique(labels[seeds])) & (labels > 0)


def grown(mask: Mask, radius: int) -> Mask:
    """Return `mask` with all within `radius` pixels of it, by squares."""
    wide: Mask = box(mask.astype(np.float32), radius) > 1e-4
    return wide


def closed(mask: Mask, radius: int) -> Mask:
    """Return `mask` with gaps of up to twice `radius` pixels filled."""
    margin = radius + 1
    filled = ~grown(~grown(np.pad(mask, margin), radius), radius)
    inner: Mask = filled[margin:-margin, margin:-margin]
    return inner


def shape_of(mask: Mask, *, band: bool | None = None) -> Shape | None:
    """Return the outline of `mask`; None when there is too little of it.

    `band` tells whether it is one; None finds that out.
    """
    rows, columns = np.nonzero(mask)
    if len(rows) < LEAST:
        return None
    corners = [np.stack([columns + dx, rows + dy], -1) for dx in (0, 1) for dy in (0, 1)]
    outer = spokes(hull(np.concatenate(corners).astype(np.float32)), SPOKES)
    found = None if band is False else _band(mask, outer, sure=bool(band))
    return found or Shape(outer)


def _band(mask: Mask, outer: Points, *, sure: bool) -> Shape | None:
    """Return the band that `mask` forms inside the hull `outer`; None where it fills the hull's middle."""
    middle = outer.mean(0)
    along = middle + (outer - middle)[:, None, :] * _SHARES[None, :, None]
    x = np.clip(along[..., 0].astype(int), 0, mask.shape[1] - 1)
    y = np.clip(along[..., 1].astype(int), 0, mask.shape[0] - 1)
    hit = mask[y, x]
    arc = _longest_arc(hit.any(1))
    if len(arc) < _ARC or (not sure and hit[:, _SHARES < _CORE].mean() > _HOLLOW):
        return None
    first = np.array([_SHARES[row.argmax()] for row in hit[arc]])
    last = np.array([_SHARES[len(_SHARES) - 1 - row[::-1].argmax()] for row in hit[arc]])
    if len(arc) == len(outer):
        arc, first, last = [*arc, arc[0]], np.append(first, first[0]), np.append(last, last[0])
    rays = outer[arc] - middle
    sides = middle + rays * last[:, None], middle + rays * first[:, None]
    return Shape(np.concatenate([sides[0], sides[1][::-1]]).astype(np.float32), band=True)


def _longest_arc(covered: NDArray[np.bool_]) -> list[int]:
    """Return the places of the longest run of covered spokes, going round."""
    n = len(covered)
    if covered.all():
        return list(range(n))
    start = int(np.flatnonzero(~covered)[0])
    best: list[int] = []
    run: list[int] = []
    for k in range(start, start + n + 1):
        if covered[k % n]:
            run.append(k % n)
        else:
            best, run = max(best, run, key=len), []
    return best
