"""Picture arithmetic: light, colour, blur and warps of float pictures, with numpy and Pillow alone.

Edits are blended in linear light, because light adds up there: a feathered edge that is mixed in
gamma-coded values gets a dark rim that no camera makes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.floating[Any]]
"""(height, width, 3) or (height, width), linear light 0..1; float32."""
Frame = NDArray[np.uint8]
"""(height, width, 3), sRGB-coded bytes, red first."""

_STEPS = 32768
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
    index = (np.clip(picture, 0, 1) * _STEPS + 0.5).astype(np.int32)
    return np.take(_encode_table(), index)


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
    radius = len(taps) // 2
    margins = [(0, 0)] * picture.ndim
    margins[axis] = (radius, radius)
    wide = np.pad(picture, margins, mode="edge")
    size = picture.shape[axis]
    part = [slice(None)] * picture.ndim
    out = np.zeros_like(picture)
    for i, weight in enumerate(taps):
        part[axis] = slice(i, i + size)
        out += weight * wide[tuple(part)]
    return out


def box(picture: Picture, radius: int) -> Picture:
    """Average over a square of `2 * radius + 1` pixels, in time that does not depend on the radius."""
    for axis in (0, 1):
        margins = [(0, 0)] * picture.ndim
        margins[axis] = (radius + 1, radius)
        total = np.cumsum(np.pad(picture, margins, mode="edge"), axis=axis, dtype=np.float32)
        ahead, behind = [slice(None)] * picture.ndim, [slice(None)] * picture.ndim
        ahead[axis], behind[axis] = slice(2 * radius + 1, None), slice(None, -2 * radius - 1)
        picture = (total[tuple(ahead)] - total[tuple(behind)]) / (2 * radius + 1)
    return picture


def guided(picture: Picture, radius: int, softness: float) -> Picture:
    """Smooth surfaces and keep edges: the guided filter (He, Sun & Tang, ECCV 2010) guided by luminance.

    `softness` is the variance (of linear light, squared) up to which detail counts as surface.
    """
    guide = luma(picture)
    mean = box(guide, radius)
    variance = np.maximum(box(guide * guide, radius) - mean * mean, 0)
    means = box(picture, radius)
    together = box(picture * guide[..., None], radius) - means * mean[..., None]
    slope = together / (variance + softness)[..., None]
    offset = means - slope * mean[..., None]
    out: Picture = box(slope, radius) * guide[..., None] + box(offset, radius)
    return out


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
