"""What the rights of a recipe do not carry of what it makes, told before the first edit is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.content.models import Method
from game.errors import Problem
from game.packs.policy import RightsGap, findings

if TYPE_CHECKING:
    from game.content.yaml_source import Document
    from game.forge.recipe import ClipOrder, Recipe


@dataclass(frozen=True, slots=True)
class _Planned:
    """A clip that is not made yet, as far as its rights go."""

    method: Method | None


def refusals(plan: Recipe, document: Callable[[], Document]) -> Iterator[Problem]:
    """Yield each gap in the rights at its place in the recipe; `document` is read when there is one."""
    clips = [_Planned(_method(plan, entry)) for entry in plan.clips]
    for gap in findings(plan.pack, clips):
        found = document()
        yield Problem(found.file, gap.message, *found.where(_path(gap)))


def _path(gap: RightsGap) -> tuple[str | int, ...]:
    return ("pack", *gap.path) if gap.clip is None else ("clips", gap.clip)


def _method(plan: Recipe, entry: ClipOrder) -> Method | None:
    """Return how a clip will have been made; None for one that is not altered."""
    swap = entry.replaced
    technique = plan.technique(swap.technique if swap else plan.source(entry).technique)
    if technique is not None:
        return technique.method
    return "self-blend" if entry.edits else None
