"""Moving parts of a picture smoothly: skin stretches, so a warp must not tear."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from PIL import Image

from game.forge.face import Points
from game.forge.pixels import Frame

_STEP: Final = 12
_MARGIN: Final = 8

Field = Callable[[Points], Points]
"""From points (n, 2) of a picture to how far (pixels) what is shown there has moved, (n, 2)."""


def displace(pixels: Frame, field: Field, step: int = _STEP) -> Frame:
    """Return the picture with its content moved by `field`; bicubic, exact on a net of `step` pixels.

    Meshes of the net whose corners stay where they are keep their pixels and cost nothing.
    """
    height, width = pixels.shape[:2]
    wide = np.pad(pixels, ((_MARGIN, _MARGIN), (_MARGIN, _MARGIN), (0, 0)), mode="edge")
    xs, ys = _net(width, step), _net(height, step)
    grid = np.stack(np.meshgrid(xs, ys), -1).astype(np.float32)
    source = grid - field(grid.reshape(-1, 2)).reshape(grid.shape) + _MARGIN
    limit = np.array([width + 2 * _MARGIN, height + 2 * _MARGIN], dtype=np.float32)
    source = np.clip(source, 0, limit)
    corners = np.concatenate([source[:-1, :-1], source[1:, :-1], source[1:, 1:], source[:-1, 1:]], -1)
    moved = (source != grid + _MARGIN).any(-1)
    touched = moved[:-1, :-1] | moved[1:, :-1] | moved[1:, 1:] | moved[:-1, 1:]
    quads = [
        ((xs[i], ys[j], xs[i + 1], ys[j + 1]), tuple(corners[j, i].tolist()))
        for j, i in np.argwhere(touched).tolist()
    ]
    how = Image.Resampling.BICUBIC
    out = Image.fromarray(wide).transform((width, height), Image.Transform.MESH, quads, how)
    still = np.repeat(np.repeat(~touched, np.diff(ys), 0), np.diff(xs), 1)
    warped = np.array(out)
    warped[still] = pixels[still]
    return warped


def _net(length: int, step: int) -> list[int]:
    return [*range(0, length, step), length]


def plateau(own: Points, inner: float, outer: float) -> Points:
    """Return (n, 1): 1 within the face's ellipse scaled by `inner`, falling to 0 at `outer`."""
    far = np.hypot(own[..., 0], own[..., 1])
    t = np.clip((far - inner) / (outer - inner), 0, 1)
    soft: Points = (1 - t * t * (3 - 2 * t))[..., None].astype(np.float32)
    return soft
