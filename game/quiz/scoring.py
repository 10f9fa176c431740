"""What an answer is worth, and, apart from that, what its marks and the named kind came to.

The points are those of the judgement alone, a Brier score (Brier 1950): a strictly proper rule, so whoever
says how sure they really are earns most in the long run, and neither bluffing nor hiding in the middle pays.
Pointing earns no points: it can only be done where a clip was called manipulated, so points for it would pay
for suspicion. What was found is told as a tally of its own, see `game.quiz.traces`. Time is never scored:
points for speed would reward guessing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.content.models import Clip
    from game.quiz.pointing import Pointing

SCORING: Final = "judgement"
"""The rule of the points, as it is stored with each answer; the first rule is in `OLD_SCORING`."""
OLD_SCORING: Final = "judgement+spotting"
"""Until 2026-11: up to 50 points more for place and kind, on manipulated clips that were called so."""
MARKS_THAT_COUNT: Final = 3


@dataclass(frozen=True, slots=True)
class Spotting:
    """What the marks and the named kind came to; the defaults are "nothing"."""

    hit: int | None = None
    """Which mark hit, from 0; None when none did."""
    artefact: int | None = None
    """Which of the clip's artefacts it hit, from 0."""
    kind_right: bool = False


def judgement_points(p: float, *, manipulated: bool) -> int:
    """Return `100 - 100 * (p - o)**2`, rounded half up: 0..100 for judgement `p` = P(manipulated).

    `o` is 1 for a manipulated clip, else 0. Raises ValueError when `p` is not a probability.
    Source: Brier (1950), "Verification of forecasts expressed in terms of probability".
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"a judgement is a probability from 0 to 1, not {p}")
    miss = p - (1.0 if manipulated else 0.0)
    return floor(100.0 - 100.0 * miss * miss + 0.5)


def spotting(clip: Clip, marks: Sequence[Pointing], kind: str | None) -> Spotting:
    """Return what `marks` (in the order they were placed) and the named `kind` came to on `clip`.

    The first mark that hits counts. Where it lies on several tell-tales at once, the one the player
    named is meant. Without a hit, any kind that the clip shows is right. On a real clip there is nothing.
    """
    if not clip.manipulated:
        return Spotting()
    hit, artefact = _first_hit(clip, marks[:MARKS_THAT_COUNT], kind)
    shown = clip.kinds if artefact is None else (clip.artefacts[artefact].kind,)
    kind_right = kind is not None and kind in shown
    return Spotting(hit, artefact, kind_right)


def _first_hit(clip: Clip, marks: Sequence[Pointing], kind: str | None) -> tuple[int | None, int | None]:
    from game.quiz.pointing import on_artefact

    for number, mark in enumerate(marks):
        under = [i for i, a in enumerate(clip.artefacts) if on_artefact(a, mark, clip.aspect)]
        if under:
            named = [i for i in under if clip.artefacts[i].kind == kind]
            return number, (named or under)[0]
    return None, None
