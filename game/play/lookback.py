"""Look back: the clips of a session once more, each with what was said and what was true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pygame

from game.media.poster import load_poster
from game.play.chrome import content_box, drawing, top_bar
from game.quiz.judgement import STEP_IDS
from game.quiz.rounds import Round
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button

if TYPE_CHECKING:
    from game.play.controller import Play


class LookBackScene(Scene):
    """A wall of posters; verdict by colour, shape and word."""

    name = "look-back"

    def __init__(self, play: Play) -> None:
        self.play = play
        self.context = play.context
        self.page = 0
        self._posters: dict[int, pygame.Surface | None] = {}
        for i, played in enumerate(play.session.scored):
            path = self.context.library.poster_path(played.deal.pack, played.deal.clip)
            self._posters[i] = load_poster(path, fit=(640, 640)) if path else None

    def on_back(self) -> None:
        """Back to the summary."""
        self.context.stack.pop()

    def turn(self) -> None:
        """Show the next rows."""
        self.page += 1

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar and wall."""
        t, box = self.context.t, content_box(layout)
        rounds = self.play.session.scored
        widgets: list[Widget] = list(
            top_bar(
                layout,
                self.context,
                t("lookback.title"),
                t("summary.finished", n=len(rounds)),
                back=self.on_back,
            )
        )
        columns, rows = (2, 4) if layout.portrait else (4, 2)
        per_page = columns * rows
        pages = max(1, -(-len(rounds) // per_page))
        if pages > 1:
            foot = box.bottom_strip(64)
            box = box.without_bottom(80)
            words = t("reveal.more", n=self.page % pages + 1, total=pages)
            widgets.append(
                Button(
                    name="more",
                    box=foot.right_strip(260),
                    icon="next",
                    icon_after=True,
                    text=words,
                    press=self.turn,
                    first=True,
                )
            )
        first = self.page % pages * per_page
        for i, cell in enumerate(box.grid(columns, rows, 16)):
            if first + i < len(rounds):
                widgets.append(
                    drawing(f"clip-{first + i}", cell, self._painter(first + i, rounds[first + i]))
                )
        return widgets

    def _painter(self, index: int, played: Round) -> Callable[[Painter, Box], None]:
        t = self.context.t
        poster = self._posters.get(index)

        def paint(p: Painter, box: Box) -> None:
            c = p.palette
            p.panel(box, 10, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
            words_h = 108.0
            picture = Box(box.x + 10, box.y + 10, box.w - 20, box.h - words_h - 16)
            if poster is not None:
                p.image(poster, picture.fitted(poster.get_width() / poster.get_height()))
            verdict = c.verdict(manipulated=played.deal.clip.manipulated)
            low = box.inset(14, 8).bottom_strip(words_h - 8)
            icon = "manipulated" if played.deal.clip.manipulated else "real"
            head = low.top(32)
            p.icon(icon, head.x + 14, head.cy, 28, verdict.on_dark)
            word = t("verdict.manipulated" if played.deal.clip.manipulated else "verdict.real")
            p.text(
                Box(head.x + 36, head.y, head.w - 106, head.h),
                word,
                "label",
                verdict.on_dark,
                valign="centre",
                grow=False,
                floor=0.8,
                max_lines=1,
            )
            p.text(
                head.right_strip(68),
                f"+{played.points}",
                "label",
                c.text,
                align="right",
                valign="centre",
                grow=False,
            )
            p.icon("check" if played.correct else "miss", low.x + 14, low.y + 56, 24, c.text)
            said = t(f"step.{STEP_IDS[(played.step or 1) - 1]}")
            p.text(
                Box(low.x + 36, low.y + 34, low.w - 36, low.h - 34),
                said,
                "caption",
                c.text_mid,
                valign="centre",
                grow=False,
                floor=0.9,
                max_lines=3,
            )

        return paint
