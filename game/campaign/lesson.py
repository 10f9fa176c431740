"""A lesson card: a drawn diagram on the lit board, at most two sentences, what the stage often leaves behind.

The diagram comes in beats. In motion they follow each other; with reduced motion each is a still, and the
player asks for the next one. The GAN's little game is played with the two pictures themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from game.campaign.drawings import gan
from game.campaign.drawings.board import Board, Lexicon, ground
from game.campaign.drawings.catalogue import DIAGRAMS, GAME
from game.campaign.model import Campaign, Chapter
from game.campaign.model import Card as LessonCard
from game.play.chrome import NOWHERE, content_box, drawing, paragraph_pages, top_bar
from game.play.context import Context
from game.play.glossary_page import glossary_scene
from game.play.text_pages import page_dots, way_keys
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card
from game.ui.widgets.controls import Button, Label, chip

BEAT = 0.9
"""Seconds from one beat of a diagram to the next."""
FRAME = 1 / 30
PAD = 32.0
"""The free edge of the board."""
FOOT = 64.0
TEXT = 112.0
"""The height of the narration: three lines of its style."""
CHIP = 38.0


@dataclass(frozen=True, slots=True)
class Turn:
    """The ways out of a page of a chapter."""

    back: Callable[[], None]
    on: Callable[[], None]
    leave: Callable[[], None]


class LessonScene(Scene):
    """One card of a chapter's lesson."""

    name = "lesson"

    def __init__(
        self, context: Context, campaign: Campaign, chapter: Chapter, index: int, turn: Turn
    ) -> None:
        self.context = context
        self.campaign = campaign
        self.chapter = chapter
        self.index = index
        self.turn = turn
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
        self.turn.leave()

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

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, board, narration, chips, and the row of keys."""
        t, box = self.context.t, content_box(layout)
        language = t.language
        title = t("lesson.chapter", n=self.chapter.number, title=self.chapter.title.get(language))
        total = len(self.chapter.lesson)
        subtitle = t("lesson.page", n=self.index + 1, total=total, title=self.card.title.get(language))
        bar = top_bar(layout, self.context, title, subtitle, back=self.on_back, settings=self.open_settings)
        if layout.portrait:
            foot = box.bottom_strip(2 * FOOT + 16)
            low = box.without_bottom(foot.h + 48)
            side_h = self._side_height(layout, low.w)
            text_h = min(320.0, layout.height(self.card.text.get(language), "lead", low.w)) + 4
            below = low.bottom_strip(text_h + (side_h + 16 if side_h else 0))
            board = low.without_bottom(below.h + 20)
            text, side = below.top(text_h), below.bottom_strip(side_h)
        else:
            foot = box.bottom_strip(FOOT)
            low = box.without_bottom(FOOT + 14)
            below = low.bottom_strip(TEXT)
            board = low.without_bottom(TEXT + 14)
            share = self._side_share(layout, low.w)
            text, side = below.left(low.w * (0.965 - share)), below.right_strip(low.w * share)
            if not self.card.kinds:
                text = below.left(low.w * 0.86)
        return [
            *bar,
            *self._board(layout, board),
            *self._narration(layout, text),
            *self._kinds(layout, side),
            *self._foot(layout, foot),
        ]

    def _board(self, layout: Layout, box: Box) -> list[Widget]:
        inner = box.inset(PAD, PAD - 4)
        card = self.card

        def board(p: Painter) -> Board:
            return Board(p, inner, self.context.t, self.beat(), self.lexicon())

        def paint(p: Painter, _: Box) -> None:
            if card.diagram == GAME:
                gan.gan_game(board(p), self.game)
            else:
                DIAGRAMS[card.diagram].paint(board(p), card.step)

        def lit(p: Painter, b: Box) -> None:
            p.glow(b, 8)
            p.panel(b, 8, ground(p))

        widgets: list[Widget] = [
            drawing("board", box, lit),
            drawing("diagram", box, paint, live=card.diagram != GAME),
        ]
        if card.diagram == GAME:
            widgets += self._pictures(board, gan.places(inner))
        del layout
        return widgets

    def _pictures(self, board: Callable[[Painter], Board], places: gan.Places) -> list[Widget]:
        t = self.context.t
        words = (t("diagram.gan.left"), t("diagram.gan.right"))

        def painter(side: int) -> Callable[[Painter, Box], None]:
            return lambda p, b: gan.picture(board(p), b, self.game, side)

        def picker(side: int) -> Callable[[], None]:
            return lambda: self.pick(side)

        open_ = self.game.picked is None
        return [
            Card(
                name=f"picture-{side}",
                box=box,
                paint=painter(side),
                press=picker(side) if open_ else None,
                shortcuts=(str(side + 1),),
                radius=6,
                spoken=words[side],
            )
            for side, box in enumerate((places.left, places.right))
        ]

    def _narration(self, layout: Layout, box: Box) -> list[Widget]:
        text = self.card.text.get(self.context.language)
        pages = paragraph_pages(layout, text, "lead", box.w, box.h)
        if len(pages) == 1:
            return [Label(name="narration", box=box, text=pages[0], style="lead", floor=1.0)]
        words = Box(box.x, box.y, box.w - 80, box.h)
        pages = paragraph_pages(layout, text, "lead", words.w, words.h)
        at = self.page % len(pages)
        spoken = self.context.t("lesson.more", n=at + 1, total=len(pages))
        more = Box(box.right - 64, box.y + min(24.0, box.h - 64), 64, 64)
        return [
            Label(name="narration", box=words, text=pages[at], style="lead", floor=1.0),
            Button(name="more", box=more, icon="next", press=self.more, spoken=spoken, shortcuts=("m",)),
        ]

    def _chips(self, layout: Layout, width: float) -> list[tuple[float, float, float, str, str]]:
        """Return (x, y, width, icon, name) of the chips, in rows."""
        found, x, y = [], 0.0, 0.0
        for kind in (self.context.guide.kinds[id_] for id_ in self.card.kinds):
            name = kind.name.get(self.context.language)
            wide = min(width, layout.width(name, "caption", grow=False) + 62)
            if x and x + wide > width:
                x, y = 0.0, y + CHIP + 6
            found.append((x, y, wide, kind.icon, name))
            x += wide + 10
        return found

    def _side_share(self, layout: Layout, width: float) -> float:
        """Return the share of the width that the chips need to stand in two rows."""
        for share in (0.32, 0.36, 0.4, 0.45, 0.5):
            if self._side_height(layout, width * share) <= TEXT + 6:
                return share
        return 0.55

    def _side_height(self, layout: Layout, width: float) -> float:
        chips = self._chips(layout, width)
        return self._head_height(layout) + chips[-1][1] + CHIP if chips else 0.0

    @staticmethod
    def _head_height(layout: Layout) -> float:
        return layout.height("A", "caption", 1e6, grow=False) + 2

    def _kinds(self, layout: Layout, box: Box) -> list[Widget]:
        chips = self._chips(layout, box.w)
        if not chips:
            return []
        head = self.context.t("lesson.left_behind")
        head_h = self._head_height(layout)

        def paint(p: Painter, b: Box) -> None:
            p.text(b.top(head_h), head, "caption", p.palette.text_mid, grow=False, max_lines=1, floor=0.9)
            for x, y, wide, icon, name in chips:
                chip(p, Box(b.x + x, b.y + head_h + y, wide, CHIP), icon, name)

        return [drawing("kinds", box, paint)]

    def _foot(self, layout: Layout, box: Box) -> list[Widget]:
        back, on = way_keys(box, self.context.t, self.turn.back, self.turn.on)
        extra = [button for button in (self._words_key(), self._step_key()) if button is not None]
        total = len(self.chapter.lesson)
        if layout.portrait:
            upper, lower = box.top(FOOT), box.bottom_strip(FOOT)
            cells = lower.columns((1.0, 1.3), 16)
            ways: list[Widget] = [replace(back, box=cells[0]), replace(on, box=cells[1])]
            places = upper.columns((1.0,) * len(extra), 16) if extra else []
            dots = Box(box.x, upper.y - 30, box.w, 12)
        else:
            ways = [replace(back, box=box.left(190)), replace(on, box=box.right_strip(250))]
            middle = Box(box.x + 202, box.y, box.w - 190 - 250 - 24, box.h)
            side = min(262.0, (middle.w - 200) / 2)
            places = [middle.left(side), middle.right_strip(side)]
            dots = middle.centred(190, box.h)
            extra_words = self._words_key()
            if extra_words is None:
                places = places[1:]
        keys = [replace(key, box=place) for key, place in zip(extra, places, strict=False)]
        return [
            ways[0],
            *keys,
            drawing("dots", dots, lambda p, b: page_dots(p, b, total, self.index)),
            ways[1],
        ]

    def _words_key(self) -> Button | None:
        if not self.card.terms:
            return None
        text = self.context.t("lesson.terms")
        return Button(
            name="terms", box=NOWHERE, icon="lesson", text=text, style="label", press=self.open_words
        )

    def _step_key(self) -> Button | None:
        t = self.context.t
        if self.card.diagram == GAME:
            text, icon = (t("lesson.again"), "replay") if self.game.over else (t("lesson.round"), "step")
            return Button(
                name="step",
                box=NOWHERE,
                icon=icon,
                text=text,
                style="label",
                press=self.next_step,
                enabled=self.game.picked is not None,
                shortcuts=("r",),
            )
        if self.beats < 2:
            return None
        step = self.context.settings.reduced_motion and self.still < self.beats
        text = t("lesson.step") if step else t("lesson.again")
        return Button(
            name="step",
            box=NOWHERE,
            icon="step" if step else "replay",
            text=text,
            style="label",
            press=self.next_step,
            shortcuts=("r",),
        )
