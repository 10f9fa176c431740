"""Edits of colour: the pasted face does not have the colours of the room."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.forge.edits.base import AnalysedClip, Crop, Patch, VideoEdit, VideoKind
from game.forge.edits.spans import whole_or_part
from game.forge.face import LEFT_EYE, RIGHT_EYE, Points, grow
from game.forge.masks import at_half, fill, half, halved, whole
from game.forge.pixels import Picture, blur, from_lab, luma, smoothstep, tinted, to_lab
from game.forge.rng import EditRandom
from game.forge.skin import softened

HUES: Final = {
    "yellow": (0.0, -0.2, 0.8),
    "red": (0.0, 0.9, 0.2),
    "green": (0.0, -0.75, 0.3),
    "blue": (0.0, 0.1, -0.9),
    "pale": (0.6, -0.4, -0.5),
}
"""The directions a skin can be off in, as steps in L*, a* and b*; their lengths make them equally plain."""


def colour_mismatch(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Shift the face's white balance, as if it had been filmed in other light than the head."""
    variant = rng.pick(tuple(HUES))
    gain = _gain(clip, variant, 4.5 + 13.0 * strength)
    width = clip.face.width
    feather = 0.035 * width

    def paint(i: int, crop: Crop) -> Patch | None:
        oval = half([crop.local(clip.face.oval(i, 0.92))], crop.size, feather)
        seen = crop.through(keep_front(clip, i, crop, oval))
        return None if seen is None else seen.showing(tinted(seen.crop.linear, gain))

    return VideoEdit(
        span=whole_or_part(clip, rng),
        outline=lambda i: clip.face.outline(i, 0.96),
        paint=paint,
        reach=2 * feather,
        variant=variant,
        grain=False,
    )


def keep_front(
    clip: AnalysedClip, i: int, crop: Crop, mask: Picture, likeness: Picture | None = None
) -> Picture:
    """Return the whole of `mask` (made at half the size), without hair, collars, background and glasses.

    What is in front stays there. `likeness` is that of the halved crop to the skin, where it is known.
    """
    width = clip.face.width
    known = clip.skin.likeness(halved(crop.pixels)) if likeness is None else likeness
    matte = softened(known, at_half(0.012 * width))
    core = half([crop.local(clip.face.core(i))], crop.size, 0.03 * width)
    front = whole(mask * np.maximum(matte, core), crop.size)
    if clip.glasses:
        zone = grow(clip.face.goggles(i), 0.16 * width)
        near = crop.near(zone, 0.12 * width)
        front[crop.place(near)] *= 1 - _frames(clip, i, near, zone)
    return front


def _frames(clip: AnalysedClip, i: int, crop: Crop, around: Points) -> Picture:
    """Return where the frames of glasses are: thin dark lines around the eyes, but not the eyes or brows."""
    face, width = clip.face, clip.face.width
    points = crop.local(face.crisp[i])
    eyes = [grow(points[list(eye)], 0.035 * width) for eye in (RIGHT_EYE, LEFT_EYE)]
    zone = fill([crop.local(around)], crop.size, 0.02 * width)
    zone *= 1 - fill(eyes, crop.size, 0.008 * width)
    grey = np.sqrt(np.maximum(luma(crop.linear), 0))
    dark = smoothstep(0.10, 0.30, 1 - grey / np.maximum(blur(grey, 0.035 * width), 1e-3))
    lines: Picture = np.clip(blur(dark, 0.006 * width) * 1.6, 0, 1) * zone
    return lines


def _gain(clip: AnalysedClip, variant: str, distance: float) -> Picture:
    step = np.array(HUES[variant], dtype=np.float32)
    step *= np.float32(distance)
    wanted = from_lab(to_lab(clip.skin.light) + step)
    gain: Picture = np.clip(wanted / np.maximum(clip.skin.light, 1e-3), 0.3, 2.5).astype(np.float32)
    return gain


KINDS: Final = (VideoKind("colour-mismatch", colour_mismatch, forms=tuple(HUES), starter=0.7),)
