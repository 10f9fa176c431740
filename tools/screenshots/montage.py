"""Draws pictures of the README and of docs: screens of the game as it is now.

python -m tools.screenshots.montage [game] [workshop]
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

if TYPE_CHECKING:
    import pygame

SIZE: Final = (1280, 720)
GAP: Final = 12
GROUND: Final = "#101112"
COLOURS: Final = 160
"""So many colours look like all, in a third of the bytes."""
FOLDER: Final = Path(__file__).parents[2] / "docs" / "pictures"


@dataclass(frozen=True, slots=True)
class Montage:
    """Screens of the game in one picture, `columns` of them side by side, each `shown` px large."""

    languages: tuple[str, ...]
    tours: tuple[str, ...]
    screens: tuple[str, ...]
    columns: int
    shown: tuple[int, int]


MONTAGES: Final = {
    "game": Montage(
        ("en",), ("session",), ("04-watch", "05-judge", "06-spot", "07-reveal-why"), 2, (800, 450)
    ),
    "workshop": Montage(
        ("uz", "en", "ru"),
        ("workshop", "arrivals"),
        ("30-workshop-setup", "30-workshop-reach", "30-workshop-own", "22-intake"),
        4,
        (480, 270),
    ),
}


def montage(screens: list[Image.Image], columns: int = 2, shown: tuple[int, int] = (800, 450)) -> Image.Image:
    """Return screens, `columns` side by side and the next ones below."""
    w, h = shown
    rows = -(-len(screens) // columns)
    whole = Image.new("RGB", (columns * (w + GAP) - GAP, rows * (h + GAP) - GAP), GROUND)
    for i, screen in enumerate(screens):
        small = screen.resize(shown, Image.Resampling.LANCZOS)
        whole.paste(small, (i % columns * (w + GAP), i // columns * (h + GAP)))
    return whole.quantize(COLOURS, dither=Image.Dither.NONE)


def main(names: list[str]) -> int:
    """Write the pictures called `names`, or all."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    for name in names or MONTAGES:
        wanted, path = MONTAGES[name], FOLDER / f"{name}.png"
        screens = [screen for language in wanted.languages for screen in _screens(language, wanted)]
        montage(screens, wanted.columns, wanted.shown).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size:,} bytes")
    return 0


def _screens(language: str, wanted: Montage) -> list[Image.Image]:
    from tools.screenshots.registry import TOURS
    from tools.screenshots.screens import pictures

    found: dict[str, Image.Image] = {}
    tours = [tour for tour in TOURS if tour.name in wanted.tours]
    for name, surface, _ in pictures(language, "light_table", SIZE, tours=tours):
        if name in wanted.screens:
            found[name] = image_of(surface)
        if len(found) == len(wanted.screens):
            break
    return [found[name] for name in wanted.screens]


def image_of(surface: pygame.Surface) -> Image.Image:
    """Return a picture of the game as Pillow has them."""
    import pygame

    return Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
