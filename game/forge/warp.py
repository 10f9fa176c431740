"""Moving parts of a picture smoothly: skin stretches, so a warp must not tear."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from game.forge.face import Points
from game.forge.pixels import Frame, bordered

_STEP: Final = 12
_MARGIN: Final = 8
_BORDER: Final = 16
_STRIP: Final = 8
_NEAR: Final = 3
"""Pixels around what is wanted that a blur may still look at: fewer than half a strip."""

_BILINEAR: Final = 1 / 6
"""Squared pixels by which values on straight lines between pixels blur, on average."""

Field = Callable[[Points], Points]
"""From points (n, 2) of a picture to how far (pixels) what is shown there has moved, (n, 2)."""


def displace(pixels: Frame, field: Field, step: int = _STEP) -> Frame:
    """Return the picture with its content moved by `field`; bicubic, exact on a net of `step` pixels.

    Meshes of the net whose corners stay where they are keep their pixels and cost nothing.
    """
    height, width = pixels.shape[:2]
    grid, boxes, broad, tall = _net(width, height, step)
    offset = field(grid.reshape(-1, 2)).reshape(grid.shape)
    limit = np.array([width + 2 * _MARGIN, height + 2 * _MARGIN], dtype=np.float32)
    free = grid - offset + _MARGIN
    source = np.clip(free, 0, limit)
    offset = np.where(source == free, offset, np.nan)
    moved = (source != grid + _MARGIN).any(-1)
    touched = moved[:-1, :-1] | moved[1:, :-1] | moved[1:, 1:] | moved[:-1, 1:]
    maps = _maps(source.astype(np.float64), broad, tall)
    first = touched & ~_joined(offset, touched)
    runs = boxes[first]
    ends = first.copy()  # of each run the last mesh
    ends[:, :-1] = touched[:, :-1] & (first | ~touched)[:, 1:]
    ends[:, -1] = touched[:, -1]
    runs[:, 1] = boxes[ends][:, 1]
    return _meshed(bordered(pixels, _MARGIN), runs, maps[first], pixels, Image.Resampling.BICUBIC)


def _joined(offset: Points, touched: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which meshes move as one with the mesh to their left: their corners move by the same."""
    same = (offset[:, 1:] == offset[:, :-1]).all(-1)
    whole = same[:-1] & same[1:] & (offset[1:, :-1] == offset[:-1, :-1]).all(-1)
    joined = np.zeros_like(touched)
    joined[:, 1:] = whole[:, 1:] & whole[:, :-1] & touched[:, 1:] & touched[:, :-1]
    return joined


def turned(pixels: Frame, matrix: NDArray[np.float64], wanted: NDArray[np.bool_]) -> Frame:
    """Warp a picture by the inverse map `matrix` (2x3), bilinear, in and near to where it is `wanted`.

    It is for pictures that are blurred then, by `after_turning`: bicubic would take twice as long.
    """
    boxes = _near(wanted)
    corners = boxes[:, 0] @ matrix[:, :2].T + matrix[:, 2] + _BORDER
    maps = np.zeros((len(boxes), 2, 4))
    maps[:, :, 0], maps[:, :, 1:3] = corners, matrix[:, :2]
    how = Image.Resampling.BILINEAR
    return _meshed(bordered(pixels, _BORDER), boxes, maps.reshape(-1, 8), pixels, how)


def after_turning(sigma: float) -> float:
    """Return the sigma (pixels) of what is left of a Gaussian blur once a picture is `turned`."""
    return float(max(0.0, sigma**2 - _BILINEAR) ** 0.5)


def _near(wanted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return boxes (n, 2, 2) of at most `_STRIP` rows that hold all within `_NEAR` of what is wanted."""
    height, width = wanted.shape
    strips = -(-height // _STRIP)
    fours = np.zeros((2 * strips + 2, width + 2 * _NEAR), dtype=np.bool_)
    halves = range(0, height, _STRIP // 2)
    np.logical_or.reduceat(wanted, halves, 0, out=fours[1 : 1 + len(halves), _NEAR : _NEAR + width])
    rows = fours[:-3:2] | fours[1:-2:2] | fours[2:-1:2] | fours[3::2]
    broad = np.zeros((strips, width + 2), dtype=np.bool_)
    for x in range(2 * _NEAR + 1):
        broad[:, 1:-1] |= rows[:, x : x + width]
    strip, edge = np.nonzero(broad[:, 1:] != broad[:, :-1])
    top = strip[::2] * _STRIP
    bottom = np.minimum(top + _STRIP, height)
    return np.stack([edge[::2], top, edge[1::2], bottom], -1).reshape(-1, 2, 2)


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


def _meshed(
    wide: Frame, boxes: NDArray[np.int64], maps: Points, under: Frame, how: Image.Resampling
) -> Frame:
    """Fill each of the boxes (left, top, right, bottom) from `wide` by its map over `under`.

    It is what Pillow's transform by a mesh does, which looks both pictures over anew for each of hundreds of
    boxes and takes as long for that as for the pixels; a test compares the two.
    """
    out, given = Image.fromarray(under), Image.fromarray(wide).im
    fill, quad, kind = out.im.transform, int(Image.Transform.QUAD), int(how)
    corners = map(tuple, boxes.reshape(-1, 4).tolist())
    for box, numbers in zip(corners, map(tuple, maps.tolist()), strict=True):
        fill(box, given, quad, numbers, kind, True)
    return np.asarray(out)


@lru_cache(maxsize=64)
def _net(
    width: int, height: int, step: int
) -> tuple[Points, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return a net's knots (rows, columns, 2), its meshes' boxes, and the meshes' widths and heights."""
    xs, ys = ([*range(0, length, step), length] for length in (width, height))
    knots = np.stack(np.meshgrid(xs, ys), -1)
    boxes = np.stack([knots[:-1, :-1], knots[1:, 1:]], -2)
    return knots.astype(np.float32), boxes, np.diff(xs), np.diff(ys)


def plateau(own: Points, inner: float, outer: float) -> Points:
    """Return (n, 1): 1 within the face's ellipse scaled by `inner`, falling to 0 at `outer`."""
    far = np.hypot(own[..., 0], own[..., 1])
    t = np.clip((far - inner) / (outer - inner), 0, 1)
    soft: Points = (1 - t * t * (3 - 2 * t))[..., None].astype(np.float32)
    return soft
