"""Inside the mouth: teeth that run together into one smear."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.forge.edits.base import AnalysedClip, Crop, Patch, VideoEdit, VideoKind
from game.forge.edits.spans import whole
from game.forge.face import INNER_LIPS, LIPS, grow
from game.forge.masks import fill
from game.forge.pixels import Picture, blur_along, thrice
from game.forge.rng import EditRandom


def gape(clip: AnalysedClip) -> NDArray[np.float32]:
    """Return how open the mouth is in each frame: inner lip distance by mouth width."""
    p = clip.face.crisp
    height = np.linalg.norm(p[:, 13] - p[:, 14], axis=1)
    width = np.linalg.norm(p[:, 78] - p[:, 308], axis=1)
    share: NDArray[np.float32] = (height / np.maximum(width, 1e-3)).astype(np.float32)
    return share


def mouth_interior(clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
    """Smear what is inside the lips along the row of teeth and pull it towards one pale tone."""
    face, width = clip.face, clip.face.width
    across = width * (0.020 + 0.060 * strength)
    along = width * (0.006 + 0.016 * strength)
    pale = np.float32(0.25 + 0.45 * strength)
    keep = np.float32(0.72 + 0.14 * strength)
    rng.random()

    def paint(i: int, crop: Crop) -> Patch:
        inner = crop.local(face.crisp[i, list(INNER_LIPS)])
        mask = fill([inner], crop.size, 0.006 * width)
        hard = fill([grow(inner, -0.5)], crop.size) + np.float32(1e-4)
        smear = _spread(crop.linear, hard, across, along)
        grey = crop.linear[..., 2]
        bright = hard > 0.5
        if bright.sum() < 12:
            return Patch(crop, crop.linear, mask * 0)
        tooth = _tooth(crop.linear, grey, bright)
        lift = pale * _middle(grey, bright, hard, across, along)
        smear = smear + thrice(lift) * (tooth - smear)
        return Patch(crop, smear, mask * keep)

    return VideoEdit(
        span=whole(clip),
        outline=lambda i: grow(face.crisp[i, list(LIPS)], 0.004 * width),
        paint=paint,
        reach=0.02 * width,
        margin=0.06 * width,
    )


def _tooth(picture: Picture, grey: Picture, inside: NDArray[np.bool_]) -> Picture:
    """Return the tone of the mouth's whitest part: teeth, where they show (blue tells them from lips)."""
    bright = inside & (grey >= np.quantile(grey[inside], 0.8))
    tone: Picture = picture[bright].mean(0).astype(np.float32)
    return tone


def _middle(grey: Picture, inside: NDArray[np.bool_], mask: Picture, across: float, along: float) -> Picture:
    """Return where teeth were: the bright band, spread over the gaps between them."""
    low, high = (float(level) for level in np.quantile(grey[inside], (0.35, 0.9)))
    share = np.clip((grey - low) / max(high - low, 1e-4), 0, 1)
    band: Picture = _spread(thrice(share), mask, across, along)[..., 0]
    spread: Picture = np.clip(band * 1.3, 0, 1)
    return spread


def _spread(picture: Picture, mask: Picture, across: float, along: float) -> Picture:
    """Blur within the mask only (so that no lip colour runs in): `across` pixels sideways, `along` down."""
    return _lines(picture * thrice(mask), across, along) / np.maximum(
        _lines(mask[..., None], across, along), 1e-4
    )


def _lines(picture: Picture, across: float, along: float) -> Picture:
    return blur_along(blur_along(picture, along, 0), across, 1)


KINDS: Final = (VideoKind("mouth-interior", mouth_interior, starter=0.8),)
