"""Drawings of the workshop: the QR code, the histogram of the class, the heat map of its taps, the timer."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np
import pygame
import segno

from game.quiz.discernment import SURENESS_IDS
from game.ui.geometry import Box
from game.ui.painter import Painter

if TYPE_CHECKING:
    from game.i18n import Translator

QUIET: Final = 4
"""White modules around a QR code (ISO/IEC 18004)."""
SPREAD: Final = 0.045
"""How far one tap reaches, as a share of the frame's diagonal: about the tolerance of a mark."""
GRID: Final = 72
"""Columns of the heat map before it is scaled up."""
SURENESS: Final = (2, 1, 0, 0, 1, 2)
"""How sure each step is: an index of `SURENESS_IDS`."""


def qr_matrix(text: str) -> tuple[bytes, ...]:
    """Return the modules of a QR code, row by row, 1 for dark; error correction M, no quiet zone."""
    return tuple(bytes(row) for row in segno.make(text, error="m", micro=False).matrix)


def draw_qr(p: Painter, box: Box, rows: Sequence[bytes]) -> None:
    """Draw a code with its quiet zone on white, each module a whole number of pixels."""
    p.panel(box, 8, "#FFFFFF")
    rect = p.rect(box)
    unit = min(rect.w, rect.h) // (len(rows) + 2 * QUIET)
    left = rect.x + (rect.w - unit * len(rows)) // 2
    top = rect.y + (rect.h - unit * len(rows)) // 2
    ink = pygame.Color("#17181A")
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                p.surface.fill(ink, (left + x * unit, top + y * unit, unit, unit))


def draw_histogram(p: Painter, box: Box, t: Translator, counts: Sequence[int] | None) -> None:
    """Draw the six steps with their counts; None: hatched bars, as nothing is told before closing."""
    c = p.palette
    foot = box.bottom_strip(76)
    plot = box.without_bottom(84)
    halves = plot.columns((1.0, 1.0), 20)
    names = foot.columns((1.0, 1.0), 20)
    most = max(1, *(counts or (1,)))
    sure = [t(f"sureness.{SURENESS_IDS[level]}") for level in SURENESS]
    narrow = halves[0].w / 3 - 4 < max(p.measure(word, "caption", grow=False)[0] for word in sure) * 0.9
    room = plot.h - 44
    for side, (half, name) in enumerate(zip(halves, names, strict=True)):
        for i, cell in enumerate(half.columns((1.0, 1.0, 1.0), 8)):
            step = side * 3 + i
            if counts is None:
                _hatched(p, cell)
            else:
                h = max(3.0, room * counts[step] / most)
                bar = cell.bottom_strip(h)
                p.panel(bar, 4, c.scale[step])
                number = Box(cell.x - 4, bar.y - 42, cell.w + 8, 40)
                p.text(number, str(counts[step]), "h2", c.text, align="centre", grow=False)
            word = Box(cell.x - 4, name.y, cell.w + 8, 28)
            if narrow:
                _pips(p, word, SURENESS[step] + 1, diamonds=side == 1)
            else:
                p.text(
                    word, sure[step], "caption", c.text, align="centre", grow=False, floor=0.9, max_lines=1
                )
        p.line(half.x, plot.bottom + 2, half.right, plot.bottom + 2, c.edge)
        manipulated = side == 1
        colour = c.verdict(manipulated=manipulated).on_dark
        words = t("verdict.manipulated" if manipulated else "verdict.real")
        wide = min(name.w - 40, p.measure(words, "strong", grow=False)[0])
        x = name.cx - (wide + 38) / 2
        p.icon("manipulated" if manipulated else "real", x + 13, name.y + 52, 28, colour)
        line = Box(x + 38, name.y + 34, wide + 4, 36)
        p.text(line, words, "strong", colour, valign="centre", grow=False, floor=0.8, max_lines=1)


def _pips(p: Painter, box: Box, count: int, *, diamonds: bool) -> None:
    """Draw how sure a step is as marks, where its word has no room."""
    for i in range(count):
        x, y, r = box.cx + (i - (count - 1) / 2) * 22, box.cy, 7.0
        if diamonds:
            p.polygon([(x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y)], p.palette.text)
        else:
            p.disc(x, y, r, p.palette.text)


def _hatched(p: Painter, box: Box) -> None:
    c = p.palette
    p.panel(box, 4, None, c.edge, 2)
    inner = box.inset(3)
    with p.clipped(inner):
        x = inner.x - inner.h
        while x < inner.right:
            p.outline([(x, inner.bottom), (x + inner.h, inner.y)], c.hairline, 2, closed=False)
            x += 17


def heat_surface(taps: Sequence[tuple[float, float]], aspect: float) -> pygame.Surface | None:
    """Return how densely the class pointed as a white veil (None without taps), to be scaled over the frame.

    Each tap adds a Gaussian of `SPREAD` diagonals; the densest place is the brightest.
    """
    if not taps:
        return None
    w, h = GRID, max(8, round(GRID / aspect))
    x = (np.arange(w) + 0.5) / w * aspect
    y = (np.arange(h) + 0.5) / h
    sigma = SPREAD * sqrt(aspect * aspect + 1)
    heat = np.zeros((w, h))
    for tap_x, tap_y in taps:
        heat += np.exp(-((x[:, None] - tap_x * aspect) ** 2 + (y[None, :] - tap_y) ** 2) / (2 * sigma**2))
    heat /= heat.max()
    veil = pygame.Surface((w, h), pygame.SRCALPHA)
    veil.fill((255, 255, 255, 0))
    alpha = pygame.surfarray.pixels_alpha(veil)
    alpha[:] = (215 * heat**0.8).astype(np.uint8)
    del alpha
    return veil


def draw_heat(p: Painter, clip: Box, veil: pygame.Surface, taps: Sequence[tuple[float, float]]) -> None:
    """Draw the veil, and every tap as a dot that reads on any footage."""
    rect = p.rect(clip)
    p.surface.blit(pygame.transform.smoothscale(veil, rect.size), rect)
    for x, y in taps:
        at_x, at_y = clip.x + x * clip.w, clip.y + y * clip.h
        p.disc(at_x, at_y, 6, p.palette.halo)
        p.disc(at_x, at_y, 4, p.palette.player)


def draw_ring(p: Painter, box: Box, left: float, whole: float) -> None:
    """Draw the time that is left; the last ten seconds have a thicker ring, and nothing beeps or blinks."""
    c = p.palette
    r = min(box.w, box.h) / 2 - 4
    thick = 16.0 if left <= 10 else 10.0
    p.disc(box.cx, box.cy, r, c.room3, hole=r - thick)
    share = max(0.0, min(1.0, left / whole)) if whole else 0.0
    if share > 0:
        p.arc(box.cx, box.cy, r, r - thick, -pi / 2, -pi / 2 + 2 * pi * share, c.text)
    seconds = max(0, round(left))
    p.text(
        box, f"{seconds // 60}:{seconds % 60:02d}", "h2", c.text, align="centre", valign="centre", grow=False
    )


def draw_people(p: Painter, box: Box, seats: int, row: int = 30) -> None:
    """Draw one figure for each of up to `row` seats."""
    c = p.palette
    step = box.w / row
    for i in range(row):
        cx, size = box.x + step * (i + 0.5), step * 0.3
        colour = c.text if i < seats else c.hairline
        p.disc(cx, box.y + size, size, colour, hole=0 if i < seats else size - 2)
        wide = max(6.0, box.h - size * 2.2)
        body = Box(cx - wide, box.bottom - wide, 2 * wide, wide)
        with p.clipped(body):
            p.disc(cx, box.bottom, wide, colour, hole=0 if i < seats else wide - 2)
