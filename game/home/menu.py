"""The menu: the campaign's chapters, the player's list, and the entries of the rest of the game."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from game.campaign.chapter_tile import chapter_line, chapter_tile
from game.campaign.navigation import PageNavigation
from game.home import doors
from game.play.logo import Logo
from game.resources import languages
from game.ui.layout import Node, column, content, fixed, flex, grid, item, row, split
from game.ui.presets import Bar, icon_key, screen
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import EntryCard
from game.ui.widgets.controls import Button, Label

if TYPE_CHECKING:
    from game.campaign.controller import CampaignController


class MenuEntry(NamedTuple):
    """One way on from the menu; its words are the texts `menu.<name>` and `menu.<name>_text`."""

    name: str
    icon: str
    press: Callable[[], None]


class MenuScene(Scene):
    """Chapter 0 on a low card above, chapters 1 to 6 below; the one to go on with is on paper."""

    name = "menu"

    def __init__(
        self,
        journey: CampaignController,
        entries: Sequence[MenuEntry],
        news: Callable[[], str] = str,
    ) -> None:
        """`news` is a line on what goes on in the background; it stands in the place of the subtitle."""
        self.journey = journey
        self.context = journey.context
        self.entries = tuple(entries)
        self._news = news
        self._told = news()

    def update(self, now: float) -> Change:
        """Draw anew when there are news."""
        before, self._told = self._told, self._news()
        return Change.NONE if before == self._told else Change.ALL

    def on_back(self) -> None:
        """Ask before leaving the game."""
        self.context.stack.push(doors.leaving(self.context))

    def open_library(self) -> None:
        """Show the packs."""
        self.context.show("library")

    def open_settings(self) -> None:
        """Show the settings."""
        self.context.stack.push(doors.settings(self.context))

    def open_credits(self) -> None:
        """Show credits and licences."""
        self.context.stack.push(doors.credit_list(self.context))

    def open_help(self) -> None:
        """Show how to play and the glossary."""
        self.context.stack.push(doors.help_page(self.context))

    def open_profiles(self) -> None:
        """Choose who plays."""
        self.context.stack.push(doors.players(self.journey))

    def open_list(self) -> None:
        """Show the list "before I share"."""
        pop = self.context.stack.pop
        self.context.stack.push(self.journey.before_share(PageNavigation(pop, pop, pop)))

    def next_language(self) -> None:
        """Switch to the next language."""
        order = list(languages())
        following = order[(order.index(self.context.language) + 1) % len(order)]
        self.context.apply(self.context.settings.changed(language=following))

    def toggle_sound(self) -> None:
        """Switch the sound on or off."""
        settings = self.context.settings
        self.context.apply(settings.changed(sound=not settings.sound))

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, heading, chapters, and the column of entries."""
        t = self.context.t
        heading = column(
            Label(name="menu.title", text=t("menu.title"), style="h1"),
            Label(name="menu.subtitle", text=self._told or t("menu.subtitle"), tone="text_mid"),
        )
        entries = column(
            item(grid([self._entry(entry) for entry in self.entries], layout.choose(1, 2), "m"), main=flex()),
            grid(self._small_keys(), layout.choose(2, 4), "m"),
            gap="l",
        )
        body = split(
            item(self._chapters(layout), main=flex()),
            item(entries, main=layout.choose(fixed("entries"), content())),
            gap="xl",
        )
        return screen(self._bar(), heading, item(body, main=flex()), gap="m").place(layout, layout.area)

    def _bar(self) -> Bar:
        t, settings = self.context.t, self.context.settings
        name = Label(name="name", text="Chinmi?", style="h2", valign="centre", grow=False)
        language = Button(
            name="language",
            look="icon",
            icon="language",
            text=languages()[self.context.language].name,
            style="h3",
            press=self.next_language,
            spoken=t("settings.language"),
        )
        sound = icon_key(
            "sound",
            "sound" if settings.sound else "sound-off",
            t("watch.sound_on" if settings.sound else "watch.sound_off"),
            self.toggle_sound,
            shortcuts=("m",),
        )
        keys = row(
            icon_key("help", "help", t("menu.help"), self.open_help),
            icon_key("who", f"who-{self.journey.picture}", t("profiles.title"), self.open_profiles),
            language,
            sound,
            gap="m",
        )
        return Bar(row(item(Logo(name="logo"), width=fixed("key")), name, gap="m"), right=keys)

    def _chapters(self, layout: Layout) -> Node:
        t, chapters = self.context.t, {chapter.id: chapter for chapter in self.journey.outlines}
        first, *rest = self.journey.states()
        share = EntryCard(
            name="list",
            icon="check",
            title=t("share.title"),
            ground="room1",
            press=self.open_list,
            spoken=t("share.title"),
        )
        tiles = [chapter_tile(chapters[state.id], state, t, self._starter(state.id)) for state in rest]
        line = chapter_line(chapters[first.id], first, t, self._starter(first.id))
        return column(
            item(row(item(line, main=flex(1.9)), item(share, main=flex()), gap="l"), height=fixed("action")),
            item(grid(tiles, layout.choose(3, 2), "l"), main=flex()),
            gap="l",
        )

    def _starter(self, chapter: str) -> Callable[[], None]:
        return lambda: self.journey.start(chapter)

    def _entry(self, entry: MenuEntry) -> EntryCard:
        t = self.context.t
        title, text = t(f"menu.{entry.name}"), t(f"menu.{entry.name}_text")
        return EntryCard(
            name=entry.name,
            icon=entry.icon,
            title=title,
            text=text,
            corner="control",
            press=entry.press,
            spoken=f"{title}. {text}",
        )

    def _small_keys(self) -> list[Button]:
        keys = {
            "library": self.open_library,
            "settings": self.open_settings,
            "credits": self.open_credits,
            "exit": self.on_back,
        }
        return [
            Button(
                name=name,
                icon=name,
                text=self.context.t(f"menu.{name}"),
                style="label",
                stacked=True,
                press=press,
            )
            for name, press in keys.items()
        ]
