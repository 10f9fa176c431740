"""Look back: the clips of a session once more, each with what was said and what was true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pygame

from game.media.poster import load_poster
from game.play.explanation import step_words
from game.play.own_words import own_words_key, quoted, written
from game.quiz.rounds import Round
from game.ui.layout import Node, column, content, fixed, flex, grid, item, row, spacer
from game.ui.presets import key_row, panel, screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Label
from game.ui.widgets.stage import Poster

if TYPE_CHECKING:
    from game.play.controller import Play


QUOTE: Final = 44
"""Letters of own words that stand on a card."""


class LookBackScene(Scene):
    """A wall of posters; verdict by colour, shape and word."""

    name = "look-back"

    def __init__(self, play: Play) -> None:
        self.play = play
        self.context = play.context
        self.page = 0
        self._own = {one.index: one.text for one in written(self.context, play.session.id)}
        self._posters: dict[int, pygame.Surface | None] = {}
        for i, played in enumerate(play.session.scored):
            path = self.context.library.poster_path(played.deal.pack, played.deal.clip)
            self._posters[i] = load_poster(path, fit=(640, 640)) if path else None

    def resume(self) -> None:
        """Read own words again: some may have been deleted."""
        self._own = {one.index: one.text for one in written(self.context, self.play.session.id)}

    def on_back(self) -> None:
        """Back to the summary."""
        self.context.stack.pop()

    def turn(self) -> None:
        """Show the next rows."""
        self.page += 1

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar and wall."""
        t, rounds = self.context.t, self.play.session.scored
        columns, rows = layout.choose((4, 2), (2, 4))
        per_page = columns * rows
        pages = max(1, -(-len(rounds) // per_page))
        first = self.page % pages * per_page
        cards = [item(self._card(i, played)) for i, played in enumerate(rounds)][first : first + per_page]
        cards += [spacer()] * (per_page - len(cards))
        bar = top_bar(t, t("lookback.title"), t("summary.finished", n=len(rounds)), back=self.on_back)
        words = t("reveal.more", n=self.page % pages + 1, total=pages)
        more = Button(name="more", icon="next", icon_after=True, text=words, press=self.turn, first=True)
        own = own_words_key(self.context, len(self._own), self.play.session.id)
        found = (own, more if pages > 1 else None)
        keys = [item(key, width=content("on_key")) for key in found if key is not None]
        wall = item(grid(cards, columns, gap="l"), main=flex())
        foot = key_row(spacer(), *keys) if keys else None
        return screen(bar, wall, foot=foot).place(layout, layout.area)

    def _card(self, index: int, played: Round) -> Node:
        """Return the poster, below it what was true, what was said, and the points."""
        t, name = self.context.t.about(virtual=self.play.shows_actor(played)), f"clip-{index}"
        side = "manipulated" if played.deal.clip.manipulated else "real"
        poster = Poster(name=name, picture=self._posters.get(index))
        verdict = IconText(
            name=f"{name}.verdict",
            icon=side,
            text=t(f"verdict.{side}"),
            style="label",
            tone="manipulated" if played.deal.clip.manipulated else "real",
            icon_size="icon_small",
            grow=False,
            max_lines=1,
        )
        points = (
            Label(name=f"{name}.points", text=f"+{played.points}", style="label", valign="centre", grow=False)
            if self.play.session.feedback
            else None
        )
        said = IconText(
            name=f"{name}.said",
            icon="check" if played.correct else "miss",
            text=step_words(t, played),
            style="caption",
            icon_size="icon_small",
            grow=False,
            floor=0.9,
            max_lines=3,
        )
        return panel(
            f"{name}.panel",
            column(
                item(poster, main=flex()),
                row(item(verdict, main=flex()), points, gap="s"),
                item(said, height=fixed("said")),
                item(self._quote(name, played), height=fixed("said")) if self._own else None,
                gap="xs",
            ),
            radius="control",
            around="m",
        )

    def _quote(self, name: str, played: Round) -> Label:
        """Return what the player wrote of a clip; of a long sentence its beginning."""
        index = played.answer.index if played.answer is not None else -1
        text = quoted(self.context.t, self._own[index], QUOTE) if index in self._own else ""
        return Label(name=f"{name}.own", text=text, style="caption", tone="text_mid", floor=0.9, grow=False)
