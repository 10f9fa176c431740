"""What a lesson is made of, in a few lines: how many of what, and for how long."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from game.ui.layout import Node, column, content, fixed, flex, item, row
from game.ui.presets import panel
from game.ui.widgets.controls import Label

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.workshop.plan import Plan, PlanStep

WORDS = {
    "check": "workshop.end_{block}",
    "clip": "workshop.some_clips",
    "post": "workshop.some_posts",
    "pair": "workshop.some_pairs",
    "card": "workshop.card",
}
"""What the sorts of steps are called; a talk has a title of its own."""


def outline_of(t: Translator, plan: Plan) -> list[tuple[int, str, int]]:
    """Return (how many, of what, minutes) for steps of one sort that follow each other."""
    lines = []
    for _, alike in groupby(plan.steps, lambda step: (step.do, step.block)):
        steps = list(alike)
        many = sum(step.clips or 1 for step in steps)
        minutes = round(sum(float(step.minutes) for step in steps))
        lines.append((many, _called(t, steps[0]), max(1, minutes)))
    return lines


def _called(t: Translator, step: PlanStep) -> str:
    if step.title is not None:
        return step.title.get(t.language)
    return t(WORDS[step.do].format(block=step.block))


def outline(t: Translator, plan: Plan) -> Node:
    """Return the lines on a panel."""
    lines = [
        item(
            row(
                item(
                    Label(name=f"outline-{n}.many", text=str(many), style="h2", valign="centre", grow=False),
                    width=fixed("key"),
                ),
                item(Label(name=f"outline-{n}", text=words, valign="centre", floor=0.65), main=flex()),
                item(
                    Label(
                        name=f"outline-{n}.minutes",
                        text=t("workshop.some_minutes", n=minutes),
                        style="caption",
                        tone="text_mid",
                        valign="centre",
                        align="right",
                        grow=False,
                        max_lines=1,
                    ),
                    width=content(),
                ),
                gap="m",
            ),
            main=flex(most="entry"),
        )
        for n, (many, words, minutes) in enumerate(outline_of(t, plan), 1)
    ]
    return panel("outline.panel", column(*lines, gap="s"))
