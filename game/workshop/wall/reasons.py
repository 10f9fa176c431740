"""Why? The class writes a sentence each on its phones; the teacher shows them as a list without names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.ui.layout import Node, content, flex, item, spacer
from game.ui.paged_list import PagedList, paged_foot
from game.ui.presets import icon_text, key_row, primary, screen, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.choice import ChoiceCard
from game.workshop.reasons import LEAST

if TYPE_CHECKING:
    from game.workshop.wall.teaching import Teaching

EVERY = 0.5
"""Seconds between looks at how many wrote."""


class ReasonsScene(Scene):
    """First how many wrote; then the list, from which the teacher takes what does not belong on a wall."""

    name = "workshop-reasons"

    def __init__(self, teaching: Teaching) -> None:
        self.teaching = teaching
        self.context = teaching.context
        self.reasons = teaching.host.reasons
        self.shown: tuple[str, ...] | None = None
        """What is on the wall; None while the class writes."""
        self.page = 0
        self._looked = -1.0
        self._count = 0

    def enter(self) -> None:
        """Ask the phones."""
        self.teaching.host.ask_reasons(self.teaching.room.at)

    def leave(self) -> None:
        """Ask no more."""
        self.teaching.host.ask_reasons(None)

    def on_back(self) -> None:
        """Back to the result."""
        self.context.stack.pop()

    def show(self) -> None:
        """Show what was written; nobody writes any more."""
        self.teaching.host.ask_reasons(None)
        self.shown = self.reasons.listed()

    def take_off(self, words: str) -> None:
        """Take one from the wall."""
        self.shown = tuple(one for one in self.shown or () if one != words)

    def turn(self, by: int) -> None:
        """Turn the page of the list."""
        self.page += by

    def update(self, now: float) -> Change:
        """Count who wrote; any wish of the teacher's page leads on."""
        change = super().update(now)
        remote = self.teaching.remote
        if remote is not None and remote.take() is not None:
            self._go_on()
            return Change.ALL
        if now - self._looked < EVERY:
            return change
        self._looked, before, self._count = now, self._count, self.reasons.count
        return Change.ALL if before != self._count else change

    def next_due(self, now: float) -> float | None:
        """Count again soon."""
        return max(0.0, self._looked + EVERY - now)

    def _go_on(self) -> None:
        if self.shown is None and self._count >= LEAST:
            self.show()
        else:
            self.on_back()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return how many wrote, or the list; and the way on."""
        t = self.context.t
        bar = top_bar(t, t("workshop.title"), t("workshop.reasons_title"), back=self.on_back)
        if self.shown is None:
            return screen(bar, item(self._writing(), main=flex()), foot=self._keys()).place(
                layout, layout.area
            )
        cards = [
            ChoiceCard(name=f"reason-{n}", text=words, style="h3", press=partial(self.take_off, words))
            for n, words in enumerate(self.shown, 1)
        ]
        rows = PagedList(
            cards or [spacer()],
            height="entry",
            gap="m",
            page=self.page,
            foot=lambda pages: paged_foot(
                layout, t, t("workshop.reasons_how"), (), self.turn if pages > 1 else None
            ),
        )
        return screen(bar, item(rows, main=flex()), foot=self._keys()).place(layout, layout.area)

    def _writing(self) -> Widget:
        words = self.context.t("workshop.reasons_wait", n=self._count, least=LEAST)
        return icon_text("waiting", "team", words, style="h2", icon_size="icon_large")

    def _keys(self) -> Node:
        t = self.context.t
        done = self.shown is not None
        on = primary(
            "close" if done else "show",
            t("workshop.understood" if done else "workshop.reasons_show"),
            self.on_back if done else self.show,
            enabled=done or self._count >= LEAST,
            first=True,
            shortcuts=("return", "pagedown") if not done else ("return",),
        )
        return key_row(spacer(), item(on, width=content("start_key")))
