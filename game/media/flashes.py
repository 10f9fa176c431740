"""Counts general flashes as WCAG 2.3.1 means them, so that no clip endangers someone.

A flash is a pair of opposing changes of relative luminance by 10 % or more, the darker side being below
0.80; it counts where it fills a quarter of some 341 x 256 block of a 1024 x 768 screen, that is a third of
the width by a third of the height of a clip that fills the screen (W3C, "Understanding Success Criterion
2.3.1"). The area is counted over one second and not at one instant, which errs on the safe side.
"""

from __future__ import annotations

from collections import deque
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

GRID: Final = (48, 36)
"""Cells across and down in which the luminance is looked at; a block has 16 x 12 of them."""
CHANGE: Final = 0.10
DARKER_BELOW: Final = 0.80
AREA: Final = 0.25
WINDOW: Final = 1.0
BLOCK: Final = (GRID[1] // 3, GRID[0] // 3)
CELLS: Final = ceil(AREA * BLOCK[0] * BLOCK[1])
"""So many cells of a block must flash."""

Luminances = NDArray[np.float64]


class FlashMeter:
    """Takes a clip's frames in order and remembers the worst second."""

    def __init__(self) -> None:
        self.worst = 0
        """The most general flashes in any one second so far."""
        shape = (GRID[1], GRID[0])
        self._low: Luminances = np.full(shape, np.inf)
        self._high: Luminances = np.full(shape, -np.inf)
        self._last = np.zeros(shape, np.int8)
        self._recent: deque[tuple[float, NDArray[np.bool_]]] = deque()
        self._changes = np.zeros(shape, np.int32)

    def add(self, seconds: float, pixels: NDArray[np.uint8]) -> None:
        """Take the frame shown at `seconds`, reduced to GRID: uint8, shape (36, 48, 3), R G B."""
        changed = self._turned(relative_luminance(pixels))
        self._recent.append((seconds, changed))
        self._changes += changed
        while self._recent[0][0] <= seconds - WINDOW:
            self._changes -= self._recent.popleft()[1]
        if changed.any():
            self._judge()

    def _turned(self, luminance: Luminances) -> NDArray[np.bool_]:
        """Tell in which cells a change ends that opposes the one before it."""
        self._low = np.minimum(self._low, luminance)
        self._high = np.maximum(self._high, luminance)
        up = (self._last <= 0) & (luminance - self._low >= CHANGE) & (self._low < DARKER_BELOW)
        down = (self._last >= 0) & (self._high - luminance >= CHANGE) & (luminance < DARKER_BELOW)
        turned = up | down
        self._last[up], self._last[down] = 1, -1
        self._low[turned] = self._high[turned] = luminance[turned]
        return turned

    def _judge(self) -> None:
        """Find how many flashes a quarter of the worst block has seen within the last second."""
        flashes = self._changes // 2
        while _most_in_a_block(flashes > self.worst) >= CELLS:
            self.worst += 1


def _most_in_a_block(cells: NDArray[np.bool_]) -> int:
    """Return how many cells are true in that block, wherever it lies, which has the most of them."""
    height, width = BLOCK
    sums = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), np.int32)
    sums[1:, 1:] = cells.cumsum(0).cumsum(1)
    rows = sums[height:] - sums[:-height]
    return int((rows[:, width:] - rows[:, :-width]).max())


def _linear() -> NDArray[np.float64]:
    value = np.arange(256) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


LINEAR: Final = _linear()
"""Of each value of sRGB the light it stands for, 0..1."""


def relative_luminance(pixels: NDArray[np.uint8]) -> Luminances:
    """Return the relative luminance (0..1) of sRGB pixels, shape (..., 3), after WCAG 2's definition."""
    luminance: Luminances = LINEAR.take(pixels) @ np.array([0.2126, 0.7152, 0.0722])
    return luminance
