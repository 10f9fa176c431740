"""The scene of one clip: its source, its face, what is drawn before it, and the plans of its edits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from game.errors import ChinmiError
from game.forge import footage
from game.forge.edits import kinds
from game.forge.edits.base import AnalysedClip, AudioEdit, AudioKind, Cover, VideoEdit, VideoKind
from game.forge.face import FacePoints
from game.forge.footage import Waveform, Window
from game.forge.landmarks import LandmarkTrack
from game.forge.pixels import Frame
from game.forge.props import CardProp
from game.forge.recipe import ClipOrder, EditOrder, Footage
from game.forge.rng import EditRandom
from game.forge.skin import Skin


@dataclass(frozen=True)
class PlannedEdit:
    """One planned edit of a clip, with the order it came from."""

    order: EditOrder
    edit: VideoEdit | AudioEdit


@dataclass(frozen=True)
class ClipScene:
    """What a clip is made of: an entry of a recipe, its source in `folder`, and the source's face points."""

    entry: ClipOrder
    source: Footage
    size: tuple[int, int]
    folder: Path
    points: LandmarkTrack

    @property
    def path(self) -> Path:
        """The source's file."""
        return self.folder / self.source.path

    @property
    def fps(self) -> float:
        """Frames a second."""
        return float(self.source.fps)

    @property
    def window(self) -> Window:
        """The frames of the source that become the clip."""
        first, last = self.entry.frames or (0, len(self.points))
        return Window(first, last)

    @property
    def seed(self) -> int:
        """What a prop and a degradation draw from: the same for an original and its edits."""
        return zlib.crc32(repr(self.entry.twin).encode())

    def face(self) -> FacePoints:
        """Return the face of the clip, in pixels."""
        points = self.points[self.window.first : self.window.last]
        left, top, width, height = footage.centre(footage.size(self.path), self.size)
        inside = (points - np.array([left, top])) / np.array([width, height])
        return FacePoints((inside * np.array(self.size)).astype(np.float32))

    def card(self) -> CardProp | None:
        """Return the card that is drawn into the clip, if there is one."""
        return CardProp(self.face(), self.size, self.seed) if self.entry.prop == "card" else None

    def frames(self) -> Iterator[tuple[Frame, Frame | None]]:
        """Yield each frame as it is shown, and without its prop where it has one."""
        card = self.card()
        for i, frame in enumerate(footage.frames(self.path, self.size, self.window, self.fps)):
            yield (card.draw(i, frame), frame) if card else (frame, None)

    def sound(self) -> Waveform:
        """Return the clip's sound, untouched."""
        return footage.cut(footage.sound(self.path), *self.window.seconds(self.fps))

    def plan(self) -> tuple[PlannedEdit, ...]:
        """Plan the clip's edits; chance is drawn from its id, so that a recipe always gives the same.

        Raises ChinmiError when there is no such edit, or when this footage cannot carry it.
        """
        orders = self.entry.edits
        if not orders:
            return ()
        known = kinds()
        unknown = [one.kind for one in orders if one.kind not in known]
        if unknown:
            expected = ", ".join(known)
            raise ChinmiError(
                f"{self.entry.id}: no edit for {', '.join(unknown)}; expected one of {expected}"
            )
        clip = self._analysed([known[one.kind] for one in orders])
        try:
            return tuple(PlannedEdit(one, self._edit(one, clip)) for one in orders)
        except ValueError as error:
            raise ChinmiError(f"{self.entry.id}: {error}") from error

    def _edit(self, order: EditOrder, clip: AnalysedClip) -> VideoEdit | AudioEdit:
        rng = EditRandom(f"{self.entry.id} {order.kind}", order.variant)
        kind = kinds()[order.kind]
        if isinstance(kind, AudioKind):
            return kind.plan(self.sound(), float(order.strength), rng)
        return kind.plan(clip, float(order.strength), rng)

    def _analysed(self, chosen: list[VideoKind | AudioKind]) -> AnalysedClip:
        face = self.face()
        middle = len(face) // 2
        seen = [kind for kind in chosen if isinstance(kind, VideoKind)]
        wanted = {middle, *chain.from_iterable(kind.stills(face) for kind in seen)}
        stills = footage.stills(self.path, self.size, self.window, self.fps, wanted)
        return AnalysedClip(
            face=face,
            size=self.size,
            fps=self.fps,
            skin=Skin.measure(stills[middle], face, middle),
            stills=stills,
            glasses=self.source.glasses,
            cover=self._cover(),
        )

    def _cover(self) -> Cover | None:
        card = self.card()
        if card is not None:
            return card.alpha
        if self.source.cover is None:
            return None
        masks = list(footage.masks(self.folder / self.source.cover, self.size, self.window, self.fps))
        return lambda i: masks[i].astype(np.float32) / np.float32(255)
