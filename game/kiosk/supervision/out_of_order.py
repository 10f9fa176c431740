"""The still picture of a kiosk that is out of order: drawn once, with as little of the game as possible."""

from __future__ import annotations

import threading

import pygame

from game import resources
from game.i18n import Catalogue
from game.resources import languages
from game.ui.geometry import Box
from game.ui.icons import Icons
from game.ui.painter import Look, Painter
from game.ui.screen import Screen
from game.ui.text import Fonts, Typesetter
from game.ui.theme import read_theme


def show(size: tuple[int, int], over: threading.Event, *, fullscreen: bool) -> None:
    """Show the picture until `over` is set. It is drawn again only when the window asks for it."""
    pygame.init()
    screen = Screen(size, fullscreen=fullscreen)
    pygame.mouse.set_visible(False)
    draw(screen)
    pygame.display.flip()
    while not over.is_set():
        event = pygame.event.wait(1000)
        if event.type in (pygame.WINDOWEXPOSED, pygame.VIDEOEXPOSE, pygame.WINDOWSIZECHANGED):
            screen.resized()
            draw(screen)
            pygame.display.flip()


def draw(screen: Screen) -> None:
    """Draw "out of order" in three languages."""
    assets = resources.assets()
    theme = read_theme((assets / "theme.yaml").read_text("utf-8"), "theme.yaml")
    texts = Catalogue.read(assets / "i18n")
    fonts, scale = Fonts(), screen.canvas.scale
    palette = theme.themes["light_table"]
    look = Look(
        theme=theme,
        palette=palette,
        icons=Icons(assets / "icons"),
        type=Typesetter(fonts, scale, 1.0),
        fonts=fonts,
        reduced_motion=True,
    )
    painter = Painter(screen.surface, look, scale)
    screen.surface.fill(pygame.Color(palette.room0))
    area = screen.canvas.content
    middle = area.centred(min(900.0, area.w - 80), 560)
    painter.icon("warning", middle.cx, middle.y + 50, 96, palette.text)
    for code, row in zip(
        tuple(languages()), middle.without_top(130).rows((1.0,) * len(languages()), 12), strict=True
    ):
        t = texts.translator(code)
        upper, lower = row.rows((1.0, 1.0), 0)
        painter.text(
            upper, t("kiosk.out.title"), "h1", palette.text, align="centre", valign="bottom", max_lines=1
        )
        low = Box(lower.x, lower.y + 4, lower.w, lower.h)
        painter.text(low, t("kiosk.out.text"), "lead", palette.text_mid, align="centre", max_lines=1)
