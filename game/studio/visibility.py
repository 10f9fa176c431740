"""The studio's meter: which tell-tales remain, each measured as what would change if it alone were mended.

A hard edge between two equal skins is no trace. So a fault is not read off its dial: the picture is made once
as it is and once with this fault mended, and the pair is measured with the figures of the forge (see
`game.forge.visibility`). Only small data and short training are measured each without the other: both blur
the face, and neither may hide behind the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from game.forge.edits import audio_kinds
from game.forge.edits.base import FrameSpan, VideoEdit
from game.forge.face import LIPS, OVAL, Points, grow
from game.forge.pixels import Frame
from game.forge.visibility import EditFigures, measure, over_time, visibility
from game.studio.dials import BEST, Cast, Dials, SwapModel, swap

STAGES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("data-collection", ("resolution-mismatch", "frozen-eyes")),
    ("model-training", ("over-smooth-skin",)),
    ("face-swap", ("blending-boundary",)),
    ("post-processing", ("colour-mismatch", "lighting-mismatch", "lip-sync-mismatch")),
)
"""The making stages and the tell-tales that each can leave behind here."""

VisibilityLevel = Literal["hard", "visible", "easy"]

VISIBLE: Final = 0.35
EASY: Final = 0.55
"""Visibility from which a trace counts as visible, and as easy to see. At 0.5 about half of all people
notice it without being told (see `game.forge.visibility`); set by looking at the actor dial by dial."""


@dataclass(frozen=True, slots=True)
class TraceVisibility:
    """One tell-tale: how visible it is, 0..1."""

    kind: str
    seen: float

    @property
    def level(self) -> VisibilityLevel:
        """The same in three steps."""
        return "easy" if self.seen >= EASY else "visible" if self.seen >= VISIBLE else "hard"

    @property
    def remains(self) -> bool:
        """Tell whether it can be seen (or heard) without effort."""
        return self.seen >= VISIBLE


def traces(cast: Cast, dials: Dials) -> tuple[TraceVisibility, ...]:
    """Measure every tell-tale of the studio, in the order of the stages."""
    seen = dict(_seen(cast, dials))
    return tuple(TraceVisibility(kind, seen.get(kind, 0.0)) for _, kinds in STAGES for kind in kinds)


def plainest(found: tuple[TraceVisibility, ...]) -> tuple[TraceVisibility, ...]:
    """Return for each stage its most visible trace."""
    by_kind = {trace.kind: trace for trace in found}
    return tuple(max((by_kind[kind] for kind in kinds), key=lambda t: t.seen) for _, kinds in STAGES)


def region(cast: Cast, dials: Dials, kind: str, i: int) -> Points:
    """Return where a trace shows in frame `i`, in pixels."""
    if kind == "blending-boundary":
        return _ring(cast, dials, i)
    if kind == "frozen-eyes":
        return cast.face.goggles(i)
    if kind == "lip-sync-mismatch":
        return _mouth(cast, i)
    return cast.face.outline(i, dials.scale)


def _seen(cast: Cast, dials: Dials) -> Iterator[tuple[str, float]]:
    calm = [i for i in cast.loop if i not in cast.wide_eyed]
    samples = [calm[len(calm) // 5], calm[(len(calm) * 7) // 10]]
    now = {i: _make(cast, dials, i) for i in samples}
    ideal, plenty = SwapModel(ideal=True), replace(dials, data=1.0)
    own = {i: _make(cast, plenty, i, ideal) for i in samples}
    if dials.data < 1:
        kind = "resolution-mismatch"
        small = {i: (own[i], _make(cast, dials, i, ideal)) for i in samples}
        yield kind, _visible(cast, dials, kind, small)
    kind = "over-smooth-skin"
    smooth = {i: (own[i], _make(cast, plenty, i)) for i in samples}
    yield kind, _visible(cast, dials, kind, smooth, ("detail", "structure"))
    for kind, better in (
        ("colour-mismatch", replace(dials, colour=1.0)),
        ("lighting-mismatch", replace(dials, light=1.0)),
    ):
        if better != dials:
            pairs = {i: (_make(cast, better, i), now[i]) for i in samples}
            yield kind, _visible(cast, dials, kind, pairs)
    kind = "blending-boundary"
    yield kind, _visible(cast, dials, kind, {i: (cast.frames[i], now[i]) for i in samples}, ("edge",))
    if not dials.blinks:
        shut = [i for i in cast.loop if i in cast.wide_eyed][:2]
        pairs = {i: (_make(cast, dials, i, SwapModel(blinks=True)), _make(cast, dials, i)) for i in shut}
        yield "frozen-eyes", _visible(cast, dials, "frozen-eyes", pairs)
    kind = "lip-sync-mismatch"
    yield kind, visibility(kind, EditFigures(sound=abs(dials.late) / audio_kinds()[kind].notice))


def _make(cast: Cast, dials: Dials, i: int, model: SwapModel | None = None) -> Frame:
    return swap(cast, dials, model).apply(i, cast.frames[i])


def _visible(
    cast: Cast,
    dials: Dials,
    kind: str,
    pairs: dict[int, tuple[Frame, Frame]],
    only: tuple[str, ...] = (),
) -> float:
    """Measure (mended, as it is) pairs; `only` names the figures that a fault is made of, else all count.

    Missing pores are missing detail, not a wrong shade; an edge is steepness that no untouched frame has.
    """
    where = _where(cast, dials, kind)
    found = over_time([measure(where, i, [pair]) for i, pair in pairs.items()])
    if only:
        found = EditFigures(area=found.area, **{name: getattr(found, name) for name in only})
    return visibility(kind, found)


def _where(cast: Cast, dials: Dials, kind: str) -> VideoEdit:
    return replace(
        swap(cast, BEST), span=FrameSpan(0, len(cast.face)), outline=lambda i: region(cast, dials, kind, i)
    )


def _ring(cast: Cast, dials: Dials, i: int) -> Points:
    """Return the band along the mask's edge as one outline: around, across at the chin, and back."""
    count = len(OVAL)
    turn = np.roll(np.arange(count), count // 2)[::2]
    turn = np.append(turn, turn[0])
    outer = cast.face.oval(i, dials.scale + 0.05)[turn]
    inner = cast.face.oval(i, dials.scale - 0.08)[turn[::-1]]
    return np.concatenate([outer, inner])


def _mouth(cast: Cast, i: int) -> Points:
    return grow(cast.face.steady[i, list(LIPS)], 0.05 * cast.face.width)
