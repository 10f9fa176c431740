"""Weighing neighbours along an axis: each sum a small matrix product.

A strip of rows and the rows around it, times a small matrix that holds the weights again and again: the
processor's library for matrices does in one step what a sum of shifted pictures does in one step for each
weight. A product stays so small that the library takes one thread for it: the builds of several clips at a
time share the cores already, and threads that wait for each other cost more than they gain.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.floating[Any]]
"""(height, width), float32."""
Matrix = NDArray[np.float32]
"""(out, in): how a strip of `out` rows is made of `in` rows."""

STRIP: Final = 16
"""Rows that are made at a time."""
_ONE_THREAD: Final = 1 << 18
"""Multiplications of a product up to which OpenBLAS takes one thread."""


@lru_cache(maxsize=64)
def gauss(sigma: float) -> tuple[float, ...]:
    """Return the weights of a Gaussian of `sigma` pixels, an odd number of them; they add up to 1."""
    radius = max(1, int(3 * sigma + 0.5))
    taps = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    return tuple((taps / taps.sum()).tolist())


@lru_cache(maxsize=64)
def strips(taps: tuple[float, ...]) -> Matrix:
    """Return the matrix that weighs the neighbours of `STRIP` rows by `taps`."""
    matrix = np.zeros((STRIP, STRIP + len(taps) - 1), dtype=np.float32)
    for row in range(STRIP):
        matrix[row, row : row + len(taps)] = taps
    matrix.setflags(write=False)
    return matrix


def weighed(plane: Plane, taps: tuple[float, ...], axis: int) -> Plane:
    """Weigh the neighbours down (axis 0) or across (1) by `taps`, an odd number; the border is repeated."""
    radius, length = len(taps) // 2, plane.shape[axis]
    strips_needed = -(-length // STRIP)
    if axis == 0:
        wide = repeated(plane, radius, radius + strips_needed * STRIP - length)
        return down(wide, strips(taps), STRIP, strips_needed)[:length]
    height = len(plane)
    wide = np.empty((height, 2 * radius + strips_needed * STRIP), dtype=np.float32)
    wide[:, radius : radius + length] = plane
    wide[:, :radius] = plane[:, :1]
    wide[:, radius + length :] = plane[:, -1:]
    return across(wide, strips(taps), STRIP, strips_needed)[:, :length]


def doubled(plane: Plane) -> Plane:
    """Return `plane` at twice its size, on straight lines between the middles of its pixels."""
    height, width = plane.shape
    tall, broad = -(-height // STRIP), -(-width // STRIP)
    rows = down(repeated(plane, 1, tall * STRIP + 1 - height), _doubling(), STRIP, tall)[: 2 * height]
    wide = np.empty((len(rows), broad * STRIP + 2), dtype=np.float32)
    wide[:, 1 : width + 1] = rows
    wide[:, :1], wide[:, width + 1 :] = rows[:, :1], rows[:, -1:]
    return across(wide, _doubling(), STRIP, broad)[:, : 2 * width]


@lru_cache(maxsize=1)
def _doubling() -> Matrix:
    matrix = np.zeros((2 * STRIP, STRIP + 2), dtype=np.float32)
    for row in range(STRIP):
        matrix[2 * row, row : row + 2] = 0.25, 0.75
        matrix[2 * row + 1, row + 1 : row + 3] = 0.75, 0.25
    return matrix


def repeated(plane: Plane, before: int, after: int) -> Plane:
    """Return `plane` with so many rows more, which repeat its border."""
    wide = np.empty((before + len(plane) + after, plane.shape[1]), dtype=np.float32)
    wide[before : before + len(plane)] = plane
    wide[:before] = plane[0]
    wide[before + len(plane) :] = plane[-1]
    return wide


def down(wide: Plane, matrix: Matrix, step: int, count: int) -> Plane:
    """Return `count` strips: strip n is `matrix` times the rows of `wide` from n * `step` on."""
    rows, taken = matrix.shape
    width, line = wide.shape[1], wide.strides[0]
    out = np.empty((count, rows, width), dtype=np.float32)
    inputs = _view(wide, (count, taken, width), (step * line, line, wide.itemsize))
    part = max(1, _ONE_THREAD // matrix.size)
    for left in range(0, width, part):
        np.matmul(matrix, inputs[..., left : left + part], out=out[..., left : left + part])
    return out.reshape(count * rows, width)


def across(wide: Plane, matrix: Matrix, step: int, count: int) -> Plane:
    """Return the same for columns: strip n is the columns of `wide` from n * `step` on, times `matrix`."""
    columns, taken = matrix.shape
    height, line, item = len(wide), wide.strides[0], wide.itemsize
    out = np.empty((height, count * columns), dtype=np.float32)
    inputs = _view(wide, (count, height, taken), (step * item, line, item))
    outputs = _view(out, (count, height, columns), (columns * item, out.strides[0], item))
    part = max(1, _ONE_THREAD // matrix.size)
    turned = np.ascontiguousarray(matrix.T)
    for top in range(0, height, part):
        np.matmul(inputs[:, top : top + part], turned, out=outputs[:, top : top + part])
    return out


def _view(plane: Plane, shape: tuple[int, int, int], strides: tuple[int, int, int]) -> Plane:
    """Return strips of a contiguous plane, which may overlap: `as_strided` takes as long as a product."""
    return np.ndarray(shape, np.float32, plane, 0, strides)
