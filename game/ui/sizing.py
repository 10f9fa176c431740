"""How long the items of a row are: fixed, a share of what is left, or as their content wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from game.ui.scene import Layout
from game.ui.widgets.base import Length


class Size(NamedTuple):
    """How long an item is along one axis: fixed, a share of what is left, or as its content wants.

    `least` and `most` bound shares and contents; None is no bound.
    """

    fixed: Length | None = None
    share: float = 0.0
    least: Length = 0.0
    most: Length | None = None
    firm: bool = False
    """A content that does not give way where there is too little room."""


CONTENT = Size()


def fixed(length: Length) -> Size:
    """Return a size of exactly `length`."""
    return Size(fixed=length)


def flex(share: float = 1.0, least: Length = 0.0, most: Length | None = None) -> Size:
    """Return a share of the room that fixed and content sizes leave, within its bounds."""
    return Size(share=share, least=least, most=most)


def content(least: Length = 0.0, most: Length | None = None, *, firm: bool = False) -> Size:
    """Return the size that the content measures, within its bounds; `firm`: others give way, not this one."""
    return Size(least=least, most=most, firm=firm)


def solve(layout: Layout, sizes: Sequence[Size], wanted: Sequence[float], room: float) -> list[float]:
    """Return the length of each item in `room`: fixed first, then contents, then shares of the rest.

    `wanted` are the lengths that contents measure. Where contents need more than there is, they give way in
    proportion, down to their least; a share that meets a bound takes it, and the others share again.
    """
    lengths = [bounded(layout, s, w, w) if not s.share else 0.0 for s, w in zip(sizes, wanted, strict=True)]
    shares = {i for i, size in enumerate(sizes) if size.share}
    least = sum(layout.length(sizes[i].least) for i in shares)
    over = sum(lengths) + least - room
    soft = {
        i: lengths[i] - layout.length(size.least)
        for i, size in enumerate(sizes)
        if size.fixed is None and not size.share and not size.firm
    }
    slack = sum(soft.values())
    if over > 0 and slack > 0:
        for i, give in soft.items():
            lengths[i] -= give * min(1.0, over / slack)
    left = room - sum(lengths)
    while shares:
        total = sum(sizes[i].share for i in shares)
        tried = {i: max(0.0, left) * sizes[i].share / total for i in shares}
        within = {i: bounded(layout, sizes[i], tried[i], tried[i]) for i in shares}
        excess = sum(within.values()) - max(0.0, left)
        tight = [i for i in shares if (within[i] > tried[i] if excess > 0 else within[i] < tried[i])]
        for i in tight or shares:
            lengths[i] = within[i]
        if not tight:
            break
        left -= sum(within[i] for i in tight)
        shares -= set(tight)
    return lengths


def measured(size: Size | None) -> bool:
    """Tell whether an item of `size` is as long as its content."""
    return size is None or (size.fixed is None and not size.share)


def bounded(layout: Layout, size: Size | None, natural: float, room: float) -> float:
    """Return `natural` (for a share: `room`) within the bounds of `size`, or its fixed length."""
    if size is None:
        return natural
    if size.fixed is not None:
        return layout.length(size.fixed)
    most = float("inf") if size.most is None else layout.length(size.most)
    return max(layout.length(size.least), min(most, room if size.share else natural))
