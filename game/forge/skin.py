"""What a person's skin looks like in a clip, so that hair, glasses and hands stay in front of an edit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.forge.face import LEFT_CHEEK, NOSE, RIGHT_CHEEK, FacePoints, hull
from game.forge.masks import fill
from game.forge.pixels import LUMA, Frame, Picture, blur, smoothstep, to_linear


@dataclass(frozen=True)
class Skin:
    """The distribution of a person's skin colours, measured on the cheeks and the nose of one frame."""

    mean: NDArray[np.float32]
    precision: NDArray[np.float32]
    light: NDArray[np.float32]
    """The usual colour in linear light, red green blue."""

    @classmethod
    def measure(cls, frame: Frame, face: FacePoints, i: int) -> Skin:
        """Measure the skin in `frame`, which is frame `i` of the clip."""
        height, width = frame.shape[:2]
        points = face.steady[i]
        areas = [hull(points[list(part)]) for part in (RIGHT_CHEEK, LEFT_CHEEK, NOSE)]
        inside = fill(areas, (width, height)) > 0.9
        if inside.sum() < 30:
            inside = fill([face.oval(i, 0.6)], (width, height)) > 0.9
        values = _features(frame[inside])
        middle = np.median(values, 0)
        spread = np.cov(values - middle, rowvar=False) * 2.0 + np.diag([16.0**2, 5.0**2, 5.0**2])
        precision = np.linalg.inv(spread).astype(np.float32)
        light = np.median(to_linear(frame[inside]), 0).astype(np.float32)
        return cls(middle.astype(np.float32), precision, light)

    @cached_property
    def _root(self) -> Picture:
        return np.linalg.cholesky(self.precision.astype(np.float64)).astype(np.float32)

    @cached_property
    def _mixing(self) -> Picture:
        """From bytes to features whose distance is likeness; below 1/4, as `measure` adds a spread."""
        mixing: Picture = _on_grid((_MIX[:, :, None] * self._root).sum(1), 16)
        return mixing

    def likeness(self, pixels: Frame) -> Picture:
        """Return how much each pixel looks like this skin: 1 yes, 0 no."""
        off = pixels.astype(np.float32) @ self._mixing
        rows = off.reshape(len(off), -1)
        rows -= np.tile((self.mean[:, None] * self._root).sum(0), off.shape[1])
        rows *= rows
        far = off[..., 0] + off[..., 1]
        far += off[..., 2]
        return 1 - smoothstep(6.0, 16.0, far)

    def matte(self, pixels: Frame, softness: float) -> Picture:
        """Return the same, softened by `softness` pixels and told apart again."""
        return softened(self.likeness(pixels), softness)


def softened(likeness: Picture, softness: float) -> Picture:
    """Return a likeness, softened by `softness` pixels, with soft steps between yes and no."""
    return smoothstep(0.25, 0.85, blur(likeness, softness))


def _on_grid(weights: Picture, bits: int) -> Picture:
    """Round weights to multiples of 2**-`bits`: sums of them and bytes are exact below 2**(24 - `bits`)."""
    return np.ldexp(np.rint(np.ldexp(weights, bits)), -bits)


_MIX: Final = _on_grid(
    np.stack([LUMA, np.eye(3, dtype=np.float32)[0] - LUMA, np.eye(3, dtype=np.float32)[2] - LUMA], -1), 14
)
"""From coded red, green, blue to luma, red less luma, blue less luma."""


def _features(pixels: Frame) -> Picture:
    mixed: Picture = pixels.astype(np.float32) @ _MIX
    return mixed
