"""Soft masks of outlines: each pixel's share inside, along lines that are closer than pixels, and a feather.

A line crosses an outline's edges at exact places, so a moving outline does not crawl. What is softer than
about three pixels has nothing fine and is made at half the size, as is all that it is multiplied with there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from game.forge.face import Points, box_around
from game.forge.neighbours import doubled, gauss
from game.forge.pixels import SHARP, Frame, Picture, blur

_LINES: Final = 4
"""Lines for each pixel of the picture."""
_SOFT: Final = 3.0
"""Pixels of a feather from which on a mask is made at half the size."""
_OWN_BLUR: Final = 0.44
"""Squared pixels that going to half the size and back blurs by itself."""
_STEPS: Final = 256
"""Parts of a pixel to which a line is measured."""


def fill(outlines: Sequence[Points], size: tuple[int, int], feather: float = 0.0) -> Picture:
    """Return a mask (height, width) that is 1 inside the outlines and 0 outside, softened by `feather`.

    `size` is (width, height); `feather` is the sigma of a Gaussian in pixels. Only the part that the outlines
    touch is worked upon.
    """
    if feather <= _SOFT:
        return _drawn(outlines, size, _LINES, feather)
    return whole(half(outlines, size, feather), size)


def half(outlines: Sequence[Points], size: tuple[int, int], feather: float) -> Picture:
    """Return the same mask at half the size, rounded up; `whole` makes it as soft as `fill` does."""
    smaller = [outline / 2 for outline in outlines]
    width, height = size
    return _drawn(smaller, (-(-width // 2), -(-height // 2)), 2 * _LINES, at_half(feather))


def at_half(sigma: float) -> float:
    """Return the sigma at half the size of what is to be blurred by `sigma` pixels once it is whole."""
    return float(max(0.0, sigma**2 - _OWN_BLUR) ** 0.5 / 2)


def whole(mask: Picture, size: tuple[int, int]) -> Picture:
    """Return a mask that was made at half the size at its `size` (width, height)."""
    width, height = size
    return doubled(mask)[:height, :width]


def halved(pixels: Frame) -> Frame:
    """Return a picture of bytes at half its size, rounded up: means of four pixels."""
    return np.asarray(Image.fromarray(pixels).reduce(2))


def _drawn(outlines: Sequence[Points], size: tuple[int, int], lines: int, feather: float) -> Picture:
    width, height = size
    mask = np.zeros((height, width), dtype=np.float32)
    if not outlines:
        return mask
    points = np.concatenate(outlines, dtype=np.float64)
    x, y, right, bottom = box_around(points, size)
    reach = len(gauss(feather)) // 2 if feather >= SHARP else 0
    left, top = max(0, x - reach), max(0, y - reach)
    near = mask[top : bottom + reach, left : right + reach]
    edges = _edges(points - (x, y), [len(outline) for outline in outlines], lines)
    covered = _covered(edges, (right - x, bottom - y), lines)
    np.minimum(covered, 1, out=covered)
    near[y - top : bottom - top, x - left : right - left] = covered
    if reach:
        near[...] = blur(near, feather)
    return mask


def _covered(edges: NDArray[np.float64], size: tuple[int, int], lines: int) -> Picture:
    """Return the share of each pixel that is inside, along `lines` lines in each row.

    Where a line crosses an edge, all to the right of it gets in, or out again: a sum along the row tells what
    is inside. It is one of whole numbers, which are added fast, and to the same everywhere.
    """
    width, height = size
    first, last = np.minimum(np.maximum(np.ceil(edges[:2]), 0), lines * height).astype(np.intp)
    count = last - first
    ways, slopes, offsets = edges[2:].repeat(count, 1)
    line = np.arange(len(ways)) + (first - (count.cumsum() - count)).repeat(count)
    place = line * slopes
    place += offsets
    np.minimum(np.maximum(place, 0, out=place), width, out=place)
    pixel = place.astype(np.intp)
    place -= pixel
    place *= ways
    later = np.rint(place * _STEPS)
    pixel += line // lines * (width + 2)
    cells = height * (width + 2)
    total = np.bincount(pixel, ways * _STEPS - later, cells)
    total[1:] += np.bincount(pixel, later, cells)[:-1]
    steps = total.astype(np.int32).reshape(height, -1).cumsum(1, np.int32)[:, :width]
    covered: Picture = np.abs(steps).astype(np.float32)
    covered *= np.float32(1 / (_STEPS * lines))
    return covered


def _edges(points: NDArray[np.float64], counts: Sequence[int], lines: int) -> NDArray[np.float64]:
    """Return five figures of each edge of outlines with so many points each, (5, edges).

    They are the lines from and to which it goes, whether what is to its right is inside (1) or outside (-1),
    by how much it moves to the right with each line, and where it would cross line 0.
    """
    x, y = points[:, 0], points[:, 1] * lines - 0.5
    following = np.arange(1, len(x) + 1)
    begin = 0
    for count in counts:
        following[begin + count - 1] = begin
        begin += count
    far, below = x[following], y[following]
    down = below > y
    drop = below - y
    drop[drop == 0] = 1
    ways = np.where(down, 1.0, -1.0)
    turns = x * below - far * y
    begin = 0
    for count in counts:
        if turns[begin : begin + count].sum() < 0:
            ways[begin : begin + count] *= -1
        begin += count
    slopes = (far - x) / drop
    return np.stack([np.minimum(y, below), np.maximum(y, below), ways, slopes, x - y * slopes])
