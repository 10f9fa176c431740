"""The sum of a session, for the last screen, the robot player and the reports alike.

All of them read the same figures from the same place, so they cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from game.quiz import bands, discernment
from game.quiz.discernment import CalibrationRow, Counts
from game.quiz.traces import Traces, traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.quiz.answer import Answer
    from game.quiz.bands import BandEstimate, CountedFact


@dataclass(frozen=True, slots=True)
class KindRow:
    """How one kind of tell-tale went: in how many clips it was shown, and in how many it was found."""

    kind: str
    shown: int
    found: int

    @property
    def missed(self) -> int:
        """In how many clips it was overlooked."""
        return self.shown - self.found


@dataclass(frozen=True, slots=True)
class Pairs:
    """How often the edit of a pair was chosen; half of the time by guessing."""

    right: int = 0
    of: int = 0

    @property
    def chance(self) -> float:
        """How likely somebody who guesses is right so often, or more often (one-sided binomial test)."""
        return sum(comb(self.of, n) for n in range(self.right, self.of + 1)) / float(2**self.of)


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of some answers. `sharpness` and `leaning` are None while there are not enough clips.

    Clips that were judged alone are in `counts` and all that follows from it; `pairs` stand apart.
    """

    points: int
    counts: Counts
    dprime: float
    dprime_error: float
    criterion: float
    brier: float | None
    overconfidence: float | None
    auc: float | None
    calibration: tuple[CalibrationRow, ...]
    sharpness: BandEstimate | None
    leaning: BandEstimate | None
    facts: tuple[CountedFact, ...]
    kinds: tuple[KindRow, ...]
    """In the order in which they were first shown."""
    traces: Traces
    """How many tell-tales were found; apart from the points."""
    pairs: Pairs

    @property
    def rounds(self) -> int:
        """How many answers to clips alone count."""
        return self.counts.total

    @property
    def total(self) -> int:
        """How many answers count, pairs among them."""
        return self.rounds + self.pairs.of

    @property
    def practise_next(self) -> KindRow | None:
        """The kind that was overlooked most often, the less often found first; None when none was."""
        missed = [row for row in self.kinds if row.missed]
        return max(missed, key=lambda row: (row.missed, -row.found)) if missed else None


def summarise(answers: Iterable[Answer]) -> Summary:
    """Return all figures of `answers`, in any order."""
    answers = tuple(answers)
    alone = tuple(a for a in answers if a.pair is None)
    counts = discernment.counts(alone)
    return Summary(
        points=sum(a.points for a in answers),
        counts=counts,
        dprime=discernment.dprime(counts),
        dprime_error=discernment.dprime_error(counts),
        criterion=discernment.criterion(counts),
        brier=discernment.brier(answers),
        overconfidence=discernment.overconfidence(answers),
        auc=discernment.auc(alone),
        calibration=discernment.calibration(answers),
        sharpness=bands.dprime_band(counts),
        leaning=bands.bias_band(counts),
        facts=bands.facts(counts),
        kinds=_kind_rows(answers),
        traces=traces(answers),
        pairs=Pairs(sum(a.correct for a in answers if a.pair), sum(a.pair is not None for a in answers)),
    )


def _kind_rows(answers: Sequence[Answer]) -> tuple[KindRow, ...]:
    shown = Counter(kind for a in answers if a.asked for kind in a.kinds)
    found = Counter(kind for a in answers for kind in a.found)
    return tuple(KindRow(kind, count, found[kind]) for kind, count in shown.items())
