"""Edits along the edge where a pasted face meets the head."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.forge.edits.base import AnalysedClip, Crop, Patch, VideoEdit, VideoKind
from game.forge.edits.spans import whole_or_part
from game.forge.edits.tone import keep_front
from game.forge.face import OVAL, Points
from game.forge.masks import at_half, fill, half, halved
from game.forge.pixels import Picture, blur, from_lab, smoothstep, thrice, tinted, to_lab, to_linear
from game.forge.rng import EditRandom
from game.forge.skin import softened
from game.forge.warp import after_turning, turned

_OUTER = 0.89
_INNER = 0.74
_RIM = 0.97
_JAW = slice(7, 30)
_MOVED: Final = 1 / 64
"""The mask from which it can be seen that what lies there was moved."""


def blending_boundary(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Let the pasted face end visibly: a step in tone and detail at its edge, fading inwards."""
    width = clip.face.width
    feather = 0.2 + 0.028 * width * (1 - strength) ** 1.5
    fade = 0.032 * width
    side = 1.0 if rng.pick(("lighter", "darker")) == "lighter" else -1.0
    lab = to_lab(clip.skin.light)
    step = np.array([side, rng.uniform(-0.4, 0.4), rng.uniform(-0.5, 0.5)], dtype=np.float32)
    gain = from_lab(lab + step * np.float32(3.0 + 7.0 * strength)) / np.maximum(clip.skin.light, 1e-3)
    scale = 1 + rng.choice((-1, 1)) * (0.008 + 0.014 * strength)
    turn = np.deg2rad(rng.uniform(-1.0, 1.0))
    start = rng.uniform(0, 2 * np.pi)
    soft = after_turning(0.3 + 0.5 * strength)

    def paint(i: int, crop: Crop) -> Patch | None:
        outer = fill([crop.local(clip.face.oval(i, _OUTER))], crop.size, feather)
        inner = half([crop.local(clip.face.oval(i, _INNER))], crop.size, fade)
        middle = crop.local(clip.face.oval(i)).mean(0)
        likeness = clip.skin.likeness(halved(crop.pixels))
        matte = softened(likeness, at_half(0.008 * width)) * _around(middle / 2, inner.shape, start)
        mask = outer * keep_front(clip, i, crop, (1 - inner) * matte, likeness)
        seen = crop.through(mask)
        if seen is None:
            return None
        moved = turned(crop.pixels, about(middle, scale, turn), mask > _MOVED)[seen.place]
        return seen.showing(tinted(blur(to_linear(moved), soft), gain))

    return VideoEdit(
        span=whole_or_part(clip, rng, 0.2),
        outline=lambda i: ring(clip, i, _OUTER + 0.035, _INNER - 0.06),
        paint=paint,
        reach=2 * fade,
        variant="lighter" if side > 0 else "darker",
    )


def ring(clip: AnalysedClip, i: int, outer: float, inner: float) -> Points:
    """Return the band between two ovals as one outline: around, across at the chin, and back."""
    count = len(OVAL)
    turn = np.roll(np.arange(count), count // 2)[::2]
    turn = np.append(turn, turn[0])
    a, b = clip.face.oval(i, outer)[turn], clip.face.oval(i, inner)[turn[::-1]]
    return np.concatenate([a, b])


def jaw_band(clip: AnalysedClip, i: int, outer: float, inner: float) -> Points:
    """Return the band between two ovals from ear to ear around the chin."""
    return np.concatenate([clip.face.oval(i, outer)[_JAW], clip.face.oval(i, inner)[_JAW][::-1]])


def about(middle: Points, scale: float, turn: float, shift: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """Return the inverse map (2x3) of: scale and turn about `middle`, then move by `shift`."""
    cos, sin = np.cos(turn) / scale, np.sin(turn) / scale
    m = np.array([[cos, sin], [-sin, cos]])
    centre = np.asarray(middle, dtype=np.float64)
    offset = centre - m @ (centre + np.asarray(shift))
    return np.column_stack([m, offset])


def edge_halo(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Leave an over-sharpened rim of two or three pixels along the face's edge, mostly while it moves."""
    width = clip.face.width
    thin = max(0.9, 0.0065 * width)
    bright, dark = np.float32(0.16 + 0.62 * strength), np.float32(0.08 + 0.26 * strength)
    crisp = np.float32(0.5 + 1.5 * strength)
    start = rng.uniform(0.05 * np.pi, 0.95 * np.pi)
    life = _life(clip, rng)

    def paint(i: int, crop: Crop) -> Patch | None:
        solid = fill([crop.local(clip.face.oval(i, _RIM))], crop.size, 0.35 * thin)
        near = solid - blur(solid, 2.2 * thin)
        band = smoothstep(0.02, 0.2, np.abs(blur(solid, 3.5 * thin) - solid))
        gain = 1 + bright * np.clip(-near, 0, 1) * 2 - dark * np.clip(near, 0, 1) * 2
        sharp = crop.linear + crisp * (crop.linear - blur(crop.linear, 1.4))
        middle = crop.local(clip.face.oval(i)).mean(0)
        part = _around(middle, solid.shape, start) * _below_eyes(clip, i, crop)
        return Patch(crop, np.clip(sharp, 0, 1) * thrice(gain), band * part * life[i])

    return VideoEdit(
        span=whole_or_part(clip, rng, 0.15),
        outline=lambda i: jaw_band(clip, i, _RIM + 0.07, _RIM - 0.09),
        paint=paint,
        reach=6 * thin,
        grain=False,
    )


def _life(clip: AnalysedClip, rng: EditRandom) -> np.ndarray:
    """Return how strong the rim is in each frame: it comes with movement and breathes slowly."""
    moving = smoothstep(0.05, 0.5, clip.face.speed)
    time = np.arange(len(clip)) / clip.fps
    breath = 0.5 + 0.5 * np.sin(2 * np.pi * (rng.uniform(0.5, 0.9) * time + rng.random()))
    return (0.5 + 0.25 * moving + 0.25 * breath).astype(np.float32)


def _below_eyes(clip: AnalysedClip, i: int, crop: Crop) -> Picture:
    """Return a mask that leaves out the forehead, where a rim would look drawn."""
    pose = clip.face.pose(i)
    corner = crop.local(pose.middle)
    x = np.arange(crop.size[0], dtype=np.float32)[None, :] - corner[0]
    y = np.arange(crop.size[1], dtype=np.float32)[:, None] - corner[1]
    return smoothstep(-0.28, -0.05, (x * pose.down[0] + y * pose.down[1]) / np.float32(pose.half[1]))


def _around(middle: Points, shape: tuple[int, ...], start: float) -> Picture:
    """Return a mask of `shape` that lets an edge show on one side of the face more than on the other."""
    height, width = shape
    x = np.arange(width, dtype=np.float32)[None, :] - middle[0]
    y = np.arange(height, dtype=np.float32)[:, None] - middle[1]
    part: Picture = 0.62 + 0.38 * np.cos(np.arctan2(y, x) - np.float32(start))
    return part


KINDS: Final = (
    VideoKind("blending-boundary", blending_boundary, forms=("lighter", "darker"), emphasis=1.4, starter=0.8),
    VideoKind("edge-halo", edge_halo, emphasis=1.3, starter=0.9),
)
