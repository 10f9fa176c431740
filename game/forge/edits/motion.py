"""Edits of movement: the pasted face does not move, turn or stay the same as the head does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.forge.edits.base import AnalysedClip, Crop, FrameSpan, Patch, PatchPainter, VideoEdit, VideoKind
from game.forge.edits.spans import whole, whole_or_part
from game.forge.face import Points, Pose
from game.forge.masks import fill
from game.forge.pixels import Picture, tinted, to_linear
from game.forge.rng import EditRandom
from game.forge.warp import Field, displace, plateau

_EDGE = 0.95
_INNER = 0.62


def jitter(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Let the inner face slide against the head: slow drifts and small hops, as of a trembling tracker."""
    way = _hops(clip, rng) * np.float32(clip.face.width * (0.004 + 0.030 * strength))

    def paint(i: int, crop: Crop) -> Patch | None:
        pose = _local(clip, i, crop)

        def field(points: Points) -> Points:
            weight = plateau(pose.inside(points), _INNER, _EDGE)
            return weight * pose.outward(way[i : i + 1])

        return _moved(clip, i, crop, field)

    return _face_edit(clip, whole_or_part(clip, rng, 0.2), paint)


def head_pose_mismatch(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Turn the inner face against the head about the nose, and let it follow the head's turns too late."""
    side = rng.choice((-1, 1))
    angle = np.deg2rad(side * (2.2 + 6.3 * strength))
    squeeze = rng.choice((-1, 1)) * (0.01 + 0.05 * strength)
    lag = _lag(clip, round(1 + 5 * strength))

    def paint(i: int, crop: Crop) -> Patch | None:
        pose = _local(clip, i, crop)
        cos, sin = float(np.cos(angle)) - 1, float(np.sin(angle))

        def field(points: Points) -> Points:
            own = pose.inside(points)
            off = own * np.array(pose.half, dtype=np.float32)
            turned = np.stack([cos * off[:, 0] - sin * off[:, 1], sin * off[:, 0] + cos * off[:, 1]], -1)
            turned[:, 0] += squeeze * np.abs(off[:, 0])
            offset: Points = pose.outward(turned.astype(np.float32)) + lag[i]
            return plateau(own, 0.55, _EDGE) * offset

        return _moved(clip, i, crop, field)

    return _face_edit(clip, whole_or_part(clip, rng, 0.2), paint)


def identity_flicker(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Let the face change its proportions for moments, as if it were somebody else's for a few frames."""
    beats = _beats(clip, rng)
    forms = [_form(rng, strength) for _ in range(int(beats[:, 0].max()) + 1)]

    def paint(i: int, crop: Crop) -> Patch | None:
        if not beats[i, 1]:
            return None
        pose = _local(clip, i, crop)
        shape, tone = forms[int(beats[i, 0])]
        amount = np.float32(beats[i, 1])

        def field(points: Points) -> Points:
            own = pose.inside(points)
            return plateau(own, 0.6, _EDGE) * pose.outward(shape(own) * amount * np.float32(clip.face.width))

        patch = _moved(clip, i, crop, field)
        return patch and replace(patch, picture=tinted(patch.picture, 1 + amount * tone))

    return _face_edit(clip, whole(clip), paint)


def _face_edit(clip: AnalysedClip, span: FrameSpan, paint: PatchPainter) -> VideoEdit:
    return VideoEdit(
        span=span,
        outline=lambda i: clip.face.outline(i, 0.96),
        paint=paint,
        reach=0.05 * clip.face.width,
        margin=16,
    )


def _local(clip: AnalysedClip, i: int, crop: Crop) -> Pose:
    pose = clip.face.pose(i)
    return Pose(crop.local(pose.middle), pose.right, pose.down, pose.half)


def _moved(clip: AnalysedClip, i: int, crop: Crop, field: Field) -> Patch | None:
    mask = fill([crop.local(clip.face.oval(i, 0.93))], crop.size, 0.02 * clip.face.width)
    seen = crop.through(mask)
    return None if seen is None else seen.showing(to_linear(displace(crop.pixels, field)[seen.place]))


def _hops(clip: AnalysedClip, rng: EditRandom) -> NDArray[np.float32]:
    """Return (frames, 2): a way of about unit size, piecewise still with quick hops, plus a slow drift."""
    normal = np.random.default_rng(rng.getrandbits(32))
    frames = len(clip)
    way = np.zeros((frames, 2), dtype=np.float32)
    i = 0
    while i < frames:
        hold = rng.randint(2, 5)
        way[i : i + hold] = normal.normal(0, 0.55, 2)
        i += hold
    drift = np.arange(frames)[:, None] / clip.fps
    phase = normal.uniform(0, 2 * np.pi, 2)
    way += 0.75 * np.sin(2 * np.pi * drift * np.array([0.7, 0.45]) + phase).astype(np.float32)
    return way


def _lag(clip: AnalysedClip, frames: int) -> Points:
    """Return (frames, 2): how far the inner face is from where it was `frames` earlier, against the head."""
    points = clip.face.steady
    nose = points[:, 4] - points[:, [234, 454, 10, 152]].mean(1)
    before = np.concatenate([nose[:1].repeat(frames, 0), nose[:-frames]])
    limit = 0.06 * clip.face.width
    late: Points = np.clip(before - nose, -limit, limit).astype(np.float32)
    return late


def _beats(clip: AnalysedClip, rng: EditRandom) -> NDArray[np.float32]:
    """Return (frames, 2): which form the face has and how far it has it; two or three changes a second."""
    frames = len(clip)
    beats = np.zeros((frames, 2), dtype=np.float32)
    i, form = rng.randint(3, 8), 0
    while i < frames:
        hold = rng.randint(3, 9)
        for k in range(hold):
            if i + k < frames:
                beats[i + k] = form, min(1.0, (k + 1) / 1.5, (hold - k) / 1.5)
        i += hold + rng.randint(6, 12)
        form += 1
    return beats


def _form(rng: EditRandom, strength: float) -> tuple[Callable[[Points], Points], Picture]:
    """Draw another face: eyes, nose and mouth a little elsewhere and of another size, and another tone."""
    size = 0.35 + 0.65 * strength
    eyes = rng.choice((-1, 1)) * rng.uniform(0.6, 1.0) * 0.055 * size
    mouth = rng.choice((-1, 1)) * rng.uniform(0.5, 1.0) * 0.050 * size
    lift = rng.choice((-1, 1)) * rng.uniform(0.3, 1.0) * 0.030 * size
    tone = np.array([rng.uniform(-1, 1) for _ in range(3)], dtype=np.float32) * 0.05 * size

    def shape(own: Points) -> Picture:
        u, v = own[:, 0], own[:, 1]
        upper = np.exp(-(((v + 0.28) / 0.30) ** 2))
        lower = np.exp(-(((v - 0.45) / 0.28) ** 2))
        across = eyes * upper * np.sin(np.pi * np.clip(u, -1, 1)) + mouth * lower * np.sin(np.pi * u)
        along = lift * (upper - lower)
        return np.stack([across, along], -1).astype(np.float32)

    return shape, tone


KINDS: Final = (
    VideoKind("jitter", jitter, emphasis=1.15, starter=0.6),
    VideoKind("head-pose-mismatch", head_pose_mismatch, emphasis=0.75, starter=0.8),
    VideoKind("identity-flicker", identity_flicker, emphasis=1.1, starter=0.8),
)
