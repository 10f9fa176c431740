"""Mesh points in a small file next to a recipe, so that building a pack needs no face detector.

Points are stored in steps of 1/8192 of the frame as differences from frame to frame, which compress
to about a quarter of their size; 1/8192 is far below what a tracker can tell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.errors import ChinmiError, printable
from game.packs.archive import BROKEN_ZIP

POINTS: Final = 478
_STEPS: Final = 8192
_MAX_FRAMES: Final = 4000
_MAX_FRAMES_IN_ALL: Final = 60_000
_FRAME: Final = POINTS * 2 * 2
"""Bytes of a frame."""
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LONGEST_HEADER: Final = 1024
_HEADER: Final = re.compile(
    rb"\x93NUMPY\x01\0..\{'descr': '<i2', 'fortran_order': False, "
    rb"'shape': \((\d{1,5}), %d, 2\), \} *\n" % POINTS,
    re.DOTALL,
)
"""How numpy begins an array of such points (its format 1.0)."""

LandmarkTrack = NDArray[np.float32]
"""(frames, 478, 2), x and y as shares of width and height."""


def save(path: Path, tracks: Mapping[str, LandmarkTrack]) -> None:
    """Write the tracks, by the id of their source."""
    packed: dict[str, NDArray[np.int16]] = {}
    for name, points in sorted(tracks.items()):
        steps = np.round(np.asarray(points) * _STEPS).astype(np.int32)
        packed[name] = np.diff(steps, axis=0, prepend=np.zeros_like(steps[:1])).astype("<i2")
    with path.open("wb") as file:
        np.savez_compressed(file, **packed)  # type: ignore[arg-type]  # numpy types **kwds as bool


def load(path: Path) -> dict[str, LandmarkTrack]:
    """Read what `save` wrote, and nothing else. Raises ChinmiError when the file is missing or another one.

    Not `np.load`: it believes what a file says of sizes, types and names, and each of them may be a lie.
    """
    tracks: dict[str, LandmarkTrack] = {}
    frames = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                name = entry.filename.removesuffix(".npy")
                tracks[name] = _track(_content(archive, entry), f"{path.name}: {name!r}")
                frames += len(tracks[name])
                if frames > _MAX_FRAMES_IN_ALL:
                    raise ChinmiError(f"{path.name}: expected at most {_MAX_FRAMES_IN_ALL} frames in all")
    except FileNotFoundError as error:
        step = "the face points are missing; docs/forge.md, Your own footage, step 2 makes them"
        raise ChinmiError(f"{printable(str(path))}: {step}") from error
    except BROKEN_ZIP as error:
        raise ChinmiError(f"{path}: the face points cannot be read ({printable(str(error))})") from error
    return tracks


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type not in _METHODS:
        raise ValueError(f"{entry.filename!r} is packed in an unusual way")
    with archive.open(entry) as file:
        return file.read(_MAX_FRAMES * _FRAME + _LONGEST_HEADER)


def _track(content: bytes, shown: str) -> LandmarkTrack:
    """Return the points that an array of numpy's holds, which has to be of the type and shape of a track."""
    header = _HEADER.match(content)
    frames = int(header[1]) if header else 0
    if header is None or not 0 < frames <= _MAX_FRAMES or len(content) != header.end() + frames * _FRAME:
        raise ChinmiError(f"{shown} is not a track of {POINTS} points in 1 to {_MAX_FRAMES} frames")
    packed = np.frombuffer(content, "<i2", offset=header.end()).reshape(frames, POINTS, 2)
    return (np.cumsum(packed, axis=0, dtype=np.int32) / np.float32(_STEPS)).astype(np.float32)
