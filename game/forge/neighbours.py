"""Weighing neighbours along an axis: each sum a small matrix product.

A strip of rows and the rows around it, times a small matrix that holds the weights again and again: the
processor's library for matrices does in one step what a sum of shifted pictures does in one step for each
weight. A product stays so small that the library takes one thread for it: the builds of several clips at a
time share the cores already, and threads that wait for each other cost more than they gain.

Each processor's library adds in an order of its own. So that a result is the same bytes on all of them,
every product is exact: weights and values are laid on grids (`lay`) so coarse that single precision,
which holds whole numbers up to 2**24, holds each sum of products of them whole.
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
WHOLE: Final = 24
"""Bits of a whole number that single precision holds: those of a weight and of a value together."""
_WEIGHT_BITS: Final = (10, 12)
"""Bits of a weight at least and at most, so that 14 to 12 are left for a value."""
_FINE_ENOUGH: Final = 100
"""Steps that the sum of weights has for each of them."""


@lru_cache(maxsize=64)
def gauss(sigma: float) -> tuple[float, ...]:
    """Return the weights of a Gaussian of `sigma` pixels, an odd number of them; they add up to 1."""
    radius = max(1, int(3 * sigma + 0.5))
    taps = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    return tuple((taps / taps.sum()).tolist())


def weight_bits(count: int) -> int:
    """Return the bits of `count` weights: the more there are, the smaller they are, the finer their grid."""
    least, most = _WEIGHT_BITS
    return max(least, min(most, (_FINE_ENOUGH * count - 1).bit_length()))


@lru_cache(maxsize=64)
def whole(taps: tuple[float, ...]) -> NDArray[np.int64]:
    """Return weights that add up to 1 in whole steps of 2**-`weight_bits`; the middle one takes the rest."""
    one = 1 << weight_bits(len(taps))
    steps: NDArray[np.int64] = np.rint(np.array(taps) * one).astype(np.int64)
    steps[len(taps) // 2] += one - steps.sum()
    steps.setflags(write=False)
    return steps


@lru_cache(maxsize=64)
def strips(taps: tuple[float, ...], step: int = 1) -> Matrix:
    """Return the matrix that weighs the neighbours of `STRIP` rows by `taps`, which it rounds (`whole`).

    Of neighbours every `step`-th counts.
    """
    reach = step * (len(taps) - 1) + 1
    matrix = np.zeros((STRIP, STRIP + reach - 1), dtype=np.float32)
    for row in range(STRIP):
        matrix[row, row : row + reach : step] = np.ldexp(whole(taps), -weight_bits(len(taps)))
    matrix.setflags(write=False)
    return matrix


def rounding(most: float | Plane, bits: int) -> NDArray[np.float32]:
    """Return what to add and to take away again to round to a grid: to a multiple of `most` / 2**`bits`.

    `most` is a power of two that no value exceeds, whatever its sign; `bits` is 2 to 22.
    """
    return np.asarray(1.5 * 2 ** (WHOLE - 1 - bits) * most, dtype=np.float32)


def lay(plane: Plane, most: float | Plane, bits: int) -> None:
    """Lay `plane`, of values up to `most`, on a grid of `most` / 2**`bits`, in its place; see `rounding`."""
    grid = rounding(most, bits)
    plane += grid
    plane -= grid


def weighed(
    plane: Plane, taps: tuple[float, ...], axis: int, most: float = 1.0, parts: int = 1, step: int = 1
) -> Plane:
    """Weigh the neighbours down (axis 0) or across (1) by `taps`, an odd number; the border is repeated.

    `most` is a power of two, in the plane's own unit, that no value exceeds. A value is rounded to 12 to 14
    bits of it; of each further part, what was left over is weighed alike: 2 are as fine as single precision.
    Across, `step` colours may lie beside each other, pixel by pixel.
    """
    radius, length = step * (len(taps) // 2), plane.shape[axis]
    count, bits = -(-length // STRIP), WHOLE - weight_bits(len(taps))
    after = radius + count * STRIP - length
    wide = repeated(plane, radius, after) if axis == 0 else widened(plane, radius, after, step)
    product = down if axis == 0 else across
    left = wide.copy() if parts > 1 else wide
    lay(wide, most, bits)
    out = product(wide, strips(taps, step), STRIP, count)
    for _ in range(1, parts):
        most /= 2**bits
        left -= wide
        wide[...] = left
        lay(wide, most, bits)
        out += product(wide, strips(taps, step), STRIP, count)
    return out[:length] if axis == 0 else out[:, :length]


def doubled(plane: Plane) -> Plane:
    """Return `plane`, a mask of 0..1, at twice its size, on straight lines between its pixels' middles."""
    height, width = plane.shape
    tall, broad = -(-height // STRIP), -(-width // STRIP)
    wide = repeated(plane, 1, tall * STRIP + 1 - height)
    lay(wide, 1.0, WHOLE - _QUARTERS)
    wide = widened(down(wide, _doubling(), STRIP, tall)[: 2 * height], 1, broad * STRIP + 1 - width)
    lay(wide, 1.0, WHOLE - _QUARTERS)
    return across(wide, _doubling(), STRIP, broad)[:, : 2 * width]


_QUARTERS: Final = 2
"""Bits of a weight in `doubled`."""


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


def widened(plane: Plane, before: int, after: int, step: int = 1) -> Plane:
    """Return `plane` with so many columns more, which repeat its border of `step` columns.

    `before` is a multiple of `step`; what is too much after it is cut.
    """
    width = plane.shape[1]
    wide = np.empty((len(plane), before + width + -(-after // step) * step), dtype=np.float32)
    wide[:, before : before + width] = plane
    for colour in range(step):
        wide[:, colour:before:step] = plane[:, colour : colour + 1]
        wide[:, before + width + colour :: step] = plane[:, width - step + colour : width - step + colour + 1]
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
