"""Light from another side: the face is lit differently from the head and the room it sits in."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.forge.edits.base import AnalysedClip, Crop, Patch, VideoEdit, VideoKind
from game.forge.edits.spans import whole_or_part
from game.forge.edits.tone import keep_front
from game.forge.face import Points, Pose
from game.forge.masks import fill, half
from game.forge.pixels import Picture, blur, luma, smoothstep, thrice, to_linear
from game.forge.rng import EditRandom

_LEFT_NOSE = (168, 6, 197, 195, 5, 4, 1, 274, 294, 278, 360, 420, 399, 351)
_RIGHT_NOSE = (168, 6, 197, 195, 5, 4, 1, 44, 64, 48, 131, 198, 174, 122)


def lighting_mismatch(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Light the inner face from the side that the room's light does not come from.

    The face is taken as an ellipsoid: light grows with the slope towards the lamp (Lambert). The
    nose throws a soft shadow to the other side. The bright side ends inside the face.
    """
    now = _light_from(clip)
    sides = ("left",) if now > 0.04 else ("right",) if now < -0.04 else ("left", "right")
    variant = rng.pick(sides)
    side = 1.0 if variant == "right" else -1.0
    lift = rng.uniform(-0.25, 0.1)
    amount = np.float32(0.24 + 0.85 * strength + 1.0 * abs(now))
    width = clip.face.width
    feather = 0.04 * width

    def paint(i: int, crop: Crop) -> Patch | None:
        pose = clip.face.pose(i)
        oval = clip.face.oval(i, 0.92) - pose.right * np.float32(side * 0.025 * width)
        mask = keep_front(clip, i, crop, half([crop.local(oval)], crop.size, feather))
        seen = crop.through(mask)
        if seen is None:
            return None
        pose = Pose(seen.crop.local(pose.middle), pose.right, pose.down, pose.half)
        gain = np.exp(amount * _slope(seen.crop, pose, side, lift))
        gain *= 1 - np.float32(0.10 + 0.22 * strength) * _nose_shadow(clip, i, seen.crop, side)
        return seen.showing(_shoulder(seen.crop.linear * thrice(gain)))

    return VideoEdit(
        span=whole_or_part(clip, rng, 0.15),
        outline=lambda i: clip.face.outline(i, 0.97),
        paint=paint,
        reach=2 * feather,
        variant=variant,
        grain=False,
    )


def _light_from(clip: AnalysedClip) -> float:
    """Return which side of the face is brighter now: -1 the picture's left .. 1 its right."""
    i = len(clip) // 2
    grey = luma(to_linear(clip.stills[i]))
    pose, height, width = clip.face.pose(i), grey.shape[0], grey.shape[1]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)
    own = pose.inside(np.stack([columns, rows], -1))
    cheeks = (np.abs(own[..., 1] - 0.1) < 0.4) & (np.abs(own[..., 0]) > 0.25) & (np.abs(own[..., 0]) < 0.7)
    sides = grey[cheeks & (own[..., 0] > 0)], grey[cheeks & (own[..., 0] < 0)]
    if not all(side.size for side in sides):
        return 0.0  # one cheek is outside the picture
    right, left = (side.mean() for side in sides)
    return float((right - left) / max(right + left, 1e-6))


def _slope(crop: Crop, pose: Pose, side: float, lift: float) -> Picture:
    width, height = crop.size
    columns = np.arange(width, dtype=np.float32) + np.float32(0.5)
    rows = np.arange(height, dtype=np.float32) + np.float32(0.5)
    x, y = columns[None, :] - pose.middle[0], rows[:, None] - pose.middle[1]
    u = (x * pose.right[0] + y * pose.right[1]) / np.float32(pose.half[0])
    v = (x * pose.down[0] + y * pose.down[1]) / np.float32(pose.half[1])
    facing = np.clip(u * np.float32(side) + v * np.float32(lift), -1.1, 1.1)
    bright = np.float32(0.75) * facing * (1 - 0.35 * smoothstep(0.6, 1.0, facing))
    slope: Picture = np.where(facing > 0, bright, facing * np.float32(1.15))
    return slope


def _nose_shadow(clip: AnalysedClip, i: int, crop: Crop, side: float) -> Picture:
    points: Points = crop.local(clip.face.steady[i])
    outline = points[list(_RIGHT_NOSE if side > 0 else _LEFT_NOSE)]
    return blur(fill([outline], crop.size), 0.018 * clip.face.width)


def _shoulder(picture: Picture) -> Picture:
    """Bend highlights softly, as a camera does, so that bright skin does not burn out."""
    knee = np.float32(0.62)
    over = np.maximum(picture - knee, 0)
    bent: Picture = np.where(over > 0, knee + (1 - knee) * np.tanh(over / (1 - knee)), picture)
    return bent


KINDS: Final = (VideoKind("lighting-mismatch", lighting_mismatch, forms=("left", "right"), starter=0.8),)
