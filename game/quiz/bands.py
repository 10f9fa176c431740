"""Discernment in words: bands instead of bare numbers, and facts that a player can check.

Ten real and ten manipulated clips leave d' uncertain by about 0.6, so a number with decimals would claim
more than was measured. A band with its likely range does not. False alarms are told as loudly as misses:
games that only count missed fakes make people distrust everything (Modirrousta-Galian & Higham 2023).
The limits are stated in `docs/measuring.md`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.quiz.discernment import criterion, dprime, dprime_error

if TYPE_CHECKING:
    from game.quiz.discernment import Counts

MIN_CLIPS: Final = 8
"""With fewer clips, or none of one label, no band is told."""

DPRIME_LIMITS: Final = (0.5, 1.0, 1.75, 2.5)
"""Where the d' bands meet. An unbiased player is right in 60, 69, 81 and 89 % of clips there."""
DPRIME_BANDS: Final = ("guessing", "little", "some", "sharp", "very_sharp")

BIAS_LIMITS: Final = (-0.9, -0.3, 0.3, 0.9)
"""Where the bias bands meet, as suspicion = -c, so that the row reads like the dial on the screen.

A guessing player calls 18, 38, 62 and 82 % of clips manipulated there.
"""
BIAS_BANDS: Final = ("very_trusting", "trusting", "balanced", "suspicious", "very_suspicious")

_DPRIME_ENDS: Final = (0.0, *DPRIME_LIMITS, 3.25)
_BIAS_ENDS: Final = (-1.5, *BIAS_LIMITS, 1.5)


@dataclass(frozen=True, slots=True)
class BandEstimate:
    """A measured value in words, with the range that one standard error either way covers.

    `at`, `low` and `high` are places on the row of five bands, 0.0 (its beginning) .. 5.0 (its end),
    so that a screen can draw the pointer and the bracket without knowing the limits.
    """

    band: str
    at: float
    low: float
    high: float
    low_band: str
    high_band: str


@dataclass(frozen=True, slots=True)
class CountedFact:
    """One thing that happened: `count` of `of` clips. Ids: `false_alarms`, `misses`."""

    id: str
    count: int
    of: int


def enough(counts: Counts) -> bool:
    """Tell whether there are clips enough to speak of bands: 8 in all, and some of each label."""
    return counts.total >= MIN_CLIPS and counts.manipulated > 0 and counts.real > 0


def dprime_band(counts: Counts) -> BandEstimate | None:
    """Return how sharp the player's eyes are, or None when there are not enough clips."""
    if not enough(counts):
        return None
    return _reading(dprime(counts), dprime_error(counts), DPRIME_LIMITS, DPRIME_BANDS, _DPRIME_ENDS)


def bias_band(counts: Counts) -> BandEstimate | None:
    """Return which way the player leans, from trusting to suspicious; None when there are not enough clips.

    c between -0.3 and 0.3, both included, is balanced. The standard error of c is half that of d', as
    both come from the same two rates.
    """
    if not enough(counts):
        return None
    return _reading(-criterion(counts), dprime_error(counts) / 2, BIAS_LIMITS, BIAS_BANDS, _BIAS_ENDS)


def facts(counts: Counts) -> tuple[CountedFact, ...]:
    """Return both kinds of mistake with their counts, the more frequent (as a share) first.

    None is left out because it is small: "0 of 4 real clips called manipulated" is a fact as well. Only
    a label of which no clip was judged has nothing to tell.
    """
    told = (
        CountedFact("false_alarms", counts.false_alarms, counts.real),
        CountedFact("misses", counts.misses, counts.manipulated),
    )
    return tuple(sorted((f for f in told if f.of), key=lambda f: -f.count / f.of))


def _reading(
    value: float, error: float, limits: tuple[float, ...], bands: tuple[str, ...], ends: tuple[float, ...]
) -> BandEstimate:
    low, high = value - error, value + error
    return BandEstimate(
        band=_band(value, limits, bands),
        at=_place(value, ends),
        low=_place(low, ends),
        high=_place(high, ends),
        low_band=_band(low, limits, bands),
        high_band=_band(high, limits, bands),
    )


def _band(value: float, limits: tuple[float, ...], bands: tuple[str, ...]) -> str:
    """Return the band of `value`; where two meet, the bias belongs to the milder one, d' to the higher."""
    mirrored = limits[0] < 0 < value
    return bands[bisect_left(limits, value) if mirrored else bisect_right(limits, value)]


def _place(value: float, ends: tuple[float, ...]) -> float:
    """Return where `value` lies on the row of bands, each band one wide; beyond the ends it is clamped."""
    if value <= ends[0]:
        return 0.0
    if value >= ends[-1]:
        return float(len(ends) - 1)
    i = bisect_right(ends, value) - 1
    return i + (value - ends[i]) / (ends[i + 1] - ends[i])
