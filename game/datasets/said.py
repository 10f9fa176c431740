"""What an import has to say, as values: command and report say it in English, the game as its player reads.

Each has a sentence of its name here and, for players, in `assets/i18n` (`import.*`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.errors import ChinmiError

if TYPE_CHECKING:
    from collections.abc import Mapping

FEATURE: Final = "feature"
"""The value that names something measured; it has words of its own (`import.feature.*`)."""
ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "came_in": "{real} real and {manipulated} manipulated clips of {title}; "
        "{regions} with the area of their edit",
        "cut": "all clips are cut to at most {seconds:g} s, because their length gave the label away",
        "one_size": "all clips are {width}x{height}, because their size gave the label away",
        "silent": "all clips are silent, because whether there is sound gave the label away",
        "band": "all sounds end at {hertz} Hz, because their band gave the label away",
        "viewers": "viewers' words ({credit}) on {n} clips; {others} lines are about other sets, "
        "or cannot be read",
        "nothing_tells": "nothing but watching tells the label; the strongest feature is the {feature}, "
        "AUC {auc:.2f}",
        "left_out": "left out, {reason}: {n}",
        "told_apart": "nothing was written: real and manipulated clips can be told apart without watching "
        "them, by {features}; expected {low} to {high}. Import more clips (--limit), or "
        "another sample (--seed)",
    }
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to say: the name of its sentence, and what is filled in."""

    name: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it in English."""
        return ENGLISH[self.name].format_map(self.values)


class SaidError(ChinmiError):
    """Something that stops an import; `said` is the same for players."""

    def __init__(self, said: Sentence) -> None:
        self.said = said
        super().__init__(str(said))
