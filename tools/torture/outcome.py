"""What a round of torture has shown, and the sum of all rounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


class CannotTryError(Exception):
    """This machine cannot be broken in this way: a right or a program is missing."""


@dataclass(slots=True)
class Outcome:
    """One kind of fault in one mode; rounds of the same kind are added up."""

    mode: str
    fault: str
    tried: int = 0
    """Faults."""
    acknowledged: int = 0
    """Answers, votes and counts that were taken: their truth was shown, or a phone was told so."""
    told: int = 0
    """Answers whose player was told before that they cannot be kept."""
    lost: int = 0
    """Of those acknowledged."""
    slowest: float = 0.0
    """Seconds until a kiosk's attract screen was back, at worst."""
    findings: list[str] = field(default_factory=list)
    """What else went wrong, a sentence each."""
    rounds: int = 1

    def plus(self, other: Outcome) -> Outcome:
        """Return both together."""
        return Outcome(
            self.mode,
            self.fault,
            self.tried + other.tried,
            self.acknowledged + other.acknowledged,
            self.told + other.told,
            self.lost + other.lost,
            max(self.slowest, other.slowest),
            [*self.findings, *other.findings],
            self.rounds + other.rounds,
        )

    @property
    def well(self) -> bool:
        """Tell whether nothing was lost and nothing went wrong."""
        return not self.lost and not self.findings


def summed(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return one outcome for each mode and fault, in order of mode and fault."""
    found: dict[tuple[str, str], Outcome] = {}
    for one in outcomes:
        key = one.mode, one.fault
        found[key] = found[key].plus(one) if key in found else one
    return [found[key] for key in sorted(found)]


def plain(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as plain data."""
    return {name: getattr(outcome, name) for name in outcome.__dataclass_fields__}
