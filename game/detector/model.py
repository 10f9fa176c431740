"""The detector's file: weights, the same without each person it was trained on, and how often it errs.

A logistic regression (Cox 1958) on standardised figures. Of a person whose clips it was trained on, it uses
the weights that were found without that person: so its opinion is never a memory.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, StrictFloat, StrictInt, StrictStr

from game.content.base import Model, Slug

LIMIT: Final = 3.0
"""Standard deviations that a figure counts at most."""
Family = Literal["boundary", "colour", "noise", "time"]
Numbers = tuple[StrictFloat, ...]
Count = Annotated[StrictInt, Field(ge=0)]


class Weights(Model):
    """One trained regression: for each figure its mean, its spread and its slope."""

    mean: Numbers
    spread: Numbers
    slope: Numbers
    start: StrictFloat

    def parts(self, values: Numbers) -> Numbers:
        """Return what each figure adds to the log odds of "manipulated"."""
        return tuple(
            slope * max(-LIMIT, min(LIMIT, (value - mean) / spread))
            for value, mean, spread, slope in zip(values, self.mean, self.spread, self.slope, strict=True)
        )


class Mistakes(Model):
    """How often the detector was wrong on clips of a pack, on people whose clips it was not trained on."""

    real: Count
    false_alarms: Count
    """Real clips that it called manipulated."""
    manipulated: Count
    missed: Count
    """Manipulated clips that it called real."""


class Known(Model):
    """What the detector says of one clip, worked out beforehand."""

    p: Annotated[StrictFloat, Field(ge=0, le=1)]
    family: Family
    heat: StrictStr
    """A digit for each cell, rows from above: 9 where it looked most."""


class DetectorFile(Model):
    """`assets/detector/detector.json`: written by `python -m tools.detector`."""

    figures: tuple[StrictStr, ...]
    kinds: tuple[Slug, ...]
    """The kinds whose edits it was trained on."""
    trained_on: dict[StrictStr, Count]
    """Clips by pack."""
    weights: Weights
    without: dict[StrictStr, Weights]
    """The weights that were found without a person, by `pack/person`."""
    mistakes: dict[StrictStr, Mistakes]
    """By pack."""
    taught: Mistakes
    """On its kinds, in people that it was not trained on."""
    unseen: Mistakes
    """On all other kinds that can be seen."""
    known: dict[StrictStr, Known]
    """Of the clips that come with the game, by the hash of their file."""

    def for_person(self, pack: str, person: str) -> Weights:
        """Return the weights for clips of a person: never those that know the person."""
        return self.without.get(f"{pack}/{person}", self.weights)
