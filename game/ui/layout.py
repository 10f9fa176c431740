"""Layout as a tree: rows, columns, stacks and grids that give each widget its box.

A screen's `build` reads like its mockup:

    column(
        bar(...),
        split(item(stage, main=flex(2)), item(panel(column(title, lead)), main=flex(1, least="side"))),
        row(again, spacer(), confirm, gap="l"),
    ).place(layout, layout.area)

Lengths are canvas pixels or, in screens, names of the theme's `space` and `sizes`. A `split` runs across a
canvas that lies and down one that stands upright: portrait is a change of axis, not a second layout. Text
measures itself, and where it is too long for its box the box says so in the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from game.ui.geometry import Box
from game.ui.nodes import Child, Free, Grid, Item, Leaf, Line, Node, Padded, Place, Spacer, Stack
from game.ui.sizing import CONTENT, Size, content, fixed, flex, solve
from game.ui.widgets.base import Length, Widget

__all__ = [
    "CONTENT",
    "Child",
    "Free",
    "Grid",
    "Item",
    "Leaf",
    "Line",
    "Node",
    "Padded",
    "Place",
    "Size",
    "Spacer",
    "Stack",
    "column",
    "content",
    "fixed",
    "flex",
    "free",
    "grid",
    "item",
    "node",
    "pad",
    "row",
    "solve",
    "spacer",
    "split",
    "stack",
]


def node(child: Node | Widget) -> Node:
    """Return `child` as a part of the tree."""
    return Leaf(child) if isinstance(child, Widget) else child


def item(
    child: Node | Widget,
    *,
    width: Size | None = None,
    height: Size | None = None,
    main: Size | None = None,
    across: Place = "stretch",
    down: Place = "stretch",
) -> Item:
    """Return `child` with sizes and a place of its own; see `Item`."""
    return Item(node(child), width, height, main, across, down)


def row(*children: Child, gap: Length = 0.0, lead: Place = "start") -> Line:
    """Return children from left to right."""
    return Line(_items(children), "across", gap, lead)


def column(*children: Child, gap: Length = 0.0, lead: Place = "start") -> Line:
    """Return children from top to bottom."""
    return Line(_items(children), "down", gap, lead)


def split(*children: Child, gap: Length = 0.0, lead: Place = "start") -> Line:
    """Return children from left to right on a canvas that lies, from top to bottom on an upright one."""
    return Line(_items(children), "canvas", gap, lead)


def stack(*children: Child) -> Stack:
    """Return children on top of each other."""
    return Stack(tuple(node(child) for child in children if child is not None))


def grid(children: Sequence[Child], columns: int, gap: Length = 0.0) -> Grid:
    """Return children in equal cells, `columns` of them in a row."""
    return Grid(tuple(node(child) for child in children if child is not None), columns, gap)


def pad(
    child: Node | Widget,
    around: Length = 0.0,
    *,
    x: Length | None = None,
    y: Length | None = None,
    left: Length | None = None,
    top: Length | None = None,
    right: Length | None = None,
    bottom: Length | None = None,
) -> Padded:
    """Return `child` with room around it: on all sides, left and right, above and below, or on one side."""
    across, down = around if x is None else x, around if y is None else y
    return Padded(
        node(child),
        across if left is None else left,
        down if top is None else top,
        across if right is None else right,
        down if bottom is None else bottom,
    )


def spacer(size: Size | None = None) -> Item:
    """Return room without anything in it: a share of what is left, or of `size`."""
    return Item(Spacer(), main=size or flex())


def free(fill: Callable[[Box], Iterable[Widget]]) -> Free:
    """Return a part that places its own widgets in the box it is given."""
    return Free(fill)


def _items(children: Iterable[Child]) -> tuple[Item, ...]:
    return tuple(c if isinstance(c, Item) else Item(node(c)) for c in children if c is not None)
