"""The title: one portrait cut in two, the name, and three languages. Choosing one starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.play.chrome import drawing
from game.play.context import Context
from game.play.welcome import (
    CHOOSE,
    QUESTION,
    Places,
    credit_label,
    draw_mount,
    halves,
    in_all,
    language_keys,
    look_keys,
    masthead,
)
from game.resources import languages
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label


class TitleScene(Scene):
    """The three languages stand side by side; the words of each are in that language."""

    name = "title"

    def __init__(
        self,
        context: Context,
        start: Callable[[], None],
        halves: tuple[pygame.Surface, pygame.Surface] | None,
        credit: str,
    ) -> None:
        self.context = context
        self.start = start
        self.halves = halves
        self.credit = credit

    def choose(self, language: str) -> None:
        """Take the language and start."""
        self.context.apply(self.context.settings.model_copy(update={"language": language}))
        self.start()

    def on_back(self) -> None:
        """Leave the game."""
        self.context.quit()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Portrait at the left (or above), name and keys at the right (or below)."""
        area, places = layout.area, Places.lying(layout)
        if layout.portrait:
            art = Box(area.x + 110, area.y + 40, area.w - 220, area.h * 0.4)
            places = Places(
                art,
                Box(area.x + 40, art.bottom + 40, area.w - 80, area.bottom - art.bottom - 80),
                Box(area.x + 40, area.bottom - 44, area.w - 80, 32),
            )
        return [
            drawing("art", places.art, self._art),
            *self._words(layout, places.words),
            credit_label(places.credit, self.credit),
        ]

    def _words(self, layout: Layout, box: Box) -> list[Widget]:
        context, area = self.context, layout.area
        first = Box(box.x, box.y + 232, box.w, 92)
        below = first.y + 3 * (first.h + 16)
        corner = Box(area.right - 40 - 140, max(below + 4, area.bottom - 80), 140, 64)
        if layout.portrait:
            corner = Box(box.right - 140, below + 4, 140, 64)
        room = Box(box.x + 60, below, corner.x - box.x - 76, max(54.0, corner.bottom - below))
        question = in_all(context, QUESTION, ("en", "ru"))
        return [
            *masthead(box, box.y + 12, question, Box(box.x, box.y + 148, box.w, 60)),
            *language_keys(
                context, first, tuple(languages()), self._chooser, focus=context.language, shortcuts=True
            ),
            drawing(
                "hand",
                Box(box.x, below, 48, room.h),
                lambda p, b: p.icon("touch", b.x + 22, b.cy, 44, p.palette.text),
            ),
            Label(
                name="hint",
                box=room,
                text=in_all(context, CHOOSE),
                style="label",
                valign="centre",
                floor=0.8,
                grow=False,
                max_lines=3,
            ),
            *look_keys(context, corner.x, corner.y),
        ]

    def _chooser(self, language: str) -> Callable[[], None]:
        return lambda: self.choose(language)

    def _art(self, p: Painter, box: Box) -> None:
        for half, picture in zip(halves(box), self.halves or (None, None), strict=True):
            draw_mount(p, half)
            inner = half.inset(16)
            if picture is None:
                p.fill(inner, p.palette.room2)
                continue
            p.image(_cut(picture, inner.w / inner.h), inner)


def _cut(picture: pygame.Surface, aspect: float) -> pygame.Surface:
    """Return the middle of `picture` in the wanted shape."""
    w, h = picture.get_size()
    cut_w = min(w, round(h * aspect))
    cut_h = min(h, round(cut_w / aspect))
    return picture.subsurface(((w - cut_w) // 2, (h - cut_h) // 2, cut_w, cut_h))
