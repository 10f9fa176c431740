"""What the detector says of a clip: how likely it was manipulated, what spoke most, and where it looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from game import resources
from game.detector.figures import Figure, figures
from game.detector.maps import CELLS, measured
from game.detector.model import DetectorFile, Family, Known, Mistakes, Weights
from game.media.frames import FrameSource

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.content.models import Clip

DIGITS = 9


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the detector says of one clip."""

    p: float
    """P(manipulated), 0..1."""
    family: Family
    """What spoke most for what it says."""
    heat: tuple[tuple[float, ...], ...]
    """How much each cell counted, 0..1, rows from above."""


class Detector:
    """Gives opinions; remembers those that it gave. May be asked from any thread."""

    def __init__(self, file: DetectorFile) -> None:
        self.file = file
        self._given: dict[str, Opinion] = {key: opened(known) for key, known in file.known.items()}

    def given(self, clip: Clip) -> Opinion | None:
        """Return the opinion that is known without looking; None: `look` finds it."""
        return self._given.get(clip.hash)

    def look(self, pack: str, clip: Clip, path: Path) -> Opinion:
        """Return the opinion on the clip of `pack` in the file at `path`.

        It reads the whole film. Raises ClipError where that cannot be read, ValueError for a sound alone.
        """
        found = self._given.get(clip.hash)
        if found is None:
            found = opinion(figures_of(path), self.file.for_person(pack, clip.person))
            self._given[clip.hash] = found
        return found

    def mistakes(self, pack: str) -> Mistakes | None:
        """Return how often it was wrong on clips of `pack`; None where nobody has counted."""
        return self.file.mistakes.get(pack)


@cache
def detector() -> Detector:
    """Return the game's detector."""
    path = resources.assets() / "detector" / "detector.json"
    return Detector(DetectorFile.model_validate_json(path.read_text("utf-8")))


def figures_of(path: Path) -> tuple[Figure, ...]:
    """Return the figures of the film at `path`. Raises ClipError, ValueError for too short a one."""
    with FrameSource(path) as source:
        count = len(source.timeline.times)
        return figures(measured(_frames(source, count), count))


def opinion(found: tuple[Figure, ...], weights: Weights) -> Opinion:
    """Return what `weights` make of the figures of a clip."""
    parts = weights.parts(tuple(figure.value for figure in found))
    odds = weights.start + sum(parts)
    towards = 1 if odds > 0 else -1
    spoke: dict[Family, float] = {}
    heat = np.zeros((CELLS, CELLS))
    for figure, part in zip(found, parts, strict=True):
        spoke[figure.family] = spoke.get(figure.family, 0.0) + part * towards
        heat += figure.where * max(0.0, part * towards)
    heat = heat / heat.max() if heat.max() > 0 else heat
    rows = tuple(tuple(float(cell) for cell in row) for row in heat)
    return Opinion(1 / (1 + exp(-odds)), max(spoke, key=lambda family: spoke[family]), rows)


def written(one: Opinion) -> Known:
    """Return an opinion as it is kept in the file."""
    heat = "".join(str(round(cell * DIGITS)) for row in one.heat for cell in row)
    return Known(p=round(one.p, 6), family=one.family, heat=heat)


def opened(known: Known) -> Opinion:
    """Return an opinion as it was kept. Raises ValueError for a wrong number of cells."""
    cells = [int(digit) / DIGITS for digit in known.heat]
    if len(cells) != CELLS * CELLS:
        raise ValueError(f"expected {CELLS * CELLS} cells, not {len(cells)}")
    rows = tuple(tuple(cells[at : at + CELLS]) for at in range(0, len(cells), CELLS))
    return Opinion(known.p, known.family, rows)


def _frames(source: FrameSource, count: int) -> Iterator[NDArray[np.uint8]]:
    width, height = source.size
    for index in range(count):
        frame = source.read(index)
        if frame is not None:
            yield frame.data.reshape(height, width, 4)
