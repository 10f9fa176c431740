"""Drawing on the canvas: rounded shapes, icons, text, outlines, all with soft edges at any scale.

A painter takes canvas lengths and draws window pixels. Shapes are drawn at four times the size and
scaled down, because plain rectangles of pygame have jagged corners.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import cos, sin
from typing import TYPE_CHECKING, Literal, Protocol

import pygame

from game.ui import rounded, strokes
from game.ui.geometry import Box
from game.ui.icons import Icons
from game.ui.kept import ScaledPictures
from game.ui.text import Fonts, Setting, Typesetter
from game.ui.theme import Palette, ThemeFile, TypeStyle

if TYPE_CHECKING:
    from game.ui.ledger import Ledger


class Sized(Protocol):
    """A picture that comes in any size, such as a frame of a clip."""

    @property
    def whole(self) -> pygame.Surface:
        """It in its own size, not to be changed."""

    def at(self, size: tuple[int, int]) -> pygame.Surface:
        """Return it in `size`, not to be changed."""


Paintable = pygame.Surface | Sized
Align = Literal["left", "centre", "right"]
VAlign = Literal["top", "centre", "bottom"]


@dataclass(slots=True, eq=False, repr=False)
class Look:
    """Everything that decides how things look: theme, palette, icons, type. One per window size."""

    theme: ThemeFile
    palette: Palette
    icons: Icons
    type: Typesetter
    fonts: Fonts
    reduced_motion: bool
    low_keys: bool = False
    """Whether all keys of an upright screen are in its lower half: a person in a wheelchair reaches that."""
    scaled: ScaledPictures = field(default_factory=ScaledPictures)
    """Pictures as they were last drawn."""


class Painter:
    """Draws on one surface in canvas lengths."""

    def __init__(
        self, surface: pygame.Surface, look: Look, scale: float, ledger: Ledger | None = None
    ) -> None:
        self.surface = surface
        self.look = look
        self.scale = scale
        self.ledger = ledger
        self.palette = look.palette
        self._over = 0

    # -- lengths -----------------------------------------------------------------------------------

    def px(self, length: float) -> int:
        """Return canvas `length` in window pixels."""
        return round(length * self.scale)

    def length(self, length: float | str) -> float:
        """Return a length in canvas px; a name is one of the theme's `space` and `sizes`."""
        return self.look.theme.length(length) if isinstance(length, str) else length

    def stroke(self, length: float) -> int:
        """Return a line width in window pixels, one at least."""
        return max(1, round(length * self.scale))

    def rect(self, box: Box) -> pygame.Rect:
        """Return `box` in window pixels."""
        scale = self.scale
        x, y = round(box.x * scale), round(box.y * scale)
        right, bottom = round((box.x + box.w) * scale), round((box.y + box.h) * scale)
        return pygame.Rect(x, y, max(0, right - x), max(0, bottom - y))

    def style(self, name: str) -> TypeStyle:
        """Return the type style `name` of the theme."""
        return self.look.theme.type[name]

    @contextmanager
    def clipped(self, box: Box) -> Iterator[None]:
        """Draw only inside `box` while the block runs."""
        before = self.surface.get_clip()
        self.surface.set_clip(self.rect(box).clip(before))
        try:
            yield
        finally:
            self.surface.set_clip(before)

    @contextmanager
    def over(self) -> Iterator[None]:
        """Mark what is drawn in the block as lying on top of something on purpose."""
        self._over += 1
        try:
            yield
        finally:
            self._over -= 1

    # -- shapes ------------------------------------------------------------------------------------

    def fill(self, box: Box, colour: str) -> None:
        """Fill a plain rectangle, cut at the surface: pygame fills too much of one that begins beside it."""
        self.surface.fill(pygame.Color(colour), self.rect(box).clip(self.surface.get_rect()))

    def panel(
        self, box: Box, radius: float, fill: str | None, line: str | None = None, width: float = 2
    ) -> None:
        """Draw a rounded rectangle with an optional outline inside its edge."""
        rect = self.rect(box)
        if rect.w <= 0 or rect.h <= 0:
            return
        r = self._radius(radius, rect)
        if line and fill:
            rounded.lined(self.surface, rect, r, fill, line, self.stroke(width))
        elif line:
            rounded.ring(self.surface, rect, r, line, self.stroke(width))
        elif fill:
            rounded.filled(self.surface, rect, r, fill)

    def _radius(self, radius: float, rect: pygame.Rect) -> int:
        return min(self.px(radius), rect.w // 2, rect.h // 2)

    def veil(self, box: Box, colour: str, opacity: int, radius: float = 0) -> None:
        """Lay a see-through rounded rectangle (a tag's ground, a scrim)."""
        rect = self.rect(box)
        rounded.veil(self.surface, rect, self._radius(radius, rect), colour, opacity)

    def dashed(self, box: Box, radius: float, colour: str) -> None:
        """Draw a dashed rounded outline: the look of what cannot be used now."""
        rect, w = self.rect(box), self.stroke(self.palette.stroke_control)
        rounded.dashed(self.surface, rect, self._radius(radius, rect), colour, w, max(4, self.px(7)))

    def focus(self, box: Box, radius: float, *, on_paper: bool = False) -> None:
        """Draw the focus ring: a line of its own, 4 px outside the control."""
        colour = self.palette.focus_on_paper if on_paper else self.palette.focus_on_dark
        self.panel(box.inset(-8), radius + 8, None, colour, self.look.theme.stroke.focus)

    def disc(self, cx: float, cy: float, radius: float, colour: str, hole: float = 0.0) -> None:
        """Draw a filled circle, or a ring with `hole` as its inner radius."""
        r = max(1, self.px(radius))
        image = strokes.disc(r, pygame.Color(colour), hole=self.px(hole))
        self.surface.blit(image, (self.px(cx) - r, self.px(cy) - r))

    def glow(self, box: Box, radius: float) -> None:
        """Draw the soft light around a lit table, which covers its middle (none in themes without glow)."""
        if not self.palette.glow:
            return
        reach = self.px(36)
        rect = self.rect(box)
        image = strokes.glow(rect.size, self.px(radius), reach, self.palette.paper_lit)
        r = min(self.px(radius), rect.w // 2, rect.h // 2)
        inner = rect.inflate(-2 * r, -2 * r)
        whole = rect.inflate(2 * reach, 2 * reach)
        for part in (
            pygame.Rect(whole.left, whole.top, whole.w, inner.top - whole.top),
            pygame.Rect(whole.left, inner.bottom, whole.w, whole.bottom - inner.bottom),
            pygame.Rect(whole.left, inner.top, inner.left - whole.left, inner.h),
            pygame.Rect(inner.right, inner.top, whole.right - inner.right, inner.h),
        ):
            self.surface.blit(image, part, part.move(-whole.left, -whole.top))

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 2) -> None:
        """Draw a straight line (level or upright ones stay crisp)."""
        if x0 == x1 or y0 == y1:
            w = self.stroke(width)
            rect = pygame.Rect(self.px(min(x0, x1)), self.px(min(y0, y1)), 0, 0)
            rect.w = max(w, self.px(abs(x1 - x0)))
            rect.h = max(w, self.px(abs(y1 - y0)))
            self.surface.fill(pygame.Color(colour), rect)
        else:
            self.outline([(x0, y0), (x1, y1)], colour, width, closed=False)

    def outline(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float,
        *,
        closed: bool = True,
        halo: float = 0.0,
    ) -> None:
        """Draw a soft-edged line through `points`, on a dark halo `halo` wide where asked."""
        path = [*points, points[0]] if closed else list(points)
        hidden = strokes.bridges(path) if closed else frozenset()
        pad = max(width, halo) / 2 + 2
        xs, ys = [x for x, _ in path], [y for _, y in path]
        box = Box(min(xs) - pad, min(ys) - pad, max(xs) - min(xs) + 2 * pad, max(ys) - min(ys) + 2 * pad)
        rect, q = self.rect(box), strokes.LINE_SOFT
        dots = tuple(((x * self.scale - rect.x) * q, (y * self.scale - rect.y) * q) for x, y in path)
        lines = tuple(
            (paint, max(1, round(size * self.scale * q)))
            for paint, size in ((self.palette.halo, halo), (colour, width))
            if size
        )
        self.surface.blit(strokes.outline((max(1, rect.w), max(1, rect.h)), dots, lines, hidden), rect)

    def polygon(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Fill a polygon with soft edges."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs) - 1, min(ys) - 1, max(xs) - min(xs) + 2, max(ys) - min(ys) + 2)
        rect = self.rect(box)
        q = strokes.SOFT
        dots = tuple(((x * self.scale - rect.x) * q, (y * self.scale - rect.y) * q) for x, y in points)
        self.surface.blit(strokes.polygon((max(1, rect.w), max(1, rect.h)), dots, colour), rect)

    def arc(
        self, cx: float, cy: float, outer: float, inner: float, start: float, end: float, colour: str
    ) -> None:
        """Fill a ring segment from angle `start` to `end` (radians, 0 to the right, clockwise on screen)."""
        steps = 24
        angles = [start + (end - start) * i / steps for i in range(steps + 1)]
        outside = [(cx + outer * cos(a), cy + outer * sin(a)) for a in angles]
        inside = [(cx + inner * cos(a), cy + inner * sin(a)) for a in reversed(angles)]
        self.polygon(outside + inside, colour)

    # -- pictures, icons, text ---------------------------------------------------------------------

    def image(self, picture: pygame.Surface, box: Box, area: pygame.Rect | None = None) -> None:
        """Draw a picture, or this area of it, scaled to `box`. Its pixels are not to change afterwards."""
        rect = self.rect(box)
        if rect.w > 0 and rect.h > 0:
            self.surface.blit(self.look.scaled.get(picture, rect.size, area), rect)

    def picture(self, picture: Paintable, box: Box) -> None:
        """Draw a picture in `box`; one of many sizes is asked for the size that it has there."""
        if isinstance(picture, pygame.Surface):
            self.image(picture, box)
            return
        rect = self.rect(box)
        if rect.w > 0 and rect.h > 0:
            self.surface.blit(picture.at(rect.size), rect)

    def icon(self, name: str, cx: float, cy: float, size: float, colour: str) -> None:
        """Draw an icon around (cx, cy)."""
        px = max(8, self.px(size))
        image = self.look.icons.get(name, px, colour)
        self.surface.blit(image, (self.px(cx) - px // 2, self.px(cy) - px // 2))

    def measure(self, text: str, style: str, width: float = 1e6, *, grow: bool = True) -> tuple[float, float]:
        """Return the canvas width and height that `text` takes in `style` within `width`."""
        setting = self.look.type.set(text, self.style(style), width * self.scale, 1e9, grow=grow)
        return setting.width / self.scale, setting.height / self.scale

    def fits(self, box: Box, text: str, style: str, *, floor: float = 0.8, grow: bool = True) -> bool:
        """Tell whether `text` would fit `box`, for words that may give way."""
        w, h = box.w * self.scale, box.h * self.scale
        return self.look.type.set(text, self.style(style), w, h, floor=floor, grow=grow).fits

    def text(
        self,
        box: Box,
        text: str,
        style: str,
        colour: str,
        *,
        align: Align = "left",
        valign: VAlign = "top",
        floor: float = 0.8,
        max_lines: int = 0,
        grow: bool = True,
    ) -> Box:
        """Set `text` into `box`, a little smaller where it must; return the box it covers.

        `floor` is the smallest share of the style's size. What does not fit even then goes to the ledger.
        """
        if not text:
            return Box(box.x, box.y, 0, 0)
        setting = self.look.type.set(
            text,
            self.style(style),
            box.w * self.scale,
            box.h * self.scale,
            floor=floor,
            max_lines=max_lines,
            grow=grow,
        )
        return self._place(box, text, setting, self.style(style).weight, colour, align, valign)

    def _place(
        self, box: Box, text: str, setting: Setting, weight: str, colour: str, align: Align, valign: VAlign
    ) -> Box:
        room = box.h * self.scale - setting.height
        y = box.y * self.scale + {"top": 0.0, "centre": room / 2, "bottom": room}[valign]
        left, widest = box.right * self.scale, 0
        for i, line in enumerate(setting.lines):
            image = self.look.fonts.line(line, weight, setting.px, colour)
            free = box.w * self.scale - image.get_width()
            x = box.x * self.scale + {"left": 0.0, "centre": free / 2, "right": free}[align]
            top = y + i * setting.line_px + (setting.line_px - image.get_height()) / 2
            self.surface.blit(image, (round(x), round(top)))
            left, widest = min(left, x), max(widest, image.get_width())
        covered = Box(left / self.scale, y / self.scale, widest / self.scale, setting.height / self.scale)
        if self.ledger is not None:
            from game.ui.ledger import TextSpot

            missing = frozenset(self.look.fonts.missing(text))
            over = self._over > 0
            self.ledger.spots.append(TextSpot(text, box, covered, setting.fits, setting.px, missing, over))
        return covered
