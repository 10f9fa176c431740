"""The title: one portrait cut in two, the name, and three languages. Choosing one starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.play.context import Context
from game.play.welcome import CHOOSE, QUESTION, in_all, language_keys, welcome
from game.resources import languages
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.presets import drawing
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget


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
        self.context.apply(self.context.settings.changed(language=language))
        self.start()

    def on_back(self) -> None:
        """Leave the game."""
        self.context.quit()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Portrait at the left (or above), name and keys at the right (or below)."""
        context = self.context
        keys = language_keys(
            context, tuple(languages()), self._chooser, focus=context.language, shortcuts=True
        )
        left, right = self.halves or (None, None)
        portrait = drawing("art-left", _painter(left)), drawing("art-right", _painter(right))
        words = in_all(context, QUESTION, ("en", "ru")), in_all(context, CHOOSE)
        return welcome(context, portrait, self.credit, words, keys).place(layout, layout.area)

    def _chooser(self, language: str) -> Callable[[], None]:
        return lambda: self.choose(language)


def _painter(half: pygame.Surface | None) -> Callable[[Painter, Box], None]:
    def paint(p: Painter, box: Box) -> None:
        if half is None:
            p.fill(box, p.palette.room2)
        else:
            p.image(half, box, _middle(half, box.w / box.h))

    return paint


def _middle(picture: pygame.Surface, aspect: float) -> pygame.Rect:
    """Return the middle of `picture` in the wanted shape."""
    w, h = picture.get_size()
    cut_w = min(w, round(h * aspect))
    cut_h = min(h, round(cut_w / aspect))
    return pygame.Rect((w - cut_w) // 2, (h - cut_h) // 2, cut_w, cut_h)
