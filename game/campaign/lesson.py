"""A lesson card: a drawn diagram on the lit board, at most two sentences, what the stage often leaves behind.

The diagram comes in beats. In motion they follow each other; with reduced motion each is a still, and the
player asks for the next one. The GAN's little game is played with the two pictures themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.campaign.drawings import gan
from game.campaign.drawings.board import Board, Lexicon
from game.campaign.drawings.catalogue import DIAGRAMS, GAME
from game.campaign.lit_board import LitBoard
from game.campaign.model import Campaign, Chapter, LessonCard
from game.campaign.navigation import PageNavigation
from game.play.context import Context
from game.play.glossary_page import glossary_scene
from game.ui.flow import Flow
from game.ui.geometry import Box
from game.ui.layout import Item, Node, Spacer, column, content, fixed, flex, free, item, split, stack
from game.ui.paged_text import PagedText
from game.ui.painter import Painter
from game.ui.presets import drawing, key_row, page_keys, screen, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.page_dots import PageDots
from game.ui.widgets.switches import Chip

BEAT = 0.9
"""Seconds from one beat of a diagram to the next."""
FRAME = 1 / 30
"""Seconds from one picture of a growing diagram to the next."""


class LessonScene(Scene):
    """One card of a chapter's lesson."""

    name = "lesson"

    def __init__(
        self,
        context: Context,
        campaign: Campaign,
        chapter: Chapter,
        index: int,
        navigation: PageNavigation,
        *,
        alone: bool = False,
    ) -> None:
        """`alone`: the card stands without its chapter, so the bar names the card."""
        self.alone = alone
        self.context = context
        self.campaign = campaign
        self.chapter = chapter
        self.index = index
        self.navigation = navigation
        self.page = 0
        self.game = gan.GanGame()
        self.still = 1
        """With reduced motion: how many beats are shown."""
        self._since: float | None = None

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Start the drawing."""
        self._since = self.context.clock()

    def update(self, now: float) -> Change:
        """Let the drawing grow."""
        return Change.LIVE if self._moving(now) else Change.NONE

    def next_due(self, now: float) -> float | None:
        """Wake for the next picture of the drawing while it grows."""
        return FRAME if self._moving(now) else None

    def _moving(self, now: float) -> bool:
        if self.context.settings.reduced_motion or self.card.diagram == GAME:
            return False
        return self._since is not None and now - self._since < self.beats * BEAT + 2 * FRAME

    # -- what it shows -----------------------------------------------------------------------------

    @property
    def card(self) -> LessonCard:
        """The card on the board."""
        return self.chapter.lesson[self.index]

    @property
    def beats(self) -> int:
        """In how many beats the drawing comes."""
        return DIAGRAMS[self.card.diagram].beats_of(self.card.step) if self.card.diagram != GAME else 1

    def beat(self) -> float:
        """Return how far the drawing has come."""
        if self.context.settings.reduced_motion:
            return float(self.still)
        passed = self.context.clock() - self._since if self._since is not None else 0.0
        return min(float(self.beats), passed / BEAT)

    def lexicon(self) -> Lexicon:
        """Return the campaign's words that diagrams show."""
        language = self.context.language
        return Lexicon(
            motives=tuple((m.icon, m.name.get(language)) for m in self.campaign.motives.values()),
            checks=tuple((c.icon, c.title.get(language)) for c in self.campaign.before_share.checks),
        )

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the chapter; its place is kept."""
        self.navigation.leave()

    def next_step(self) -> None:
        """Draw the next beat; after the last one, begin again."""
        if self.card.diagram == GAME:
            self.game = self.game.on()
        elif self.context.settings.reduced_motion:
            self.still = self.still % self.beats + 1
        else:
            self._since = self.context.clock()

    def pick(self, side: int) -> None:
        """Say in the GAN's game which picture was made."""
        self.game = self.game.pick(side)

    def more(self) -> None:
        """Turn to the next page of the narration."""
        self.page += 1

    def open_words(self) -> None:
        """Explain the terms of this card."""
        self.context.stack.push(glossary_scene(self.context, self.card.terms))

    def open_settings(self) -> None:
        """Show the settings."""
        self.context.show("settings")

    # -- layout ------------------------------------------------------------------------------------

    def heading(self) -> tuple[str, str]:
        """Return the bar's title and subtitle."""
        t, language = self.context.t, self.context.language
        n, total, card = self.index + 1, len(self.chapter.lesson), self.card.title.get(language)
        if self.alone:
            return card, t("page.of", n=n, total=total)
        chapter = t("lesson.chapter", n=self.chapter.number, title=self.chapter.title.get(language))
        return chapter, t("lesson.page", n=n, total=total, title=card)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, board, narration, chips, and the keys."""
        t = self.context.t
        narration = PagedText(
            name="narration",
            text=self.card.text.get(t.language),
            style="lead",
            page=self.page,
            more=self.more,
            spoken=lambda n, total: t("lesson.more", n=n, total=total),
            shortcuts=("m",),
        )
        high = layout.choose(fixed("narration"), content(most="narration"))
        text = split(
            item(narration, main=flex(least="narration_width"), height=high),
            self._kinds(chip_rows=layout.choose(2, 0)),
            gap="l",
        )
        title, subtitle = self.heading()
        return screen(
            top_bar(t, title, subtitle, back=self.on_back, settings=self.open_settings),
            item(self._board(layout), main=flex()),
            text,
            foot=self._foot(layout),
        ).place(layout, layout.area)

    def _board(self, layout: Layout) -> Node:
        card = self.card

        def board(p: Painter, box: Box) -> Board:
            return Board(p, box.inset(p.length("xxl")), self.context.t, self.beat(), self.lexicon())

        def paint(p: Painter, box: Box) -> None:
            if card.diagram == GAME:
                gan.gan_game(board(p, box), self.game)
            else:
                DIAGRAMS[card.diagram].paint(board(p, box), card.step)

        def pictures(box: Box) -> list[Widget]:
            places = gan.places(box.inset(layout.length("xxl")))
            radius = layout.look.theme.radii.label
            return [
                self._picture(side, place, box, radius)
                for side, place in enumerate((places.left, places.right))
            ]

        return stack(
            LitBoard(name="board"),
            drawing("diagram", paint, live=card.diagram != GAME),
            free(pictures) if card.diagram == GAME else None,
        )

    def _picture(self, side: int, place: Box, whole: Box, radius: float) -> Card:
        t = self.context.t

        def paint(p: Painter, box: Box) -> None:
            board = Board(p, whole.inset(p.length("xxl")), t, self.beat(), self.lexicon())
            gan.picture(board, box, self.game, side)

        return Card(
            name=f"picture-{side}",
            box=place,
            paint=paint,
            press=(lambda: self.pick(side)) if self.game.picked is None else None,
            shortcuts=(str(side + 1),),
            radius=radius,
            spoken=t(("diagram.gan.left", "diagram.gan.right")[side]),
        )

    def _kinds(self, chip_rows: int) -> Node | None:
        """Return what the stage often leaves behind, in so many rows where it stands beside the words."""
        kinds = [self.context.guide.kinds[kind] for kind in self.card.kinds]
        if not kinds:
            return None
        chips = [
            Chip(name=f"kind-{kind.id}", icon=kind.icon, text=kind.name.get(self.context.language))
            for kind in kinds
        ]
        head = Label(
            name="kinds", text=self.context.t("lesson.left_behind"), style="caption", tone="text_mid",
            grow=False, max_lines=1, floor=0.9,
        )  # fmt: skip
        return column(head, Flow(tuple(chips), gap="s", rows=chip_rows), gap="hair")

    def _foot(self, layout: Layout) -> Node:
        """Return the keys and the dots: in one row, or above each other where the canvas stands."""
        terms, step = self._terms_key(), self._step_key()
        dots = PageDots(name="dots", total=len(self.chapter.lesson), at=self.index)

        def ways(*between: Item) -> Node:
            return page_keys(self.context.t, self.navigation.back, self.navigation.on, between=between)

        def place(button: Button | None) -> Item:
            return item(button or Spacer(), main=flex(1.4))

        extra = [item(button, main=flex()) for button in (terms, step) if button is not None]
        keys = key_row(*extra, height="key") if extra else None
        return layout.choose(
            ways(place(terms), item(dots, main=flex()), place(step)), column(dots, keys, ways(), gap="l")
        )

    def _terms_key(self) -> Button | None:
        if not self.card.terms:
            return None
        text = self.context.t("lesson.terms")
        return Button(name="terms", icon="lesson", text=text, style="label", press=self.open_words)

    def _step_key(self) -> Button | None:
        t = self.context.t
        enabled = True
        if self.card.diagram == GAME:
            text, icon = (t("lesson.again"), "replay") if self.game.over else (t("lesson.round"), "step")
            enabled = self.game.picked is not None
        elif self.beats == 1:
            return None
        elif self.context.settings.reduced_motion and self.still < self.beats:
            text, icon = t("lesson.step"), "step"
        else:
            text, icon = t("lesson.again"), "replay"
        return Button(
            name="step",
            icon=icon,
            text=text,
            style="label",
            press=self.next_step,
            enabled=enabled,
            shortcuts=("r",),
        )
