"""Why? The class writes a sentence each on its phones; the teacher shows them as a list without names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.content.own_words import breakable
from game.ui.layout import Node, column, content, flex, item, node, row, spacer, split
from game.ui.paged_list import PagedList, paged_foot
from game.ui.presets import icon_text, key_row, panel, primary, screen, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.choice import ChoiceCard
from game.ui.widgets.controls import Label
from game.workshop.reasons import LEAST
from game.workshop.wall.class_drawing import VoteCount

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
        self._tell()

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
        self._tell()

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
        if before == self._count:
            return change
        self._tell()
        return Change.ALL

    def _tell(self) -> None:
        """Show on the teacher's page that the class writes, and how many did."""
        t = self.context.t
        so_far = "" if self.shown is not None else t("workshop.reasons_count", n=self._count)
        self.teaching.notes(t("workshop.reasons_title"), so_far)

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
        """Return what the class is asked and how many wrote, or what they wrote; and the way on."""
        t = self.context.t
        code = t("workshop.with_code", code=self.teaching.room.code)
        bar = top_bar(t, code, t("workshop.reasons_title"), back=self.on_back)
        body = self._writing() if self.shown is None else self._wall(layout, self.shown)
        return screen(bar, item(body, main=flex()), foot=self._keys()).place(layout, layout.area)

    def _writing(self) -> Node:
        """Return on paper what is asked; beside (upright: below) it how many wrote."""
        t = self.context.t
        head = icon_text(
            "ask.title", "captions", t("workshop.reasons_title"), style="h2", tone="ink_mid", icon_size="key"
        )
        ask = Label(
            name="ask.text",
            text=t("workshop.reasons_ask"),
            style="verdict",
            tone="ink",
            floor=0.6,
            grow=False,
        )
        paper = panel(
            "ask.panel",
            column(head, item(ask, main=flex()), gap="xl"),
            paper=True,
            radius="key",
            around="key",
        )
        count = VoteCount(
            name="count", live=True, count=lambda: self._count, words=lambda: t("workshop.reasons_so_far")
        )
        words = t("workshop.reasons_ready")
        if self._count < LEAST:
            none = t("workshop.reasons_none")
            words = t("workshop.reasons_wait", least=LEAST) if self._count else none
        kept = icon_text("note", "lock", t("workshop.reasons_kept"))
        beside = column(
            count,
            item(Label(name="waiting", text=words, style="lead", floor=0.7), main=flex()),
            panel("note.panel", kept, radius="control", around="m"),
            gap="m",
        )
        return split(item(paper, main=flex(1.18)), item(beside, main=flex()), gap="margin")

    def _wall(self, layout: Layout, shown: tuple[str, ...]) -> Node:
        """Return the reasons as labels on paper, side by side where the canvas lies."""
        t, beside = self.context.t, layout.choose(2, 1)
        if not shown:
            gone = t("workshop.reasons_gone")
            return node(icon_text("empty", "captions", gone, style="h2", icon_size="icon_large"))
        cards: list[Node | Widget] = [
            ChoiceCard(
                name=f"reason-{n}",
                text=breakable(words),
                style="h3",
                on=True,
                mark="close",
                around="l",
                floor=0.75,
                press=partial(self.take_off, words),
                spoken=f"{words}. {t('workshop.reasons_off')}",
            )
            for n, words in enumerate(shown, 1)
        ]
        rows = [
            row(*(item(card, main=flex()) for card in (*cards[i : i + beside], spacer())[:beside]), gap="m")
            for i in range(0, len(cards), beside)
        ]
        return PagedList(
            rows,
            height="reason",
            gap="m",
            page=self.page,
            foot=lambda pages: paged_foot(
                layout, t, t("workshop.reasons_how"), (), self.turn if pages > 1 else None
            ),
        )

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
        return key_row(spacer(), item(on, width=content("start_key")), height="key")
