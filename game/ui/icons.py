"""Icons: white line drawings (SVG, 24 grid), drawn at the exact window size and tinted."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path

import pygame


class Icons:
    """The icons of a folder, rendered once per name, size and colour."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ready: dict[tuple[str, int, str], pygame.Surface] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of all icons."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.svg")))

    def get(self, name: str, px: int, colour: str) -> pygame.Surface:
        """Return icon `name`, `px` window pixels square, in `colour`; a plain ring for an unknown name."""
        key = (name, px, colour)
        if key not in self._ready:
            if len(self._ready) > 512:
                self._ready.clear()
            self._ready[key] = self._render(name, px, colour)
        return self._ready[key]

    def _render(self, name: str, px: int, colour: str) -> pygame.Surface:
        return _drawn(_read(self._folder / f"{name}.svg"), px, colour)


@lru_cache(maxsize=256)
def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return _RING


@lru_cache(maxsize=512)
def _drawn(svg: str, px: int, colour: str) -> pygame.Surface:
    sized = re.sub(r'width="24" height="24"', f'width="{px}" height="{px}"', svg, count=1)
    image = pygame.image.load(io.BytesIO(sized.encode()), "icon.svg")
    image.fill(pygame.Color(colour), special_flags=pygame.BLEND_RGBA_MULT)
    return image


_RING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" '
    'stroke="#ffffff" stroke-width="2"><circle cx="12" cy="12" r="9"/></svg>'
)
