"""Rows of choices: an icon and a word at the left, keys for the values at the right (below, when upright)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.play.chrome import drawing
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button

CROWDED = 5
LARGE = 1.2
"""With more keys than this in a row, and text larger than this, the row's icon stands for its word."""


@dataclass(frozen=True, slots=True)
class ChoiceOf:
    """One value of a row: its id within the row, its words, whether it is chosen, and what chooses it."""

    id: str
    text: str
    on: bool
    press: Callable[[], None]
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of choices."""

    id: str
    icon: str
    label: str
    choices: Sequence[ChoiceOf]


def choice_rows(layout: Layout, box: Box, rows: Sequence[Row], *, label_share: float = 0.17) -> list[Widget]:
    """Return the widgets of `rows`, one below the other in `box`."""
    most = 236.0 if layout.portrait else 96.0
    height = min((box.h - 8 * (len(rows) - 1)) / len(rows), most)
    widgets: list[Widget] = []
    for i, row in enumerate(rows):
        place = Box(box.x, box.y + i * (height + 8), box.w, height)
        widgets += _row(layout, place, row, label_share)
    return widgets


def _row(layout: Layout, box: Box, row: Row, label_share: float) -> list[Widget]:
    upright = layout.portrait
    crowded = len(row.choices) > CROWDED and layout.look.type.text_size > LARGE and not upright
    if crowded:
        label_share = 0.06

    def paint(p: Painter, b: Box) -> None:
        p.panel(b, 10, p.palette.room1, *((p.palette.edge, 2) if p.palette.outlined_panels else ()))
        head = b.top(56) if upright else b.left(b.w * label_share)
        p.icon(row.icon, head.x + 36, head.cy, 34, p.palette.text)
        if crowded:
            return
        words = Box(head.x + 66, head.y, head.w - 70, head.h)
        p.text(words, row.label, "h3", p.palette.text, valign="centre", floor=0.6, max_lines=2)

    if upright:
        cells = Box(box.x + 16, box.y + 56, box.w - 32, min(150.0, box.h - 68))
    else:
        cells = Box(box.x + box.w * label_share, box.y + 7, box.w * (1 - label_share) - 14, box.h - 14)
    places = cells.columns(_shares(layout, row), 8)
    if upright and len(row.choices) > 3:
        half = -(-len(row.choices) // 2)
        places = cells.grid(half, 2, 8)
    keys = [
        Button(
            name=f"{row.id}-{choice.id}",
            box=place,
            text=choice.text,
            style="caption" if crowded else "label",
            on=choice.on,
            press=choice.press,
            spoken=f"{row.label}: {choice.text}",
        )
        for choice, place in zip(row.choices, places, strict=False)
    ]
    return [drawing(f"row-{row.id}", box, paint), *keys]


def _shares(layout: Layout, row: Row) -> tuple[float, ...]:
    """Return the widths of the keys: equal, or in a full row by what their words need on two lines."""
    if len(row.choices) <= CROWDED:
        return (1.0,) * max(3, len(row.choices))
    shares = []
    for choice in row.choices:
        longest = max(layout.width(word, "label") for word in choice.text.split())
        shares.append(max(90.0, longest + 26, layout.width(choice.text, "label") / 2 + 34))
    return tuple(shares)
