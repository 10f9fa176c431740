"""The guided filter (He, Sun & Tang, ECCV 2010): surfaces get smooth, edges stay.

Averages are taken over every pixel, but at every second or fourth one only, and what is made of them is laid
between those: it changes slowly, as it is an average of averages. Averages are sums of whole numbers first,
so that they are exact (see `neighbours.py`), and divided afterwards.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from game.forge.neighbours import STRIP, WHOLE, Matrix, across, down, lay, rounding, widened
from game.forge.pixels import LUMA, Picture, luma

_SUMS: Final = 6
"""Pictures that are averaged: the guide, red and blue, and these times the guide."""
_SMALL: Final = 3
_LARGE: Final = 8
"""The radii from which on every second and every fourth pixel is enough."""
_FINER: Final = 32
"""Rows that are laid between others at a time."""
_STEEP: Final = 15.0
"""The steepest line: blue alone makes one of 14."""
_MOST: Final = np.array([1, 16, 16, 1, 16, 16], dtype=np.float32)[:, None]
"""What slopes and offsets of luminance, red and blue do not exceed."""


def guided(picture: Picture, radius: int, softness: float) -> Picture:
    """Smooth surfaces and keep edges, guided by luminance, in squares of `2 * radius + 1` pixels.

    `picture` is linear light, 0..1 and not beyond, and so is what is returned. `softness` is the variance (of
    linear light, squared) up to which detail counts as surface.
    """
    height, width = picture.shape[:2]
    step = 1 if radius < _SMALL else 2 if radius < _LARGE else 4
    tall, broad = -(-height // step) + 1, -(-width // step) + 1
    strips, columns = -(-tall // STRIP), -(-broad // STRIP)
    matrix, hop, (bits, share) = _coarser(radius, step), step * STRIP, _bits(2 * radius + 1)
    grid = rounding(1.0, bits)
    guide = luma(picture)
    below = strips * hop + 2 * radius - height
    wide = np.empty((height + below, _SUMS, width), dtype=np.float32)
    inside = wide[radius : radius + height]
    for plane, own in enumerate((guide, picture[..., 0], picture[..., 2])):
        np.add(own, grid, out=inside[:, plane])
        np.multiply(own, guide, out=inside[:, 3 + plane])
    inside[:, 3:] += grid
    inside -= grid
    wide[:radius], wide[radius + height :] = inside[0], inside[-1]
    rows = down(wide.reshape(len(wide), -1), matrix, hop, strips)[:tall]
    rows *= share * share  # of both directions
    lay(rows, 1.0, bits)
    lines = widened(rows.reshape(-1, width), radius, columns * hop + radius - width)
    averages = across(lines, matrix, hop, columns)[:, :broad].reshape(tall, _SUMS, broad)
    line = _lines(averages, softness)
    spread = _spread(line, radius, step, (height, width))
    made = spread[:, :3]
    made *= guide[:, None]
    made += spread[:, 3:]
    return _coloured(made)


def _lines(averages: Picture, softness: float) -> Picture:
    """Return slope and offset (tall, 2 * 3, broad) of the lines that foretell each picture from the guide."""
    means = averages[:, :3]
    mean = averages[:, :1]
    line = np.empty_like(averages)
    slope, offset = line[:, :3], line[:, 3:]
    np.multiply(means, mean, out=slope)
    np.subtract(averages[:, 3:], slope, out=slope)  # the guide's own is its variance
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


def _spread(line: Picture, radius: int, step: int, size: tuple[int, int]) -> Picture:
    """Average (tall, pictures, broad) over squares and lay it between the pixels that it was taken at."""
    tall, count, broad = line.shape
    height, width = size
    matrix, before, taken = _finer(radius, step), -(-radius // step), _FINER // step
    strips = -(-height // _FINER)
    after = max(0, (strips - 1) * taken + matrix.shape[1] - before - tall)
    bits, share = _bits(step * (2 * radius + 1))
    line *= share
    lay(line, _MOST, bits)
    wide = np.concatenate([line[:1].repeat(before, 0), line, line[-1:].repeat(after, 0)])
    rows = down(wide.reshape(len(wide), -1), matrix, taken, strips)[:height].reshape(height, count, broad)
    rows *= share
    lay(rows, _MOST, bits)
    strips = -(-width // _FINER)
    lines = widened(
        rows.reshape(-1, broad), before, max(0, (strips - 1) * taken + matrix.shape[1] - before - broad)
    )
    return across(lines, matrix, taken, strips)[:, :width].reshape(height, count, width)


def _bits(count: int) -> tuple[int, np.float32]:
    """Return the bits that a value has in an exact sum of `count`, and 2**(the others) / `count`."""
    bits = (count - 1).bit_length()
    return WHOLE - bits, np.float32(2**bits / count)


@lru_cache(maxsize=32)
def _coarser(radius: int, step: int) -> Matrix:
    """Return the matrix that adds `2 * radius + 1` rows around every `step`-th one, `STRIP` of these.

    Their sum is divided by the power of two from that number on: what is left to divide by is in `_bits`.
    """
    matrix = np.zeros((STRIP, step * STRIP + 2 * radius), dtype=np.float32)
    for row in range(STRIP):
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
