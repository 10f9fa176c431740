"""How visible an edit is: figures measured on its frames, and the difficulty that follows from them.

No single figure sees every kind: a colour cast hardly changes structure, a smear hardly changes colour,
a slide is nothing in a still. Each figure is therefore put in units of its own threshold of notice, and
an edit is as visible as the figures together make it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.forge.edits import audio_kinds, video_kinds
from game.forge.edits.base import AudioEdit, VideoEdit
from game.forge.masks import fill
from game.forge.pixels import Frame, Picture, blur, to_lab, to_linear


@dataclass(frozen=True)
class EditFigures:
    """What was measured inside the truth region, averaged over frames.

    `colour` mean CIEDE2000 after a blur of 2 pixels; `structure` 1 - SSIM of lightness (0..1); `edge`
    the excess of the lightness gradient, its 95th percentile (L* per pixel); `motion` the change from
    frame to frame that the original does not have (L*); `detail` the share of fine detail that is gone;
    `area` the region's share of the frame;
    `sound` the size of a sound edit in units of its threshold of notice.
    """

    colour: float = 0.0
    structure: float = 0.0
    edge: float = 0.0
    motion: float = 0.0
    detail: float = 0.0
    area: float = 0.0
    sound: float = 0.0


def measure(edit: VideoEdit, index: int, pairs: list[tuple[Frame, Frame]]) -> EditFigures:
    """Measure an edit on consecutive (original, edited) frames, the first of which is frame `index`."""
    height, width = pairs[0][0].shape[:2]
    outline = np.concatenate([edit.outline(index + k) for k in range(len(pairs))])
    low = np.clip(np.floor(outline.min(0)) - 8, 0, (width - 2, height - 2)).astype(int)
    high = np.clip(np.ceil(outline.max(0)) + 8, low + 2, (width, height)).astype(int)
    rows, columns = slice(low[1], high[1]), slice(low[0], high[0])
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    inside = fill([edit.outline(index) - low.astype(np.float32)], size) > 0.5
    if inside.sum() < 9:
        return EditFigures()
    labs = [tuple(to_lab(to_linear(one[rows, columns])) for one in pair) for pair in pairs]
    before, after = labs[0]
    motion = 0.0
    if len(labs) > 1:
        change = (labs[1][1][..., 0] - after[..., 0]) - (labs[1][0][..., 0] - before[..., 0])
        motion = float(np.abs(_soft(change, 0.8))[inside].mean())
    return EditFigures(
        colour=float(ciede2000(_soft(before, 2.0), _soft(after, 2.0))[inside].mean()),
        structure=float(1 - _ssim(before[..., 0], after[..., 0])[inside].mean()),
        edge=float(np.quantile((_gradient(after[..., 0]) - _gradient(before[..., 0]))[inside], 0.95)),
        motion=motion,
        detail=_detail_lost(before[..., 0], after[..., 0], inside),
        area=float(inside.sum()) / (height * width),
    )


def over_time(figures: list[EditFigures]) -> EditFigures:
    """Join the figures of several frames: the mean of the upper quarter, for people judge plain moments."""
    columns = {
        name: sorted(getattr(one, name) for one in figures) for name in EditFigures.__dataclass_fields__
    }
    upper = max(1, len(figures) // 4)
    return EditFigures(**{name: float(np.mean(column[-upper:])) for name, column in columns.items()})


_NOTICE: Final = EditFigures(
    colour=5.0, structure=0.30, edge=2.5, motion=1.4, detail=0.55, area=0.06, sound=1.0
)
"""About what half of all people notice when nothing else gives the edit away."""


def visibility(kind: str, figures: EditFigures, share: float = 1.0) -> float:
    """Return how visible an edit of `kind` with these figures is, 0 (not at all) to 1 (plain).

    `share` is how much of the clip's time it is there.
    """
    parts = [
        max(0.0, getattr(figures, name)) / getattr(_NOTICE, name)
        for name in ("colour", "structure", "edge", "motion", "detail", "sound")
    ]
    seen = video_kinds().get(kind)
    together = float(np.linalg.norm(parts)) * (seen.emphasis if seen else 1.0) * share**0.3
    small = min(1.0, (figures.area / _NOTICE.area) ** 0.15) if figures.sound == 0 else 1.0
    return float(1 - np.exp(-0.69 * together * small))


PLAIN: Final = 0.2
"""Difficulty of a real clip in which nothing looks odd."""
ODD: Final[Mapping[str, float]] = MappingProxyType(
    {
        "card": 0.4,
        "warm-filter": 0.45,
        "phone-sound": 0.5,
        "low-light": 0.55,
        "enlarged": 0.65,
        "smooth-filter": 0.65,
        "stutter": 0.75,
        "late-sound": 0.8,
    }
)
"""Difficulty of a real clip by what makes it look odd: the makers' guess, for nothing in it can be measured.
A card is soon seen to be drawn; a sound that is a little late can hardly be told from one that was moved."""
OTHER_ODD: Final = 0.6
"""... and by anything else."""


def of_real(odd: str | None) -> float:
    """Return the difficulty of a real clip, by what makes it look altered; None: nothing does.

    So weak players meet real clips that they can trust and strong ones those that look altered.
    """
    return PLAIN if odd is None else ODD.get(odd, OTHER_ODD)


def difficulty(seen: float) -> float:
    """Return a clip's difficulty, 0.05 (plain) to 0.95 (hardly visible), for a visibility."""
    return round(float(np.clip(1 - seen, 0.05, 0.95)), 2)


def of_sound(kind: str, edit: AudioEdit) -> EditFigures:
    """Return the figures of a sound edit: its size by the size that about half of all people notice."""
    return EditFigures(sound=edit.size / audio_kinds()[kind].notice)


_LAB: Final = 256.0
"""What no value of L*a*b*, and no change of one over time, exceeds."""


def _soft(picture: Picture, sigma: float, most: float = _LAB) -> Picture:
    return blur(picture, sigma, most, parts=2)


def _gradient(grey: Picture) -> Picture:
    down, across = np.gradient(_soft(grey, 0.7))
    steep: Picture = np.hypot(down, across)
    return steep


def _detail_lost(before: Picture, after: Picture, inside: NDArray[np.bool_]) -> float:
    had = float(np.abs(before - _soft(before, 1.2))[inside].mean())
    has = float(np.abs(after - _soft(after, 1.2))[inside].mean())
    return max(0.0, 1 - has / max(had, 1e-3))


def _ssim(a: Picture, b: Picture) -> Picture:
    """Structural similarity (Wang et al. 2004) of lightness 0..100, Gaussian window of 1.5 pixels."""
    c1, c2 = np.float32(1.0), np.float32(9.0)
    ma, mb = _soft(a, 1.5), _soft(b, 1.5)
    va, vb = _soft(a * a, 1.5, _LAB**2) - ma * ma, _soft(b * b, 1.5, _LAB**2) - mb * mb
    both = _soft(a * b, 1.5, _LAB**2) - ma * mb
    return ((2 * ma * mb + c1) * (2 * both + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2))


def ciede2000(one: Picture, two: Picture) -> NDArray[np.float64]:
    """Return the colour difference of L*a*b* pictures (Sharma, Wu & Dalal 2005, k = 1)."""
    l1, a1, b1 = (one[..., k].astype(np.float64) for k in range(3))
    l2, a2, b2 = (two[..., k].astype(np.float64) for k in range(3))
    chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    grey = c1 * c2 == 0
    dh = np.where(grey, 0.0, (h2 - h1 + 180) % 360 - 180)
    delta_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2))
    total = h1 + h2
    far = np.abs(h1 - h2) > 180
    hue = np.where(grey, total, np.where(far, np.where(total < 360, total + 360, total - 360), total) / 2)
    light, c = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    sl = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    turn = 60 * np.exp(-(((hue - 275) / 25) ** 2))
    rt = -2 * np.sqrt(c**7 / (c**7 + 25.0**7)) * np.sin(np.radians(turn))
    x, y, z = (l2 - l1) / sl, (c2 - c1) / sc, delta_h / sh
    difference: NDArray[np.float64] = np.sqrt(np.maximum(x * x + y * y + z * z + rt * y * z, 0))
    return difference
