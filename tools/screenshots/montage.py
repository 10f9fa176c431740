"""Draws the picture of the README: four screens of one clip, as the game is now.

python -m tools.screenshots.montage
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

if TYPE_CHECKING:
    import pygame

SCREENS: Final = ("04-watch", "05-judge", "06-spot", "07-reveal-why")
SIZE: Final = (1280, 720)
SHOWN: Final = (800, 450)
"""How large each screen is in the picture, in px."""
GAP: Final = 12
GROUND: Final = "#101112"
COLOURS: Final = 160
"""So many colours look like all, in a third of the bytes."""
PICTURE: Final = Path(__file__).parents[2] / "docs" / "pictures" / "game.png"


def montage(screens: list[Image.Image]) -> Image.Image:
    """Return four screens, two side by side and two below."""
    w, h = SHOWN
    whole = Image.new("RGB", (2 * w + GAP, 2 * h + GAP), GROUND)
    for i, screen in enumerate(screens):
        small = screen.resize(SHOWN, Image.Resampling.LANCZOS)
        whole.paste(small, (i % 2 * (w + GAP), i // 2 * (h + GAP)))
    return whole.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> int:
    """Write the picture."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    from tools.screenshots.screens import pictures

    found: dict[str, Image.Image] = {}
    for name, surface, _ in pictures("en", "light_table", SIZE):
        if name in SCREENS:
            found[name] = _image(surface)
        if len(found) == len(SCREENS):
            break
    montage([found[name] for name in SCREENS]).save(PICTURE, optimize=True)
    print(f"{PICTURE}: {PICTURE.stat().st_size:,} bytes")
    return 0


def _image(surface: pygame.Surface) -> Image.Image:
    import pygame

    return Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))


if __name__ == "__main__":
    sys.exit(main())
