"""What an edit is: a plan made from a clip's face and a strength, then one small picture per frame.

An edit never sees more of a frame than the crop around its region, and what it returns is blended in
linear light through its mask; where the mask is 0 the frame's bytes stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Protocol

import numpy as np

from game.forge.face import FacePoints, Points, box_around
from game.forge.footage import Waveform
from game.forge.grain import grained
from game.forge.pixels import Frame, Picture, affine, thrice, to_bytes, to_linear
from game.forge.rng import EditRandom
from game.forge.skin import Skin

Slices = tuple[slice, slice]
"""Rows and columns of a picture."""
Cover = Callable[[int], Picture]
"""From a frame's number to where something is before the face (height, width), 0..1."""


@dataclass(frozen=True)
class AnalysedClip:
    """What an edit may know of a clip before it sees its frames.

    `stills` are the frames it asked for (by index); `skin` was measured on one of them; `cover`
    tells where something passes before the face, if anything does.
    """

    face: FacePoints
    size: tuple[int, int]
    fps: float
    skin: Skin
    stills: Mapping[int, Frame]
    glasses: bool = False
    cover: Cover | None = None

    def __len__(self) -> int:
        """Count the frames."""
        return len(self.face)


@dataclass(frozen=True)
class Crop:
    """A rectangle of a frame: its corner (x, y) on the frame and its pixels.

    `bare` shows the same rectangle without a prop that was drawn in front of it, if one was.
    """

    x: int
    y: int
    pixels: Frame
    bare: Frame | None = None

    @property
    def size(self) -> tuple[int, int]:
        """(width, height)."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @cached_property
    def linear(self) -> Picture:
        """The pixels in linear light."""
        return to_linear(self.pixels)

    def of(self, mask: Picture) -> Picture:
        """Return the same rectangle of a mask of the whole frame."""
        return mask[self.y : self.y + self.size[1], self.x : self.x + self.size[0]]

    def near(self, points: Points, margin: float) -> Crop:
        """Return the part of this crop around points of the frame, with `margin` pixels on each side."""
        left, top, right, bottom = box_around(points, self.size, margin, (self.x, self.y))
        return self.part((slice(top, bottom), slice(left, right)))

    def part(self, place: Slices) -> Crop:
        """Return a part of this crop, by its rows and columns."""
        rows, columns = place
        bare = None if self.bare is None else self.bare[place]
        part = Crop(self.x + columns.start, self.y + rows.start, self.pixels[place], bare)
        if "linear" in self.__dict__:
            part.__dict__["linear"] = self.linear[place]
        return part

    def through(self, mask: Picture) -> ShownPart | None:
        """Return the part of this crop that shows through a mask of it, if any does."""
        there = mask > LEAST
        rows = np.flatnonzero(there.any(1))
        if not len(rows):
            return None
        columns = np.flatnonzero(there.any(0))
        place = slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
        return ShownPart(self.part(place), mask[place], place)

    def place(self, near: Crop) -> Slices:
        """Return where a part of this crop lies in it: rows and columns."""
        y, x = near.y - self.y, near.x - self.x
        return slice(y, y + near.size[1]), slice(x, x + near.size[0])

    def local(self, points: Points) -> Points:
        """Turn frame coordinates into coordinates of the crop."""
        moved: Points = points - np.array([self.x, self.y], dtype=np.float32)
        return moved


@dataclass(frozen=True)
class ShownPart:
    """The part of a crop that shows through a mask, that part of the mask, and where it lies in the crop."""

    crop: Crop
    mask: Picture
    place: Slices

    def showing(self, picture: Picture) -> Patch:
        """Return what lays `picture` (of this part, linear light) over it."""
        return Patch(self.crop, picture, self.mask)


@dataclass(frozen=True)
class FrameSpan:
    """When an edit is there: frames `first` to `last` (not included), rising and falling over `ramp`."""

    first: int
    last: int
    ramp: int = 0

    def envelope(self, i: int) -> float:
        """Return how much of the edit frame `i` gets, 0..1."""
        if not self.first <= i < self.last:
            return 0.0
        if self.ramp <= 0:
            return 1.0
        return min(1.0, (i - self.first + 1) / (self.ramp + 1), (self.last - i) / (self.ramp + 1))


@dataclass(frozen=True)
class Patch:
    """What an edit makes of a crop or a part of one: the new picture (linear light) and its mask."""

    crop: Crop
    picture: Picture
    mask: Picture


PatchPainter = Callable[[int, Crop], Patch | None]
"""From a frame's number and the crop around the region to what the edit makes of it, if anything."""


@dataclass(frozen=True)
class VideoEdit:
    """A planned picture edit.

    `outline(i)` is the truth region in frame `i`; `reach` is how far (pixels) its soft edge may spill
    over; `margin` is how much context (pixels) the edit wants around it; `variant` names the form it
    took on this clip (which hue, which side), for the note; `peak` is the frame where it shows most,
    when that is known beforehand.
    """

    span: FrameSpan
    outline: Callable[[int], Points]
    paint: PatchPainter
    reach: float
    margin: float = 8.0
    variant: str = ""
    grain: bool = True
    seed: int = 0
    peak: int | None = None

    def apply(self, i: int, frame: Frame, bare: Frame | None = None) -> Frame:
        """Return frame `i` with the edit; the input stays as it is. `bare` is the frame without its prop."""
        strength = self.span.envelope(i)
        if strength <= 0:
            return frame
        crop = _crop(frame, self.outline(i), self.reach + self.margin, bare)
        patch = self.paint(i, crop)
        if patch is not None and patch.crop is crop:
            seen = crop.through(patch.mask)
            patch = None if seen is None else seen.showing(patch.picture[seen.place])
        if patch is None:
            return frame
        mask = patch.mask if strength == 1 else patch.mask * np.float32(strength)
        picture = patch.picture
        if self.grain:
            picture = grained(picture, patch.crop.linear, mask, self.seed + i)
        return _blend(frame, patch.crop, picture, mask)


@dataclass(frozen=True)
class AudioEdit:
    """A planned sound edit: the new sound of the clip, and when (seconds) it differs.

    `size` says how much, in the edit's own measure: seconds, semitones or decibels.
    """

    interval: tuple[float, float]
    apply: Callable[[Waveform], Waveform]
    variant: str = ""
    size: float = 0.0


class VideoPlanner(Protocol):
    """Plans a picture edit for a clip at a strength 0..1; `rng` decides what differs from clip to clip."""

    def __call__(self, clip: AnalysedClip, strength: float, rng: EditRandom) -> VideoEdit:
        """Return the planned edit. Raises ValueError when this footage cannot carry it."""


class AudioPlanner(Protocol):
    """Plans a sound edit for a clip's sound at a strength 0..1."""

    def __call__(self, track: Waveform, strength: float, rng: EditRandom) -> AudioEdit:
        """Return the planned edit. Raises ValueError when this sound cannot carry it."""


def no_stills(_face: FacePoints) -> tuple[int, ...]:
    """Ask for no frames beforehand."""
    return ()


@dataclass(frozen=True)
class VideoKind:
    """A kind of artefact that is seen: how an edit of it is planned, and what was learnt by looking at it.

    `stills` asks for frames beforehand; `forms` are the variants it can take, each with a note of its own in
    the catalogue (none: one note for all); `emphasis` is how much the eye makes of the measured figures,
    relative to other kinds, set by looking at contact sheets; `starter` is its strength (0..1) in a first
    recipe, None where it asks for special footage.
    """

    id: str
    plan: VideoPlanner
    stills: Callable[[FacePoints], tuple[int, ...]] = field(default=no_stills)
    forms: tuple[str, ...] = ()
    emphasis: float = 1.0
    starter: float | None = None


@dataclass(frozen=True)
class AudioKind:
    """A kind of artefact that is heard; `forms` and `starter` as of a `VideoKind`.

    `notice` is the size of an edit (in its own measure, see `AudioEdit.size`) that about half of all people
    notice.
    """

    id: str
    plan: AudioPlanner
    notice: float
    forms: tuple[str, ...] = ()
    starter: float | None = None


def aligned(frame: Frame, there: Points, here: Points, crop: Crop) -> Frame:
    """Return the part of `frame` whose two points `there` fall on the crop's two points `here`."""
    a, b = there[1] - there[0], here[1] - here[0]
    scale = float(np.hypot(*a) / max(np.hypot(*b), 1e-6))
    turn = float(np.arctan2(a[1], a[0]) - np.arctan2(b[1], b[0]))
    m = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corner = there.mean(0) - m @ here.mean(0)
    low = np.floor(corner - 24).astype(int)
    height, width = frame.shape[:2]
    x0, y0 = max(0, int(low[0])), max(0, int(low[1]))
    x1, y1 = min(width, x0 + crop.size[0] + 64), min(height, y0 + crop.size[1] + 64)
    part = frame[y0:y1, x0:x1]
    matrix = np.column_stack([m, corner - np.array([x0, y0])])
    return affine(part, matrix, crop.size)


def same_light(target: Picture, pasted: Picture, weight: Picture) -> Picture:
    """Return the gain that gives `pasted` the light of `target` where `weight` is."""
    total = max(float(weight.sum()), 1e-3)
    a, b = (np.array([(p[..., c] * weight).sum() for c in range(3)]) / total for p in (target, pasted))
    gain: Picture = np.clip(a / np.maximum(b, 1e-4), 0.7, 1.4).astype(np.float32)
    return gain


LEAST: Final = 1 / 512
"""The mask from which an edit is there at all."""


def _crop(frame: Frame, outline: Points, margin: float, bare: Frame | None) -> Crop:
    size = frame.shape[1], frame.shape[0]
    left, top, right, bottom = box_around(outline, size, margin, least=2)
    place = slice(top, bottom), slice(left, right)
    return Crop(left, top, frame[place], None if bare is None else bare[place])


def _blend(frame: Frame, crop: Crop, picture: Picture, mask: Picture) -> Frame:
    out = frame.copy()
    mixed = picture - crop.linear
    mixed *= thrice(mask * (mask > LEAST))
    mixed += crop.linear  # where nothing is seen, bytes survive linear light
    out[crop.y : crop.y + crop.size[1], crop.x : crop.x + crop.size[0]] = to_bytes(mixed)
    return out
