"""What the rights of a recipe do not carry of what it makes, told before the first edit is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.content.models import Method, Pack
from game.errors import Problem
from game.packs.policy import RightsGap, findings

if TYPE_CHECKING:
    from game.content.yaml_source import Document


@dataclass(frozen=True, slots=True)
class _Planned:
    """A clip that is not made yet, as far as its rights go."""

    method: Method | None


def refusals(
    pack: Pack, methods: Iterable[Method | None], document: Callable[[], Document]
) -> Iterator[Problem]:
    """Yield each gap in the rights at its place in the recipe; `document` is read when there is one.

    `methods`: how each clip of the recipe will have been made, in its order.
    """
    for gap in findings(pack, [_Planned(method) for method in methods]):
        found = document()
        yield Problem(found.file, gap.message, *found.where(_path(gap)))


def _path(gap: RightsGap) -> tuple[str | int, ...]:
    return ("pack", *gap.path) if gap.clip is None else ("clips", gap.clip)
