"""The first picture of a start: the menu as it was left, pixel for pixel, before anything of it is loaded.

It is kept with what it depends on (window, settings, progress, the files it was drawn from) and shown only
while all of that is the same. Where there is none, the name of the game stands on its ground. The real menu
is drawn over it a moment later.
"""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pygame

from game.files import write_whole_bytes
from game.readymade import stamp_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE: Final = "first-picture"
GROUND: Final = "#17181A"
INK: Final = "#F4F1EA"
NAME: Final = "Chinmi?"
_FACE: Final = "SourceSansProBold"
_SHARE: Final = 7
"""The name is this part of the window's height."""


class FirstPicture:
    """The kept picture of one data folder, for one way of starting."""

    def __init__(self, folder: Path, asked: Sequence[str | None], made_of: Sequence[Path]) -> None:
        """`asked` is what the command line says of the look; `made_of` are the files that change it."""
        self._place = folder / FILE
        self._asked = tuple(asked)
        self._made_of = tuple(made_of)
        self.size = (0, 0)
        """The window's, in pixels, when it was opened."""
        self.shown: int | None = None
        """The checksum of the kept picture, where one was shown."""

    def show(self, surface: pygame.Surface) -> None:
        """Draw the picture on the window and show it."""
        self.size = surface.get_size()
        pixels = self._kept(surface)
        if pixels is None:
            _draw_name(surface)
        else:
            surface.get_buffer().write(pixels, 0)
            self.shown = zlib.crc32(pixels)
        pygame.display.flip()

    def stands(self, surface: pygame.Surface) -> bool:
        """Tell whether the window still looks as it did at first."""
        return self.shown is not None and zlib.crc32(surface.get_buffer().raw) == self.shown

    def keep(self, surface: pygame.Surface) -> None:
        """Keep what `surface` shows for the next start; where that cannot be, nothing is lost."""
        body = zlib.compress(surface.get_buffer().raw, 1)
        with suppress(OSError):
            write_whole_bytes(self._place, self._key(surface).encode() + b"\n" + body)

    def _kept(self, surface: pygame.Surface) -> bytes | None:
        with suppress(OSError, ValueError, zlib.error):
            key, _, body = self._place.read_bytes().partition(b"\n")
            length = surface.get_buffer().length
            if key == self._key(surface).encode():
                pixels = zlib.decompressobj().decompress(body, length + 1)
                return pixels if len(pixels) == length else None
        return None

    def _key(self, surface: pygame.Surface) -> str:
        shape = (surface.get_size(), surface.get_pitch(), surface.get_masks())
        return json.dumps((shape, self._asked, stamp_of(self._made_of)))


def _draw_name(surface: pygame.Surface) -> None:
    import font_source_sans_pro

    pygame.font.init()
    surface.fill(GROUND)
    face = pygame.font.Font(font_source_sans_pro.font_files_ttf[_FACE], surface.get_height() // _SHARE)
    name = face.render(NAME, True, INK)
    surface.blit(name, name.get_rect(center=surface.get_rect().center))
