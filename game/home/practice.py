"""Practice: everything mixed, one making stage, posts, five quick clips, or a choice of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.play.context import Context
from game.quiz.scheduler import narrowed
from game.ui.layout import content, fixed, flex, grid, item, split
from game.ui.presets import screen, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import EntryCard, TileCard

if TYPE_CHECKING:
    from game.packs.library import Library

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
        """Show the packs; say why nothing can be played where they hold real clips alone."""
        self.context.show("library")
        if self._only_real:
            self.context.toasts.show("info", self.context.t("practice.only_real"))

    def open_settings(self) -> None:
        """Show the settings."""
        from game.home.settings import SettingsScene

        self.context.stack.push(SettingsScene(self.context))

    def open_free(self) -> None:
        """Choose kinds, difficulty, order and pack oneself."""
        from game.home.free_practice import FreePracticeScene

        self.context.stack.push(FreePracticeScene(self.context, self.play))

    def open_posts(self) -> None:
        """Judge posts: the picture, and whether to share them."""
        from game.posts.practice import practise

        practise(self.context)

    def _count(self) -> dict[str, int]:
        ready = {}
        for level in self.context.levels:
            kinds = narrowed(level, self.context.guide).kinds
            counts = self.context.library.counts(kinds)
            ready[level.id] = counts.manipulated and counts.manipulated + counts.real
        self._only_real = only_real(self.context.library)
        return ready

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, the level cards, and the other ways to practise."""
        t = self.context.t
        bar = top_bar(
            t,
            t("menu.practice"),
            t("practice.subtitle"),
            back=self.on_back,
            settings=self.open_settings,
        )
        body = split(
            item(grid(self._cards(), layout.choose(3, 2), "l"), main=flex()),
            item(
                grid(self._ways(), layout.choose(1, 2), "l"),
                main=layout.choose(fixed("entries"), content()),
            ),
            gap="xl",
        )
        return screen(bar, item(body, main=flex())).place(layout, layout.area)

    def _ways(self) -> list[EntryCard]:
        t = self.context.t
        free = _way("free", "filter", t("practice.free"), t("practice.free_text"), self.open_free)
        posts = _way("posts", "team", t("posts.title"), t("posts.entry_text"), self.open_posts)
        quick = self._quick
        if quick is None:
            return [posts, free]
        press = self._starter(quick) if self._ready[quick.id] else self.open_library
        title, text = quick.title.get(t.language), quick.subtitle.get(t.language)
        return [posts, _way("quick", quick.icon, title, text, press), free]

    def _cards(self) -> list[TileCard]:
        featured = next((level.id for level in self.levels if self._ready[level.id]), None)
        return [
            self._card(number, level, featured=level.id == featured)
            for number, level in enumerate(self.levels, 1)
        ]

    def _card(self, number: int, level: Level, *, featured: bool) -> TileCard:
        t, ready = self.context.t, self._ready[level.id]
        title = level.title.get(t.language)
        return TileCard(
            name=f"level-{level.id}",
            number=number,
            icon=level.icon,
            title=title,
            text=level.subtitle.get(t.language),
            state_icon="play" if ready else "library",
            state=t("menu.ready", n=ready) if ready else t(self._missing),
            on=featured,
            first=featured,
            shortcuts=(str(number),),
            press=self._starter(level) if ready else self.open_library,
            spoken=title,
        )

    @property
    def _missing(self) -> str:
        """The text for a level that cannot be played: no clips, or none of one label."""
        return "menu.only_real" if self._only_real else "menu.no_clips"

    def _starter(self, level: Level) -> Callable[[], None]:
        return lambda: self.play(level)


def only_real(library: Library) -> bool:
    """Tell whether the packs that are on hold real clips alone: practice needs both labels."""
    counts = library.counts()
    return bool(counts.real) and not counts.manipulated


def _way(name: str, icon: str, title: str, text: str, press: Callable[[], None]) -> EntryCard:
    return EntryCard(
        name=name,
        icon=icon,
        title=title,
        text=text,
        corner="control",
        press=press,
        spoken=f"{title}. {text}",
    )
