"""Practice: everything mixed, one making stage, five quick clips, or a choice of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.content.levels import Level
from game.play.chrome import content_box, top_bar
from game.play.context import Context
from game.quiz.scheduler import narrowed
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card, door_card

CARDS = 6


class PracticeScene(Scene):
    """Nothing is locked; a level without clips says what is missing and leads to the packs."""

    name = "practice"

    def __init__(self, context: Context, play: Callable[[Level], None]) -> None:
        self.context = context
        self.play = play
        self._quick = next((level for level in context.levels if level.id == "quick"), None)
        self.levels = tuple(level for level in context.levels if level is not self._quick)[:CARDS]
        self._ready = self._count()

    def resume(self) -> None:
        """Count the clips again: packs may have been switched on or off."""
        self._ready = self._count()

    def on_back(self) -> None:
        """Back to the menu."""
        self.context.stack.pop()

    def open_library(self) -> None:
        """Show the packs."""
        from game.home.library import LibraryScene

        self.context.stack.push(LibraryScene(self.context))

    def open_settings(self) -> None:
        """Show the settings."""
        from game.home.settings import SettingsScene

        self.context.stack.push(SettingsScene(self.context))

    def open_free(self) -> None:
        """Choose kinds, difficulty, order and pack oneself."""
        from game.home.free_practice import FreePracticeScene

        self.context.stack.push(FreePracticeScene(self.context, self.play))

    def _count(self) -> dict[str, int]:
        ready = {}
        for level in self.context.levels:
            kinds = narrowed(level, self.context.guide).kinds
            counts = self.context.library.counts(kinds)
            ready[level.id] = counts.manipulated and counts.manipulated + counts.real
        return ready

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the level cards, and the two other ways to practise."""
        t, box = self.context.t, content_box(layout)
        bar = top_bar(
            layout,
            self.context,
            t("menu.practice"),
            t("practice.subtitle"),
            back=self.on_back,
            settings=self.open_settings,
        )
        if layout.portrait:
            doors = box.bottom_strip(112).columns((1.0, 1.0), 16)
            cards = box.without_bottom(128).grid(2, 3, 16)
        else:
            doors = box.right_strip(308).rows((1.0, 1.0), 16)
            cards = box.left(box.w - 332).grid(3, 2, 16)
        return [*bar, *self._cards(cards), *self._doors(doors)]

    def _doors(self, cells: Sequence[Box]) -> list[Widget]:
        t = self.context.t
        title, text = t("practice.free"), t("practice.free_text")
        free = door_card("free", cells[-1], "filter", title, text, self.open_free)
        if self._quick is None:
            return [free]
        press = self._starter(self._quick) if self._ready[self._quick.id] else self.open_library
        title, text = self._quick.title.get(t.language), self._quick.subtitle.get(t.language)
        return [door_card("quick", cells[0], self._quick.icon, title, text, press), free]

    def _cards(self, cells: Sequence[Box]) -> list[Widget]:
        widgets: list[Widget] = []
        featured = next((level.id for level in self.levels if self._ready[level.id]), None)
        for i, (level, cell) in enumerate(zip(self.levels, cells, strict=False)):
            ready = self._ready[level.id]
            widgets.append(
                Card(
                    name=f"level-{level.id}",
                    box=cell,
                    first=level.id == featured,
                    shortcuts=(str(i + 1),),
                    paint=self._painter(level, i + 1, paper=level.id == featured),
                    press=self._starter(level) if ready else self.open_library,
                    spoken=level.title.get(self.context.language),
                )
            )
        return widgets

    def _starter(self, level: Level) -> Callable[[], None]:
        return lambda: self.play(level)

    def _painter(self, level: Level, number: int, *, paper: bool) -> Callable[[Painter, Box], None]:
        t, ready = self.context.t, self._ready[level.id]

        def paint(p: Painter, box: Box) -> None:
            c = p.palette
            ink, mid = (c.ink, c.ink_mid) if paper else (c.text, c.text_mid)
            if paper:
                p.panel(box, 14, c.paper)
            else:
                p.panel(box, 14, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
            inner = box.inset(24, 18)
            p.text(Box(inner.x, inner.y, 90, 60), str(number), "verdict", ink, valign="centre", grow=False)
            p.icon(level.icon, inner.right - 30, inner.y + 32, 60, ink)
            state = inner.bottom_strip(30 if ready else 54)
            words = Box(inner.x, inner.y + 60, inner.w, state.y - inner.y - 62)
            title_h = min(p.measure(level.title.get(t.language), "h2", words.w)[1], words.h * 0.58)
            p.text(words.top(title_h), level.title.get(t.language), "h2", ink, floor=0.62)
            low = words.without_top(title_h + 2)
            if p.fits(low, level.subtitle.get(t.language), "caption", floor=0.9):
                p.text(low, level.subtitle.get(t.language), "caption", mid, floor=0.9)
            p.icon("play" if ready else "library", state.x + 12, state.cy, 24, ink)
            line = t("menu.ready", n=ready) if ready else t("menu.no_clips")
            p.text(
                Box(state.x + 34, state.y, state.w - 34, state.h),
                line,
                "caption",
                mid,
                valign="centre",
                floor=0.9,
                grow=False,
                max_lines=2,
            )

        return paint
