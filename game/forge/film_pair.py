"""An original and its edit, laid one over the other: in time, in levels, and what is different then.

The two films may be compressed in different ways, differ in size and frame rate, and start some frames apart.
A difference counts by how far it stands out of what compression alone leaves there: busy and moving parts of
a picture differ more than flat ones. Everything is worked on in small pictures; an outline needs no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from game.errors import ClipError
from game.forge import footage
from game.forge.pixels import blur

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from game.forge.pixels import Frame, Picture

LONG_SIDE: Final = 320
"""Pixels of the longer side of the pictures that are compared."""
MOST_FRAMES: Final = 180
"""So many frames are compared at most; of longer films every second one, every third, and so on."""
MOST_LAG: Final = 0.5
"""Seconds by which one film may start before the other."""

_SIGNATURE: Final = (64, 48)
_MOVED: Final = 24.0
"""Levels beyond which a movement counts no more: a cut must not outweigh a whole film."""
_SOFTER: Final = (0.0, 0.4, 0.55, 0.7, 0.85, 1.0, 1.2)
"""Widths of the blur, in pixels, that are tried to make two films equally sharp."""
_CHROMA: Final = np.float32(1.6)
_DETAIL: Final = np.float32(1.2)
_BINS: Final = 24
_EQUAL: Final = 0.02
_FLOOR: Final = np.float32(0.35)
"""Levels (of 255) below which no difference is taken for more than rounding."""
_LIKENESS_FRAMES: Final = 8
_BLOCK: Final = 16
_SHAPED: Final = 2.0
"""Levels by which a block's fine shapes must differ for them to say anything."""

Maps = NDArray[np.float32]
"""(frames, height, width)."""


@dataclass(frozen=True)
class FilmPair:
    """What two films differ in: for each compared frame the difference, in units of the noise there."""

    excess: Maps
    fps: float
    """Compared frames a second."""
    start: float
    """Seconds of the edit at which the first compared frame is."""
    lag: float
    """Seconds that the original runs ahead of the edit."""
    alike: float
    """How alike the fine shapes of both are in the middle of all places that have some: 1 for the same."""

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the maps."""
        return self.excess.shape[2], self.excess.shape[1]

    def __len__(self) -> int:
        """Count the compared frames."""
        return len(self.excess)


def compare(original: Path, edited: Path) -> FilmPair:
    """Return what `edited` differs in from `original`. Raises ClipError for a film that cannot be read."""
    size = _small(footage.size(edited))
    rates = footage.rate(original), footage.rate(edited)
    moves = _signatures(original), _signatures(edited)
    ahead = _lag(*moves, rates)
    stride = max(1, -(-len(moves[1]) // MOST_FRAMES))
    films = footage.frames(original, size), footage.frames(edited, size)
    start = 0
    pairs: list[tuple[Frame, Frame]] = []
    for k, one, two in _together(*films, rates, ahead, stride):
        start = k if not pairs else start
        pairs.append((_planes(one), _planes(two)))
    if len(pairs) < 2:
        raise ClipError("cut-short", f"{edited.name} and {original.name} have no two frames in common")
    softer = _softness(pairs[:: max(1, len(pairs) // 4)])
    raw: list[Picture] = []
    busy: list[Picture] = []
    before: Picture | None = None
    for one, two in pairs:
        was, now = _soften(_levels(one, two), softer[0]), _soften(two.astype(np.float32), softer[1])
        raw.append(_difference(was, now))
        busy.append(_activity(was, before))
        before = was[..., 0]
    differences, activity = np.stack(raw), np.stack(busy)
    excess = differences / _noise(differences, activity)
    alike = _likeness(pairs[:: max(1, len(pairs) // _LIKENESS_FRAMES)])
    return FilmPair(excess, rates[1] / stride, start / rates[1], ahead / rates[1], alike)


def _likeness(pairs: list[tuple[Frame, Frame]]) -> float:
    """Return the median correlation of both films' fine shapes, block by block, where there are shapes.

    An edit leaves most of a picture as it was. In films of two scenes, or of one person at two times, the
    shapes lie elsewhere. 1 where there is next to nothing to compare.
    """
    found: list[Picture] = []
    for one, two in pairs:
        was, now = (_blocks(grey) for grey in (_levels(one, two)[..., 0], two[..., 0].astype(np.float32)))
        spread = was.std(1), now.std(1)
        shaped = np.maximum(*spread) > _SHAPED
        alike = (was * now).mean(1) / np.maximum(spread[0] * spread[1], _SHAPED**2 / 4)
        found.append(alike[shaped])
    every = np.concatenate(found)
    return float(np.median(every)) if len(every) >= _LIKENESS_FRAMES else 1.0


def _blocks(grey: Picture) -> Picture:
    """Return the fine shapes of a picture in square blocks, each a row whose mean is 0."""
    fine = _blurred(grey, 1.0)
    fine = fine - _blurred(fine, 6.0)
    high, wide = (side // _BLOCK for side in fine.shape)
    cut = fine[: high * _BLOCK, : wide * _BLOCK].reshape(high, _BLOCK, wide, _BLOCK)
    rows = cut.transpose(0, 2, 1, 3).reshape(high * wide, _BLOCK * _BLOCK)
    out: Picture = rows - rows.mean(1, keepdims=True)
    return out


def _softness(pairs: list[tuple[Frame, Frame]]) -> tuple[float, float]:
    """Return by how much to blur the original, and by how much the edit, for both to be equally sharp."""
    best, least = (0.0, 0.0), np.inf
    greys = [(_levels(one, two)[..., 0], two[..., 0].astype(np.float32)) for one, two in pairs]
    for sigmas in [*((s, 0.0) for s in _SOFTER), *((0.0, s) for s in _SOFTER[1:])]:
        cost = 0.0
        for one, two in greys:
            was, now = _soften(one, sigmas[0]), _soften(two, sigmas[1])
            fine = [np.abs(p - _blurred(p, 1.5)) for p in (was, now)]
            busy = fine[0] > np.quantile(fine[0], 0.7)
            cost += abs(float(np.log((fine[1][busy].mean() + 0.1) / (fine[0][busy].mean() + 0.1))))
        if cost < least * 0.98:
            best, least = sigmas, cost
    return best


def _blurred(levels: Picture, sigma: float) -> Picture:
    """Blur levels, of which none exceeds 4096: bytes, gained by up to 2 and shifted, and steps of these."""
    return blur(levels, sigma, 4096.0, parts=2)


def _soften(picture: Picture, sigma: float) -> Picture:
    return _blurred(picture, sigma) if sigma else picture


def _small(size: tuple[int, int]) -> tuple[int, int]:
    share = min(1.0, LONG_SIDE / max(size))
    return max(16, round(size[0] * share)), max(16, round(size[1] * share))


def _signatures(path: Path) -> Maps:
    """Return what moves from frame to frame, in small grey pictures: an edit that stays does not show."""
    greys = np.stack([frame.astype(np.float32).mean(-1) for frame in footage.frames(path, _SIGNATURE)])
    moved = np.diff(greys, axis=0, prepend=greys[:1])
    return np.clip(moved, -_MOVED, _MOVED)


def _lag(original: Maps, edited: Maps, rates: tuple[float, float]) -> int:
    """Return how many frames of the edit the original runs ahead: where the same moves at the same time."""
    most, step = round(MOST_LAG * rates[1]), rates[0] / rates[1]
    found: dict[int, float] = {}
    for lag in range(-most, most + 1):
        there = np.round((np.arange(len(edited)) + lag) * step).astype(int)
        both = (there >= 0) & (there < len(original))
        if both.sum() < len(edited) / 2:
            continue
        one, two = original[there[both]], edited[both]
        found[lag] = float((one * two).sum() / (np.linalg.norm(one) * np.linalg.norm(two) + 1e-6))
    return max(found, key=lambda lag: (round(found[lag], 3), -abs(lag)), default=0)


def _together(
    original: Iterable[Frame], edited: Iterable[Frame], rates: tuple[float, float], ahead: int, stride: int
) -> Iterator[tuple[int, Frame, Frame]]:
    """Yield the frames that belong together, every `stride`-th one of the edit, with its number."""
    source = iter(original)
    at, one = -1, None
    for k, two in enumerate(edited):
        wanted = round((k + ahead) * rates[0] / rates[1])
        if k % stride or wanted < 0:
            continue
        while at < wanted:
            one = next(source, None)
            if one is None:
                return
            at += 1
        if one is not None:
            yield k, one, two


def _planes(frame: Frame) -> Frame:
    return np.asarray(Image.fromarray(frame).convert("YCbCr"))


def _levels(was: Frame, now: Frame) -> Picture:
    """Return `was` with brightness, contrast and colour brought to those of `now`, by what agrees in both."""
    out = was.astype(np.float32)
    for c in range(3):
        x, y = (p[::4, ::4, c].astype(np.float32).ravel() for p in (was, now))
        gain, offset = 1.0, float(np.median(y - x))
        for _ in range(4):
            off = np.abs(y - gain * x - offset)
            keep = off <= np.quantile(off, 0.6)
            spread = float(x[keep].var())
            if spread > 4:
                gain = min(2.0, max(0.5, float(np.cov(x[keep], y[keep])[0, 1]) / spread))
            offset = float(np.median(y[keep] - gain * x[keep]))
        out[..., c] = out[..., c] * gain + offset
    return out


def _difference(was: Picture, now: Picture) -> Picture:
    """Return the difference of two pictures, in levels: colour that is blurred a little, and fine detail."""
    away = _blurred(now - was, 1.2)
    fine = [_blurred(np.abs(p[..., 0] - _blurred(p[..., 0], 1.5)), 2.5) for p in (was, now)]
    weighted = away[..., 0] ** 2 + _CHROMA**2 * (away[..., 1] ** 2 + away[..., 2] ** 2)
    out: Picture = np.sqrt(weighted + _DETAIL**2 * (fine[1] - fine[0]) ** 2)
    return out


def _activity(was: Picture, before: Picture | None) -> Picture:
    """Return how busy and how moved each place is, in levels."""
    grey = was[..., 0]
    down, across = np.gradient(grey)
    moved = np.abs(grey - before) if before is not None else np.float32(0)
    out: Picture = _blurred(np.hypot(down, across) + moved, 2.0)
    return out


def _bin(edges: NDArray[np.float32], activity: Picture) -> NDArray[np.uint8]:
    return np.clip(np.searchsorted(edges, activity, "right") - 1, 0, len(edges) - 2).astype(np.uint8)


def _noise(differences: Maps, activity: Maps) -> Maps:
    """Return the difference that compression leaves at each place, learnt from places as busy as it.

    Four in ten places as busy as this one differ less; places that are equal to the last bit were not coded
    anew and say nothing. A line through all tells how noise grows, and holds where the edit covers most of
    the busiest places.
    """
    edges = np.unique(np.quantile(activity[:: max(1, len(activity) // 12)], np.linspace(0, 1, _BINS + 1)))
    which = np.stack([_bin(edges, frame) for frame in activity])
    middle, coded = (edges[:-1] + edges[1:]) / 2, differences > _EQUAL
    each = [differences[(which == b) & coded] for b in range(len(middle))]
    levels = np.array([np.quantile(d, 0.4) if d.size else 0.0 for d in each])
    slope = max(0.0, float(np.median((levels[1:] - levels[0]) / np.maximum(middle[1:] - middle[0], 1e-3))))
    line = np.maximum(np.median(levels[: max(1, len(levels) // 3)]), levels[0] + slope * (middle - middle[0]))
    smooth = np.maximum.accumulate(np.minimum(levels, 1.5 * line + _FLOOR))
    return np.maximum(np.interp(activity, middle, smooth), _FLOOR).astype(np.float32)
