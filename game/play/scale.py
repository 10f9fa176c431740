"""The scale of the judgement: six keys in two halves, each with its head."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from game.i18n import Translator
from game.quiz.judgement import STEP_IDS
from game.ui.layout import Node, column, content, fixed, flex, item, row, spacer, split
from game.ui.scene import Layout
from game.ui.widgets.controls import IconText
from game.ui.widgets.judging import DottedLine, ScaleKey


def judgement_scale(layout: Layout, t: Translator, chosen: int | None, choose: Callable[[int], None]) -> Node:
    """Return both halves side by side (upright: one below the other); `chosen` is a step 1..6."""
    return split(
        item(_half(layout, t, chosen, choose, manipulated=False), width=flex(), main=content()),
        layout.choose(item(DottedLine(name="scale.middle"), width=fixed("hair")), None),
        item(_half(layout, t, chosen, choose, manipulated=True), width=flex(), main=content()),
        gap="l",
    )


def _half(
    layout: Layout, t: Translator, chosen: int | None, choose: Callable[[int], None], *, manipulated: bool
) -> Node:
    """Return one half: its head, its three steps."""
    side = "manipulated" if manipulated else "real"
    head = IconText(
        name=f"head-{side}",
        icon=side,
        text=t(f"verdict.{side}"),
        style="strong",
        tone="manipulated" if manipulated else "real",
        icon_size="icon_small",
        icon_after=manipulated and layout.choose(lying=True, upright=False),
        max_lines=1,
    )
    keys = [
        ScaleKey(
            name=f"step-{step}",
            step=step,
            text=t(f"step.{STEP_IDS[step - 1]}"),
            on=chosen == step,
            press=partial(choose, step),
            shortcuts=(str(step),),
        )
        for step in (range(4, 7) if manipulated else range(1, 4))
    ]
    return column(
        item(row(spacer() if head.icon_after else None, head), height=fixed("icon")),
        item(row(*(item(key, main=flex()) for key in keys), gap="m"), height=fixed("step_key")),
        gap="s",
    )
