"""Setting text: fonts at the right size, wrapping, fitting, and a watch on what does not fit.

Text is laid out with real font metrics at the window's own pixel size, never scaled as a picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import font_source_sans_pro
import pygame

from game.ui.theme import TypeStyle

FLOOR_PX = 18
"""No text is smaller than this on any window."""

_FILES = {"regular": "SourceSansPro", "semibold": "SourceSansProSemibold", "bold": "SourceSansProBold"}


class Fonts:
    """Fonts by weight and pixel size, opened once each."""

    def __init__(self) -> None:
        if not pygame.font.get_init():
            pygame.font.init()
        self._open: dict[tuple[str, int], pygame.font.Font] = {}
        self._lines: dict[tuple[str, str, int, str], pygame.Surface] = {}

    def at(self, weight: str, px: int) -> pygame.font.Font:
        """Return the font of `weight` at `px` window pixels."""
        font = self._open.get((weight, px))
        if font is None:
            path = font_source_sans_pro.font_files_ttf[_FILES[weight]]
            font = self._open[weight, px] = pygame.font.Font(path, px)
        return font

    def line(self, text: str, weight: str, px: int, colour: str) -> pygame.Surface:
        """Return one rendered line; the last few hundred are kept."""
        key = (text, weight, px, colour)
        surface = self._lines.pop(key, None)
        if surface is None:
            surface = self.at(weight, px).render(text, True, pygame.Color(colour))
        self._lines[key] = surface
        if len(self._lines) > 512:
            self._lines.pop(next(iter(self._lines)))
        return surface

    def missing(self, text: str) -> set[str]:
        """Return the characters of `text` that the typeface cannot draw."""
        return {c for c in set(text) - set(" \n\u00a0") if not _has_glyph(self, c)}


def _has_glyph(fonts: Fonts, character: str) -> bool:
    metrics = fonts.at("regular", 24).metrics(character)
    return bool(metrics) and metrics[0] is not None


@dataclass(frozen=True, slots=True)
class Setting:
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

    A single word that is wider stays whole on its own line; the caller sees that it does not fit.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and font.size(longer)[0] > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


class Typesetter:
    """Sets text in a style for a window scale and the player's text size."""

    def __init__(self, fonts: Fonts, scale: float, text_size: float) -> None:
        self.fonts = fonts
        self.scale = scale
        self.text_size = text_size
        self.set = lru_cache(maxsize=1024)(self._set)

    def px(self, style: TypeStyle, shrink: float = 1.0, *, grow: bool = True) -> int:
        """Return the font size in window pixels; `grow` lets it follow the text-size setting."""
        size = style.size * self.scale * (self.text_size if grow else 1.0) * shrink
        return max(FLOOR_PX, round(size))

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
        """Return `text` set into `width` x `height` window px, at the style's size or smaller.

        `floor` is the smallest share of the style's size that may be tried before it does not fit.
        """
        tried: Setting | None = None
        shrink = 1.0
        while True:
            px = self.px(style, shrink, grow=grow)
            font = self.fonts.at(style.weight, px)
            lines = tuple(wrap(font, text, width))
            line_px = max(px * style.line / style.size, font.get_height() * 0.92)
            widest = max(font.size(line)[0] for line in lines)
            few = not max_lines or len(lines) <= max_lines
            fits = widest <= width + 0.5 and line_px * len(lines) <= height + 1.5 and few
            tried = Setting(lines, px, line_px, widest, fits)
            if fits or shrink <= floor or px <= FLOOR_PX:
                return tried
            shrink = max(floor, shrink - 0.04)

    def height(self, text: str, style: TypeStyle, width: float, *, grow: bool = True) -> float:
        """Return the height in window px that `text` takes at full size in `width` px."""
        return self.set(text, style, width, 1e9, grow=grow).height


def fits_all(settings: Iterable[Setting]) -> bool:
    """Tell whether every setting fits its box."""
    return all(setting.fits for setting in settings)
