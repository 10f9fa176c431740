"""The verdict as a band: its colour, its shape, its word, and one line."""

from __future__ import annotations

from game.ui.layout import Node, column, content, flex, item, pad, row, stack
from game.ui.widgets.controls import IconText, Label
from game.ui.widgets.judging import VerdictGround


def verdict_band(
    verdict: str, line: str, *, manipulated: bool, joined: bool = False, line_style: str = "label"
) -> Node:
    """Return the band; `joined` where paper goes on below it."""
    words = column(
        item(
            Label(name="verdict.word", text=verdict, style="verdict", tone="ink", floor=0.6, max_lines=1),
            height=content(most="verdict_word"),
        ),
        Label(name="verdict.line", text=line, style=line_style, tone="ink", floor=0.85),
        lead="centre",
    )
    shape = IconText(
        name="verdict.shape",
        icon="manipulated" if manipulated else "real",
        tone="ink",
        icon_size="icon_verdict",
    )
    return stack(
        VerdictGround(name="verdict", manipulated=manipulated, joined=joined),
        pad(row(shape, item(words, main=flex()), gap="l"), x="xxl", y="s"),
    )
