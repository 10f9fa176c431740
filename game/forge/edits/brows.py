"""Double eyebrows: the covered brow shows through beside the new one."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.forge.edits.base import AnalysedClip, Crop, Patch, VideoEdit, VideoKind
from game.forge.edits.edge import about
from game.forge.edits.spans import whole_or_part
from game.forge.face import (
    LEFT_BROW_LOW,
    LEFT_BROW_TOP,
    RIGHT_BROW_LOW,
    RIGHT_BROW_TOP,
    Points,
    grow,
)
from game.forge.masks import fill
from game.forge.pixels import Frame, Picture, affine, blur, luma, thrice
from game.forge.rng import EditRandom
from game.forge.skin import softened

_RIGHT = (*RIGHT_BROW_TOP, *RIGHT_BROW_LOW[::-1])
_LEFT = (*LEFT_BROW_TOP, *LEFT_BROW_LOW[::-1])


def double_eyebrows(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Lay the brows' own darkness a second time over the skin above or below them."""
    face, width = clip.face, clip.face.width
    thick, gap = _room(clip)
    roomy = gap >= 3.2 * thick
    above = rng.pick(("above", "above", "below") if roomy else ("above",)) == "above"
    offset = (thick * (1.25 + 0.4 * rng.random())) * (1 if above else -1)
    depth = np.float32(0.30 + 0.6 * strength)
    turn = np.deg2rad(rng.uniform(1.0, 3.0))
    feather = 0.012 * width

    def shift(i: int) -> Points:
        moved: Points = face.up(i) * np.float32(offset)
        return moved

    def paint(i: int, crop: Crop) -> Patch:
        points = face.steady[i]
        likeness = clip.skin.likeness(crop.pixels)
        dark = _darkness(clip, crop, likeness)
        mask = np.zeros_like(dark)
        ghost = np.ones_like(dark)
        for part, way in ((_RIGHT, 1), (_LEFT, -1)):
            brow = points[list(part)]
            near = crop.near(brow, 0.03 * width + abs(offset) + 3 * feather + 8)
            place, own = crop.place(near), near.local(brow)
            matrix = about(own.mean(0), 1.0, way * turn, tuple(shift(i)))
            moved = _moved(dark[place], matrix, fill([grow(own, 0.02 * width)], near.size, 1.0))
            np.minimum(ghost[place], moved, out=ghost[place])
            area = fill([grow(own, 0.03 * width) + shift(i)], near.size, feather)
            np.maximum(mask[place], area, out=mask[place])
        mask *= softened(likeness, 0.006 * width)
        return Patch(crop, crop.linear * thrice(ghost**depth), mask)

    def outline(i: int) -> Points:
        points = face.steady[i]
        top = points[[*RIGHT_BROW_TOP, *LEFT_BROW_TOP[::-1]]]
        low = points[[*LEFT_BROW_LOW, *RIGHT_BROW_LOW[::-1]]]
        pad = face.up(i) * np.float32(0.03 * width)
        return np.concatenate([top + shift(i) + pad, low + shift(i) - pad])

    return VideoEdit(
        span=whole_or_part(clip, rng, 0.2),
        outline=outline,
        paint=paint,
        reach=0.05 * width,
        margin=abs(offset) + 0.12 * width,
        variant="above" if above else "below",
        grain=False,
    )


def _room(clip: AnalysedClip) -> tuple[float, float]:
    """Return the brow's thickness and its distance to the lid, in pixels."""
    points = clip.face.steady[len(clip) // 2]
    thick = float(np.linalg.norm(points[105] - points[52]) + np.linalg.norm(points[334] - points[282])) / 2
    gap = float(np.linalg.norm(points[52] - points[159]) + np.linalg.norm(points[282] - points[386])) / 2
    return max(thick, 0.03 * clip.face.width), gap


def _darkness(clip: AnalysedClip, crop: Crop, likeness: Picture) -> Picture:
    """Return the light of each pixel relative to the skin around it: 1 on skin, below 1 on a brow."""
    weight = softened(likeness, 0.004 * clip.face.width) + np.float32(1e-3)
    sigma, grey = 0.07 * clip.face.width, luma(crop.linear)
    base = blur(grey * weight, sigma) / np.maximum(blur(weight, sigma), 1e-3)
    share: Picture = np.clip(grey / np.maximum(base, 1e-3), 0.08, 1.0)
    return share


def _moved(dark: Picture, matrix: np.ndarray, brow: Picture) -> Picture:
    """Return the darkness within `brow`, moved by the inverse map `matrix`."""
    only = 1 - (1 - dark) * brow
    coded: Frame = np.round(only * 255).astype(np.uint8)
    return affine(coded, matrix).astype(np.float32) / np.float32(255)


KINDS: Final = (
    VideoKind("double-eyebrows", double_eyebrows, forms=("above", "below"), emphasis=1.2, starter=0.6),
)
