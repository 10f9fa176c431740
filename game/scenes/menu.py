"""The menu: what to practise - everything mixed, or one making stage - and the rest of the game."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.content.levels import Level
from game.quiz.scheduler import narrowed
from game.scenes.bars import TOP_BAR, drawing, margin
from game.scenes.cards import Card
from game.scenes.context import Context
from game.scenes.title import LANGUAGE_NAMES, draw_logo
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

CARDS = 6


class MenuScene(Scene):
    """Nothing is locked; a level without clips says what is missing and leads to the packs."""

    name = "menu"

    def __init__(
        self, context: Context, play: Callable[[Level], None], campaign: Callable[[], None] | None = None
    ) -> None:
        self.context = context
        self.play = play
        self.campaign = campaign
        self.levels = context.levels[:CARDS]
        self._quick = next((level for level in context.levels if level.id == "quick"), None)
        if self._quick is not None:
            self.levels = tuple(level for level in context.levels if level.id != "quick")[:CARDS]
        self._ready = self._count()

    def resume(self) -> None:
        """Count the clips again: packs may have been switched on or off."""
        self._ready = self._count()

    def on_back(self) -> None:
        """Ask before leaving the game."""
        from game.scenes.dialog import Choice, DialogScene

        t = self.context.t
        stay = Choice("stay", t("quit.stay"), self.context.stack.pop, primary=True)
        leave = Choice("leave", t("quit.leave"), self.context.quit)
        self.context.stack.push(
            DialogScene(
                self.context, icon="exit", title=t("quit.title"), text=t("quit.text"), choices=(stay, leave)
            )
        )

    def open_library(self) -> None:
        """Show the packs."""
        from game.scenes.library import LibraryScene

        self.context.stack.push(LibraryScene(self.context))

    def open_settings(self) -> None:
        """Show the settings."""
        from game.scenes.settings import SettingsScene

        self.context.stack.push(SettingsScene(self.context))

    def open_credits(self) -> None:
        """Show credits and licences."""
        from game.scenes.credits import CreditsScene

        self.context.stack.push(CreditsScene(self.context))

    def open_help(self) -> None:
        """Show how to play and the glossary."""
        from game.scenes.help import HelpScene

        self.context.stack.push(HelpScene(self.context))

    def next_language(self) -> None:
        """Switch to the next language."""
        order = list(LANGUAGE_NAMES)
        following = order[(order.index(self.context.language) + 1) % len(order)]
        self.context.apply(self.context.settings.model_copy(update={"language": following}))

    def toggle_sound(self) -> None:
        """Switch the sound on or off."""
        settings = self.context.settings
        self.context.apply(settings.model_copy(update={"sound": not settings.sound}))

    def _count(self) -> dict[str, int]:
        ready = {}
        for level in self.context.levels:
            kinds = narrowed(level, self.context.guide).kinds
            counts = self.context.library.counts(kinds)
            ready[level.id] = counts.manipulated and counts.manipulated + counts.real
        return ready

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, heading, cards and the column of everything else."""
        area, m, t = layout.area, margin(layout), self.context.t
        box = Box(area.x + m, area.y + TOP_BAR + 10, area.w - 2 * m, area.h - TOP_BAR - 28)
        widgets = self._bar(layout)
        title_h = layout.height(t("menu.title"), "h1", box.w)
        sub_h = layout.height(t("menu.subtitle"), "body", box.w)
        widgets += [
            Label(name="menu.title", box=box.top(title_h), text=t("menu.title"), style="h1"),
            Label(
                name="menu.subtitle",
                box=Box(box.x, box.y + title_h, box.w, sub_h),
                text=t("menu.subtitle"),
                tone="text_mid",
            ),
        ]
        rest = box.without_top(title_h + sub_h + 16)
        if layout.portrait:
            side = rest.bottom_strip(2 * (104 + 16) + 86 if self.campaign else 104 + 16 + 86)
            cards = rest.without_bottom(side.h + 24)
            return [*widgets, *self._cards(cards.grid(2, 3, 16)), *self._side_low(side)]
        side = rest.right_strip(308)
        cards = Box(rest.x, rest.y, rest.w - 308 - 24, rest.h)
        return [*widgets, *self._cards(cards.grid(3, 2, 16)), *self._side(side)]

    def _bar(self, layout: Layout) -> list[Widget]:
        area, m, t = layout.area, margin(layout), self.context.t
        settings = self.context.settings
        name = LANGUAGE_NAMES[self.context.language]
        sound = Box(area.right - m - 64, area.y + 6, 64, 64)
        language = Box(sound.x - 212, area.y + 6, 200, 64)
        return [
            drawing("logo", Box(area.x + m, area.y + 10, 60, 60), draw_logo),
            Label(
                name="name",
                box=Box(area.x + m + 76, area.y + 6, 240, 64),
                text="Chinmi?",
                style="h2",
                valign="centre",
                grow=False,
            ),
            Button(
                name="language",
                box=language,
                look="icon",
                icon="language",
                text=name,
                style="h3",
                press=self.next_language,
                spoken=t("settings.language"),
            ),
            Button(
                name="sound",
                box=sound,
                look="icon",
                icon="sound" if settings.sound else "sound-off",
                press=self.toggle_sound,
                spoken=t("watch.sound_on" if settings.sound else "watch.sound_off"),
                shortcuts=("m",),
            ),
        ]

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

    def _side(self, box: Box) -> list[Widget]:
        big, small = box.without_bottom(0), 74.0
        low = box.bottom_strip(2 * small + 12)
        big = Box(box.x, box.y, box.w, low.y - 16 - box.y)
        cells = big.rows((1.0,) * (3 if self.campaign else 2), 12 if self.campaign else 16)
        return [*self._big(cells), *self._small(low.grid(2, 2, 12))]

    def _side_low(self, box: Box) -> list[Widget]:
        cells = box.without_bottom(104 + 86 + 32).columns((1.0,), 16) if self.campaign else []
        cells += box.without_bottom(86 + 16).bottom_strip(104).columns((1.0, 1.0), 16)
        return [*self._big(cells), *self._small(box.bottom_strip(86).columns((1.0,) * 4, 12))]

    def _big(self, cells: Sequence[Box]) -> list[Widget]:
        t = self.context.t
        widgets: list[Widget] = []
        upper, lower = cells[-2:]
        if self.campaign is not None:
            title, text = t("chapters.title"), t("chapters.subtitle")
            widgets.append(_side_card("campaign", cells[0], "campaign", title, text, self.campaign))
        if self._quick is not None:
            quick, ready = self._quick, self._ready[self._quick.id]
            press = self._starter(quick) if ready else self.open_library
            title, text = quick.title.get(t.language), quick.subtitle.get(t.language)
            widgets.append(_side_card("quick", upper, "timer", title, text, press))
        widgets.append(_side_card("help", lower, "help", t("menu.help"), t("menu.help_text"), self.open_help))
        return widgets

    def _small(self, cells: Sequence[Box]) -> list[Widget]:
        t = self.context.t
        entries = [
            ("library", "library", t("menu.library"), self.open_library),
            ("settings", "settings", t("menu.settings"), self.open_settings),
            ("credits", "credits", t("menu.credits"), self.open_credits),
            ("exit", "exit", t("menu.exit"), self.on_back),
        ]
        return [
            Button(name=name, box=cell, icon=icon, text=text, style="label", stacked=True, press=press)
            for cell, (name, icon, text, press) in zip(cells, entries, strict=True)
        ]


def _side_card(name: str, box: Box, icon: str, title: str, text: str, press: Callable[[], None]) -> Card:
    def paint(p: Painter, b: Box) -> None:
        c = p.palette
        p.panel(b, 10, c.room2, c.edge, c.stroke_control)
        p.icon(icon, b.x + 42, b.cy, 46, c.text)
        words = Box(b.x + 78, b.y + 4, b.w - 84, b.h - 8)
        title_h = min(p.measure(title, "h3", words.w)[1], words.h)
        text_h = p.measure(text, "caption", words.w)[1]
        if title_h + text_h > words.h + 2:
            text_h = 0.0
        top = words.centred(words.w, title_h + text_h)
        p.text(top.top(title_h), title, "h3", c.text, floor=0.7)
        if text_h:
            p.text(top.without_top(title_h), text, "caption", c.text_mid, floor=0.9)

    return Card(name=name, box=box, paint=paint, press=press, radius=10, spoken=f"{title}. {text}")
