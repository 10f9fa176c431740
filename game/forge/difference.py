"""The truth region of a manipulated film, by its difference from the original or from a mask film."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from game.forge import footage
from game.forge.face import smooth_over_time
from game.forge.film_pair import LONG_SIDE, compare
from game.forge.outlines import (
    LEAST,
    OutlineTrack,
    around,
    closed,
    grown,
    main_area,
    shape_of,
)
from game.forge.pixels import box
from game.forge.tracks import track

if TYPE_CHECKING:
    from pathlib import Path

    from game.content.regions import RegionKey
    from game.forge.film_pair import FilmPair, Maps
    from game.forge.outlines import Mask, Shape
    from game.forge.pixels import Picture

SURE: Final = 0.46
"""The least quality of a region that is handed out."""
SAME_SCENE: Final = 0.88
"""The least likeness of two films of one scene."""
KEYS_APART: Final = 0.2
"""Seconds between the moments at which an outline is measured."""
WINDOW: Final = 0.4
"""Seconds before and after such a moment that are looked at together."""
SNAP: Final = 0.15
"""Seconds from an end of the film within which an interval reaches that end."""
LEFT: Final = 0.15
"""The share of the picture that must be clear of the change for its area to say anything."""
SHORT: Final = 1
"""Frames by which a mask film may be shorter than its clip."""

_STEADY: Final = 1.5
"""Frames of the Gaussian that smooths over time."""
_GAPS: Final = 5
"""Half the width (pixels) of gaps that are filled."""
_UNTOUCHED: Final = 0.5
"""Excess below which a place was not even coded anew."""
_LEAST_EXCESS: Final = 3.0
_ABOVE: Final = 2.0
"""A certain place has at least this excess, and so many times the usual one."""
_MIX: Final = 0.42
"""Where between the usual excess (0) and the largest (1) certainty begins, on a logarithmic scale."""
_LOW: Final = 0.6
"""The share of a certain place's excess that counts beside one."""
_FAINT: Final = 0.12
"""The same, of the middle of all certain places."""
_ON: Final = 0.12
"""The share of the plainest moment's excess from which the change is there."""
_LASTING: Final = 4
"""Frames: a difference that is gone sooner is a hiccup of the compression."""


class NoRegion(StrEnum):
    """Why a clip has no region."""

    ALIKE = "alike"
    OTHER_SCENE = "other-scene"
    UNSURE = "unsure"
    SHORT_MASK = "short-mask"
    EMPTY_MASK = "empty-mask"

    @property
    def told(self) -> str:
        """The reason in words, for the report of an import."""
        return _TOLD[self]


_TOLD: Final = {
    NoRegion.ALIKE: "the film differs from its original by no more than compression leaves",
    NoRegion.OTHER_SCENE: "the film and its original do not show the same scene",
    NoRegion.UNSURE: "the film differs from its original, but no one area stands out clearly",
    NoRegion.SHORT_MASK: "the mask film is shorter than its clip by more than one frame",
    NoRegion.EMPTY_MASK: "the mask film is black",
}


@dataclass(frozen=True)
class FoundRegion:
    """Where and when (seconds) a film was changed; `quality` (0..1) foretells how well it meets the truth."""

    region: tuple[RegionKey, ...]
    interval: tuple[float, float]
    quality: float


def from_pair(original: Path, edited: Path) -> FoundRegion | NoRegion:
    """Return where `edited` differs from `original`. Raises ClipError for a film that cannot be read.

    Times and places are those of `edited`; pass the films as the pack has them.
    """
    return in_pair(compare(original, edited))


def in_pair(pair: FilmPair) -> FoundRegion | NoRegion:
    """Return the region of two films that were compared."""
    if pair.alike < SAME_SCENE:
        return NoRegion.OTHER_SCENE
    changes = _steady(pair.excess)
    area = _area(changes)
    usual = shape_of(area.whole) if area is not None else None
    if area is None or usual is None:
        return NoRegion.ALIKE
    if area.beside.mean() < LEFT:
        return NoRegion.UNSURE
    span = _span(changes, area)
    if span is None:
        return NoRegion.ALIKE
    quality, shapes = _shapes(changes, area, usual, span, pair.fps)
    if quality < SURE:
        return NoRegion.UNSURE
    outlines = OutlineTrack.of(shapes, usual)
    keys = track(outlines.at, *span, pair.size, pair.fps, pair.start)
    times = pair.start + span[0] / pair.fps, pair.start + span[1] / pair.fps
    return FoundRegion(keys, _snapped(times, pair.start + len(pair) / pair.fps), round(quality, 2))


def from_mask(mask: Path, clip: Path, fps: float) -> FoundRegion | NoRegion:
    """Return the region that a mask film (white on black) gives `clip`, which runs at `fps` frames a second.

    What white means is the set's own matter: a rectangle, the altered pixels, or a tracked face.
    Raises ClipError for a film that cannot be read.
    """
    width, height = footage.size(clip)
    share = min(1.0, LONG_SIDE / max(width, height))
    size = max(16, round(width * share)), max(16, round(height * share))
    frames = sum(1 for _ in footage.frames(clip, (16, 16), None, fps))
    whites = [frame[..., 1] > 127 for frame in footage.frames(mask, size, None, fps)][:frames]
    if len(whites) < frames - SHORT:
        return NoRegion.SHORT_MASK
    there = [i for i, white in enumerate(whites) if white.sum() >= LEAST]
    if not there:
        return NoRegion.EMPTY_MASK
    first, last = there[0], there[-1] + 1
    shapes = {i: _shape_of_mask(whites[i]) for i in _keys(first, last, fps)}
    usual = next(shape for i in there if (shape := _shape_of_mask(whites[i])) is not None)
    keys = track(OutlineTrack.of(shapes, usual).at, first, last, size, fps)
    return FoundRegion(keys, _snapped((first / fps, last / fps), frames / fps), 1.0)


@dataclass(frozen=True)
class _Area:
    """Where the film differs: what certainly was changed, and all around it that probably was."""

    seeds: Mask
    whole: Mask
    high: float
    low: float
    """The excess from which a place counts as certain, and as probable beside a certain one."""

    @cached_property
    def beside(self) -> Mask:
        """All that is clear of the area."""
        return ~grown(self.whole, 2 * _GAPS)


def _steady(excess: Maps) -> Maps:
    """Return the excess smoothed in space and time, as root mean squares."""
    squares = np.stack([box(frame * frame, 2) for frame in excess])
    return np.sqrt(np.maximum(smooth_over_time(squares, _STEADY), 0))


def _heat(changes: Maps) -> Picture:
    heat: Picture = np.sqrt((changes**2).mean(0))
    return heat


def _area(changes: Maps) -> _Area | None:
    """Return the area that differs, judged by the frames in which most does; None when there is none."""
    energy = np.quantile(changes.reshape(len(changes), -1), 0.995, axis=1)
    heat = _heat(changes[energy >= 0.5 * energy.max()])
    coded = heat[heat > _UNTOUCHED]
    if len(coded) < LEAST:
        return None
    usual, top = float(np.median(coded)), float(np.quantile(heat, 0.998))
    high = max(_LEAST_EXCESS, _ABOVE * usual, usual ** (1 - _MIX) * top**_MIX)
    seeds = main_area(heat > high, heat)
    if seeds.sum() < LEAST:
        return None
    low = max(_LOW * high, 1.5 * usual, _FAINT * float(np.median(heat[seeds])))
    return _Area(seeds, closed(around(heat > low, seeds), _GAPS), high, low)


def _span(changes: Maps, area: _Area) -> tuple[int, int] | None:
    """Return from which frame up to which (not included) the area differs."""
    inside = np.sqrt((changes[:, area.seeds] ** 2).mean(1))
    outside = float(np.median(changes[:, area.beside]))
    plain = float(np.quantile(inside, 0.9))
    there = inside > max(1.25 * outside, outside + _ON * (plain - outside))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]]).astype(np.int8))).reshape(-1, 2)
    runs = [(int(a), int(b)) for a, b in edges if b - a >= _LASTING]
    return (runs[0][0], runs[-1][1]) if runs else None


def _shapes(
    changes: Maps, area: _Area, usual: Shape, span: tuple[int, int], fps: float
) -> tuple[float, dict[int, Shape | None]]:
    """Return the quality, and the outline at each key; None where too little shows to say."""
    first, last = span
    reach, allowed = round(WINDOW * fps), grown(area.whole, _GAPS)
    shapes: dict[int, Shape | None] = {}
    alike: list[float] = []
    for key in _keys(first, last, fps):
        heat = _heat(changes[max(first, key - reach) : min(last, key + reach + 1)])
        seeds = (heat > area.high) & allowed
        if seeds.sum() <= 0.3 * area.seeds.sum():
            shapes[key] = None
            continue
        part = closed(around((heat > area.low) & allowed, seeds), _GAPS)
        alike.append(float((part & area.whole).sum() / (part | area.whole).sum()))
        shapes[key] = shape_of(part, band=usual.band)
    return _quality(_heat(changes[first:last]), area, alike), shapes


def _quality(heat: Picture, area: _Area, alike: list[float]) -> float:
    """Return 0..1: how far the area stands out of the rest, and how much it is the same all the time."""
    inside = float(np.sqrt((heat[area.whole] ** 2).mean()))
    outside = float(np.quantile(heat[area.beside], 0.98))
    contrast = min(1.0, max(0.0, (inside / max(outside, 1e-3) - 0.8) / 1.2))
    return contrast * (0.5 + 0.5 * float(np.mean(alike))) if alike else 0.0


def _keys(first: int, last: int, fps: float) -> list[int]:
    step = max(1, round(KEYS_APART * fps))
    return sorted({*range(first, last, step), last - 1})


def _snapped(times: tuple[float, float], end: float) -> tuple[float, float]:
    start, stop = times
    return (0.0 if start <= SNAP else round(start, 3)), round(end if stop >= end - SNAP else stop, 3)


def _shape_of_mask(white: Mask) -> Shape | None:
    return shape_of(main_area(white, white.astype(np.float32)), band=False)
