"""Learning gain: how much better a player tells the two sorts apart after than before, and how sure that is.

Gain is d' after minus d' before, each from a check block without feedback. Both d' are rough, so the gain
is rougher: its error is told with it, and in words it is "sharper" only where chance would seldom do that.
The two blocks are the parallel forms A and B; half of the players begin with B, so that a difference
between the forms cancels in the mean over many players.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

from game.quiz.bands import enough
from game.quiz.discernment import criterion, dprime, dprime_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.quiz.discernment import Counts

FORMS: Final = ("a", "b")

CLEAR: Final = 1.64
"""From so many errors on a change is told as clear: chance alone does that once in ten times, either way."""
PERHAPS: Final = 0.67
"""From so many errors on it is told as possible: chance alone does that half of the time."""
CHANGES: Final = ("clearly_duller", "perhaps_duller", "same", "perhaps_sharper", "clearly_sharper")
"""Ids of the words for a gain."""
LEANINGS: Final = ("more_suspicious", "as_before", "more_trusting")
"""Ids of the words for a change of bias."""


@dataclass(frozen=True, slots=True)
class CheckTaken:
    """One finished check: which block and form, and what the calls in it were."""

    block: str
    form: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Gain:
    """Two checks of one block in different forms, the earlier one first."""

    before: CheckTaken
    after: CheckTaken

    @property
    def value(self) -> float:
        """Gain in d': above 0 is sharper."""
        return dprime(self.after.counts) - dprime(self.before.counts)

    @property
    def error(self) -> float:
        """Standard error of the gain: the two d' come from different clips, so their errors add squared."""
        return hypot(dprime_error(self.before.counts), dprime_error(self.after.counts))

    @property
    def leaning(self) -> float:
        """Change of the criterion c: above 0 trusts more than before, below 0 suspects more."""
        return criterion(self.after.counts) - criterion(self.before.counts)

    @property
    def change(self) -> str:
        """Return the gain in a word, an id of `CHANGES`."""
        size = self.value / self.error
        if abs(size) < PERHAPS:
            return "same"
        sure = "clearly" if is_clear(self.value, self.error) else "perhaps"
        return f"{sure}_{'sharper' if size > 0 else 'duller'}"

    @property
    def lean_change(self) -> str:
        """Return the change of bias in a word, an id of `LEANINGS`; the error of c is half that of d'."""
        size = self.leaning / (self.error / 2)
        if abs(size) < 1.0:
            return "as_before"
        return "more_trusting" if size > 0 else "more_suspicious"

    @property
    def chance(self) -> float:
        """Return how often chance alone, without any learning, changes d' at least that much (0..1)."""
        return 2 * NormalDist().cdf(-abs(self.value) / self.error)


def is_clear(change: float, error: float) -> bool:
    """Tell whether a change of d' is told as clear: at least `CLEAR` of its own errors, either way.

    This is the one meaning of "clearly" for a person and for a class.
    """
    return change != 0 and abs(change) >= CLEAR * error


def gain_of(checks: Sequence[CheckTaken]) -> Gain | None:
    """Return the gain from the first check to the last one of its block in the other form.

    `checks` come oldest first. None while there are not two such checks with clips enough.
    """
    told = [check for check in checks if enough(check.counts)]
    for i, first in enumerate(told):
        later = [c for c in told[i + 1 :] if c.block == first.block and c.form != first.form]
        if later:
            return Gain(first, later[-1])
    return None


def next_form(taken: Sequence[str], draw: Callable[[], float]) -> str:
    """Return the form to take now: the other one than last time, or either with equal chance at first."""
    if taken and taken[-1] in FORMS:
        return FORMS[1 - FORMS.index(taken[-1])]
    return FORMS[int(draw() * 2)]
