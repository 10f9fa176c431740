"""The six steps of "would you share it?": two columns of words, without the colours of a verdict."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from game.i18n import Translator
from game.quiz.posts import SHARE_IDS
from game.ui.layout import Node, column, flex, item, row
from game.ui.widgets.choice import ChoiceCard
from game.ui.widgets.controls import IconText


def share_scale(t: Translator, chosen: int | None, choose: Callable[[int], None]) -> Node:
    """Return both columns: on the left share, on the right not; `chosen` is a step 1..6."""
    return row(
        item(_half(t, chosen, choose, share=True), main=flex()),
        item(_half(t, chosen, choose, share=False), main=flex()),
        gap="l",
    )


def _half(t: Translator, chosen: int | None, choose: Callable[[int], None], *, share: bool) -> Node:
    """Return one column: its head, and its steps, the surest one uppermost."""
    head = IconText(
        name="head-share" if share else "head-not",
        icon="next" if share else "close",
        text=t("posts.share" if share else "posts.not"),
        style="strong",
        icon_size="icon_small",
        max_lines=1,
    )
    cards = [
        ChoiceCard(
            name=f"share-{step}",
            text=t(f"posts.step.{SHARE_IDS[step - 1]}"),
            style="strong",
            mark="check" if chosen == step else "",
            on=chosen == step,
            press=partial(choose, step),
            shortcuts=(str(step),),
            spoken=t(f"posts.step.{SHARE_IDS[step - 1]}"),
        )
        for step in ((1, 2, 3) if share else (6, 5, 4))
    ]
    return column(head, *(item(card, main=flex(least="key", most="choice")) for card in cards), gap="m")
