"""The parts of a layout tree: what each measures, and how it places its widgets (see `game.ui.layout`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from game.ui.geometry import Box
from game.ui.scene import Layout
from game.ui.screen_part import screen_part
from game.ui.sizing import CONTENT, Size, bounded, measured, solve
from game.ui.widgets.base import Length, Widget, placed

Axis = Literal["across", "down"]
Place = Literal["start", "centre", "end", "stretch"]


class Node:
    """A part of the tree: it can be measured, and placed into a box."""

    __slots__ = ()

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the width and height that it wants, in canvas px, where at most `width` is to be had."""
        raise NotImplementedError

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return its widgets, each with its box, inside `box`."""
        raise NotImplementedError


Child = Node | Widget | None
"""What may stand in a row: None is left out, so that a condition can stand in the tree."""


@screen_part(frozen=True, slots=True, eq=False)
class Leaf(Node):
    """One widget."""

    widget: Widget

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return what the widget measures."""
        return self.widget.natural(layout, width)

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return the widget with `box`."""
        return [placed(self.widget, box)]


@screen_part(frozen=True, slots=True, eq=False)
class Free(Node):
    """A part that a function fills: for pieces which place their own widgets, such as the stage."""

    fill: Callable[[Box], Iterable[Widget]]

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return nothing: it takes what it is given."""
        return 0.0, 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return what the function makes of `box`."""
        return list(self.fill(box))


@screen_part(frozen=True, slots=True, eq=False)
class Spacer(Node):
    """Room without anything in it."""

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return nothing."""
        return 0.0, 0.0

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Return no widget."""
        return []


@screen_part(frozen=True, slots=True, eq=False)
class Item(Node):
    """A child with sizes of its own, and its place in a box that is larger than it wants.

    `main` is its size along the axis of its row, whichever way that runs; `width` and `height` come first.
    """

    child: Node
    width: Size | None = None
    height: Size | None = None
    main: Size | None = None
    across: Place = "stretch"
    down: Place = "stretch"

    def along(self, axis: Axis) -> Size:
        """Return its size along `axis`, as the row that holds it asks."""
        own = self.width if axis == "across" else self.height
        return own or self.main or CONTENT

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the child's size, bounded by its own."""
        room = bounded(layout, self.width, width, width)
        w, h = layout.size_of(self.child, room)
        return bounded(layout, self.width, w, width), bounded(layout, self.height, h, h)

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Place the child, as large as it may be, at its place."""
        return self.place_within(layout, box, self.width, self.height)

    def place_within(self, layout: Layout, box: Box, width: Size | None, height: Size | None) -> list[Widget]:
        """Place the child as `place` does, with other sizes of its own: a row has settled one of them."""
        w, h = box.w, box.h
        if width is not None or self.across != "stretch":
            natural = layout.size_of(self.child, box.w)[0] if measured(width) else box.w
            w = min(box.w, bounded(layout, width, natural, box.w))
        if height is not None or self.down != "stretch":
            natural = layout.size_of(self.child, w)[1] if measured(height) else box.h
            h = min(box.h, bounded(layout, height, natural, box.h))
        x = box.x + _offset(self.across, box.w - w)
        y = box.y + _offset(self.down, box.h - h)
        return self.child.place(layout, Box(x, y, w, h))


@screen_part(frozen=True, slots=True, eq=False)
class Line(Node):
    """Children one after the other: a row, a column, or a split that follows the canvas."""

    children: tuple[Item, ...]
    axis: Axis | Literal["canvas"]
    gap: Length = 0.0
    lead: Place = "start"
    """Where the children are when they leave room along the axis; "stretch" shares it out to all of them."""

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the sum along the axis and the largest across it."""
        gaps = layout.length(self.gap) * max(0, len(self.children) - 1)
        if self._axis(layout) == "down":
            sizes = [child.natural(layout, width) for child in self.children]
            return max((w for w, _ in sizes), default=0.0), sum(h for _, h in sizes) + gaps
        widths = self._lengths(layout, width, 0.0)
        heights = [c.natural(layout, w)[1] for c, w in zip(self.children, widths, strict=True)]
        wanted = sum(c.natural(layout, width)[0] for c in self.children) + gaps
        return min(width, wanted), max(heights, default=0.0)

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Place the children one after the other."""
        lengths = self._lengths(layout, box.w, box.h)
        gap = layout.length(self.gap)
        down = self._axis(layout) == "down"
        room = (box.h if down else box.w) - sum(lengths) - gap * max(0, len(lengths) - 1)
        if self.lead == "stretch" and room > 0 and lengths:
            lengths = [length + room / len(lengths) for length in lengths]
        at = (box.y if down else box.x) + _offset(self.lead, max(0.0, room))
        widgets: list[Widget] = []
        for child, length in zip(self.children, lengths, strict=True):
            if down:
                widgets += child.place_within(layout, Box(box.x, at, box.w, length), child.width, None)
            else:
                widgets += child.place_within(layout, Box(at, box.y, length, box.h), None, child.height)
            at += length + gap
        return widgets

    def _axis(self, layout: Layout) -> Axis:
        if self.axis != "canvas":
            return self.axis
        return "down" if layout.portrait else "across"

    def _lengths(self, layout: Layout, width: float, height: float) -> list[float]:
        axis = self._axis(layout)
        at = 0 if axis == "across" else 1
        room = (width if axis == "across" else height) - layout.length(self.gap) * max(
            0, len(self.children) - 1
        )
        sizes = [child.along(axis) for child in self.children]
        wanted = [
            layout.size_of(child.child, width)[at] if measured(size) else 0.0
            for child, size in zip(self.children, sizes, strict=True)
        ]
        return solve(layout, sizes, wanted, room)


@screen_part(frozen=True, slots=True, eq=False)
class Stack(Node):
    """Children on top of each other, the last one uppermost."""

    children: tuple[Node, ...]

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the largest width and height."""
        sizes = [child.natural(layout, width) for child in self.children]
        return max((w for w, _ in sizes), default=0.0), max((h for _, h in sizes), default=0.0)

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Place each child into the whole box."""
        return [widget for child in self.children for widget in child.place(layout, box)]


@screen_part(frozen=True, slots=True, eq=False)
class Padded(Node):
    """A child with room around it."""

    child: Node
    left: Length
    top: Length
    right: Length
    bottom: Length

    def _edges(self, layout: Layout) -> tuple[float, float, float, float]:
        return (
            layout.length(self.left),
            layout.length(self.top),
            layout.length(self.right),
            layout.length(self.bottom),
        )

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return the child's size and the room around it."""
        left, top, right, bottom = self._edges(layout)
        w, h = self.child.natural(layout, max(0.0, width - left - right))
        return w + left + right, h + top + bottom

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Place the child inside."""
        left, top, right, bottom = self._edges(layout)
        w, h = max(0.0, box.w - left - right), max(0.0, box.h - top - bottom)
        return self.child.place(layout, Box(box.x + left, box.y + top, w, h))


@screen_part(frozen=True, slots=True, eq=False)
class Grid(Node):
    """Equal cells, row by row."""

    children: tuple[Node, ...]
    columns: int
    gap: Length = 0.0

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max(1, -(-len(self.children) // self.columns))

    def natural(self, layout: Layout, width: float) -> tuple[float, float]:
        """Return as many of the largest cell as there are, and the gaps."""
        gap = layout.length(self.gap)
        cell = (width - gap * (self.columns - 1)) / self.columns
        sizes = [child.natural(layout, cell) for child in self.children]
        high = max((h for _, h in sizes), default=0.0)
        wide = max((w for w, _ in sizes), default=0.0)
        return wide * self.columns + gap * (self.columns - 1), high * self.rows + gap * (self.rows - 1)

    def place(self, layout: Layout, box: Box) -> list[Widget]:
        """Place one child in each cell."""
        cells = box.grid(self.columns, self.rows, layout.length(self.gap))
        return [
            w for child, cell in zip(self.children, cells, strict=False) for w in child.place(layout, cell)
        ]


def _offset(place: Place, room: float) -> float:
    return {"start": 0.0, "stretch": 0.0, "centre": room / 2, "end": room}[place]
