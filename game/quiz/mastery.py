"""Mastery of a kind of tell-tale: how often a player finds it, and how sure that can be after a few clips.

Three clips out of three are not yet a skill. The share found is estimated as a Beta distribution that
starts flat (Laplace's rule of succession): it says both how good and how sure, so that a screen can show a
band and a chapter can ask for "most of the distribution above 60 %". Only the last clips count, because
people learn: an old miss is forgiven.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from game.content.levels import Mastery
    from game.quiz.answer import Answer

RECENT: Final = 8
"""Clips of a kind, the last ones, that count."""
BAND: Final = 0.8
"""The band holds this share of the distribution: one tenth lies below it and one tenth above."""
LEVELS: Final = ("unseen", "beginning", "growing", "mastered")
"""Ids of the words for an estimate."""

FOUND: Final = 0.6
SURE: Final = 0.8
CLIPS: Final = 3
"""The rule where a chapter has none of its own; see `game.content.levels.Mastery`."""

_TINY: Final = 1e-30
_EPSILON: Final = 1e-12
_MOST_TERMS: Final = 400


@dataclass(frozen=True, slots=True)
class Estimate:
    """How often something is found: `found` of the last `shown` clips, and what follows from that."""

    shown: int = 0
    found: int = 0

    @property
    def share(self) -> float:
        """The mean of the Beta distribution, 0..1; one half before the first clip."""
        return (self.found + 1) / (self.shown + 2)

    @property
    def low(self) -> float:
        """The lower end of the band."""
        return quantile((1 - BAND) / 2, *self._parameters)

    @property
    def high(self) -> float:
        """The upper end of the band."""
        return quantile((1 + BAND) / 2, *self._parameters)

    def above(self, share: float) -> float:
        """Return the probability that more than `share` are found."""
        return 1 - incomplete_beta(share, *self._parameters)

    def mastered(self, rule: Mastery | None = None) -> bool:
        """Tell whether a chapter's rule is met; without one `FOUND`, `SURE` and `CLIPS` are asked."""
        if rule is None:
            return self.shown >= CLIPS and self.above(FOUND) >= SURE
        return self.shown >= rule.clips and self.above(float(rule.found)) >= float(rule.sure)

    def level(self, rule: Mastery | None = None) -> str:
        """Return the estimate in a word, an id of `LEVELS`."""
        if not self.shown:
            return "unseen"
        if self.mastered(rule):
            return "mastered"
        return "growing" if self.share >= 0.5 and self.shown >= 2 else "beginning"

    @property
    def _parameters(self) -> tuple[float, float]:
        return self.found + 1.0, self.shown - self.found + 1.0


def estimates(answers: Iterable[Answer], recent: int = RECENT) -> Mapping[str, Estimate]:
    """Return the estimate of each kind that was shown; `answers` come oldest first.

    Only clips that the player was asked to point at say something here (`Answer.asked`).
    """
    outcomes: dict[str, list[bool]] = {}
    for answer in answers:
        for kind in answer.kinds if answer.asked else ():
            outcomes.setdefault(kind, []).append(kind in answer.found)
    return {kind: _estimate(went[-recent:]) for kind, went in outcomes.items()}


def weakest(found: Mapping[str, Estimate], among: Sequence[str]) -> str | None:
    """Return what to practise next: the kind of `among` that is most likely not mastered.

    A kind that was missed goes before one that was not shown yet; None when all are mastered.
    """
    open_ = [kind for kind in among if not found.get(kind, Estimate()).mastered()]
    if not open_:
        return None

    def rank(kind: str) -> tuple[bool, float]:
        estimate = found.get(kind, Estimate())
        missed = estimate.found < estimate.shown
        return not missed, estimate.above(FOUND)

    return min(open_, key=rank)


def incomplete_beta(x: float, a: float, b: float) -> float:
    """Return P(X <= x) of a Beta(a, b) distribution.

    The continued fraction of Abramowitz & Stegun 26.5.8, evaluated from the front (Lentz 1976).
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(x, a, b)


def quantile(p: float, a: float, b: float) -> float:
    """Return the x at which P(X <= x) is `p`, by halving the interval."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        if incomplete_beta(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _fraction(x: float, a: float, b: float) -> float:
    """Return 1 / (1 + t1 / (1 + t2 / (1 + ...))) with the terms of the incomplete beta function."""
    value, c, d = 1.0, 1.0, 0.0
    for n in range(1, _MOST_TERMS):
        m, even = n // 2, n % 2 == 0
        if even:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / _not_zero(1 + term * d)
        c = _not_zero(1 + term / c)
        value *= c * d
        if abs(c * d - 1) < _EPSILON:
            break
    return 1 / value


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _estimate(went: Sequence[bool]) -> Estimate:
    return Estimate(len(went), sum(went))
