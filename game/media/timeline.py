"""When each frame of a clip is due: exact times from the file, not `index / fps`."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

NEAR: Final = 1e-6
"""Times closer than this (seconds) are the same: they differ by rounding only."""


@dataclass(frozen=True, slots=True)
class FrameTimes:
    """The start of every frame in seconds (the first is 0, they grow) and the end of the last one."""

    times: tuple[float, ...]
    seconds: float

    @property
    def fps(self) -> float:
        """Frames a second, on average."""
        return len(self.times) / self.seconds

    @property
    def last(self) -> int:
        """The index of the last frame."""
        return len(self.times) - 1

    def index_at(self, seconds: float) -> int:
        """Return the frame that is on screen at `seconds`; the nearest one outside the clip."""
        return max(0, bisect_right(self.times, seconds + NEAR) - 1)

    def end_of(self, index: int) -> float:
        """Return when the frame `index` gives way to the next, in seconds."""
        return self.times[index + 1] if index < self.last else self.seconds

    def within(self, start: float, end: float) -> tuple[int, int]:
        """Return the first and the last frame shown in [start, end); at least one frame."""
        first = self.index_at(start)
        return first, max(first, bisect_right(self.times, end - NEAR) - 1)
