"""Edits of the skin's fine detail: too smooth, or less sharp than what is around it."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.forge.edits.base import AnalysedClip, Crop, Patch, VideoEdit, VideoKind
from game.forge.edits.spans import whole_or_part
from game.forge.edits.tone import keep_front
from game.forge.face import (
    LEFT_BROW_LOW,
    LEFT_BROW_TOP,
    LEFT_EYE,
    LIPS,
    RIGHT_BROW_LOW,
    RIGHT_BROW_TOP,
    RIGHT_EYE,
    Points,
    grow,
)
from game.forge.guided import guided
from game.forge.masks import half
from game.forge.pixels import blur, luma
from game.forge.rng import EditRandom


def over_smooth_skin(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Take pores and fine lines from the skin and leave eyes, brows and lips sharp."""
    width = clip.face.width
    radius = max(2, round((0.025 + 0.03 * strength) * width))
    light = float(luma(clip.skin.light))
    softness = (light * (0.06 + 0.26 * strength)) ** 2
    feather = 0.035 * width

    def paint(i: int, crop: Crop) -> Patch | None:
        oval = half([crop.local(clip.face.oval(i, 0.95))], crop.size, feather)
        sharp = half([crop.local(part) for part in features(clip, i)], crop.size, 0.012 * width)
        skin = oval * (1 - sharp) * np.float32(0.55 + 0.45 * strength)
        seen = crop.through(keep_front(clip, i, crop, skin))
        if seen is None:
            return None
        return seen.showing(
            guided(seen.crop.linear, (radius, softness), (max(2, radius // 2), softness * 0.5))
        )

    return VideoEdit(
        span=whole_or_part(clip, rng),
        outline=lambda i: clip.face.outline(i, 0.98),
        paint=paint,
        reach=2 * feather,
        grain=False,
    )


def features(clip: AnalysedClip, i: int) -> list[Points]:
    """Return the outlines of eyes, brows and lips, a little wider than they are."""
    points = clip.face.crisp[i]
    pad = 0.02 * clip.face.width
    brows = [
        points[[*RIGHT_BROW_TOP, *RIGHT_BROW_LOW[::-1]]],
        points[[*LEFT_BROW_TOP, *LEFT_BROW_LOW[::-1]]],
    ]
    parts = [*brows, *(points[list(part)] for part in (RIGHT_EYE, LEFT_EYE, LIPS))]
    return [grow(part, pad) for part in parts]


def resolution_mismatch(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Soften the whole inner face, as if it had been made smaller than the video and enlarged."""
    width = clip.face.width
    sigma = 0.006 * width * (0.65 + 1.75 * strength)
    feather = 0.03 * width

    def paint(i: int, crop: Crop) -> Patch | None:
        oval = half([crop.local(clip.face.oval(i, 0.93))], crop.size, feather)
        seen = crop.through(keep_front(clip, i, crop, oval))
        return None if seen is None else seen.showing(blur(seen.crop.linear, sigma))

    return VideoEdit(
        span=whole_or_part(clip, rng),
        outline=lambda i: clip.face.outline(i, 0.96),
        paint=paint,
        reach=2 * feather,
        grain=False,
    )


KINDS: Final = (
    VideoKind("over-smooth-skin", over_smooth_skin, emphasis=1.1, starter=0.7),
    VideoKind("resolution-mismatch", resolution_mismatch, emphasis=1.2, starter=0.6),
)
