"""Picture arithmetic: light, colour, blur and warps of float pictures, with numpy and Pillow alone.

Edits are blended in linear light, because light adds up there: a feathered edge that is mixed in
gamma-coded values gets a dark rim that no camera makes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.floating[Any]]
"""(height, width, 3) or (height, width), linear light 0..1; float32."""
Frame = NDArray[np.uint8]
"""(height, width, 3), sRGB-coded bytes, red first."""

Kind = TypeVar("Kind", bound=np.generic)

_STEPS = 32768
_CACHED = 1 << 17
"""Bytes of a picture that are worked upon at a time."""
_TO_LAB = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]],
    dtype=np.float32,
)
_WHITE = np.array([0.95047, 1.0, 1.08883], dtype=np.float32)
LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


@lru_cache(maxsize=1)
def _decode_table() -> Picture:
    x = np.arange(256, dtype=np.float64) / 255
    return np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4).astype(np.float32)


@lru_cache(maxsize=1)
def _encode_table() -> NDArray[np.uint8]:
    x = np.arange(_STEPS + 1, dtype=np.float64) / _STEPS
    y = np.where(x <= 0.0031308, x * 12.92, 1.055 * x ** (1 / 2.4) - 0.055)
    return np.round(y * 255).astype(np.uint8)


def to_linear(frame: Frame) -> Picture:
    """Turn sRGB bytes into linear light 0..1 (IEC 61966-2-1)."""
    return np.take(_decode_table(), frame)


def to_bytes(picture: Picture) -> Frame:
    """Turn linear light into sRGB bytes; values outside 0..1 are clipped."""
    index = np.clip(picture, 0, 1)
    index *= np.float32(_STEPS)
    index += np.float32(0.5)
    return np.take(_encode_table(), index.astype(np.int32))


def thrice(mask: NDArray[Kind]) -> NDArray[Kind]:
    """Return `mask` once for each colour, (height, width, 3): numpy is slow where it does that itself."""
    out = np.empty((*mask.shape, 3), dtype=mask.dtype)
    for colour in range(3):
        out[..., colour] = mask
    return out


def tinted(picture: Picture, gain: Picture) -> Picture:
    """Return `picture` (height, width, 3) times `gain` (3), row by row, for the same reason."""
    height, width = picture.shape[:2]
    rows = picture.reshape(height, -1) * np.tile(gain, width)
    out: Picture = rows.reshape(picture.shape)
    return out


def luma(picture: Picture) -> Picture:
    """Return the luminance (height, width) of a linear picture (ITU-R BT.709 weights)."""
    grey: Picture = picture @ LUMA
    return grey


def to_lab(picture: Picture) -> Picture:
    """Turn linear light (..., 3) into CIE L*a*b* (D65): L 0..100, a and b in about -100..100."""
    xyz = np.maximum(picture @ _TO_LAB.T, 0) / _WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    lab = np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)
    return lab.astype(np.float32)


def from_lab(lab: Picture) -> Picture:
    """Turn CIE L*a*b* (..., 3) into linear light; the inverse of `to_lab`."""
    fy = (lab[..., 0] + 16) / 116
    f = np.stack([fy + lab[..., 1] / 500, fy, fy - lab[..., 2] / 200], -1)
    xyz = np.where(f**3 > 216 / 24389, f**3, (116 * f - 16) * 27 / 24389) * _WHITE
    linear: Picture = (xyz @ np.linalg.inv(_TO_LAB).T).astype(np.float32)
    return linear


def blur(picture: Picture, sigma: float) -> Picture:
    """Blur with a Gaussian of `sigma` pixels; the border is repeated. Wide ones work on a smaller copy."""
    if sigma < 0.15:
        return picture
    if sigma > 6:
        factor = int(sigma // 3)
        height, width = picture.shape[:2]
        small = resize(picture, (max(2, width // factor), max(2, height // factor)), Image.Resampling.BOX)
        return resize(blur(small, sigma / factor), (width, height), Image.Resampling.BICUBIC)
    return blur_along(blur_along(picture, sigma, 0), sigma, 1)


def blur_along(picture: Picture, sigma: float, axis: int) -> Picture:
    """Blur down (axis 0) or across (axis 1) with a Gaussian of `sigma` pixels; the border is repeated."""
    radius = max(1, int(3 * sigma + 0.5))
    taps = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    return _taps(picture, (taps / taps.sum()).astype(np.float32), axis)


def _taps(picture: Picture, taps: NDArray[np.float32], axis: int) -> Picture:
    """Weigh the neighbours along `axis`, some rows at a time: few enough to stay in the processor's cache."""
    radius, (height, width) = len(taps) // 2, picture.shape[:2]
    wide = _repeated(picture, radius, radius, axis)
    out = np.empty_like(wide, shape=picture.shape)
    rows = max(1, _CACHED // max(1, picture[:1].nbytes))
    spare = np.empty((min(rows, height), *picture.shape[1:]), dtype=wide.dtype)
    for top in range(0, height, rows):
        part = out[top : top + rows]
        more = spare[: len(part)]
        for i, weight in enumerate(taps):
            near = wide[top + i : top + i + len(part)] if axis == 0 else wide[top : top + rows, i : i + width]
            if i == 0:
                np.multiply(near, weight, out=part)
            else:
                np.multiply(near, weight, out=more)
                part += more
    return out


def _repeated(picture: Picture, before: int, after: int, axis: int) -> Picture:
    """Return `picture` with so many rows (axis 0) or columns (axis 1) more, which repeat its border."""
    height, width = picture.shape[:2]
    sizes = (height + before + after, width) if axis == 0 else (height, width + before + after)
    wide = np.empty_like(picture, shape=(*sizes, *picture.shape[2:]), order="C")
    if axis == 0:
        wide[before : before + height] = picture
        wide[:before], wide[before + height :] = picture[0], picture[-1]
    else:
        wide[:, before : before + width] = picture
        wide[:, :before], wide[:, before + width :] = picture[:, :1], picture[:, -1:]
    return wide


def box(picture: Picture, radius: int) -> Picture:
    """Average over a square of `2 * radius + 1` pixels, in time that does not depend on the radius."""
    return _squares(picture[:, None], radius)[:, 0]


def _squares(planes: Picture, radius: int) -> Picture:
    """Average each of the pictures in `planes` (height, pictures, width) over squares."""
    for _ in range(2):  # down, and then, turned over, across
        planes = np.ascontiguousarray(_running(planes, 2 * radius + 1).T)
    return planes


def _running(picture: Picture, length: int) -> Picture:
    """Average over `length` rows, an odd number; the border is repeated."""
    total = _repeated(picture, length // 2 + 1, length // 2, 0)
    for row in range(1, len(total)):  # as np.cumsum adds, and several times as fast
        np.add(total[row - 1], total[row], out=total[row])
    mean = total[length:] - total[:-length]
    mean /= length
    return mean


def guided(picture: Picture, radius: int, softness: float) -> Picture:
    """Smooth surfaces and keep edges: the guided filter (He, Sun & Tang, ECCV 2010) guided by luminance.

    `softness` is the variance (of linear light, squared) up to which detail counts as surface.
    """
    guide = luma(picture)[:, None]
    colours = np.ascontiguousarray(picture.swapaxes(1, 2))
    averages = _squares(np.concatenate([guide, guide * guide, colours, colours * guide], 1), radius)
    mean, means = averages[:, :1], averages[:, 2:5]
    variance = np.maximum(averages[:, 1:2] - mean * mean, 0)
    slope = (averages[:, 5:] - means * mean) / (variance + softness)
    offset = means - slope * mean
    spread = _squares(np.concatenate([slope, offset], 1), radius)
    return np.ascontiguousarray((spread[:, :3] * guide + spread[:, 3:]).swapaxes(1, 2))


def resize(picture: Picture, size: tuple[int, int], how: Image.Resampling) -> Picture:
    """Resize a float picture to `size` = (width, height) with Pillow's filter `how`."""
    if picture.ndim == 2:
        return np.asarray(Image.fromarray(picture, "F").resize(size, how), dtype=np.float32)
    return np.stack([resize(np.ascontiguousarray(picture[..., c]), size, how) for c in range(3)], -1)


def affine(frame: Frame, matrix: NDArray[np.float64], size: tuple[int, int] | None = None) -> Frame:
    """Warp a picture of bytes by the inverse map `matrix` (2x3: output pixel -> input pixel), bicubic.

    `size` is (width, height) of the result (None: as the input). What would come from outside the
    picture repeats its border.
    """
    width, height = size or (frame.shape[1], frame.shape[0])
    margin = 16
    wide = np.pad(frame, ((margin, margin), (margin, margin), (0, 0)), mode="edge")
    m = matrix.copy()
    m[:, 2] += margin
    how = Image.Resampling.BICUBIC
    out = Image.fromarray(wide).transform((width, height), Image.Transform.AFFINE, tuple(m.ravel()), how)
    return np.asarray(out)


def smoothstep(low: float, high: float, x: Picture) -> Picture:
    """Rise softly from 0 at `low` to 1 at `high`."""
    t = np.clip((x - low) / (high - low), 0, 1)
    soft: Picture = t * t * (3 - 2 * t)
    return soft
