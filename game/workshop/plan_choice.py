"""Finds a lesson plan by what a teacher calls it, on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from game.campaign.reader import read_campaign
from game.content.wording import did_you_mean
from game.errors import ChinmiError
from game.resources import levels, read_guide
from game.workshop.own_plans import read_own
from game.workshop.plan import Plan
from game.workshop.plan_reader import read_plans


class NoSuchPlanError(ChinmiError):
    """There is no lesson of this name, and which ones there are."""


def find_plan(wanted: str, folder: Path | None) -> str:
    """Return the id of the plan `wanted`, by id or name. Raises NoSuchPlanError with those that there are."""
    guide = read_guide()
    shipped = read_plans(levels() / "workshops", guide, read_campaign(guide))
    return chosen(wanted, shipped, read_own(folder)).id


def chosen(wanted: str, shipped: Sequence[Plan], own: Sequence[Plan]) -> Plan:
    """Return the plan `wanted`; an own one by its name, capitals or not. Raises NoSuchPlanError."""
    plain = " ".join(wanted.split()).casefold()
    for plan in (*shipped, *own):
        if plain in {plan.id, *(text.casefold() for text in plan.title.texts().values())}:
            return plan
    names = [plan.id for plan in shipped] + [name for plan in own for name in _names(plan)]
    hint = did_you_mean(wanted, names)
    raise NoSuchPlanError(f"There is no lesson {wanted!r}{hint}; there are: {', '.join(names)}")


def _names(plan: Plan) -> tuple[str, ...]:
    return tuple(plan.title.texts().values())
