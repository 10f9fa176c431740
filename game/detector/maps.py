"""What the detector measures of a clip: in cells, how the picture is, and how it changes from frame to frame.

Numbers alone, no network and no face points: the middle of the picture is taken to be the face.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

ImagePlane = NDArray[np.floating[Any]]
"""(height, width): brightness or one colour difference, 0..255."""
Map = NDArray[np.float64]
"""(CELLS, CELLS): one figure for each cell of the picture, rows from above."""
Film = NDArray[np.float64]
"""(frames, CELLS, CELLS)."""

CELLS: Final = 12
LOOKS: Final = (1 / 6, 1 / 2, 5 / 6)
"""Where in the clip frames are measured in themselves; change is measured from each frame to the next."""
FEWEST: Final = 8
"""Frames that a clip must have."""


@dataclass(frozen=True, slots=True)
class MeasuredClip:
    """What was measured of one clip, cell by cell."""

    light: Film
    """Mean brightness of each frame."""
    blue: Film
    """Mean of blue less brightness."""
    red: Film
    first: Film
    """Mean change of a pixel from frame to frame."""
    second: Film
    """Mean change of that change: small where things move evenly."""
    noise: Film
    """Of the frames looked at: logarithm of the finest detail where there is least of it."""
    detail: Film
    """Logarithm of fine by coarse detail."""
    sharp: Film
    """Logarithm of how suddenly the steepest edges begin, by how steep they are."""


def measured(frames: Iterable[NDArray[np.uint8]], count: int) -> MeasuredClip:
    """Measure `count` frames: (height, width, 3 or more), blue first.

    Raises ValueError when there are fewer than `FEWEST`.
    """
    if count < FEWEST:
        raise ValueError(f"expected {FEWEST} frames or more, not {count}")
    looks = {int(share * count) for share in LOOKS}
    means: list[tuple[Map, Map, Map]] = []
    still: list[tuple[Map, Map, Map]] = []
    first: list[Map] = []
    second: list[Map] = []
    before: list[ImagePlane] = []
    for index, frame in enumerate(frames):
        blue, light, red = _planes(frame[::2, ::2])
        means.append((cells(light), cells(blue - light), cells(red - light)))
        if before:
            first.append(cells(np.abs(light - before[-1])))
        if len(before) > 1:
            second.append(cells(np.abs(light - 2 * before[-1] + before[-2])))
        before = [*before[-1:], light]
        if index in looks:
            still.append(_in_itself(_planes(frame)[1]))
    return MeasuredClip(*_films(means), np.stack(first), np.stack(second), *_films(still))


def cells(plane: ImagePlane) -> Map:
    """Return the mean of each cell; what is left over at the right and below is left out."""
    mean: Map = _tiles(plane).mean(axis=-1).astype(np.float64)
    return mean


def _films(parts: Sequence[tuple[Map, Map, Map]]) -> tuple[Film, Film, Film]:
    one, two, three = (np.stack([part[k] for part in parts]) for k in range(3))
    return one, two, three


def _planes(frame: NDArray[np.uint8]) -> tuple[ImagePlane, ImagePlane, ImagePlane]:
    """Return blue, brightness and red."""
    blue, green, red = (frame[..., k].astype(np.float32) for k in range(3))
    return blue, 0.114 * blue + 0.587 * green + 0.299 * red, red


def _in_itself(light: ImagePlane) -> tuple[Map, Map, Map]:
    """Return noise, detail and sharpness of one frame."""
    soft = _box(light, 1)
    fine, coarse = np.abs(light - soft), np.abs(soft - _box(soft, 3))
    down, across = np.gradient(soft)
    around = np.pad(soft, 2, mode="edge")
    beside = around[:-4, 2:-2] + around[4:, 2:-2] + around[2:-2, :-4] + around[2:-2, 4:]
    bend = np.abs(soft - beside / 4)
    return (
        np.log(_ranked(fine, 1 / 3) + 0.05),
        np.log((cells(fine) + 0.2) / (cells(coarse) + 0.5)),
        np.log((_ranked(bend, 0.95) + 0.3) / (_ranked(np.hypot(down, across), 0.95) + 0.6)),
    )


def _tiles(plane: ImagePlane) -> ImagePlane:
    high, wide = plane.shape[0] // CELLS, plane.shape[1] // CELLS
    cut = plane[: high * CELLS, : wide * CELLS].reshape(CELLS, high, CELLS, wide)
    return cut.transpose(0, 2, 1, 3).reshape(CELLS, CELLS, high * wide)


def _ranked(plane: ImagePlane, share: float) -> Map:
    """Return of each cell the pixel that `share` of its pixels are below."""
    tiles = _tiles(plane)
    at = int(tiles.shape[-1] * share)
    ranked: Map = np.partition(tiles, at, axis=-1)[..., at].astype(np.float64)
    return ranked


def _box(plane: ImagePlane, radius: int) -> ImagePlane:
    """Return the mean over a square of `2 * radius + 1` pixels; the border is repeated."""
    size = 2 * radius + 1
    padded = np.pad(plane, radius, mode="edge").astype(np.float64)
    down = np.cumsum(np.pad(padded, ((1, 0), (0, 0))), axis=0)
    rows = down[size:] - down[:-size]
    across = np.cumsum(np.pad(rows, ((0, 0), (1, 0))), axis=1)
    return ((across[:, size:] - across[:, :-size]) / size**2).astype(np.float32)
