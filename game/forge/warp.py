"""Moving parts of a picture smoothly: skin stretches, so a warp must not tear."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from game.forge.face import Points
from game.forge.pixels import Frame, bordered

_STEP: Final = 12
_MARGIN: Final = 8
_BORDER: Final = 16
_TILE: Final = 16
_NEAR: Final = 3
"""Pixels around what is wanted that a blur may still look at."""

Field = Callable[[Points], Points]
"""From points (n, 2) of a picture to how far (pixels) what is shown there has moved, (n, 2)."""


def displace(pixels: Frame, field: Field, step: int = _STEP) -> Frame:
    """Return the picture with its content moved by `field`; bicubic, exact on a net of `step` pixels.

    Meshes of the net whose corners stay where they are keep their pixels and cost nothing.
    """
    height, width = pixels.shape[:2]
    xs, ys = _net(width, step), _net(height, step)
    grid = np.stack(np.meshgrid(xs, ys), -1).astype(np.float32)
    offset = field(grid.reshape(-1, 2)).reshape(grid.shape)
    limit = np.array([width + 2 * _MARGIN, height + 2 * _MARGIN], dtype=np.float32)
    free = grid - offset + _MARGIN
    source = np.clip(free, 0, limit)
    offset = np.where(source == free, offset, np.nan)
    moved = (source != grid + _MARGIN).any(-1)
    touched = moved[:-1, :-1] | moved[1:, :-1] | moved[1:, 1:] | moved[:-1, 1:]
    maps = _maps(source.astype(np.float64), np.diff(xs), np.diff(ys))
    boxes = np.stack([grid[:-1, :-1], grid[1:, 1:]], -2).astype(np.int64)
    first = touched & ~_joined(offset, touched)
    runs = boxes[first]
    ends = first.copy()  # of each run the last mesh
    ends[:, :-1] = touched[:, :-1] & (first | ~touched)[:, 1:]
    ends[:, -1] = touched[:, -1]
    runs[:, 1] = boxes[ends][:, 1]
    return _meshed(bordered(pixels, _MARGIN), runs, maps[first], pixels)


def _joined(offset: Points, touched: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which meshes move as one with the mesh to their left: their corners move by the same."""
    same = (offset[:, 1:] == offset[:, :-1]).all(-1)
    whole = same[:-1] & same[1:] & (offset[1:, :-1] == offset[:-1, :-1]).all(-1)
    joined = np.zeros_like(touched)
    joined[:, 1:] = whole[:, 1:] & whole[:, :-1] & touched[:, 1:] & touched[:, :-1]
    return joined


def turned(pixels: Frame, matrix: NDArray[np.float64], wanted: NDArray[np.bool_]) -> Frame:
    """Warp a picture by the inverse map `matrix` (2x3), bicubic, in and near to where it is `wanted`."""
    height, width = pixels.shape[:2]
    xs, ys = _net(width, _TILE), _net(height, _TILE)
    tall, broad = len(ys) - 1, len(xs) - 1
    near = np.zeros((tall * _TILE + 2 * _NEAR, broad * _TILE + 2 * _NEAR), dtype=np.bool_)
    for y, x in product((0, _NEAR, 2 * _NEAR), repeat=2):
        near[y : y + height, x : x + width] |= wanted
    tiles = near[_NEAR:-_NEAR, _NEAR:-_NEAR]
    rows = np.logical_or.reduceat(tiles, range(0, tall * _TILE, _TILE), 0)
    touched = np.logical_or.reduceat(rows, range(0, broad * _TILE, _TILE), 1)
    grid = np.stack(np.meshgrid(xs, ys), -1)
    boxes = np.stack([grid[:-1, :-1], grid[1:, 1:]], -2)[touched]
    corners = boxes[:, 0] @ matrix[:, :2].T + matrix[:, 2] + _BORDER
    maps = np.zeros((len(boxes), 2, 4))
    maps[:, :, 0], maps[:, :, 1:3] = corners, matrix[:, :2]
    return _meshed(bordered(pixels, _BORDER), boxes, maps.reshape(-1, 8), pixels)


def _maps(source: Points, widths: NDArray[np.int64], heights: NDArray[np.int64]) -> Points:
    """Return of each mesh the eight numbers of its bilinear map from its own pixels to the source."""
    across, down = 1.0 / widths[None, :, None], 1.0 / heights[:, None, None]
    first = source[:-1, :-1]
    right, below, far = source[:-1, 1:], source[1:, :-1], source[1:, 1:]
    terms = (
        first,
        (right - first) * across,
        (below - first) * down,
        (far - below - right + first) * across * down,
    )
    return np.stack(terms, -1).reshape(*first.shape[:2], 8)


def _meshed(wide: Frame, boxes: NDArray[np.int64], maps: Points, under: Frame) -> Frame:
    """Fill each of the boxes (left, top, right, bottom) from `wide` by its map, bicubic, over `under`.

    It is what Pillow's transform by a mesh does, which looks both pictures over anew for each of hundreds of
    boxes and takes as long for that as for the pixels; a test compares the two.
    """
    out, given = Image.fromarray(under), Image.fromarray(wide)
    fill, quad, how = out.im.transform, int(Image.Transform.QUAD), int(Image.Resampling.BICUBIC)
    for box, numbers in zip(boxes.reshape(-1, 4).tolist(), maps.tolist(), strict=True):
        fill(tuple(box), given.im, quad, tuple(numbers), how, True)
    return np.asarray(out)


def _net(length: int, step: int) -> list[int]:
    return [*range(0, length, step), length]


def plateau(own: Points, inner: float, outer: float) -> Points:
    """Return (n, 1): 1 within the face's ellipse scaled by `inner`, falling to 0 at `outer`."""
    far = np.hypot(own[..., 0], own[..., 1])
    t = np.clip((far - inner) / (outer - inner), 0, 1)
    soft: Points = (1 - t * t * (3 - 2 * t))[..., None].astype(np.float32)
    return soft
