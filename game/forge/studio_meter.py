"""The studio's meter: which tell-tales remain, each measured as what would change if it alone were mended.

A hard edge between two equal skins is no trace, and a face that is too small to show its pores hides that
they were never learnt. So a fault is not read off its dial: the picture is made once as it is and once with
this fault mended, and the pair is measured with the figures of the forge (see `game.forge.visibility`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from game.forge.edits.base import Retouch, Span
from game.forge.face import OVAL, Points
from game.forge.pixels import Frame
from game.forge.studio import BEST, Cast, Dials, Model, swap
from game.forge.visibility import Figures, measure, over_time, visibility

STAGES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("data-collection", ("resolution-mismatch", "frozen-eyes")),
    ("model-training", ("over-smooth-skin",)),
    ("face-swap", ("blending-boundary",)),
    ("post-processing", ("colour-mismatch", "lighting-mismatch", "lip-sync-mismatch")),
)
"""The making stages and the tell-tales that each can leave behind here."""

Level = Literal["hard", "visible", "easy"]

VISIBLE: Final = 0.25
EASY: Final = 0.50
"""Visibility from which a trace counts as visible, and as easy to see: at 0.5 about half of all people
notice it without being told (see `game.forge.visibility`), at 0.25 a careful look often finds it."""
NOTICED_LATE: Final = 0.24
"""Seconds of wrong lip timing that about half of all people notice; as for the forge's sound edits."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One tell-tale: how visible it is, 0..1."""

    kind: str
    seen: float

    @property
    def level(self) -> Level:
        """The same in three steps."""
        return "easy" if self.seen >= EASY else "visible" if self.seen >= VISIBLE else "hard"

    @property
    def remains(self) -> bool:
        """Tell whether it can be seen (or heard) without effort."""
        return self.seen >= VISIBLE


def traces(cast: Cast, dials: Dials) -> tuple[Trace, ...]:
    """Measure every tell-tale of the studio, in the order of the stages."""
    seen = dict(_seen(cast, dials))
    return tuple(Trace(kind, seen.get(kind, 0.0)) for _, kinds in STAGES for kind in kinds)


def plainest(found: tuple[Trace, ...]) -> tuple[Trace, ...]:
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
    mended = {
        "resolution-mismatch": replace(dials, data=1.0),
        "colour-mismatch": replace(dials, colour=1.0),
        "lighting-mismatch": replace(dials, light=1.0),
    }
    for kind, better in mended.items():
        if better != dials:
            pairs = {i: (_make(cast, better, i), now[i]) for i in samples}
            yield kind, _visible(cast, dials, kind, pairs)
    ideal = Model(ideal=True)
    kind = "over-smooth-skin"
    yield kind, _visible(cast, dials, kind, {i: (_make(cast, dials, i, ideal), now[i]) for i in samples})
    kind = "blending-boundary"
    yield kind, _edge(cast, dials, {i: (cast.frames[i], now[i]) for i in samples})
    if not dials.blinks:
        shut = [i for i in cast.loop if i in cast.wide_eyed][:2]
        pairs = {i: (_make(cast, dials, i, Model(blinks=True)), _make(cast, dials, i)) for i in shut}
        yield "frozen-eyes", _visible(cast, dials, "frozen-eyes", pairs)
    kind = "lip-sync-mismatch"
    yield kind, visibility(kind, Figures(sound=abs(dials.late) / NOTICED_LATE))


def _make(cast: Cast, dials: Dials, i: int, model: Model | None = None) -> Frame:
    return swap(cast, dials, model).apply(i, cast.frames[i])


def _visible(cast: Cast, dials: Dials, kind: str, pairs: dict[int, tuple[Frame, Frame]]) -> float:
    where = _where(cast, dials, kind)
    return visibility(kind, over_time([measure(where, i, [pair]) for i, pair in pairs.items()]))


def _edge(cast: Cast, dials: Dials, pairs: dict[int, tuple[Frame, Frame]]) -> float:
    """Measure the pasted face's edge: steepness that the untouched frame does not have there."""
    kind = "blending-boundary"
    where = _where(cast, dials, kind)
    found = over_time([measure(where, i, [pair]) for i, pair in pairs.items()])
    return visibility(kind, Figures(edge=found.edge, area=found.area))


def _where(cast: Cast, dials: Dials, kind: str) -> Retouch:
    return replace(
        swap(cast, BEST), span=Span(0, len(cast.face)), outline=lambda i: region(cast, dials, kind, i)
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
    from game.forge.face import LIPS, grow

    return grow(cast.face.steady[i, list(LIPS)], 0.05 * cast.face.width)
