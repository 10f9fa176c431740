"""Rows of choices: an icon and a word at the left, keys for the values at the right (below, when upright)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from game.ui.layout import Node, column, content, fixed, flex, grid, item, pad, row, split, stack
from game.ui.scene import Layout
from game.ui.widgets.controls import Button, IconText, Panel

CROWDED: Final = 4
"""With more keys than this in a row, and little room for large text, the row's icon stands for its word."""
FEWEST: Final = 3
"""Fewer keys than this are as wide as if there were so many."""


@dataclass(frozen=True, slots=True)
class ChoiceKey:
    """One value of a row: its id within the row, its words, whether it is chosen, and what chooses it."""

    id: str
    text: str
    on: bool
    press: Callable[[], None]


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One row of choices."""

    id: str
    icon: str
    label: str
    keys: Sequence[ChoiceKey]


def choice_rows(layout: Layout, rows: Sequence[ChoiceRow]) -> Node:
    """Return `rows`, one below the other."""
    return column(*(item(_row(layout, one), main=flex(most="choice_row")) for one in rows), gap="s")


def _row(layout: Layout, one: ChoiceRow) -> Node:
    full = len(one.keys) > CROWDED and not layout.portrait
    short = full and layout.cramped
    head = IconText(
        name=f"row-{one.id}.label",
        icon=one.icon,
        text="" if short else one.label,
        style="h3",
        floor=0.6,
        max_lines=2,
    )
    keys = [_key(one, key, style="caption" if short else "label") for key in one.keys]
    cells = (
        row(*(item(key, width=content()) for key in keys), gap="s", lead="stretch")
        if full
        else grid(keys, _columns(layout, len(keys)), "s")
    )
    return stack(
        Panel(name=f"row-{one.id}", corner="control"),
        pad(
            split(
                item(head, main=content() if short else fixed("choice_word")),
                item(cells, main=flex()),
                gap="s",
            ),
            x="l",
            y="s",
        ),
    )


def _columns(layout: Layout, keys: int) -> int:
    """Return how many keys are side by side: all of them, or half of them where they would be too narrow."""
    if layout.portrait and keys > FEWEST:
        return -(-keys // 2)
    return max(FEWEST, keys)


def _key(one: ChoiceRow, key: ChoiceKey, *, style: str) -> Button:
    return Button(
        name=f"{one.id}-{key.id}",
        text=key.text,
        style=style,
        lines=2,
        on=key.on,
        press=key.press,
        spoken=f"{one.label}: {key.text}",
    )
