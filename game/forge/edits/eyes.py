"""Edits of the eyes: eyes that never blink, and eyes that do not belong together."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

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
from game.forge.edits.spans import whole
from game.forge.face import (
    LEFT_BROW_LOW,
    LEFT_EYE,
    LEFT_IRIS,
    RIGHT_BROW_LOW,
    RIGHT_EYE,
    RIGHT_IRIS,
    UNDER_LEFT,
    UNDER_RIGHT,
    FacePoints,
    Points,
    grow,
    hull,
    smooth_over_time,
)
from game.forge.masks import fill
from game.forge.pixels import Frame, Picture, blur, thrice, tinted, to_linear
from game.forge.rng import EditRandom
from game.forge.warp import displace

_RIGHT_CORNERS = (33, 133)
_LEFT_CORNERS = (362, 263)
_UPPER_LIDS = (33, 160, 158, 133, 362, 385, 387, 263)
_LOWER_LIDS = (263, 373, 380, 362, 133, 153, 144, 33)


def openness(face: FacePoints) -> NDArray[np.float32]:
    """Return how open the eyes are in each frame: lid distance by eye width (about 0.3 open, 0.1 shut)."""
    p = face.crisp
    right = np.linalg.norm(p[:, 159] - p[:, 145], axis=1) / np.linalg.norm(p[:, 33] - p[:, 133], axis=1)
    left = np.linalg.norm(p[:, 386] - p[:, 374], axis=1) / np.linalg.norm(p[:, 362] - p[:, 263], axis=1)
    both: NDArray[np.float32] = ((right + left) / 2).astype(np.float32)
    return both


def open_still(face: FacePoints) -> tuple[int, ...]:
    """Ask for the frame whose eyes are usually open (not torn open), in the calmest moment."""
    level = openness(face)
    wanted = np.quantile(level, 0.75)
    cost = np.abs(level - wanted) / max(float(wanted), 1e-3) + 0.3 * face.speed
    return (int(np.argmin(cost)),)


def frozen_eyes(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Put the person's own open eyes, from one frame, over the eyes of the others: no blink, a still gaze.

    The weaker the edit, the shorter the time around the blink that is covered.
    """
    face = clip.face
    (still,) = open_still(face)
    frame = clip.stills[still]
    feather = 0.018 * face.width
    span = _blink_span(clip, strength)
    rng.random()

    def paint(i: int, crop: Crop) -> Patch:
        picture, mask = crop.linear.copy(), np.zeros(crop.size[::-1], dtype=np.float32)
        for corners, socket in ((_RIGHT_CORNERS, _right_socket), (_LEFT_CORNERS, _left_socket)):
            inner = socket(face, i)
            outer = grow(inner, 0.03 * face.width)
            part = crop.near(outer, 3 * feather + 4)
            place = crop.place(part)
            there = face.steady[still, list(corners)]
            here = part.local(face.steady[i, list(corners)])
            pasted = to_linear(aligned(frame, there, here, part))
            area = fill([part.local(inner)], part.size, feather)
            own = fill([part.local(outer)], part.size, 1.0) - area
            pasted = tinted(pasted, same_light(crop.linear[place], pasted, np.clip(own, 0, 1)))
            np.copyto(picture[place], pasted, where=thrice(area > mask[place]))
            np.maximum(mask[place], area, out=mask[place])
        return Patch(crop, picture, mask)

    return VideoEdit(
        span=span,
        outline=face.goggles,
        paint=paint,
        reach=2.5 * feather,
        margin=0.06 * face.width,
        peak=int(np.argmin(openness(face))),
    )


def eye_asymmetry(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Let one eye look elsewhere, drifting slowly, and take or move the spark of light in the other."""
    face = clip.face
    eye_width = float(np.median(np.linalg.norm(face.steady[:, 33] - face.steady[:, 133], axis=1)))
    first = rng.random() < 0.5
    gaze, spark = (
        ((RIGHT_EYE, RIGHT_IRIS), (LEFT_EYE, LEFT_IRIS))
        if first
        else ((LEFT_EYE, LEFT_IRIS), (RIGHT_EYE, RIGHT_IRIS))
    )
    reach = eye_width * (0.05 + 0.15 * strength)
    way = _drift(clip, rng) * np.float32(reach)
    away = np.float32(eye_width * 0.11 * rng.choice((-1, 1)))

    def paint(i: int, crop: Crop) -> Patch:
        eye = fill([crop.local(face.crisp[i, list(gaze[0])])], crop.size, 0.6)
        other = fill([crop.local(face.crisp[i, list(spark[0])])], crop.size, 0.6)
        centre, radius = _iris(face, i, gaze[1])
        moved = _looking(crop, crop.local(centre), radius, way[i])
        point, size = _iris(face, i, spark[1])
        dulled = _other_spark(crop, crop.local(point), size, away, np.float32(0.35 + 0.65 * strength))
        picture = np.where(thrice(eye > 0), to_linear(moved), dulled)
        return Patch(crop, picture, np.maximum(eye, other))

    return VideoEdit(
        span=whole(clip),
        outline=lambda i: _both_eyes(face, i),
        paint=paint,
        reach=3.0,
        margin=0.10 * face.width,
    )


def _right_socket(face: FacePoints, i: int) -> Points:
    p = face.steady[i]
    return _socket(p[list(RIGHT_BROW_LOW)], p[list(RIGHT_EYE)], p[list(UNDER_RIGHT)])


def _left_socket(face: FacePoints, i: int) -> Points:
    p = face.steady[i]
    return _socket(p[list(LEFT_BROW_LOW)], p[list(LEFT_EYE)], p[list(UNDER_LEFT)])


def _socket(brow: Points, eye: Points, under: Points) -> Points:
    """Return the outline between brow and cheek, well inside both."""
    lid = eye.mean(0)
    return hull(np.concatenate([lid + (brow - lid) * 0.80, lid + (under - lid) * 0.72, grow(eye, 2.0)]))


def _both_eyes(face: FacePoints, i: int) -> Points:
    p = face.crisp[i]
    away = face.up(i) * np.float32(0.025 * face.width)
    return np.concatenate([p[list(_UPPER_LIDS)] + away, p[list(_LOWER_LIDS)] - away])


def _blink_span(clip: AnalysedClip, strength: float) -> FrameSpan:
    level = smooth_over_time(openness(clip.face), 0.7)
    length = len(clip)
    blink = int(np.argmin(level))
    half = round(length * (0.16 + 0.5 * strength))
    if strength >= 0.7:
        return whole(clip)
    return FrameSpan(max(0, blink - half), min(length, blink + half), ramp=2)


def _drift(clip: AnalysedClip, rng: EditRandom) -> NDArray[np.float32]:
    """Return (frames, 2): a slow way of the gaze, to one side and back, never quite straight."""
    time = np.arange(len(clip)) / clip.fps
    side = rng.choice((-1.0, 1.0))
    swing = 0.72 + 0.28 * np.sin(2 * np.pi * (0.35 * time + rng.random()))
    return np.stack([side * swing, 0.35 * rng.uniform(-1, 1) * swing], -1).astype(np.float32)


def _iris(face: FacePoints, i: int, ring: tuple[int, ...]) -> tuple[Points, float]:
    points = face.crisp[i, list(ring)]
    return points[0], float(np.linalg.norm(points[1:] - points[0], axis=1).mean())


def _looking(crop: Crop, centre: Points, radius: float, way: Points) -> Frame:
    """Move the iris by `way` within the crop; the white of the eye stretches on both sides."""

    def field(points: Points) -> Points:
        far = np.linalg.norm(points - centre - way / 2, axis=-1, keepdims=True) / radius
        weight = np.clip((2.1 - far) / (2.1 - 1.15), 0, 1)
        offset: Points = (weight * weight * (3 - 2 * weight) * way).astype(np.float32)
        return offset

    return displace(crop.pixels, field, step=4)


def _other_spark(crop: Crop, centre: Points, radius: float, away: np.float32, share: np.float32) -> Picture:
    """Dull the reflection on one iris and lay a weaker one on its other side."""
    x = np.arange(crop.size[0], dtype=np.float32)[None, :] + np.float32(0.5) - centre[0]
    y = np.arange(crop.size[1], dtype=np.float32)[:, None] + np.float32(0.5) - centre[1]
    disc = np.clip((np.float32(radius * 1.05) - np.hypot(x, y)) / np.float32(0.25 * radius), 0, 1)
    inside = disc > 0.5
    if inside.sum() < 6:
        return crop.linear
    grey = crop.linear.mean(-1)
    usual = np.quantile(grey[inside], 0.55)
    over = np.clip(grey / max(float(usual), 1e-4) - 1.25, 0, 1) * disc * share
    base = np.median(crop.linear[inside], 0)
    picture = crop.linear * (1 - over[..., None]) + base * over[..., None]
    shine = float(np.quantile(grey[inside], 0.99))
    spot = np.exp(-((x - away) ** 2 + (y + abs(away)) ** 2) / (2 * (0.2 * radius) ** 2)) * share
    lit: Picture = picture + blur(spot.astype(np.float32), 0.5)[..., None] * np.float32(
        0.8 * max(shine, 0.25)
    )
    return lit


KINDS: Final = (
    VideoKind("frozen-eyes", frozen_eyes, open_still, emphasis=0.6),
    VideoKind("eye-asymmetry", eye_asymmetry, emphasis=0.7, starter=0.9),
)
