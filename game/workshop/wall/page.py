"""A page of the lesson without a vote: a card with its drawing, or a question to talk about."""

from __future__ import annotations

from collections.abc import Sequence

from game.campaign.drawings import gan
from game.campaign.drawings.board import Board, Lexicon
from game.campaign.drawings.catalogue import DIAGRAMS, GAME
from game.campaign.lit_board import LitBoard
from game.campaign.model import LessonCard
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, flex, item, spacer, stack
from game.ui.painter import Painter
from game.ui.presets import drawing, icon_text, key_row, panel, primary, screen
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label
from game.workshop.lesson import CardItem, TalkItem
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.wall_screen import WorkshopScreen

BEAT = 0.9
"""Seconds of one beat of a growing drawing."""
FRAME = 1 / 30
"""Seconds from one of its pictures to the next."""
REST = 2
"""Pictures that are drawn after its end."""


class PageScene(WorkshopScreen):
    """The class listens or talks; the phones say "look up"."""

    name = "workshop-page"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self._since = self.context.clock()

    @property
    def card(self) -> LessonCard | None:
        """The lesson card on the wall, if it is one that the campaign still has."""
        shown = self.teaching.item
        if not isinstance(shown, CardItem):
            return None
        chapter, _, card = shown.card.partition("/")
        found = self.teaching.campaign.chapters.get(chapter)
        return next((c for c in found.lesson if c.id == card), None) if found is not None else None

    def update(self, now: float) -> Change:
        """Let the drawing grow."""
        change = super().update(now)
        return max(change, Change.LIVE) if self._growing(now) else change

    def next_due(self, now: float) -> float | None:
        """Wake for the drawing's next picture."""
        due = super().next_due(now)
        return min(due or FRAME, FRAME) if self._growing(now) else due

    def _growing(self, now: float) -> bool:
        card = self.card
        if card is None or card.diagram == GAME or self.context.settings.reduced_motion:
            return False
        return now - self._since < DIAGRAMS[card.diagram].beats_of(card.step) * BEAT + REST * FRAME

    def _beat(self, card: LessonCard) -> float:
        beats = float(DIAGRAMS[card.diagram].beats_of(card.step))
        if self.context.settings.reduced_motion:
            return beats
        return min(beats, (self.context.clock() - self._since) / BEAT)

    def prompt(self) -> str:
        """Return the text on the wall."""
        card = self.card
        return card.text.get(self.t.language) if card is not None else super().prompt()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the card or the question, and the way on."""
        t, card, shown = self.t, self.card, self.teaching.item
        body: Node = spacer()
        if card is not None:
            body = self._card(card)
        elif isinstance(shown, TalkItem):
            body = self._talk(shown)
        minutes = Label(
            name="minutes",
            text=t("workshop.minutes", n=f"{shown.minutes if shown is not None else 0:g}"),
            tone="text_mid",
            valign="centre",
        )
        on = primary(
            "next",
            t("workshop.next"),
            self.teaching.go_on,
            first=True,
            shortcuts=("return", "right", "pagedown"),
        )
        foot = key_row(item(minutes, main=flex()), item(on, width=content("start_key")), height="key")
        return screen(self.bar(), item(body, main=flex()), foot=foot).place(layout, layout.area)

    def _talk(self, talk: TalkItem) -> Node:
        language = self.t.language
        head = icon_text(
            "talk.title", "team", talk.title.get(language), style="h2", tone="ink_mid", icon_size="key"
        )
        prompt = Label(
            name="talk.prompt", text=talk.prompt.get(language), style="verdict", tone="ink", floor=0.6
        )
        words = column(head, item(prompt, main=flex()), gap="xl")
        return panel("talk.panel", words, paper=True, radius="key", around="key")

    def _card(self, card: LessonCard) -> Node:
        language = self.t.language
        return column(
            Label(name="card.title", text=card.title.get(language), style="h1"),
            item(self._board(card), main=flex(least="board")),
            Label(name="card.text", text=card.text.get(language), style="lead", floor=0.72),
            gap="m",
        )

    def _board(self, card: LessonCard) -> Node:
        def paint(p: Painter, box: Box) -> None:
            inner = box.inset(p.length("gutter"), p.length("xxl"))
            beat = 0.0 if card.diagram == GAME else self._beat(card)
            board = Board(p, inner, self.t, beat, self._words())
            if card.diagram == GAME:
                gan.gan_game(board, gan.GanGame())
            else:
                DIAGRAMS[card.diagram].paint(board, card.step)

        return stack(LitBoard(name="board"), drawing("diagram", paint, live=card.diagram != GAME))

    def _words(self) -> Lexicon:
        language, campaign = self.t.language, self.teaching.campaign
        return Lexicon(
            motives=tuple((m.icon, m.name.get(language)) for m in campaign.motives.values()),
            checks=tuple((c.icon, c.title.get(language)) for c in campaign.before_share.checks),
        )
