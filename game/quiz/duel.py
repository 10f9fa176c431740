"""Who was nearer to the truth, the player or the detector: told by the same score for both (Brier 1950)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from game.quiz.discernment import brier

if TYPE_CHECKING:
    from game.quiz.answer import Answer

Nearer = Literal["you", "detector", "same"]
SAME = 0.01
"""Judgements that differ by less count as the same."""


@dataclass(frozen=True, slots=True)
class Duel:
    """How both did on the clips that both judged."""

    of: int
    you_nearer: int
    detector_nearer: int
    you: float | None
    """Brier score of the player, 0 (perfect) .. 1; None without clips."""
    detector: float | None
    """Brier score of the detector."""


def nearer(p: float, other: float, *, manipulated: bool) -> Nearer:
    """Tell whose judgement is nearer to what the clip is: `p` the player's, `other` the detector's."""
    yours, its = abs(p - manipulated), abs(other - manipulated)
    if abs(yours - its) < SAME:
        return "same"
    return "you" if yours < its else "detector"


def compare(judged: Iterable[tuple[Answer, float | None]]) -> Duel:
    """Compare answers with what the detector said of the same clips; None where it said nothing."""
    both = [(answer, p) for answer, p in judged if p is not None]
    won = [nearer(answer.p, p, manipulated=answer.manipulated) for answer, p in both]
    return Duel(
        of=len(both),
        you_nearer=won.count("you"),
        detector_nearer=won.count("detector"),
        you=brier([answer for answer, _ in both]),
        detector=brier([replace(answer, p=p) for answer, p in both]),
    )
