"""What people wrote who looked at a manipulated clip, and where they clicked: told, never scored."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, StrictStr

from game.content.base import Model, Number
from game.content.regions import Coordinate
from game.content.text import ONE_LINE

MOST_SAID: Final = 12
"""Viewers of one clip whose words are kept."""
MOST_CLICKS: Final = 100
LONGEST: Final = 600
"""Characters that one viewer's words may have."""

Words = Annotated[
    StrictStr,
    Field(min_length=1, max_length=LONGEST, pattern=ONE_LINE, description="what one viewer wrote"),
]


class Click(Model):
    """Where a viewer clicked: seconds of the clip, and the place as shares of the frame."""

    t: Annotated[Number, Field(ge=0)]
    x: Coordinate
    y: Coordinate


class Said(Model):
    """What one viewer wrote of the clip, and where that viewer saw it."""

    text: Words
    clicks: Annotated[tuple[Click, ...], Field(max_length=MOST_CLICKS)] = ()


class Viewers(Model):
    """What viewers said of a clip, and whose collection it is from, with its licence."""

    credit: Annotated[StrictStr, Field(min_length=1, max_length=200, pattern=ONE_LINE)]
    said: Annotated[tuple[Said, ...], Field(min_length=1, max_length=MOST_SAID)]

    @property
    def clicks(self) -> tuple[Click, ...]:
        """The clicks of all of them, in order of time."""
        return tuple(sorted((click for one in self.said for click in one.clicks), key=lambda one: one.t))
