"""Edits along the edge where a pasted face meets the head."""

from __future__ import annotations

from random import Random

import numpy as np

from game.forge.edits.base import Crop, Retouch, Shot, Touch
from game.forge.edits.spans import whole_or_part
from game.forge.face import OVAL, Points, fill
from game.forge.pixels import affine, blur, from_lab, to_lab, to_linear

_OUTER = 0.89
_INNER = 0.74


def blending_boundary(shot: Shot, strength: float, draw: Random) -> Retouch:
    """Let the pasted face end visibly: a step in tone and detail at its edge, fading inwards."""
    width = shot.face.width
    feather = 0.2 + 0.028 * width * (1 - strength) ** 1.5
    fade = 0.032 * width
    side = draw.choice((-1.0, 1.0))
    lab = to_lab(shot.skin.light)
    step = np.array([side, draw.uniform(-0.4, 0.4), draw.uniform(-0.5, 0.5)], dtype=np.float32)
    gain = from_lab(lab + step * np.float32(2.2 + 6.5 * strength)) / np.maximum(shot.skin.light, 1e-3)
    scale = 1 + draw.choice((-1, 1)) * (0.008 + 0.014 * strength)
    turn = np.deg2rad(draw.uniform(-1.0, 1.0))

    def paint(i: int, crop: Crop) -> Touch:
        outer = fill([crop.local(shot.face.oval(i, _OUTER))], crop.size, feather)
        inner = fill([crop.local(shot.face.oval(i, _INNER))], crop.size, fade)
        middle = crop.local(shot.face.oval(i)).mean(0)
        moved = affine(crop.pixels, about(middle, scale, turn))
        picture = blur(to_linear(moved), 0.3 + 0.5 * strength) * gain
        matte = shot.skin.matte(crop.pixels, 0.008 * width)
        return Touch(picture, outer * (1 - inner) * matte)

    return Retouch(
        span=whole_or_part(shot, draw, 0.2),
        outline=lambda i: ring(shot, i, _OUTER + 0.035, _INNER - 0.06),
        paint=paint,
        reach=2 * fade,
        variant="lighter" if side > 0 else "darker",
    )


def ring(shot: Shot, i: int, outer: float, inner: float) -> Points:
    """Return the band between two ovals as one outline: around, across at the chin, and back."""
    count = len(OVAL)
    turn = np.roll(np.arange(count), count // 2)[::2]
    turn = np.append(turn, turn[0])
    a, b = shot.face.oval(i, outer)[turn], shot.face.oval(i, inner)[turn[::-1]]
    return np.concatenate([a, b])


def about(middle: Points, scale: float, turn: float, shift: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """Return the inverse map (2x3) of: scale and turn about `middle`, then move by `shift`."""
    cos, sin = np.cos(turn) / scale, np.sin(turn) / scale
    m = np.array([[cos, sin], [-sin, cos]])
    centre = np.asarray(middle, dtype=np.float64)
    offset = centre - m @ (centre + np.asarray(shift))
    return np.column_stack([m, offset])
