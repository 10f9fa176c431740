"""The sum of a session, for the last screen, the robot player and the reports alike.

All of them read the same figures from the same place, so they cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.quiz import bands, discernment
from game.quiz.discernment import Answer, CalibrationRow, Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.quiz.bands import BandEstimate, CountedFact
    from game.quiz.session import Round


@dataclass(frozen=True, slots=True)
class Result:
    """One answer that counts, reduced to what a summary needs."""

    p: float
    manipulated: bool
    points: int
    kinds: tuple[str, ...] = ()
    """The kinds of artefact that the clip shows."""
    found: tuple[str, ...] = ()
    """Those of them that the player pointed at or named."""
    asked: bool = True
    """Whether the player was asked to point at all."""

    @classmethod
    def of(cls, round_: Round, *, asked: bool = True) -> Result:
        """Return the result of a judged round. Raises ValueError for one that was skipped."""
        if round_.p is None:
            raise ValueError("expected a round that was judged")
        clip = round_.deal.clip
        return cls(round_.p, clip.manipulated, round_.points, clip.kinds, round_.found_kinds, asked)


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
class Summary:
    """All figures of some answers. `sharpness` and `leaning` are None while there are not enough clips."""

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

    @property
    def rounds(self) -> int:
        """How many answers count."""
        return self.counts.total

    @property
    def practise_next(self) -> KindRow | None:
        """The kind that was overlooked most often, the less often found first; None when none was."""
        missed = [row for row in self.kinds if row.missed]
        return max(missed, key=lambda row: (row.missed, -row.found)) if missed else None


def summarise(results: Iterable[Result]) -> Summary:
    """Return all figures of `results`, in any order."""
    results = tuple(results)
    answers = [Answer(r.p, r.manipulated) for r in results]
    counts = discernment.counts(answers)
    return Summary(
        points=sum(r.points for r in results),
        counts=counts,
        dprime=discernment.dprime(counts),
        dprime_error=discernment.dprime_error(counts),
        criterion=discernment.criterion(counts),
        brier=discernment.brier(answers),
        overconfidence=discernment.overconfidence(answers),
        auc=discernment.auc(answers),
        calibration=discernment.calibration(answers),
        sharpness=bands.dprime_band(counts),
        leaning=bands.bias_band(counts),
        facts=bands.facts(counts),
        kinds=_kind_rows(results),
    )


def _kind_rows(results: Sequence[Result]) -> tuple[KindRow, ...]:
    shown = Counter(kind for r in results if r.asked for kind in r.kinds)
    found = Counter(kind for r in results for kind in r.found)
    return tuple(KindRow(kind, count, found[kind]) for kind, count in shown.items())
