"""How well a player tells manipulated clips from real ones, and how well they know it.

Plain accuracy cannot tell a sharp eye from a suspicious one: whoever calls everything manipulated finds
every fake. Signal detection separates the two: d' is how far apart the player sees the two sorts, c is
which way they lean. The log-linear correction (Hautus 1995, Behavior Research Methods 27) is applied
always, so that a perfect round gives a finite d'. The confidence asked with each call adds the Brier
score, calibration and the area under the curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist, fmean
from typing import TYPE_CHECKING, Final, Protocol

from game.quiz.judgement import STEPS, calls_manipulated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NORMAL: Final = NormalDist()

SURENESS_IDS: Final = ("perhaps", "probably", "surely")
"""The three levels of confidence, whichever way a call goes: 0.60, 0.80 and 0.95."""


class Judged(Protocol):
    """All that these figures need of an answer, and all that there is of a vote in a class."""

    @property
    def p(self) -> float:
        """The judgement P(manipulated)."""

    @property
    def manipulated(self) -> bool:
        """Whether the clip was manipulated."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The four ways a call can go; "signal" is a manipulated clip."""

    hits: int = 0
    misses: int = 0
    false_alarms: int = 0
    correct_rejections: int = 0

    @property
    def manipulated(self) -> int:
        """How many manipulated clips were judged."""
        return self.hits + self.misses

    @property
    def real(self) -> int:
        """How many real clips were judged."""
        return self.false_alarms + self.correct_rejections

    @property
    def total(self) -> int:
        """How many clips were judged."""
        return self.manipulated + self.real

    @property
    def correct(self) -> int:
        """How many calls were right."""
        return self.hits + self.correct_rejections


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """One level of confidence: what was said against what came true."""

    sureness: str
    """An id of `SURENESS_IDS`."""
    said: float
    """The confidence in the call, 0.60, 0.80 or 0.95."""
    right: float | None
    """The share of right calls, or None when the level was not used."""
    clips: int


def counts(answers: Iterable[Judged]) -> Counts:
    """Sort `answers` into hits, misses, false alarms and correct rejections."""
    tally = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for answer in answers:
        tally[answer.manipulated, calls_manipulated(answer.p)] += 1
    return Counts(tally[True, True], tally[True, False], tally[False, True], tally[False, False])


def dprime(counts: Counts) -> float:
    """Return sensitivity `d' = z(H') - z(F')`: 0 is guessing, below 0 is systematically wrong."""
    hit, false_alarm = _rates(counts)
    return _z(hit) - _z(false_alarm)


def criterion(counts: Counts) -> float:
    """Return bias `c = -0.5 * (z(H') + z(F'))`: below 0 suspects too much, above 0 trusts too much."""
    hit, false_alarm = _rates(counts)
    # Adding 0.0 turns -0.0 into 0.0: a balanced player reads "0.0".
    return -0.5 * (_z(hit) + _z(false_alarm)) + 0.0


def dprime_error(counts: Counts) -> float:
    """Return the standard error of d' (Gourevitch & Galanter 1967); infinite without clips of a label."""
    if not counts.manipulated or not counts.real:
        return inf
    parts = zip(_rates(counts), (counts.manipulated, counts.real), strict=True)
    return sqrt(sum(rate * (1 - rate) / (n * _NORMAL.pdf(_z(rate)) ** 2) for rate, n in parts))


def brier(answers: Sequence[Judged]) -> float | None:
    """Return the mean of `(p - o)**2`, 0 (perfect) .. 1; always 0.5 gives 0.25. None without answers."""
    return fmean((a.p - a.manipulated) ** 2 for a in answers) if answers else None


def overconfidence(answers: Sequence[Judged]) -> float | None:
    """Return mean confidence minus share correct: above 0 is more sure than right. None without answers."""
    if not answers:
        return None
    return fmean(max(a.p, 1 - a.p) for a in answers) - fmean(_correct(a) for a in answers)


def auc(answers: Sequence[Judged]) -> float | None:
    """Return the area under the ROC curve of the confidence levels, ties half; None without both labels.

    It is the chance that a manipulated clip got a higher judgement than a real one (Hanley & McNeil
    1982), which equals the trapezoid area over the levels.
    """
    fakes = [a.p for a in answers if a.manipulated]
    reals = [a.p for a in answers if not a.manipulated]
    if not fakes or not reals:
        return None
    levels = sorted({*fakes, *reals})
    below, area = 0, 0.0
    for level in levels:
        here = reals.count(level)
        area += fakes.count(level) * (below + here / 2)
        below += here
    return area / (len(fakes) * len(reals))


def calibration(answers: Sequence[Judged]) -> tuple[CalibrationRow, ...]:
    """Return a row per level of confidence, from "perhaps" to "surely"; honest is `right == said`."""
    rows = []
    for sureness, said in zip(SURENESS_IDS, STEPS[3:], strict=True):
        here = [_correct(a) for a in answers if abs(max(a.p, 1 - a.p) - said) < 1e-9]
        rows.append(CalibrationRow(sureness, said, fmean(here) if here else None, len(here)))
    return tuple(rows)


def _correct(answer: Judged) -> bool:
    return calls_manipulated(answer.p) == answer.manipulated


def _rates(counts: Counts) -> tuple[float, float]:
    hit = (counts.hits + 0.5) / (counts.manipulated + 1)
    false_alarm = (counts.false_alarms + 0.5) / (counts.real + 1)
    return hit, false_alarm


def _z(share: float) -> float:
    return _NORMAL.inv_cdf(share)
