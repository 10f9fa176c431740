"""The guided filter (He, Sun & Tang, ECCV 2010): surfaces get smooth, edges stay.

Averages are taken over every pixel, but at every second or fourth one only, and what is made of them is laid
between those: it changes slowly, as it is an average of averages. Averages are sums of whole numbers first,
so that they are exact (see `neighbours.py`), and divided afterwards.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from game.forge.neighbours import WHOLE, Matrix, across, down, lay, repeated, rounding, widened
from game.forge.pixels import LUMA, Picture, luma

_COLOURS: Final = 3
"""Pictures that are averaged: the guide (luminance), red and blue; and as many, these times the guide."""
_SMALL: Final = 3
_LARGE: Final = 8
"""The radii from which on every second and every fourth pixel is enough."""
_ROWS: Final = 4
_COLUMNS: Final = 8
"""Rows and columns that are averaged around at a time."""
_FINER: Final = 32
"""Rows that are laid between others at a time."""
_STEEP: Final = 15.0
"""The steepest line: blue alone makes one of 14."""
_MOST: Final = np.array([1, 16, 16, 1, 16, 16], dtype=np.float32)[:, None]
"""What slopes and offsets of luminance, red and blue do not exceed."""


def guided(picture: Picture, *passes: tuple[int, float]) -> Picture:
    """Smooth surfaces and keep edges, guided by luminance, once for each of the passes (radius, softness).

    `picture` is linear light, 0..1 and not beyond, and so is what is returned. A pass averages over squares
    of `2 * radius + 1` pixels; its `softness` is the variance (of linear light, squared) up to which detail
    counts as surface.
    """
    planes = np.empty((len(picture), _COLOURS, picture.shape[1]), dtype=np.float32)
    planes[:, 0], planes[:, 1], planes[:, 2] = luma(picture), picture[..., 0], picture[..., 2]
    for radius, softness in passes:
        planes = _smoothed(planes, radius, softness)
    return _coloured(planes)


def _smoothed(planes: Picture, radius: int, softness: float) -> Picture:
    """Smooth luminance, red and blue (height, 3, width), 0..1, guided by the first."""
    height, _, width = planes.shape
    step = 1 if radius < _SMALL else 2 if radius < _LARGE else 4
    tall, broad = -(-height // step) + 1, -(-width // step) + 1
    strips, columns = -(-tall // _ROWS), -(-broad // _COLUMNS)
    bits, share = _bits(2 * radius + 1)
    grid = rounding(1.0, bits)
    below = strips * step * _ROWS + 2 * radius - height
    wide = np.empty((height + below, 2 * _COLOURS, width), dtype=np.float32)
    inside = wide[radius : radius + height]
    np.add(planes, grid, out=inside[:, :_COLOURS])
    np.multiply(planes, planes[:, :1], out=inside[:, _COLOURS:])
    inside[:, _COLOURS:] += grid
    inside -= grid
    wide[:radius], wide[radius + height :] = inside[0], inside[-1]
    rows = down(wide.reshape(len(wide), -1), _coarser(radius, step, _ROWS), step * _ROWS, strips)[:tall]
    rows *= share * share  # of both directions
    lay(rows, 1.0, bits)
    hop = step * _COLUMNS
    lines = widened(rows.reshape(-1, width), radius, columns * hop + radius - width)
    sums = across(lines, _coarser(radius, step, _COLUMNS), hop, columns)[:, :broad]
    return _laid(_lines(sums.reshape(tall, -1, broad), softness), planes, radius, step)


def _lines(averages: Picture, softness: float) -> Picture:
    """Return slope and offset (tall, 2 * 3, broad) of the lines that foretell each picture from the guide."""
    means = averages[:, :_COLOURS]
    mean = averages[:, :1]
    line = np.empty_like(averages)
    slope, offset = line[:, :_COLOURS], line[:, _COLOURS:]
    np.multiply(means, mean, out=slope)
    np.subtract(averages[:, _COLOURS:], slope, out=slope)  # the guide's own is its variance
    np.maximum(slope[:, 0], 0, out=slope[:, 0])
    slope /= slope[:, :1] + np.float32(softness)
    np.clip(slope, -_STEEP, _STEEP, out=slope)
    np.multiply(slope, mean, out=offset)
    np.subtract(means, offset, out=offset)
    return line


def _coloured(planes: Picture) -> Picture:
    """Turn luminance, red and blue (height, 3, width) into a picture: green is what is left of luminance."""
    light, red, blue = planes[:, 0], planes[:, 1], planes[:, 2]
    picture = np.empty((len(planes), planes.shape[2], 3), dtype=np.float32)
    picture[..., 0], picture[..., 2] = red, blue
    light /= LUMA[1]
    light -= red * (LUMA[0] / LUMA[1])
    light -= blue * (LUMA[2] / LUMA[1])
    picture[..., 1] = light
    np.clip(picture, 0, 1, out=picture)
    return picture


def _laid(line: Picture, planes: Picture, radius: int, step: int) -> Picture:
    """Average lines (tall, 2 * 3, broad) over squares, laid between the pixels that they were taken at.

    `planes` (height, 3, width) is what they foretell from its first plane. Some rows are made at a time, so
    that they are still near when they are needed.
    """
    tall, count, broad = line.shape
    height, _, width = planes.shape
    matrix, before, taken = _finer(radius, step), -(-radius // step), _FINER // step
    more = matrix.shape[1] - before
    bits, share = _bits(step * (2 * radius + 1))
    line *= share
    lay(line, _MOST, bits)
    after, beside = (
        max(0, (-(-length // _FINER) - 1) * taken + more - have)
        for length, have in ((height, tall), (width, broad))
    )
    high = repeated(line.reshape(tall, -1), before, after)
    made = np.empty_like(planes)
    for top in range(0, height, _FINER):
        rows = down(high[top // step :], matrix, taken, 1)
        rows *= share
        rows = rows.reshape(_FINER, count, broad)
        lay(rows, _MOST, bits)
        lines = widened(rows.reshape(-1, broad), before, beside)
        spread = across(lines, matrix, taken, -(-width // _FINER))
        spread = spread.reshape(_FINER, count, -1)[: height - top, :, :width]
        part = made[top : top + _FINER]
        np.multiply(spread[:, :_COLOURS], planes[top : top + _FINER, :1], out=part)
        part += spread[:, _COLOURS:]
    return np.clip(made, 0, 1, out=made)


def _bits(count: int) -> tuple[int, np.float32]:
    """Return the bits that a value has in an exact sum of `count`, and 2**(the others) / `count`."""
    bits = (count - 1).bit_length()
    return WHOLE - bits, np.float32(2**bits / count)


@lru_cache(maxsize=32)
def _coarser(radius: int, step: int, count: int) -> Matrix:
    """Return the matrix that adds `2 * radius + 1` rows around every `step`-th one, `count` of these.

    Their sum is divided by the power of two from that number on: what is left to divide by is in `_bits`.
    """
    matrix = np.zeros((count, step * count + 2 * radius), dtype=np.float32)
    for row in range(count):
        matrix[row, step * row : step * row + 2 * radius + 1] = 0.5 ** (2 * radius).bit_length()
    return matrix


@lru_cache(maxsize=32)
def _finer(radius: int, step: int) -> Matrix:
    """Return the matrix that adds around every row, from every `step`-th and straight lines between.

    Its weights are whole numbers of 1 / `step`; their sum is divided by a power of two, as in `_coarser`.
    """
    before = -(-radius // step)
    matrix = np.zeros((_FINER, (_FINER - 1 + radius) // step + before + 2), dtype=np.float32)
    for row in range(_FINER):
        for near in range(row - radius, row + radius + 1):
            place, over = divmod(near + step * before, step)
            matrix[row, place] += 1 - over / step
            matrix[row, place + 1] += over / step
    return matrix * np.float32(step * 0.5 ** (step * (2 * radius + 1) - 1).bit_length())
