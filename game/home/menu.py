"""The menu: the campaign's chapters, the player's list, and the doors to the rest of the game."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.campaign.chapter_tile import chapter_painter, slim_painter
from game.play.chrome import TOP_BAR, drawing, margin
from game.play.welcome import draw_logo
from game.resources import languages
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.card import Card, door_card
from game.ui.widgets.controls import Button, Label

if TYPE_CHECKING:
    from game.campaign.controller import Journey


@dataclass(frozen=True, slots=True)
class Door:
    """One way on from the menu; its words are the texts `menu.<name>` and `menu.<name>_text`."""

    name: str
    icon: str
    press: Callable[[], None]


class MenuScene(Scene):
    """Chapter 0 on a low card above, chapters 1 to 6 below; the one to go on with is on paper."""

    name = "menu"

    def __init__(self, journey: Journey, doors: Sequence[Door]) -> None:
        self.journey = journey
        self.context = journey.context
        self.doors = tuple(doors)

    def on_back(self) -> None:
        """Ask before leaving the game."""
        from game.play.dialog import Choice, DialogScene

        t, stack = self.context.t, self.context.stack
        stay = Choice("stay", t("quit.stay"), stack.pop, primary=True)
        leave = Choice("leave", t("quit.leave"), self.context.quit)
        title, text = t("quit.title"), t("quit.text")
        stack.push(DialogScene(self.context, icon="exit", title=title, text=text, choices=(stay, leave)))

    def open_library(self) -> None:
        """Show the packs."""
        from game.home.library import LibraryScene

        self.context.stack.push(LibraryScene(self.context))

    def open_settings(self) -> None:
        """Show the settings."""
        from game.home.settings import SettingsScene

        self.context.stack.push(SettingsScene(self.context))

    def open_credits(self) -> None:
        """Show credits and licences."""
        from game.home.credits import CreditsScene

        self.context.stack.push(CreditsScene(self.context))

    def open_help(self) -> None:
        """Show how to play and the glossary."""
        from game.home.help import HelpScene

        self.context.stack.push(HelpScene(self.context))

    def open_profiles(self) -> None:
        """Choose who plays."""
        from game.home.profiles import ProfilesScene

        self.context.stack.push(ProfilesScene(self.journey))

    def open_list(self) -> None:
        """Show the list "before I share"."""
        from game.campaign.before_share import BeforeShareScene
        from game.campaign.lesson import Turn

        pop = self.context.stack.pop
        chapter = list(self.journey.campaign.chapters.values())[-1]
        self.context.stack.push(BeforeShareScene(self.journey, chapter, Turn(pop, pop, pop)))

    def next_language(self) -> None:
        """Switch to the next language."""
        order = list(languages())
        following = order[(order.index(self.context.language) + 1) % len(order)]
        self.context.apply(self.context.settings.model_copy(update={"language": following}))

    def toggle_sound(self) -> None:
        """Switch the sound on or off."""
        settings = self.context.settings
        self.context.apply(settings.model_copy(update={"sound": not settings.sound}))

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, heading, chapters, and the column of doors."""
        area, m, t = layout.area, margin(layout), self.context.t
        box = Box(area.x + m, area.y + TOP_BAR + 10, area.w - 2 * m, area.h - TOP_BAR - 28)
        title_h = layout.height(t("menu.title"), "h1", box.w)
        sub_h = layout.height(t("menu.subtitle"), "body", box.w)
        words = box.without_top(title_h).top(sub_h)
        rest = box.without_top(title_h + sub_h + 14)
        widgets = [
            *self._bar(layout),
            Label(name="menu.title", box=box.top(title_h), text=t("menu.title"), style="h1"),
            Label(name="menu.subtitle", box=words, text=t("menu.subtitle"), tone="text_mid"),
        ]
        if layout.portrait:
            rows = -(-len(self.doors) // 2)
            side_h = rows * 104.0 + (rows - 1) * 16 + 16 + 86
            side, left = rest.bottom_strip(side_h), rest.without_bottom(side_h + 20)
            doors = side.without_bottom(102).grid(2, rows, 16)
            small = side.bottom_strip(86).columns((1.0,) * 4, 12)
            cells = left.without_top(84).grid(2, 3, 16)
        else:
            side, left = rest.right_strip(308), rest.left(rest.w - 332)
            doors = side.without_bottom(176).rows((1.0,) * len(self.doors), 12)
            small = side.bottom_strip(160).grid(2, 2, 12)
            cells = left.without_top(84).grid(3, 2, 16)
        return [*widgets, *self._chapters(left.top(68), cells), *self._doors(doors), *self._small(small)]

    def _bar(self, layout: Layout) -> list[Widget]:
        area, m, t = layout.area, margin(layout), self.context.t
        settings = self.context.settings
        right, y = area.right - m, area.y + 6
        sound = t("watch.sound_on" if settings.sound else "watch.sound_off")
        keys = [
            ("sound", "sound" if settings.sound else "sound-off", self.toggle_sound, sound, 64.0),
            ("language", "language", self.next_language, t("settings.language"), 196.0),
            ("who", f"who-{self.journey.picture}", self.open_profiles, t("profiles.title"), 64.0),
            ("help", "help", self.open_help, t("menu.help"), 64.0),
        ]
        widgets: list[Widget] = [
            drawing("logo", Box(area.x + m, area.y + 10, 60, 60), draw_logo),
            Label(
                name="name",
                box=Box(area.x + m + 76, y, 220, 64),
                text="Chinmi?",
                style="h2",
                valign="centre",
                grow=False,
            ),
        ]
        for name, icon, press, spoken, width in keys:
            right -= width
            widgets.append(
                Button(
                    name=name,
                    box=Box(right, y, width, 64),
                    look="icon",
                    icon=icon,
                    text=languages()[self.context.language].name if name == "language" else "",
                    style="h3",
                    press=press,
                    spoken=spoken,
                    shortcuts=("m",) if name == "sound" else (),
                )
            )
            right -= 12
        return widgets

    def _chapters(self, low: Box, cells: Sequence[Box]) -> list[Widget]:
        t, chapters = self.context.t, self.journey.campaign.chapters
        first, share = low.columns((1.9, 1.0), 16)
        boxes = [first, *cells]
        widgets: list[Widget] = []
        for i, (state, box) in enumerate(zip(self.journey.states(), boxes, strict=False)):
            chapter = chapters[state.id]
            painter = slim_painter if i == 0 else chapter_painter
            widgets.append(
                Card(
                    name=f"chapter-{state.id}",
                    box=box,
                    first=state.recommended,
                    shortcuts=(str(i),),
                    paint=painter(chapter, state, t),
                    press=self._starter(state.id),
                    spoken=chapter.title.get(t.language),
                )
            )
        widgets.append(
            Card(name="list", box=share, paint=self._list, press=self.open_list, spoken=t("share.title"))
        )
        return widgets

    def _starter(self, chapter: str) -> Callable[[], None]:
        return lambda: self.journey.start(chapter)

    def _list(self, p: Painter, box: Box) -> None:
        c = p.palette
        p.panel(box, 14, c.room1, *((c.edge, 2) if c.outlined_panels else ()))
        p.icon("check", box.x + 38, box.cy, 34, c.text)
        words = Box(box.x + 68, box.y + 4, box.w - 80, box.h - 8)
        title = self.context.t("share.title")
        p.text(words, title, "h3", c.text, valign="centre", floor=0.66, max_lines=2)

    def _doors(self, cells: Sequence[Box]) -> list[Widget]:
        t = self.context.t
        return [
            door_card(
                door.name, cell, door.icon, t(f"menu.{door.name}"), t(f"menu.{door.name}_text"), door.press
            )
            for door, cell in zip(self.doors, cells, strict=False)
        ]

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
