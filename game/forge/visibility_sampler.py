"""Measures edits while a clip is made, on a few frames each, so that nothing is decoded twice."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.forge import visibility
from game.forge.edits.base import AudioEdit, VideoEdit
from game.forge.pixels import Frame
from game.forge.scene import PlannedEdit
from game.forge.visibility import EditFigures

_SAMPLES: Final = 8


class VisibilitySampler:
    """Takes note of frames before and after each edit; `seen` tells how visible an edit turned out."""

    def __init__(self, edits: tuple[PlannedEdit, ...], frames: int) -> None:
        self._frames = frames
        self._moments = [_moments(planned.edit) for planned in edits]
        self._held: dict[int, tuple[int, Frame, Frame]] = {}
        self._found: list[list[EditFigures]] = [[] for _ in edits]
        self._edits = edits

    def add(self, which: int, i: int, before: Frame, after: Frame) -> None:
        """Take note of frame `i` before and after edit number `which`."""
        edit = self._edits[which].edit
        held = self._held.pop(which, None)
        if held is not None and isinstance(edit, VideoEdit):
            at, was, became = held
            self._found[which].append(visibility.measure(edit, at, [(was, became), (before, after)]))
        if i in self._moments[which]:
            self._held[which] = (i, before, after)

    def seen(self, which: int) -> float:
        """Return how visible edit number `which` is, 0..1."""
        planned = self._edits[which]
        kind = planned.order.kind
        if isinstance(planned.edit, AudioEdit):
            return visibility.visibility(kind, visibility.of_sound(kind, planned.edit))
        found = self._found[which]
        if not found and which in self._held:
            at, was, became = self._held[which]
            found = [visibility.measure(planned.edit, at, [(was, became)])]
        figures = visibility.over_time(found or [EditFigures()])
        share = (planned.edit.span.last - planned.edit.span.first) / self._frames
        return visibility.visibility(kind, figures, share)


def _moments(edit: VideoEdit | AudioEdit) -> set[int]:
    if isinstance(edit, AudioEdit):
        return set()
    if edit.peak is not None:
        return {edit.peak}
    first, last = edit.span.first, edit.span.last
    return {int(i) for i in np.linspace(first + 1, max(first + 1, last - 3), _SAMPLES)}
