"""The address as large as the wall: for the last row, or, as the teacher's desk, for one phone only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.ui.layout import column, content, flex, item, split
from game.ui.presets import key_row, primary, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label
from game.workshop.wall.qr_drawing import QrCode, qr_matrix

if TYPE_CHECKING:
    from game.play.context import Context

HALF = 4
"""Letters of a code that are read in one go."""


class BigAddressScene(Scene):
    """A code to scan, the address and the code to type, and nothing else."""

    name = "workshop-address"

    def __init__(self, context: Context, *, url: str, place: str, code: str, words: str) -> None:
        self.context = context
        self.url = url
        self.place = place
        self.code = code
        self.words = words

    def on_back(self) -> None:
        """Back to where it was asked for."""
        self.context.stack.pop()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the square as large as it can be, and what to type."""
        t = self.context.t
        code = " ".join(self.code[i : i + HALF] for i in range(0, len(self.code), HALF))
        rows = (("place", self.place), ("code", code))
        large = [
            item(
                Label(
                    name=name, text=text, style="number", max_lines=1, floor=0.2, grow=False, valign="centre"
                ),
                main=flex(),
            )
            for name, text in rows
        ]
        words = column(Label(name="words", text=self.words, style="lead"), *large, gap="l")
        body = split(
            item(QrCode(name="qr", rows=qr_matrix(self.url)), main=flex()),
            item(words, main=flex(1.2)),
            gap="margin",
        )
        back = primary(
            "close", t("workshop.understood"), self.on_back, first=True, shortcuts=("return", "pagedown")
        )
        return screen(
            top_bar(t, t("workshop.title"), t("workshop.step_open"), back=self.on_back),
            item(body, main=flex()),
            foot=key_row(item(back, width=content("start_key")), height="key"),
        ).place(layout, layout.area)
