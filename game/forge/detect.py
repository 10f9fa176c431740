"""Finding the face points of new footage, frame by frame, as any face swap has to begin.

The detector (MediaPipe's face mesh, through OpenCV) wants other versions of its libraries than the game,
so this runs in an environment of its own; see docs/forge.md. Footage whose face is lost, or that shows
two faces, is refused: an edit without a face to hold on to would be a guess.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from game.errors import ChinmiError
from game.forge import footage, landmarks
from game.forge.landmarks import POINTS, LandmarkTrack
from game.forge.pixels import Frame
from game.forge.source_names import source_ids

MOST_LOST: Final = 3
"""Frames in a row that may be without a face (a blur, a hand): their points are interpolated."""

_QUIET: Final = {"GLOG_minloglevel": "3", "TF_CPP_MIN_LOG_LEVEL": "3"}
"""Lets MediaPipe say only what failed."""

Finder = Callable[[Frame], list[LandmarkTrack]]
"""From a frame to the faces in it, each (478, 2), as shares of width and height."""


def follow(frames: Iterable[Frame], find: Finder) -> LandmarkTrack:
    """Return the track (frames, 478, 2) of the one face in `frames`.

    Raises ChinmiError when there are two faces, or none for longer than `MOST_LOST` frames.
    """
    found: list[LandmarkTrack | None] = []
    for i, frame in enumerate(frames):
        faces = find(frame)
        if len(faces) > 1:
            raise ChinmiError(f"frame {i} shows {len(faces)} faces; film one person at a time")
        found.append(faces[0] if faces else None)
    seen = [i for i, points in enumerate(found) if points is not None]
    if not seen:
        raise ChinmiError("no face was found in any frame")
    gaps = [b - a - 1 for a, b in zip([-1, *seen], [*seen, len(found)], strict=True)]
    if max(gaps) > MOST_LOST:
        raise ChinmiError(
            f"the face is lost for {max(gaps)} frames in a row; expected at most {MOST_LOST}. "
            "Film with the face in sight, in even light"
        )
    known = np.stack([points for points in found if points is not None]).reshape(len(seen), -1)
    columns = [np.interp(np.arange(len(found)), seen, known[:, k]) for k in range(known.shape[1])]
    return np.stack(columns, -1).reshape(len(found), POINTS, 2).astype(np.float32)


def face_mesh() -> Finder:
    """Return a finder that uses MediaPipe's face mesh. Raises ChinmiError where it is not installed."""
    for name, quiet in _QUIET.items():
        os.environ.setdefault(name, quiet)
    try:
        mediapipe: Any = importlib.import_module("mediapipe")
    except ImportError as error:
        raise ChinmiError(
            "finding faces needs mediapipe==0.10.21 and opencv-python-headless in an environment of "
            "their own; docs/forge.md tells how"
        ) from error
    mesh: Any = mediapipe.solutions.face_mesh.FaceMesh(
        static_image_mode=False, refine_landmarks=True, max_num_faces=2
    )

    def find(frame: Frame) -> list[LandmarkTrack]:
        faces = mesh.process(np.ascontiguousarray(frame)).multi_face_landmarks or []
        return [np.array([(p.x, p.y) for p in face.landmark], dtype=np.float32) for face in faces]

    return find


def main(arguments: list[str] | None = None) -> int:
    """Follow the face in each film and write all tracks into one file; 1 when a film is refused."""
    parser = argparse.ArgumentParser(prog="python -m game.forge.detect", description=main.__doc__)
    parser.add_argument("films", nargs="+", type=Path, metavar="FILM", help="a film, or the folder of them")
    parser.add_argument("--out", required=True, type=Path, metavar="NAME.landmarks.npz")
    args = parser.parse_args(arguments)
    tracks: dict[str, LandmarkTrack] = {}
    faults: list[str] = []
    try:
        films = source_ids(films_of(args.films))
    except ChinmiError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for path, name in films.items():
        try:
            tracks[name] = follow(_native(path), face_mesh())
            sys.stdout.write(f"{path}: {len(tracks[name])} frames, as {name}\n")
        except ChinmiError as error:
            faults.append(f"{path}: {error}")
    if faults:
        sys.stderr.write("\n".join(faults) + "\n")
        return 1
    landmarks.save(args.out, tracks)
    return 0


def films_of(named: Iterable[Path]) -> list[Path]:
    """Return the films that were named: each file, and those in each folder. Raises ChinmiError."""
    found: list[Path] = []
    for path in named:
        if path.is_dir():
            found += [one for one in path.iterdir() if one.suffix.lower() in footage.FILMS]
        elif path.is_file():
            found.append(path)
        else:
            raise ChinmiError(f"{path}: there is no such file or folder; name the folder of the films")
    if not found:
        raise ChinmiError(f"no films there; expected files ending in {', '.join(sorted(footage.FILMS))}")
    return found


def _native(path: Path) -> Iterator[Frame]:
    return footage.frames(path, footage.size(path), fps=footage.rate(path))


if __name__ == "__main__":
    sys.exit(main())
