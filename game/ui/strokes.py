"""Soft discs, light and thick lines in window pixels: what the painter's shapes are made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import cos, pi, sin
from typing import Final

import pygame

from game.ui.geometry import Box
from game.ui.kept import KeptPictures, quick

SOFT: Final = 4
"""Supersampling factor of small shapes."""
LINE_SOFT: Final = 2
"""Supersampling factor of lines."""
SHAPES: Final = KeptPictures(48 * 2**20)
"""The shapes drawn last: a screen draws the same ones again whenever something on it changes."""
LIGHTS: Final = KeptPictures(64 * 2**20)
"""The light around the tables drawn last: to blur one anew takes longer than to draw the rest."""

Dots = tuple[tuple[float, float], ...]
Rgba = tuple[int, int, int, int]


def disc(r: int, colour: pygame.Color, hole: int = 0) -> pygame.Surface:
    """Return a disc of radius `r` px, with a hole where one is asked for; it is not to be changed."""
    return _disc(r, (colour.r, colour.g, colour.b, colour.a), hole)


@SHAPES.keeping
def _disc(r: int, paint: Rgba, hole: int) -> pygame.Surface:
    colour = pygame.Color(*paint)
    big = pygame.Surface((r * 2 * SOFT, r * 2 * SOFT), pygame.SRCALPHA)
    big.fill((colour.r, colour.g, colour.b, 0))
    centre = (r * SOFT, r * SOFT)
    pygame.draw.circle(big, colour, centre, r * SOFT)
    if hole > 0:
        pygame.draw.circle(big, (colour.r, colour.g, colour.b, 0), centre, hole * SOFT)
    return pygame.transform.smoothscale(big, (r * 2, r * 2))


@SHAPES.keeping
def polygon(size: tuple[int, int], dots: Dots, colour: str) -> pygame.Surface:
    """Return a filled polygon through `dots`, in `SOFT`ths of a pixel; it is not to be changed."""
    layer = pygame.Surface((size[0] * SOFT, size[1] * SOFT), pygame.SRCALPHA)
    pygame.draw.polygon(layer, pygame.Color(colour), dots)
    return pygame.transform.smoothscale(layer, size)


@SHAPES.keeping
def outline(
    size: tuple[int, int], dots: Dots, lines: tuple[tuple[str, int], ...], hidden: frozenset[int]
) -> pygame.Surface:
    """Return `lines` (colour, width) on each other through `dots`, all in `LINE_SOFT`ths of a pixel.

    It is not to be changed.
    """
    layer = pygame.Surface((size[0] * LINE_SOFT, size[1] * LINE_SOFT), pygame.SRCALPHA)
    for colour, width in lines:
        thick(layer, dots, pygame.Color(colour), width, hidden)
    return pygame.transform.smoothscale(layer, size)


@LIGHTS.keeping
def glow(size: tuple[int, int], radius: int, reach: int, colour: str) -> pygame.Surface:
    """Return soft light around a box of `size`, fading out over `reach` pixels; it is not to be changed."""
    from PIL import Image, ImageDraw, ImageFilter

    w, h = size[0] + 2 * reach, size[1] + 2 * reach
    small = max(1, reach // 6)
    shape = Image.new("L", (w // small, h // small), 0)
    inner = (reach // small, reach // small, (reach + size[0]) // small, (reach + size[1]) // small)
    ImageDraw.Draw(shape).rounded_rectangle(inner, radius // small, fill=96)
    soft = shape.filter(ImageFilter.GaussianBlur(reach / small / 2.2)).resize(
        (w, h), Image.Resampling.BICUBIC
    )
    light = pygame.Color(colour)
    picture = Image.merge("RGBA", [Image.new("L", (w, h), v) for v in (light.r, light.g, light.b)] + [soft])
    return quick(pygame.image.frombytes(picture.tobytes(), (w, h), "RGBA"))


def bridges(path: Sequence[tuple[float, float]]) -> frozenset[int]:
    """Return the edges that `path` walks both ways: the cut of a ring, which is no part of its outline."""
    return _bridges(tuple((x, y) for x, y in path))


@lru_cache(maxsize=64)
def _bridges(path: Dots) -> frozenset[int]:
    walked = {(_snap(a), _snap(b)): i for i, (a, b) in enumerate(pairwise(path))}
    return frozenset(i for (a, b), i in walked.items() if (b, a) in walked)


def _snap(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0] * 2), round(point[1] * 2)


def thick(
    layer: pygame.Surface,
    dots: Sequence[tuple[float, float]],
    colour: pygame.Color,
    width: int,
    hidden: frozenset[int] = frozenset(),
) -> None:
    """Draw a line of `width` px through `dots` with round joints, but its `hidden` pieces."""
    half = width / 2
    for i, ((x0, y0), (x1, y1)) in enumerate(pairwise(dots)):
        if i in hidden:
            continue
        dx, dy = x1 - x0, y1 - y0
        length = max(1e-6, (dx * dx + dy * dy) ** 0.5)
        nx, ny = -dy / length * half, dx / length * half
        corners = [(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)]
        pygame.draw.polygon(layer, colour, corners)
    for x, y in dots:
        pygame.draw.circle(layer, colour, (x, y), half)


def ellipse_points(box: Box, steps: int = 48) -> list[tuple[float, float]]:
    """Return points on the ellipse inside `box`."""
    cx, cy, half_w, half_h = box.cx, box.cy, box.w / 2, box.h / 2
    return [(cx + half_w * x, cy + half_h * y) for x, y in _circle(steps)]


@cache
def _circle(steps: int) -> tuple[tuple[float, float], ...]:
    """Return points on the unit circle."""
    turns = [2 * pi * i / steps for i in range(steps)]
    return tuple((cos(a), sin(a)) for a in turns)
