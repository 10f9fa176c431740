"""Rounded rectangles in window pixels: filled, as a ring, see-through and dashed."""

from __future__ import annotations

from typing import Final

import pygame

from game.ui import strokes

STRIP: Final = 64
"""The height of the strips in which a large see-through ground is laid."""
_CLEAR: Final = (0, 0, 0, 0)


def filled(surface: pygame.Surface, rect: pygame.Rect, r: int, colour: str) -> None:
    """Fill a rounded rectangle whose corners have the radius `r`."""
    if rect.w <= 0 or rect.h <= 0:
        return
    paint = pygame.Color(colour)
    if r > 0:
        _corners(surface, rect, r, strokes.disc(r, paint))
    surface.fill(paint, (rect.x + r, rect.y, rect.w - 2 * r, rect.h))
    surface.fill(paint, (rect.x, rect.y + r, r, rect.h - 2 * r))
    surface.fill(paint, (rect.right - r, rect.y + r, r, rect.h - 2 * r))


def lined(surface: pygame.Surface, rect: pygame.Rect, r: int, fill: str, line: str, w: int) -> None:
    """Fill a rounded rectangle with an outline of another colour, `w` px wide, inside its edge."""
    inner = rect.inflate(-2 * w, -2 * w)
    if inner.w <= 0 or inner.h <= 0:
        filled(surface, rect, r, line)
        return
    paint = pygame.Color(line)
    if r > 0:
        _corners(surface, rect, r, strokes.disc(r, paint))
    _sides(surface, rect, r, paint, w)
    filled(surface, inner, max(0, r - w), fill)


def ring(surface: pygame.Surface, rect: pygame.Rect, r: int, colour: str, w: int) -> None:
    """Draw the outline of a rounded rectangle, `w` px wide, inside its edge."""
    paint, r = pygame.Color(colour), max(r, w)
    _corners(surface, rect, r, strokes.disc(r, paint, hole=r - w))
    _sides(surface, rect, r, paint, w)


def veil(surface: pygame.Surface, rect: pygame.Rect, r: int, colour: str, opacity: int) -> None:
    """Lay a see-through rounded rectangle; one with square corners in strips, which take less memory."""
    if rect.w <= 0 or rect.h <= 0:
        return
    if r > 0 or rect.h <= STRIP:
        surface.blit(_veil(rect.size, r, colour, opacity), rect)
        return
    strip = _veil((rect.w, STRIP), 0, colour, opacity)
    for y in range(0, rect.h, STRIP):
        surface.blit(strip, (rect.x, rect.y + y), (0, 0, rect.w, min(STRIP, rect.h - y)))


def dashed(surface: pygame.Surface, rect: pygame.Rect, r: int, colour: str, w: int, dash: int) -> None:
    """Draw the outline of a rounded rectangle with gaps; a dash is `dash` px long, `w` px wide."""
    surface.blit(_dashes(rect.size, r, colour, w, dash), rect)


@strokes.SHAPES.keeping
def _veil(size: tuple[int, int], r: int, colour: str, opacity: int) -> pygame.Surface:
    layer = pygame.Surface(size, pygame.SRCALPHA)
    filled(layer, layer.get_rect(), r, colour)
    layer.set_alpha(opacity)
    return layer


@strokes.SHAPES.keeping
def _dashes(size: tuple[int, int], r: int, colour: str, w: int, dash: int) -> pygame.Surface:
    layer = pygame.Surface(size, pygame.SRCALPHA)
    width, height = size
    ring(layer, layer.get_rect(), min(r, width // 2, height // 2), colour, w)
    inner_w, inner_h = width - r, height - r
    for x in range(r + dash // 2, inner_w, dash * 2):
        layer.fill(_CLEAR, (x, 0, min(dash, inner_w - x), w))
        layer.fill(_CLEAR, (x, height - w, min(dash, inner_w - x), w))
    for y in range(r + dash // 2, inner_h, dash * 2):
        layer.fill(_CLEAR, (0, y, w, min(dash, inner_h - y)))
        layer.fill(_CLEAR, (width - w, y, w, min(dash, inner_h - y)))
    return layer


def _corners(surface: pygame.Surface, rect: pygame.Rect, r: int, disc: pygame.Surface) -> None:
    for x, sx in ((rect.left, 0), (rect.right - r, r)):
        for y, sy in ((rect.top, 0), (rect.bottom - r, r)):
            surface.blit(disc, (x, y), (sx, sy, r, r))


def _sides(surface: pygame.Surface, rect: pygame.Rect, r: int, paint: pygame.Color, w: int) -> None:
    surface.fill(paint, (rect.x + r, rect.y, rect.w - 2 * r, w))
    surface.fill(paint, (rect.x + r, rect.bottom - w, rect.w - 2 * r, w))
    surface.fill(paint, (rect.x, rect.y + r, w, rect.h - 2 * r))
    surface.fill(paint, (rect.right - w, rect.y + r, w, rect.h - 2 * r))
