"""Picture arithmetic: light, colour, blur and warps of float pictures, with numpy and Pillow alone.

Edits are blended in linear light, because light adds up there: a feathered edge that is mixed in
gamma-coded values gets a dark rim that no camera makes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from game.forge.neighbours import gauss, repeated, weighed

Picture = NDArray[np.floating[Any]]
"""(height, width, 3) or (height, width), linear light 0..1; float32."""
Frame = NDArray[np.uint8]
"""(height, width, 3), sRGB-coded bytes, red first."""

Scalar = TypeVar("Scalar", bound=np.generic)

SHARP: Final = 0.15
"""Pixels: a Gaussian that is narrower than this does nothing."""
WIDE: Final = 24.0
"""Pixels: a Gaussian that is wider than this works on a smaller copy."""
_CLOSE: Final = 9
"""Weights up to which a blur across leaves colours beside each other: fewer copies, longer sums."""
_STEPS = 32768
_TO_LAB = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]],
    dtype=np.float32,
)
_FROM_LAB = np.linalg.inv(_TO_LAB.astype(np.float64)).astype(np.float32)
_WHITE = np.array([0.95047, 1.0, 1.08883], dtype=np.float32)
LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


@lru_cache(maxsize=1)
def _decode_table() -> Picture:
    x = np.arange(256, dtype=np.float64) / 255
    return np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4).astype(np.float32)


@lru_cache(maxsize=1)
def _pair_table() -> NDArray[np.complex64]:
    """Return the light of any two bytes that follow each other, as one value: half as many to look up."""
    pairs = np.arange(1 << 16, dtype=np.uint16)[:, None].view(np.uint8)
    return np.take(_decode_table(), pairs).view(np.complex64)[:, 0]


@lru_cache(maxsize=1)
def _encode_table() -> NDArray[np.uint8]:
    x = np.arange(_STEPS + 1, dtype=np.float64) / _STEPS
    y = np.where(x <= 0.0031308, x * 12.92, 1.055 * x ** (1 / 2.4) - 0.055)
    return np.round(y * 255).astype(np.uint8)


def to_linear(frame: Frame) -> Picture:
    """Turn sRGB bytes into linear light 0..1 (IEC 61966-2-1)."""
    coded = np.ascontiguousarray(frame).reshape(-1)
    light, even = np.empty(coded.size, dtype=np.float32), coded.size // 2 * 2
    np.take(_pair_table(), coded[:even].view(np.uint16), out=light[:even].view(np.complex64), mode="wrap")
    light[even:] = np.take(_decode_table(), coded[even:])
    return light.reshape(frame.shape)


def to_bytes(picture: Picture) -> Frame:
    """Turn linear light into sRGB bytes; values outside 0..1 are clipped, and what is no number is 0."""
    index = np.clip(picture, 0, 1)
    index *= np.float32(_STEPS)
    index += np.float32(0.5)
    coded = np.empty(index.shape, dtype=np.uint8)
    return np.take(_encode_table(), index.astype(np.intp), out=coded, mode="clip")  # no number at all is dark


def thrice(mask: NDArray[Scalar]) -> NDArray[Scalar]:
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
    return mixed(picture, LUMA)


def mixed(picture: Picture, weights: Picture) -> Picture:
    """Return the sum of the three colours (..., 3) times `weights` (3), added in this order everywhere.

    A matrix product adds in the order, and rounds as often, as the processor likes.
    """
    grey: Picture = picture[..., 0] * weights[0]
    grey += picture[..., 1] * weights[1]
    grey += picture[..., 2] * weights[2]
    return grey


def to_lab(picture: Picture) -> Picture:
    """Turn linear light (..., 3) into CIE L*a*b* (D65): L 0..100, a and b in about -100..100.

    Roots are taken in double precision: in single precision numpy's own differ from processor to processor.
    """
    xyz = np.maximum(np.stack([mixed(picture, row) for row in _TO_LAB], -1), 0) / _WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz.astype(np.float64)), (24389 / 27 * xyz + 16) / 116)
    lab = np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)
    return lab.astype(np.float32)


def from_lab(lab: Picture) -> Picture:
    """Turn CIE L*a*b* (..., 3) into linear light; the inverse of `to_lab`."""
    fy = (lab[..., 0] + 16) / 116
    f = np.stack([fy + lab[..., 1] / 500, fy, fy - lab[..., 2] / 200], -1)
    cubes = f * f * f
    xyz = np.where(cubes > 216 / 24389, cubes, (116 * f - 16) * 27 / 24389) * _WHITE
    linear: Picture = np.stack([mixed(xyz, row) for row in _FROM_LAB], -1).astype(np.float32)
    return linear


def blur(picture: Picture, sigma: float, most: float = 1.0, parts: int = 1) -> Picture:
    """Blur with a Gaussian of `sigma` pixels; the border is repeated. Wide ones work on a smaller copy.

    `most` is a power of two that no value exceeds, `parts` how many are weighed of each (see `weighed`):
    linear light and masks are 0..1 and bytes in the end, figures want the second part.
    """
    if sigma < SHARP:
        return picture
    if sigma > WIDE:
        factor = int(sigma // 6)
        height, width = picture.shape[:2]
        small = resize(picture, (max(2, width // factor), max(2, height // factor)), Image.Resampling.BOX)
        return resize(blur(small, sigma / factor, most, parts), (width, height), Image.Resampling.BICUBIC)
    return blur_along(blur_along(picture, sigma, 0, most, parts), sigma, 1, most, parts)


def blur_along(picture: Picture, sigma: float, axis: int, most: float = 1.0, parts: int = 1) -> Picture:
    """Blur down (axis 0) or across (axis 1) with a Gaussian of `sigma` pixels; otherwise as `blur`."""
    taps = gauss(sigma)
    if picture.ndim == 2:
        return weighed(picture, taps, axis, most, parts)
    height, width, colours = picture.shape
    if axis == 0:
        rows = weighed(picture.reshape(height, -1), taps, 0, most, parts)
        return rows.reshape(picture.shape)
    if len(taps) <= _CLOSE and parts == 1:
        return weighed(picture.reshape(height, -1), taps, 1, most, step=colours).reshape(picture.shape)
    planes = np.ascontiguousarray(picture.transpose(2, 0, 1)).reshape(-1, width)
    soft = weighed(planes, taps, 1, most, parts).reshape(colours, height, width)
    return interleaved(soft)


def interleaved(planes: Picture) -> Picture:
    """Turn (colours, height, width) into (height, width, colours)."""
    out = np.empty((*planes.shape[1:], len(planes)), dtype=planes.dtype)
    for colour, plane in enumerate(planes):
        out[..., colour] = plane
    return out


def box(picture: Picture, radius: int) -> Picture:
    """Average over a square of `2 * radius + 1` pixels, in time that does not depend on the radius."""
    for _ in range(2):  # down, and then, turned over, across
        picture = np.ascontiguousarray(_running(picture, radius).T)
    return picture


def _running(picture: Picture, radius: int) -> Picture:
    """Average over `2 * radius + 1` rows; the border is repeated."""
    length = 2 * radius + 1
    total = repeated(picture, radius + 1, radius)
    for row in range(1, len(total)):  # as np.cumsum adds, and several times as fast
        np.add(total[row - 1], total[row], out=total[row])
    mean = total[length:] - total[:-length]
    mean /= length
    return mean


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
    wide = bordered(frame, margin)
    m = matrix.copy()
    m[:, 2] += margin
    how = Image.Resampling.BICUBIC
    out = Image.fromarray(wide).transform((width, height), Image.Transform.AFFINE, tuple(m.ravel()), how)
    return np.asarray(out)


def bordered(frame: Frame, margin: int) -> Frame:
    """Return a picture of bytes with `margin` pixels more on each side, which repeat its border."""
    height, width = frame.shape[:2]
    wide = np.empty((height + 2 * margin, width + 2 * margin, *frame.shape[2:]), dtype=np.uint8)
    wide[margin:-margin, margin:-margin] = frame
    wide[margin:-margin, :margin], wide[margin:-margin, -margin:] = frame[:, :1], frame[:, -1:]
    wide[:margin], wide[-margin:] = wide[margin], wide[-margin - 1]
    return wide


def smoothstep(low: float, high: float, x: Picture) -> Picture:
    """Rise softly from 0 at `low` to 1 at `high`."""
    t = np.asarray(x - np.float32(low))
    t *= np.float32(1 / (high - low))
    np.clip(t, 0, 1, out=t)
    soft: Picture = t * np.float32(-2)
    soft += np.float32(3)
    soft *= t
    soft *= t
    return soft
