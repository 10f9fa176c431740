"""Truth regions over time: outlines per frame, thinned to the few key times that a pack stores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.content.regions import RegionKey
from game.forge.face import Points

_TOLERANCE: Final = 0.004
"""How far (as a share of the frame) a thinned outline may be from the measured one."""


def track(
    outline: Callable[[int], Points],
    first: int,
    last: int,
    size: tuple[int, int],
    fps: float,
    start: float = 0.0,
) -> tuple[RegionKey, ...]:
    """Return the region of frames `first` to `last` (not included) as key times with polygons.

    `start` is the time of frame 0 in seconds.
    """
    scale = np.array(size, dtype=np.float32)
    shapes = np.stack([np.clip(outline(i) / scale, 0, 1) for i in range(first, last)])
    return tuple(
        RegionKey(
            t=round(start + (first + k) / fps, 3),
            polygon=tuple((round(float(x), 4), round(float(y), 4)) for x, y in shapes[k]),
        )
        for k in _thin(shapes)
    )


def _thin(shapes: NDArray[np.float32]) -> list[int]:
    """Keep the frames between which all outlines lie on straight lines (Douglas & Peucker 1973, in time)."""
    keep = {0, len(shapes) - 1}
    open_parts = [(0, len(shapes) - 1)]
    while open_parts:
        a, b = open_parts.pop()
        if b - a < 2:
            continue
        share = (np.arange(a + 1, b, dtype=np.float32) - a) / np.float32(b - a)
        line = shapes[a] + share[:, None, None] * (shapes[b] - shapes[a])
        off = np.abs(shapes[a + 1 : b] - line).max((1, 2))
        worst = int(off.argmax())
        if off[worst] > _TOLERANCE:
            middle = a + 1 + worst
            keep.add(middle)
            open_parts += [(a, middle), (middle, b)]
    return sorted(keep)
