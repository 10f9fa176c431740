"""The figures of a clip: what stands out in what was measured. Each knows the cells that it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from game.detector.maps import CELLS, Film, Map, MeasuredClip

if TYPE_CHECKING:
    from game.detector.model import Family

SHOWN: Final = 5
"""Cells whose mean is the figure of what stands out."""
INSIDE: Final = np.zeros((CELLS, CELLS), dtype=bool)
"""The cells in which a face mostly is."""
INSIDE[2:9, 3:9] = True


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, what it is about, its value, and the share of each cell in it."""

    name: str
    family: Family
    value: float
    where: Map


def figures(clip: MeasuredClip) -> tuple[Figure, ...]:
    """Return the figures of a clip, always in the same order."""
    return (*_over_time(clip), *_in_colour(clip), *_in_detail(clip))


def _over_time(clip: MeasuredClip) -> Iterator[Figure]:
    """Yield brightness that trembles, movement that is not even, sudden jumps."""
    bend = np.diff(clip.light, n=2, axis=0)
    flicker = np.log(bend.std(axis=0) + 0.05)
    yield _together("trembling", "time", clip.light)
    yield _peak("flash", "time", clip.light)
    yield _most("flicker", "time", flicker)
    yield _beside("flicker-beside", "time", flicker)
    uneven = np.log((clip.second.mean(0) + 0.2) / (clip.first.mean(0) + 0.2))
    yield _beside("uneven-beside", "time", uneven)
    jump = np.log((clip.second.max(0) + 0.5) / (np.median(clip.second, axis=0) + 0.5))
    yield _beside("jump-beside", "time", jump)


def _in_colour(clip: MeasuredClip) -> Iterator[Figure]:
    """Yield colours that shift by themselves."""
    yield _together("red-trembling", "colour", clip.red)
    yield _peak("red-flash", "colour", clip.red)
    yield _step("red-step", "colour", clip.red)
    yield _step("blue-step", "colour", clip.blue)
    tint = np.log(np.diff(clip.blue, n=2, axis=0).std(axis=0) + 0.05)
    yield _beside("blue-beside", "colour", tint)


def _in_detail(clip: MeasuredClip) -> Iterator[Figure]:
    """Yield noise, detail and sharpness: unlike what is around, or unlike at another moment."""
    yield _turn("noise-turn", "noise", clip.noise)
    yield _turn("detail-turn", "noise", clip.detail)
    yield _beside("detail-beside", "noise", np.median(clip.detail, axis=0))
    yield _least("detail-least", "noise", np.median(clip.detail, axis=0))
    yield _turn("sharp-turn", "boundary", clip.sharp)
    yield _least("sharp-least", "boundary", np.median(clip.sharp, axis=0))


def _most(name: str, family: Family, values: Map) -> Figure:
    """Return the mean of the cells with most of it."""
    return _picked(name, family, values, np.argsort(np.where(INSIDE, values, -np.inf), axis=None)[-SHOWN:])


def _least(name: str, family: Family, values: Map) -> Figure:
    """Return the mean of the cells that are furthest below those around them."""
    near = values - _around(values)
    return _picked(name, family, near, np.argsort(np.where(INSIDE, near, np.inf), axis=None)[:SHOWN])


def _picked(name: str, family: Family, values: Map, cells: np.ndarray) -> Figure:
    where = np.zeros(CELLS * CELLS)
    where[cells] = 1 / SHOWN
    return Figure(name, family, float(values.ravel()[cells].mean()), where.reshape(CELLS, CELLS))


def _beside(name: str, family: Family, values: Map) -> Figure:
    """Return the middle against the rest."""
    return Figure(
        name, family, float(values[INSIDE].mean() - values[~INSIDE].mean()), _weighed(values - values.min())
    )


def _together(name: str, family: Family, film: Film) -> Figure:
    """Return how much the middle as a whole trembles."""
    bend = np.abs(np.diff(film, n=2, axis=0))
    whole = np.abs(np.diff(film[:, INSIDE].mean(axis=1), n=2))
    return Figure(name, family, float(np.log(whole.mean() + 0.02)), _weighed(bend.mean(axis=0)))


def _peak(name: str, family: Family, film: Film) -> Figure:
    """Return the most that the middle as a whole bends from one frame to the next."""
    bend = np.diff(film, n=2, axis=0)
    whole = np.abs(bend[:, INSIDE].mean(axis=1))
    at = int(whole.argmax())
    return Figure(name, family, float(np.log(whole[at] + 0.05)), _weighed(np.abs(bend[at])))


def _step(name: str, family: Family, film: Film) -> Figure:
    """Return the second largest change of the middle by the usual one."""
    change = np.abs(np.diff(film, axis=0))
    whole = change[:, INSIDE].mean(axis=1)
    at = int(np.argsort(whole)[-2])
    value = float(np.log((whole[at] + 0.05) / (np.median(whole) + 0.05)))
    return Figure(name, family, value, _weighed(change[at]))


def _turn(name: str, family: Family, film: Film) -> Figure:
    """Return how much the middle, against the rest, differs between the frames looked at."""
    against = film[:, INSIDE].mean(axis=1) - film[:, ~INSIDE].mean(axis=1)
    return Figure(name, family, float(np.ptp(against)), _weighed(np.ptp(film, axis=0)))


def _weighed(values: Map) -> Map:
    """Return the shares of the cells in the middle, by their values."""
    inside = np.where(INSIDE, values, 0.0) + np.where(INSIDE, 1e-9, 0.0)
    shares: Map = inside / inside.sum()
    return shares


def _around(values: Map) -> Map:
    """Return for each cell the median of the cells around it; those at the border have fewer."""
    padded = np.pad(values, 1, constant_values=np.nan)
    shifts = [(y, x) for y in range(3) for x in range(3) if (y, x) != (1, 1)]
    around = np.stack([padded[y : y + CELLS, x : x + CELLS] for y, x in shifts])
    median: Map = np.nanmedian(around, axis=0)
    return median
