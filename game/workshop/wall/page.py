"""A page of the lesson without a vote: a card with its drawing, or a question to talk about."""

from __future__ import annotations

from collections.abc import Sequence

from game.campaign.drawings import gan
from game.campaign.drawings.board import Board, Lexicon, ground
from game.campaign.drawings.catalogue import DIAGRAMS, GAME
from game.campaign.model import Card
from game.play.chrome import drawing
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
from game.workshop.lesson import CardItem, TalkItem
from game.workshop.wall.teaching import Teaching
from game.workshop.wall.wall_screen import WorkshopScreen

BEAT = 0.9
FRAME = 1 / 30


class PageScene(WorkshopScreen):
    """The class listens or talks; the phones say "look up"."""

    name = "workshop-page"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self._since = self.context.clock()

    @property
    def card(self) -> Card | None:
        """The lesson card on the wall, if it is one that the campaign still has."""
        item = self.teaching.item
        if not isinstance(item, CardItem):
            return None
        chapter, _, card = item.card.partition("/")
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
        return now - self._since < DIAGRAMS[card.diagram].beats_of(card.step) * BEAT + 2 * FRAME

    def _beat(self, card: Card) -> float:
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
        box, t = self.top(layout), self.t
        foot = box.bottom_strip(64)
        body = box.without_bottom(80)
        card, item = self.card, self.teaching.item
        widgets = self.bar(layout)
        if card is not None:
            widgets += self._card(layout, body, card)
        elif isinstance(item, TalkItem):
            widgets += self._talk(body, item)
        minutes = item.minutes if item is not None else 0
        widgets += [
            Label(
                name="minutes",
                box=foot.left(foot.w * 0.5),
                text=t("workshop.minutes", n=float(minutes)),
                tone="text_mid",
                valign="centre",
            ),
            Button(
                name="next",
                box=foot.right_strip(320),
                look="primary",
                icon="next",
                icon_after=True,
                text=t("workshop.next"),
                press=self.teaching.go_on,
                first=True,
                shortcuts=("return", "right", "pagedown"),
            ),
        ]
        return widgets

    def _talk(self, box: Box, item: TalkItem) -> list[Widget]:
        inner = box.inset(64, 48)
        language = self.t.language
        head = inner.top(60)
        return [
            Panel(name="talk.panel", box=box, paper=True, radius=8),
            drawing("talk.icon", head.left(60), lambda p, b: p.icon("team", b.cx, b.cy, 56, p.palette.ink)),
            Label(
                name="talk.title",
                box=head.without_left(80),
                text=item.title.get(language),
                style="h2",
                tone="ink_mid",
                valign="centre",
            ),
            Label(
                name="talk.prompt",
                box=inner.without_top(84),
                text=item.prompt.get(language),
                style="verdict",
                tone="ink",
                floor=0.6,
            ),
        ]

    def _card(self, layout: Layout, box: Box, card: Card) -> list[Widget]:
        language = self.t.language
        title, text = card.title.get(language), card.text.get(language)
        title_h = layout.height(title, "h1", box.w)
        text_h = min(layout.height(text, "lead", box.w), box.h * 0.34)
        board = Box(box.x, box.y + title_h + 10, box.w, box.h - title_h - text_h - 26)
        inner = board.inset(32, 28)

        def paint(p: Painter, _: Box) -> None:
            drawn = Board(
                p, inner, self.context.t, 0.0 if card.diagram == GAME else self._beat(card), self._words()
            )
            if card.diagram == GAME:
                gan.gan_game(drawn, gan.GanGame())
            else:
                DIAGRAMS[card.diagram].paint(drawn, card.step)

        def lit(p: Painter, b: Box) -> None:
            p.glow(b, 8)
            p.panel(b, 8, ground(p))

        return [
            Label(name="card.title", box=box.top(title_h), text=title, style="h1"),
            drawing("board", board, lit),
            drawing("diagram", board, paint, live=card.diagram != GAME),
            Label(
                name="card.text",
                box=Box(box.x, board.bottom + 14, box.w, text_h),
                text=text,
                style="lead",
                floor=0.72,
            ),
        ]

    def _words(self) -> Lexicon:
        language, campaign = self.t.language, self.teaching.campaign
        return Lexicon(
            motives=tuple((m.icon, m.name.get(language)) for m in campaign.motives.values()),
            checks=tuple((c.icon, c.title.get(language)) for c in campaign.before_share.checks),
        )
