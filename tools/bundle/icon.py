"""The program's icon, drawn from the game's logo: `.ico` for Windows, `.icns` for macOS, `.png` for Linux."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pygame
from PIL import Image

from game import resources
from game.play.logo import draw_logo
from game.ui.geometry import Box
from game.ui.icons import Icons
from game.ui.painter import Look, Painter
from game.ui.text import Fonts, Typesetter
from game.ui.theme import read_theme

SIDE: Final = 1024
"""Pixels of the drawing that all sizes are made of."""
SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
ENDINGS: Final = {"win32": "ico", "darwin": "icns"}
"""The kind of icon of each system; any other takes a PNG."""


def drawn(side: int = SIDE) -> Image.Image:
    """Return the logo as a square picture on a transparent ground."""
    theme = read_theme((resources.assets() / "theme.yaml").read_text("utf-8"), "theme.yaml")
    fonts, scale = Fonts(), side / theme.sizes["logo"]
    look = Look(
        theme=theme,
        palette=theme.themes["light_table"],
        icons=Icons(resources.assets() / "icons"),
        type=Typesetter(fonts, scale, 1.0),
        fonts=fonts,
        reduced_motion=True,
    )
    surface = pygame.Surface((side, side), pygame.SRCALPHA)
    draw_logo(Painter(surface, look, scale), Box(0, 0, theme.sizes["logo"], theme.sizes["logo"]))
    return Image.frombytes("RGBA", (side, side), pygame.image.tobytes(surface, "RGBA"))


def write(folder: Path, platform: str) -> Path:
    """Write the icon for `platform` (as `sys.platform` names it) into `folder` and return its path."""
    path = folder / f"chinmi.{ENDINGS.get(platform, 'png')}"
    folder.mkdir(parents=True, exist_ok=True)
    picture = drawn()
    if path.suffix == ".ico":
        picture.save(path, sizes=[(side, side) for side in SIZES])
    elif path.suffix == ".icns":
        picture.save(path)
    else:
        picture.resize((256, 256), Image.Resampling.LANCZOS).save(path)
    return path
