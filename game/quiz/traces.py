"""Evidence: a tally of its own beside the points. How many tell-tales were found, by place and by kind.

It is counted over all manipulated clips that could be pointed at, those taken for real included: who finds
two of the two that they suspected, and took three others for real, found two of five. A clip of which nobody
knows where it was changed is none of them; one of which only the place is known counts by its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.quiz.answer import Answer


@dataclass(frozen=True, slots=True)
class Traces:
    """Clips: of `shown` manipulated ones a tell-tale was found in `found`, by place, by kind or by both."""

    shown: int = 0
    found: int = 0
    placed: int = 0
    """In so many a mark hit."""
    named: int = 0
    """In so many the kind was named rightly."""


def traces(answers: Iterable[Answer]) -> Traces:
    """Return the tally of `answers`; a check and a first glance ask for no evidence (`Answer.asked`)."""
    shown = [a for a in answers if a.asked and a.has_trace]
    return Traces(
        shown=len(shown),
        found=sum(a.hit is not None or a.kind_right for a in shown),
        placed=sum(a.hit is not None for a in shown),
        named=sum(a.kind_right for a in shown),
    )
