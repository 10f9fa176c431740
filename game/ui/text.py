"""Setting text: fonts at the right size, wrapping, fitting, and a watch on what does not fit.

Text is laid out with real font metrics at the window's own pixel size, never scaled as a picture.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import font_source_sans_pro
import pygame

from game.ui.theme import TypeStyle

FLOOR_PX = 18
"""No text is smaller than this on any window."""

TIGHT = 1.14
"""The least distance between lines, in sizes of the type, at which letters do not touch."""

LAID = 2048
"""Texts whose lines are kept: those of a kiosk's last visits, in three languages. Every visit brings a few
that never come again, so each place more is only memory that fills for hundreds of visits."""

NO_CHARACTER = "\U0010ffff"
"""A code point that never stands for a character, so no typeface has it."""

_FILES = {"regular": "SourceSansPro", "semibold": "SourceSansProSemibold", "bold": "SourceSansProBold"}


@lru_cache(maxsize=128)
def _opened(weight: str, px: int) -> pygame.font.Font:
    return pygame.font.Font(font_source_sans_pro.font_files_ttf[_FILES[weight]], px)


@lru_cache(maxsize=512)
def _rendered(text: str, weight: str, px: int, colour: str) -> pygame.Surface:
    return _opened(weight, px).render(text, True, pygame.Color(colour))


class Fonts:
    """Fonts by weight and pixel size, opened once each."""

    def __init__(self) -> None:
        if not pygame.font.get_init():
            _opened.cache_clear()
            pygame.font.init()
        self._open: dict[tuple[str, int], pygame.font.Font] = {}
        self._drawn: dict[str, bool] = {}

    def at(self, weight: str, px: int) -> pygame.font.Font:
        """Return the font of `weight` at `px` window pixels."""
        font = self._open.get((weight, px))
        if font is None:
            font = self._open[weight, px] = _opened(weight, px)
        return font

    def line(self, text: str, weight: str, px: int, colour: str) -> pygame.Surface:
        """Return one rendered line, which is not to be changed; the last few hundred are kept."""
        return _rendered(text, weight, px, colour)

    def missing(self, text: str) -> set[str]:
        """Return the characters of `text` that the typeface cannot draw."""
        return {c for c in set(text) - set(" \n\u00a0") if not self._draws(c)}

    def _draws(self, character: str) -> bool:
        """Tell a glyph from the empty box that stands for every character that the typeface lacks."""
        if character not in self._drawn:
            font = self.at("regular", 24)
            shapes = [font.render(c, True, pygame.Color("white")) for c in (character, NO_CHARACTER)]
            glyph, empty_box = (pygame.image.tobytes(shape, "RGBA") for shape in shapes)
            self._drawn[character] = glyph != empty_box
        return self._drawn[character]


class Setting(NamedTuple):
    """Text broken into lines at one pixel size; lengths in window pixels."""

    lines: tuple[str, ...]
    px: int
    line_px: float
    width: int
    fits: bool

    @property
    def height(self) -> float:
        """The height of all lines."""
        return self.line_px * len(self.lines)


def wrap(font: pygame.font.Font, text: str, width: float) -> list[str]:
    """Break `text` at spaces (and at its own line breaks) so that each line is at most `width` px wide.

    A name or an address that is wider is broken at its hyphens, dots and slashes; any other word that is
    wider stays whole on its own line, and the caller sees that it does not fit.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if font.size(paragraph)[0] <= width:
            lines.append(paragraph)
            continue
        line = ""
        for word in _words(font, paragraph, width):
            longer = f"{line} {word}" if line else word
            if line and font.size(longer)[0] > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _words(font: pygame.font.Font, paragraph: str, width: float) -> list[str]:
    words: list[str] = []
    for word in paragraph.split(" "):
        if font.size(word)[0] <= width:
            words.append(word)
            continue
        piece = ""
        for part in re.split(r"(?<=[-./_=?&])(?=\S)", word):
            if piece and font.size(piece + part)[0] > width:
                words.append(piece)
                piece = part
            else:
                piece += part
        words.append(piece)
    return words


@lru_cache(maxsize=LAID)
def _laid(text: str, weight: str, px: int, line_px: float, width: float, height: float, most: int) -> Setting:
    """Return `text` at `px`, its lines `line_px` apart where there is room; `most` lines (0: any)."""
    font = _opened(weight, px)
    lines = tuple(wrap(font, text, width))
    widest = max(font.size(line)[0] for line in lines)
    if line_px * len(lines) > height + 1.5:
        line_px = min(line_px, max(height / len(lines), px * TIGHT))
    few = not most or len(lines) <= most
    fits = widest <= width + 0.5 and line_px * len(lines) <= height + 1.5 and few
    return Setting(lines, px, line_px, widest, fits)


class Typesetter:
    """Sets text in a style for a window scale and the player's text size."""

    def __init__(self, fonts: Fonts, scale: float, text_size: float) -> None:
        self.fonts = fonts
        self.scale = scale
        self.text_size = text_size
        self.set = lru_cache(maxsize=1024)(self._set)

    def px(self, style: TypeStyle, *, grow: bool = True) -> int:
        """Return the font size in window pixels; `grow` lets it follow the text-size setting."""
        return max(FLOOR_PX, round(style.size * self.scale * (self.text_size if grow else 1.0)))

    def _set(
        self,
        text: str,
        style: TypeStyle,
        width: float,
        height: float,
        *,
        floor: float = 1.0,
        max_lines: int = 0,
        grow: bool = True,
    ) -> Setting:
        """Return `text` set into `width` x `height` window px, as large as fits.

        It starts at the style's size times the player's text size. Where that does not fit, lines move
        closer together, then the type gets smaller, at most down to `floor` times the style's own size:
        larger text takes the room there is and never less than normal text would have.
        """
        px = self.px(style, grow=grow)
        smallest = min(px, max(FLOOR_PX, round(style.size * self.scale * floor)))
        while True:
            setting = _laid(text, style.weight, px, px * style.line / style.size, width, height, max_lines)
            if setting.fits or px <= smallest:
                return setting
            px = max(smallest, px - max(1, px // 24))

    def height(self, text: str, style: TypeStyle, width: float, *, grow: bool = True) -> float:
        """Return the height in window px that `text` takes at full size in `width` px."""
        return self.set(text, style, width, 1e9, grow=grow).height
