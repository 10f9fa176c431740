"""Grain: the fine noise of a camera, which warping and blurring take from a picture, is given back."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.forge.pixels import Picture, blur, luma, thrice

_GRAIN: Final = 0.7
"""Pixels of the Gaussian that makes grain of noise."""
_LOUDEST: Final = 8.0
"""Spreads that no value of normal noise exceeds."""
_SHEET: Final = 256
_FEW: Final = 64
"""Pixels of a region below which nothing can be said of its noise."""
_NOISE_SAMPLE: Final = 2048
"""Pixels that tell how noisy a region is: more of them tell the same."""
_EVERY: Final = 32
_BAND: Final = 12
"""Rows of every `_EVERY` that are looked at for noise, where there are so many."""
_EDGE: Final = 2
"""Rows at either side of a band that see too little of what is around them."""
_TALL: Final = 3 * _EVERY


def grained(picture: Picture, original: Picture, mask: Picture, seed: int) -> Picture:
    """Return `picture` with as much fine noise as the original has there, where `mask` shows it.

    Pictures are linear light (height, width, 3), `mask` is (height, width).
    """
    inside = _inner(_bands(mask)) > 0.5
    if np.count_nonzero(inside) < _FEW:
        return picture
    grey = luma(picture)
    before, after = luma(_bands(original)), _bands(grey)
    had, has = _noise(before, inside), _noise(after, inside)
    most = 0.05 * float(_inner(before)[inside].mean())
    lost = min(most, max(0.0, had * had - has * has) ** 0.5)
    if lost < 1e-4:
        return picture
    light = np.maximum(grey, 1e-3)
    usual = float(_inner(_bands(light))[inside].mean())
    light *= _cut(mask.shape, seed)
    light *= np.float32(lost / usual)
    with_noise: Picture = picture + thrice(light)
    return with_noise


def _bands(picture: Picture) -> Picture:
    """Return some rows of a picture, (bands, rows, width, ...); all of them where it is low."""
    height = len(picture)
    if height < _TALL:
        return picture[None]
    whole = picture[: height // _EVERY * _EVERY]
    return whole.reshape(-1, _EVERY, *picture.shape[1:])[:, :_BAND]


def _inner(bands: Picture) -> Picture:
    """Return the rows of bands that see all that is around them."""
    return bands if len(bands) == 1 else bands[:, _EDGE:-_EDGE]


def _noise(bands: Picture, inside: NDArray[np.bool_]) -> float:
    """Estimate the fine noise's sigma from the quieter part of the fine detail: edges must not count."""
    soft = blur(bands.reshape(-1, bands.shape[-1]), 0.8, 2.0)  # an edit may be brighter than white
    detail = _inner(bands - soft.reshape(bands.shape))[inside]
    return quantile(np.abs(detail[:: max(1, len(detail) // _NOISE_SAMPLE)]), 0.3) / 0.3853


def quantile(values: Picture, share: float) -> float:
    """Return what `np.quantile` does, in the time of one partition."""
    place = share * (len(values) - 1)
    low = int(place)
    parted = np.partition(values, low)
    if low + 1 == len(values):
        return float(parted[low])
    return float(parted[low] + (parted[low + 1 :].min() - parted[low]) * np.float32(place - low))


def _cut(shape: tuple[int, ...], seed: int) -> Picture:
    """Return grain of `shape`, from a place of the sheet that `seed` draws."""
    height, width = shape
    side = (max(height, width) // _SHEET + 2) * _SHEET
    draw = Random(seed)
    y, x = draw.randrange(side - height), draw.randrange(side - width)
    cut: Picture = _sheet(side)[y : y + height, x : x + width]
    return cut


@lru_cache(maxsize=4)
def _sheet(side: int) -> Picture:
    """Return a square of grain with a spread of 1, larger than what is cut from it."""
    noise = blur(
        np.random.default_rng(side).standard_normal((side, side), dtype=np.float32), _GRAIN, _LOUDEST
    )
    noise /= noise.std()
    noise.setflags(write=False)
    return noise
