"""The address as large as the wall: for the last row, or, as the teacher's desk, for one phone only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.ui.layout import column, content, flex, item, split
from game.ui.presets import key_row, primary, screen, top_bar
from game.ui.qr_code import qr_matrix
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label
from game.ui.widgets.qr_code import QrCode

if TYPE_CHECKING:
    from game.play.context import Context
    from game.workshop.server.teacher_remote import TeacherRemote
    from game.workshop.wall.teaching import Teaching

HALF = 4
"""Letters of a code that are read in one go."""
LOOK = 0.25
"""Seconds between looks for a wish of the teacher's page."""


class BigAddressScene(Scene):
    """A code to scan, the address and the code to type, and nothing else."""

    name = "workshop-address"

    def __init__(
        self,
        context: Context,
        *,
        url: str,
        place: str,
        code: str,
        words: str,
        remote: TeacherRemote | None = None,
    ) -> None:
        """`remote` is the teacher's page: any wish there leads back."""
        self.context = context
        self.remote = remote
        self.url = url
        self.place = place
        self.code = code
        self.words = words

    def on_back(self) -> None:
        """Back to where it was asked for."""
        self.context.stack.pop()

    def update(self, now: float) -> Change:
        """Go back with a wish of the teacher's page."""
        if self.remote is not None and self.remote.take() is not None:
            self.on_back()
            return Change.ALL
        return super().update(now)

    def next_due(self, now: float) -> float | None:
        """Look again soon."""
        return None if self.remote is None else LOOK

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


def show_address(teaching: Teaching, words: str = "") -> None:
    """Show the room's address and code to the class, under `words` or the network's name."""
    phones, context = teaching.voting.phones, teaching.context
    if phones is None:
        return
    scene = BigAddressScene(
        context,
        url=phones.url,
        place=phones.place,
        code=teaching.room.code,
        words=words or teaching.voting.wifi or context.t("workshop.same_wifi"),
        remote=teaching.remote,
    )
    context.stack.push(scene)
