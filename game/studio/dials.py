"""The studio's swap: a face drawn by a trained model is pasted onto a virtual actor, as the dials say.

Each dial is one decision of a making stage. All arithmetic is pure: a cast (frames, face points, model
pictures) and the dials give a planned edit, whose frames a screen shows and a meter measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from game.forge.edits.base import Crop, FrameSpan, Patch, VideoEdit
from game.forge.face import FacePoints, Points, Pose
from game.forge.masks import fill
from game.forge.pixels import Frame, Picture, affine, from_lab, smoothstep, to_lab, to_linear
from game.forge.skin import Skin

TILE: Final = (160, 192)
"""Width and height of the pictures that the model learns from and draws."""
SPAN: Final = 1.22
"""The width of what such a picture shows, in face widths."""
LEAST_PIXELS: Final = 22
"""The width of the drawn face with the least data."""
BLINKS_FROM: Final = 0.5
"""With less data than this, no picture with closed eyes was among it."""
SMALLEST: Final = 0.60
LARGEST: Final = 1.10
"""The size of the mask, as a share of the face's outline."""
MOST_LATE: Final = 0.48
"""Seconds by which the sound can be late (dial at 1) or early (dial at 0)."""
_HARDEST, _SOFTEST = 0.002, 0.075
"""The softness (sigma) of the mask's edge, in face widths."""
_CAST = np.array((-8.0, 3.0, 12.0), dtype=np.float32)
"""How far the pasted face's colour is off before it is matched, in L*a*b*: filmed by dim evening lamps."""
_LIGHT = np.float32(0.95)
"""How much the other light changes the pasted face before it is matched (natural logarithm)."""
_ANCHORS = (33, 133, 362, 263, 168, 6, 197, 9, 151, 10, 127, 356, 234, 454)
"""Points that move with the head only: eye corners, bridge of the nose, forehead, temples."""


@dataclass(frozen=True, slots=True)
class Dials:
    """The player's decisions, each 0..1, in the order of the making stages."""

    data: float = 0.18
    training: float = 0.25
    size: float = 0.42
    softness: float = 0.08
    colour: float = 0.2
    light: float = 0.25
    sound: float = 0.82

    @property
    def pixels(self) -> int:
        """How wide the drawn face is, in its own pixels: more data, a larger face."""
        return round(float(LEAST_PIXELS * (TILE[0] / LEAST_PIXELS) ** self.data))

    @property
    def blinks(self) -> bool:
        """Tell whether the data had closed eyes."""
        return self.data >= BLINKS_FROM

    @property
    def scale(self) -> float:
        """The mask's size, as a share of the face's outline."""
        return SMALLEST + (LARGEST - SMALLEST) * self.size

    @property
    def feather(self) -> float:
        """The softness of the mask's edge, in face widths."""
        return float(_HARDEST + (_SOFTEST - _HARDEST) * self.softness**1.5)

    @property
    def late(self) -> float:
        """Seconds by which the sound is late (below 0: early), in steps of 10 ms."""
        return round((2 * self.sound - 1) * MOST_LATE, 2) + 0.0


@dataclass(frozen=True, slots=True)
class SwapModel:
    """Which model draws: one that knows closed eyes or not; an ideal one draws the face just as it is."""

    blinks: bool = True
    ideal: bool = False


BEST: Final = Dials(data=1.0, training=1.0, size=0.66, softness=0.7, colour=1.0, light=1.0, sound=0.5)
"""What leaves the least behind."""


@dataclass(frozen=True)
class Cast:
    """A virtual actor on a short loop: what the studio works with.

    `frames` are the loop's frames by their number in the clip; `face` has the points of the whole clip.
    `drawn[stage, k]` is what the model drew for the loop's frame number k after `steps[stage]` steps of
    training; `wide_eyed` has what a model drew that saw no closed eyes, for the frames of the blink.
    `lamp` is the side (-1 left, 1 right) that the pasted face's light comes from before it is matched.
    """

    frames: Mapping[int, Frame]
    face: FacePoints
    skin: Skin
    fps: float
    steps: tuple[int, ...]
    drawn: NDArray[np.uint8]
    wide_eyed: Mapping[int, NDArray[np.uint8]]
    lamp: float = 1.0
    _own: dict[int, Frame] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def loop(self) -> tuple[int, ...]:
        """The numbers of the loop's frames, in order."""
        return tuple(self.frames)

    @cached_property
    def places(self) -> NDArray[np.float64]:
        """For each frame of the clip the map (2, 3) from a tile's pixels to the frame's."""
        return places(self.face)

    @property
    def seconds(self) -> float:
        """How long the loop takes."""
        return len(self.frames) / self.fps

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a frame."""
        height, width = next(iter(self.frames.values())).shape[:2]
        return width, height

    def own(self, i: int) -> Frame:
        """Return the actor's own face in frame `i`, cut out as the model sees it."""
        if i not in self._own:
            self._own[i] = tile_of(self.frames[i], self.places[i])
        return self._own[i]

    def tile(self, i: int, dials: Dials, model: SwapModel | None = None) -> Frame:
        """Return what the model draws for frame `i`, at the resolution that the data allow."""
        model = model or SwapModel(blinks=dials.blinks)
        awake = not model.blinks and i in self.wide_eyed
        picture = self.own(i) if model.ideal and not awake else self._trained(i, dials, awake=awake)
        if dials.pixels >= TILE[0]:
            return picture
        small = (dials.pixels, round(dials.pixels * TILE[1] / TILE[0]))
        image = Image.fromarray(picture).resize(small, Image.Resampling.BOX)
        return np.asarray(image.resize(TILE, Image.Resampling.BICUBIC))

    def trained(self, dials: Dials) -> int:
        """Return how many steps the model was trained."""
        at = dials.training * (len(self.steps) - 1)
        low = min(int(at), len(self.steps) - 2)
        return round(self.steps[low] + (at - low) * (self.steps[low + 1] - self.steps[low]))

    def _trained(self, i: int, dials: Dials, *, awake: bool) -> Frame:
        pictures = self.wide_eyed[i] if awake else self.drawn[:, self.loop.index(i)]
        at = dials.training * (len(pictures) - 1)
        low = min(int(at), len(pictures) - 2)
        share = np.float32(at - low)
        if share == 0:
            return np.asarray(pictures[low])
        before, after = pictures[low].astype(np.float32), pictures[low + 1].astype(np.float32)
        mixed: Frame = (before + (after - before) * share + np.float32(0.5)).astype(np.uint8)
        return mixed


def swap(cast: Cast, dials: Dials, model: SwapModel | None = None) -> VideoEdit:
    """Plan the swap: the drawn face in the dials' colour and light, through the dials' mask.

    `model` stands in for the one that follows from the dials, for measuring one fault alone.
    """
    width = cast.face.width
    feather = dials.feather * width
    gain = colour_gain(cast.skin, 1 - dials.colour)
    amount = _LIGHT * np.float32(1 - dials.light)

    def paint(i: int, crop: Crop) -> Patch:
        matrix = inverse(cast.places[i])
        matrix[:, 2] += matrix[:, :2] @ np.array([crop.x, crop.y])
        picture = to_linear(affine(cast.tile(i, dials, model), matrix, crop.size)) * gain
        if amount > 0:
            picture = picture * np.exp(amount * _slope(cast, i, crop))[..., None]
        mask = fill([crop.local(cast.face.oval(i, dials.scale))], crop.size, feather)
        return Patch(crop, picture, mask)

    return VideoEdit(
        span=FrameSpan(0, len(cast.face)),
        outline=lambda i: cast.face.outline(i, dials.scale),
        paint=paint,
        reach=2.5 * feather,
        margin=2.0,
    )


def places(face: FacePoints) -> NDArray[np.float64]:
    """Return for each frame the map (2, 3) from tile pixels to frame pixels: turned and sized as the head is.

    It is the similarity that fits the head's own points best (least squares; Umeyama 1991, in the plane).
    """
    points = face.steady[:, list(_ANCHORS)].astype(np.float64)
    z = points[..., 0] + 1j * points[..., 1]
    middle = z.mean(1)
    shape = (z - middle[:, None]).mean(0)
    turn = ((z - middle[:, None]) * np.conj(shape)).sum(1) / (np.abs(shape) ** 2).sum()
    outline = np.stack([face.oval(i) for i in range(len(face))]).astype(np.float64)
    centre = (outline.min(1) + outline.max(1)) / 2
    off = ((centre[:, 0] + 1j * centre[:, 1]) - middle) / turn
    step = turn * SPAN * face.width / TILE[0]
    corner = middle + turn * off.mean() - step * complex(TILE[0] / 2, TILE[1] / 2)
    rows = [[step.real, -step.imag, corner.real], [step.imag, step.real, corner.imag]]
    return np.moveaxis(np.array(rows), -1, 0)


def inverse(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the inverse of a map (2, 3)."""
    back = np.linalg.inv(matrix[:, :2])
    return np.column_stack([back, -back @ matrix[:, 2]])


def tile_of(frame: Frame, place: NDArray[np.float64]) -> Frame:
    """Cut the face out of a frame as a tile, upright and at its usual size; drawn twice as fine at first."""
    matrix = place.copy()
    matrix[:, :2] /= 2
    fine = affine(frame, matrix, (TILE[0] * 2, TILE[1] * 2))
    return np.asarray(Image.fromarray(fine).reduce(2))


def colour_gain(skin: Skin, share: float) -> Picture:
    """Return the gain (red, green, blue) that puts `share` of the colour cast on this skin."""
    wanted = from_lab(to_lab(skin.light) + _CAST * np.float32(share))
    gain: Picture = np.clip(wanted / np.maximum(skin.light, 1e-3), 0.3, 2.5).astype(np.float32)
    return gain


def _slope(cast: Cast, i: int, crop: Crop) -> Picture:
    """Return how much each pixel faces the lamp, about -1..1: the face is taken as an ellipsoid (Lambert)."""
    pose = cast.face.pose(i)
    pose = Pose(crop.local(pose.middle), pose.right, pose.down, pose.half)
    x = np.arange(crop.size[0], dtype=np.float32)[None, :] + np.float32(0.5) - pose.middle[0]
    y = np.arange(crop.size[1], dtype=np.float32)[:, None] + np.float32(0.5) - pose.middle[1]
    u = (x * pose.right[0] + y * pose.right[1]) / np.float32(pose.half[0])
    v = (x * pose.down[0] + y * pose.down[1]) / np.float32(pose.half[1])
    facing = np.clip(u * np.float32(cast.lamp) - v * np.float32(0.1), -1.1, 1.1)
    slope: Picture = facing * (1 - 0.35 * smoothstep(0.6, 1.1, np.abs(facing)))
    return slope


def mask_outline(cast: Cast, i: int, dials: Dials) -> Points:
    """Return the mask's outline in frame `i`, in pixels."""
    return cast.face.oval(i, dials.scale)
