"""Boxes on the canvas: the small arithmetic that every layout is made of.

All lengths are canvas pixels (see `game.ui.screen`), as floats; only the painter rounds.
"""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x just past the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y just past the bottom edge."""
        return self.y + self.h

    @property
    def cx(self) -> float:
        """The x of the centre."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """The y of the centre."""
        return self.y + self.h / 2

    def contains(self, x: float, y: float) -> bool:
        """Tell whether the point lies inside (right and bottom edge excluded)."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def overlaps(self, other: Box, slack: float = 0.0) -> bool:
        """Tell whether the two boxes share more than `slack` in both directions."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return across > slack and down > slack

    def within(self, other: Box, slack: float = 0.0) -> bool:
        """Tell whether this box lies inside `other`, give or take `slack`."""
        return (
            self.x >= other.x - slack
            and self.y >= other.y - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def inset(self, dx: float, dy: float | None = None) -> Box:
        """Return the box made smaller on all sides (larger with negative values)."""
        dy = dx if dy is None else dy
        return Box(self.x + dx, self.y + dy, max(0.0, self.w - 2 * dx), max(0.0, self.h - 2 * dy))

    def moved(self, dx: float = 0.0, dy: float = 0.0) -> Box:
        """Return the box moved by (dx, dy)."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def top(self, h: float) -> Box:
        """Return the upper `h` of the box."""
        return Box(self.x, self.y, self.w, h)

    def left(self, w: float) -> Box:
        """Return the left `w` of the box."""
        return Box(self.x, self.y, w, self.h)

    def without_top(self, h: float) -> Box:
        """Return what is left below the upper `h`."""
        return Box(self.x, self.y + h, self.w, max(0.0, self.h - h))

    def without_bottom(self, h: float) -> Box:
        """Return what is left above the lower `h`."""
        return Box(self.x, self.y, self.w, max(0.0, self.h - h))

    def without_left(self, w: float) -> Box:
        """Return what is left to the right of the left `w`."""
        return Box(self.x + w, self.y, max(0.0, self.w - w), self.h)

    def bottom_strip(self, h: float) -> Box:
        """Return the lower `h` of the box."""
        return Box(self.x, self.bottom - h, self.w, h)

    def right_strip(self, w: float) -> Box:
        """Return the right `w` of the box."""
        return Box(self.right - w, self.y, w, self.h)

    def centred(self, w: float, h: float) -> Box:
        """Return a `w` x `h` box around the same centre."""
        return Box(self.cx - w / 2, self.cy - h / 2, w, h)

    def columns(self, shares: tuple[float, ...], gap: float) -> list[Box]:
        """Split into columns whose widths are in proportion to `shares`."""
        free = self.w - gap * (len(shares) - 1)
        boxes, x = [], self.x
        for share in shares:
            w = free * share / sum(shares)
            boxes.append(Box(x, self.y, w, self.h))
            x += w + gap
        return boxes

    def rows(self, shares: tuple[float, ...], gap: float) -> list[Box]:
        """Split into rows whose heights are in proportion to `shares`."""
        free = self.h - gap * (len(shares) - 1)
        boxes, y = [], self.y
        for share in shares:
            h = free * share / sum(shares)
            boxes.append(Box(self.x, y, self.w, h))
            y += h + gap
        return boxes

    def grid(self, columns: int, rows: int, gap: float) -> list[Box]:
        """Split into equal cells, row by row."""
        return [cell for row in self.rows((1.0,) * rows, gap) for cell in row.columns((1.0,) * columns, gap)]

    def fitted(self, aspect: float) -> Box:
        """Return the largest centred box of width / height `aspect`."""
        w = min(self.w, self.h * aspect)
        return self.centred(w, w / aspect)
