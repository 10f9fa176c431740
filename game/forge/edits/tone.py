"""Edits of colour: the pasted face does not have the colours of the room."""

from __future__ import annotations

from random import Random
from typing import Final

import numpy as np

from game.forge.edits.base import Crop, Retouch, Shot, Touch
from game.forge.edits.spans import whole_or_part
from game.forge.face import fill
from game.forge.pixels import Picture, from_lab, to_lab

HUES: Final = {
    "yellow": (0.0, -0.25, 1.0),
    "red": (0.0, 1.0, 0.25),
    "green": (0.0, -0.95, 0.35),
    "blue": (0.0, 0.1, -1.0),
    "pale": (0.75, -0.5, -0.6),
}
"""The directions a skin can be off in, as steps in L*, a* and b*."""


def colour_mismatch(shot: Shot, strength: float, draw: Random) -> Retouch:
    """Shift the face's white balance, as if it had been filmed in other light than the head."""
    variant = draw.choice(sorted(HUES))
    gain = _gain(shot, variant, 4.5 + 13.0 * strength)
    width = shot.face.width
    feather = 0.035 * width

    def paint(i: int, crop: Crop) -> Touch:
        oval = fill([crop.local(shot.face.oval(i, 0.92))], crop.size, feather)
        return Touch(crop.linear * gain, oval * keep_hair(shot, i, crop))

    return Retouch(
        span=whole_or_part(shot, draw),
        outline=lambda i: shot.face.outline(i, 0.96),
        paint=paint,
        reach=2 * feather,
        variant=variant,
        grain=False,
    )


def keep_hair(shot: Shot, i: int, crop: Crop) -> Picture:
    """Return a mask that leaves out hair, collars and background beside the middle of the face."""
    matte = shot.skin.matte(crop.pixels, 0.012 * shot.face.width)
    core = fill([crop.local(shot.face.core(i))], crop.size, 0.03 * shot.face.width)
    return np.maximum(matte, core)


def _gain(shot: Shot, variant: str, distance: float) -> Picture:
    step = np.array(HUES[variant], dtype=np.float32)
    step *= np.float32(distance / np.linalg.norm(step))
    wanted = from_lab(to_lab(shot.skin.light) + step)
    gain: Picture = np.clip(wanted / np.maximum(shot.skin.light, 1e-3), 0.3, 2.5).astype(np.float32)
    return gain
