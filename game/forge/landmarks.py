"""Mesh points in a small file next to a recipe, so that building a pack needs no face detector.

Points are stored in steps of 1/8192 of the frame as differences from frame to frame, which compress
to about a quarter of their size; 1/8192 is far below what a tracker can tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from game.errors import ChinmiError

POINTS: Final = 478
_STEPS: Final = 8192
_MAX_FRAMES: Final = 4000

LandmarkTrack = NDArray[np.float32]
"""(frames, 478, 2), x and y as shares of width and height."""


def save(path: Path, tracks: Mapping[str, LandmarkTrack]) -> None:
    """Write the tracks, by the id of their source."""
    packed: dict[str, NDArray[np.int16]] = {}
    for name, points in sorted(tracks.items()):
        steps = np.round(np.asarray(points) * _STEPS).astype(np.int32)
        packed[name] = np.diff(steps, axis=0, prepend=np.zeros_like(steps[:1])).astype(np.int16)
    with path.open("wb") as file:
        np.savez_compressed(file, **packed)  # type: ignore[arg-type]  # numpy types **kwds as bool


def load(path: Path) -> dict[str, LandmarkTrack]:
    """Read what `save` wrote. Raises ChinmiError when the file is missing or is something else."""
    tracks: dict[str, LandmarkTrack] = {}
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            for name in file.files:
                steps = np.cumsum(file[name].astype(np.int32), axis=0)
                if steps.ndim != 3 or steps.shape[1:] != (POINTS, 2) or len(steps) > _MAX_FRAMES:
                    raise ChinmiError(f"{path.name}: {name} is not a track of {POINTS} points")
                tracks[name] = (steps / np.float32(_STEPS)).astype(np.float32)
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise ChinmiError(f"{path}: the face points cannot be read ({error})") from error
    return tracks
