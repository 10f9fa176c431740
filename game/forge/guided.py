"""The guided filter (He, Sun & Tang, ECCV 2010): surfaces get smooth, edges stay.

Averages are taken over every pixel, but at every second or fourth one only, and what is made of them is laid
between those: it changes slowly, as it is an average of averages.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from game.forge.neighbours import STRIP, Matrix, Plane, across, down
from game.forge.pixels import LUMA, Picture, luma

_SUMS: Final = 6
"""Pictures that are averaged: the guide, red and blue, and these times the guide."""
_SMALL: Final = 3
_LARGE: Final = 8
"""The radii from which on every second and every fourth pixel is enough."""
_FINER: Final = 32
"""Rows that are laid between others at a time."""


def guided(picture: Picture, radius: int, softness: float) -> Picture:
    """Smooth surfaces and keep edges, guided by luminance, in squares of `2 * radius + 1` pixels.

    `softness` is the variance (of linear light, squared) up to which detail counts as surface.
    """
    height, width = picture.shape[:2]
    step = 1 if radius < _SMALL else 2 if radius < _LARGE else 4
    tall, broad = -(-height // step) + 1, -(-width // step) + 1
    strips, columns = -(-tall // STRIP), -(-broad // STRIP)
    matrix, hop = _coarser(radius, step), step * STRIP
    guide = luma(picture)
    below = strips * hop + 2 * radius - height
    wide = np.empty((height + below, _SUMS, width), dtype=np.float32)
    inside = wide[radius : radius + height]
    inside[:, 0], inside[:, 1], inside[:, 2] = guide, picture[..., 0], picture[..., 2]
    for plane in range(3):
        np.multiply(inside[:, plane], guide, out=inside[:, 3 + plane])
    wide[:radius], wide[radius + height :] = inside[0], inside[-1]
    rows = down(wide.reshape(len(wide), -1), matrix, hop, strips)[:tall]
    lines = _widened(rows.reshape(-1, width), radius, columns * hop + radius - width)
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
    return picture


def _spread(line: Picture, radius: int, step: int, size: tuple[int, int]) -> Picture:
    """Average (tall, pictures, broad) over squares and lay it between the pixels that it was taken at."""
    tall, count, broad = line.shape
    height, width = size
    matrix, before, taken = _finer(radius, step), -(-radius // step), _FINER // step
    strips = -(-height // _FINER)
    after = max(0, (strips - 1) * taken + matrix.shape[1] - before - tall)
    wide = np.concatenate([line[:1].repeat(before, 0), line, line[-1:].repeat(after, 0)])
    rows = down(wide.reshape(len(wide), -1), matrix, taken, strips)[:height].reshape(-1, broad)
    strips = -(-width // _FINER)
    lines = _widened(rows, before, max(0, (strips - 1) * taken + matrix.shape[1] - before - broad))
    return across(lines, matrix, taken, strips)[:, :width].reshape(height, count, width)


def _widened(plane: Plane, before: int, after: int) -> Plane:
    """Return `plane` with so many columns more, which repeat its border."""
    width = plane.shape[1]
    wide = np.empty((len(plane), before + width + after), dtype=np.float32)
    wide[:, before : before + width] = plane
    wide[:, :before], wide[:, before + width :] = plane[:, :1], plane[:, -1:]
    return wide


@lru_cache(maxsize=32)
def _coarser(radius: int, step: int) -> Matrix:
    """Return the matrix that averages `2 * radius + 1` rows around every `step`-th one, `STRIP` of these."""
    matrix = np.zeros((STRIP, step * STRIP + 2 * radius), dtype=np.float32)
    for row in range(STRIP):
        matrix[row, step * row : step * row + 2 * radius + 1] = 1 / (2 * radius + 1)
    return matrix


@lru_cache(maxsize=32)
def _finer(radius: int, step: int) -> Matrix:
    """Return the matrix that averages around every row, from every `step`-th and straight lines between."""
    before = -(-radius // step)
    matrix = np.zeros((_FINER, (_FINER - 1 + radius) // step + before + 2), dtype=np.float32)
    for row in range(_FINER):
        for near in range(row - radius, row + radius + 1):
            place, over = divmod(near + step * before, step)
            matrix[row, place] += 1 - over / step
            matrix[row, place + 1] += over / step
    return matrix / np.float32(2 * radius + 1)
