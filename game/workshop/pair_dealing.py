"""Deals pairs to a class: an edit that can be seen, beside its original; a coin decides the sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from game.quiz.answer import SIDES
from game.workshop.deck import AvailableClip, Deck, moment_of, tells_of
from game.workshop.lesson import PairItem

if TYPE_CHECKING:
    from game.content.guide import Guide
    from game.content.models import Clip
    from game.workshop.plan import Plan, PlanStep


@dataclass(frozen=True, slots=True)
class DealtPair:
    """A pair of the lesson, and the edit as it lay in the deck."""

    item: PairItem
    edit: AvailableClip


def deal_pairs(
    plan: Plan, deck: Deck, shown: Sequence[AvailableClip], guide: Guide, random: Random
) -> dict[int, DealtPair]:
    """Return a pair for each step of `plan` that wants one, by the step's place, and take it from `deck`.

    `shown` are clips of the lesson: other recordings go first. Steps for which there is no pair are left out.
    """
    found: dict[int, DealtPair] = {}
    for number, step in enumerate(plan.steps):
        if step.do != "pair":
            continue
        avoid = [*shown, *(one.edit for one in found.values())]
        edit = _edit(step, deck, avoid, guide)
        if edit is None:
            continue
        original = next(one for one in deck.left if one.key == edit.recording)
        deck.put_away(original)
        found[number] = DealtPair(_item(edit, step, random), edit)
    return found


def _edit(step: PlanStep, deck: Deck, avoid: Sequence[AvailableClip], guide: Guide) -> AvailableClip | None:
    """Take an edit whose original is left: of the step's kinds, else any."""
    left = {one.key for one in deck.left}
    edits = [one for one in deck.left if one.clip.manipulated and _seen(one.clip, guide)]
    both = [one for one in edits if one.recording in left]
    wanted = set(step.kinds)
    if wanted:
        taken = deck.take(lambda clip: bool(wanted & set(clip.kinds)), avoid, located=True, among=both)
        if taken is not None:
            return taken
    return deck.take(lambda _clip: True, avoid, located=True, among=both)


def _seen(clip: Clip, guide: Guide) -> bool:
    """Tell whether an edit can be told from its original by the eye alone."""
    kinds = [guide.kinds[kind] for kind in clip.kinds]
    heard = clip.sound_only or clip.method == "voice"
    return clip.original is not None and not heard and not any(k.audible or k.against_picture for k in kinds)


def _item(edit: AvailableClip, step: PlanStep, random: Random) -> PairItem:
    clip, moment = edit.clip, moment_of(edit.clip)
    assert clip.original is not None  # noqa: S101 - only such edits are taken
    tells = tells_of(clip, moment)
    return PairItem(
        pack=edit.pack,
        clip=clip.id,
        original=clip.original,
        side=random.choice(SIDES),
        aspect=clip.aspect,
        tells=tells,
        moment=moment,
        place_asked=any(tell.outline is not None for tell in tells),
        method=clip.method,
        technique=clip.technique,
        made=clip.made,
        virtual=edit.virtual,
        minutes=float(step.minutes),
        prompt=step.prompt,
    )
