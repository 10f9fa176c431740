"""Something passes before the face, and the new face is painted over it."""

from __future__ import annotations

from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from game.forge.edits.base import (
    AnalysedClip,
    Crop,
    FrameSpan,
    Patch,
    VideoEdit,
    VideoKind,
    aligned,
    same_light,
)
from game.forge.face import FacePoints, Points, hull, spokes
from game.forge.masks import fill
from game.forge.pixels import Picture, blur, to_linear
from game.forge.rng import EditRandom

_STILLS: Final = 9
_EYES: Final = (33, 263)
_LITTLE: Final = 0.015


def free_stills(_face: FacePoints) -> tuple[int, ...]:
    """Ask for the clip's first frames, where nothing is before the face yet."""
    return tuple(range(_STILLS))


def occlusion_failure(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Paint the person's own face over what is in front of it, more opaque the stronger the edit.

    Where the footage shows the face without the object (it was drawn in later) that face is used,
    else the face of the clip's first frames, turned to where the head is now.
    """
    cover = clip.cover
    if cover is None:
        raise ValueError("occlusion-failure needs footage with something before the face")
    face, width = clip.face, clip.face.width
    opacity = np.float32(0.16 + 0.76 * strength)
    scale = 0.78 + 0.10 * strength
    feather = width * (0.05 - 0.03 * strength)
    covered = [_share(face, i, scale, cover(i)) > _LITTLE for i in range(len(face))]
    frames = np.flatnonzero(covered)
    if not len(frames):
        raise ValueError("occlusion-failure: nothing passes before the face in this clip")
    rng.random()

    def paint(i: int, crop: Crop) -> Patch:
        own = fill([crop.local(face.oval(i, scale))], crop.size, feather)
        front = crop.of(cover(i))
        under = to_linear(crop.bare) if crop.bare is not None else _earlier(clip, i, crop, front)
        return Patch(crop, under, own * front * opacity)

    return VideoEdit(
        span=FrameSpan(int(frames[0]), int(frames[-1]) + 1, ramp=1),
        outline=lambda i: _common(face, i, scale + 0.07, cover(i)),
        paint=paint,
        reach=2 * feather,
        margin=0.2 * width,
    )


def _share(face: FacePoints, i: int, scale: float, front: Picture) -> float:
    """Return how much of the face is covered in frame `i`."""
    points = _inside(face, i, scale, front)
    area = np.pi * face.pose(i).half[0] * face.pose(i).half[1] * scale**2
    return 16 * len(points) / area


def _inside(face: FacePoints, i: int, scale: float, front: Picture) -> Points:
    """Return every fourth pixel (both ways) that lies on the face and is covered."""
    height, width = front.shape
    canvas = Image.new("L", (width // 4 * 4, height // 4 * 4))
    corners = np.trunc(face.oval(i, scale).astype(np.float64) - 0.5)
    ImageDraw.Draw(canvas).polygon(corners.ravel().tolist(), fill=16)
    face_there = np.asarray(canvas.reduce(4)) >= 8
    rows, columns = np.nonzero(face_there & (front[::4, ::4][: height // 4, : width // 4] > 0.5))
    return np.stack([columns, rows], -1).astype(np.float32) * 4 + 2


def _common(face: FacePoints, i: int, scale: float, front: Picture) -> Points:
    points = _ends(_inside(face, i, scale, front))
    if len(points) < 3 or np.ptp(points, axis=0).min() < 4:
        lips = face.steady[i, [61, 0, 291, 17]]
        return spokes(hull(lips))
    return spokes(hull(points))


def _ends(points: Points) -> Points:
    """Return the first and the last point of each row: no other can be a corner of the whole."""
    new = np.flatnonzero(np.diff(points[:, 1], prepend=-1))
    return points[np.union1d(new, np.append(new[1:], len(points)) - 1)] if len(points) else points


def _earlier(clip: AnalysedClip, i: int, crop: Crop, front: Picture) -> Picture:
    """Return the face of an earlier frame (to and fro through them) where it is now, in today's light."""
    turn = i % (2 * _STILLS - 2)
    still = turn if turn < _STILLS else 2 * _STILLS - 2 - turn
    there, here = clip.face.steady[still, list(_EYES)], crop.local(clip.face.steady[i, list(_EYES)])
    pasted = to_linear(aligned(clip.stills[still], there, here, crop))
    free = fill([crop.local(clip.face.oval(i, 0.85))], crop.size) * (1 - blur(front, 2.0))
    return pasted * same_light(crop.linear, pasted, np.clip(free, 0, 1))


KINDS: Final = (VideoKind("occlusion-failure", occlusion_failure, free_stills),)
