"""The still picture of a kiosk that is out of order: drawn once, with as little of the game as possible."""

from __future__ import annotations

import threading
from typing import Final

import pygame

from game import resources
from game.i18n import Catalogue, Translator
from game.resources import languages
from game.ui.icons import Icons
from game.ui.layout import Node, column, content, item, pad
from game.ui.painter import Look, Painter
from game.ui.scene import Layout
from game.ui.screen import Screen
from game.ui.text import Fonts, Typesetter
from game.ui.theme import theme_at
from game.ui.widgets.base import State
from game.ui.widgets.controls import IconText, Label

PATIENCE: Final = 500
"""Milliseconds in which the end is noticed."""


def show(size: tuple[int, int], over: threading.Event, *, fullscreen: bool) -> None:
    """Show the picture until `over` is set. It is drawn again only when the window asks for it."""
    pygame.init()
    screen = Screen(size, fullscreen=fullscreen)
    pygame.mouse.set_visible(False)
    draw(screen)
    pygame.display.flip()
    while not over.is_set():
        event = pygame.event.wait(PATIENCE)
        if event.type in (pygame.WINDOWEXPOSED, pygame.VIDEOEXPOSE, pygame.WINDOWSIZECHANGED):
            screen.resized()
            draw(screen)
            pygame.display.flip()


def draw(screen: Screen) -> None:
    """Draw "out of order" in three languages."""
    assets = resources.assets()
    theme = theme_at(assets / "theme.yaml")
    fonts, scale = Fonts(), screen.canvas.scale
    look = Look(
        theme=theme,
        palette=theme.themes["light_table"],
        icons=Icons(assets / "icons"),
        type=Typesetter(fonts, scale, 1.0),
        fonts=fonts,
        reduced_motion=True,
    )
    layout, painter = Layout(screen.canvas, look), Painter(screen.surface, look, scale)
    screen.surface.fill(pygame.Color(look.palette.room0))
    for widget in _picture(Catalogue.read(assets / "i18n")).place(layout, layout.area):
        widget.draw(painter, State())


def _picture(texts: Catalogue) -> Node:
    icon = IconText(name="icon", icon="warning", icon_size="icon_huge")
    return pad(
        column(
            item(icon, width=content(), across="centre"),
            *(_words(texts.translator(code)) for code in languages()),
            gap="margin",
            lead="centre",
        ),
        "margin",
    )


def _words(t: Translator) -> Node:
    title, text = t("kiosk.out.title"), t("kiosk.out.text")
    return column(
        Label(name=f"title-{t.language}", text=title, style="h1", align="centre", max_lines=1),
        Label(
            name=f"text-{t.language}", text=text, style="lead", tone="text_mid", align="centre", max_lines=1
        ),
        gap="s",
    )
