"""The loupe: a round piece of the frame, enlarged, beside the place it looks at."""

from __future__ import annotations

from typing import Final

import pygame

from game.media.loupe import magnify
from game.ui.geometry import Box
from game.ui.painter import Painter

LOUPE: Final = 224.0
"""Its diameter on the canvas."""


def draw_loupe(
    p: Painter, frame: pygame.Surface, clip: Box, stage: Box, at: tuple[float, float], zoom: float, words: str
) -> None:
    """Draw `frame` (shown in `clip`) enlarged by `zoom`, in `words`, around `at` (normalised) in `stage`."""
    u, v = at
    x, y = clip.x + u * clip.w, clip.y + v * clip.h
    shown = LOUPE / 2
    ring = LOUPE / 2 / zoom
    side = 1 if u < 0.5 else -1
    cx = min(max(x + side * (shown + ring + 40), stage.x + shown + 8), stage.right - shown - 8)
    cy = min(max(y - 40, stage.y + shown + 8), stage.bottom - shown - 8)
    pixels_per_canvas = frame.get_width() / clip.w
    magnified = magnify(frame, (u, v), zoom / pixels_per_canvas * p.scale, p.px(LOUPE))
    dx, dy = cx - x, cy - y
    length = max(1.0, (dx * dx + dy * dy) ** 0.5)
    start = (x + dx / length * ring, y + dy / length * ring)
    end = (x + dx / length * (length - shown), y + dy / length * (length - shown))
    if length > shown + ring:
        p.outline([start, end], p.palette.player, 4, closed=False, halo=8)
    p.disc(x, y, ring + 4, p.palette.halo, hole=ring - 2)
    p.disc(x, y, ring + 2, p.palette.player, hole=ring - 1)
    p.disc(cx, cy, shown + 8, p.palette.halo)
    p.disc(cx, cy, shown + 6, p.palette.player)
    left, top = p.px(cx) - magnified.get_width() // 2, p.px(cy) - magnified.get_height() // 2
    p.surface.blit(magnified, (left, top))
    box = Box(cx - 34, min(cy + shown - 14, stage.bottom - 44), 68, 36)
    p.veil(box, p.palette.tag_bg, p.palette.tag_opacity, 6)
    with p.over():
        p.text(box, words, "label", p.palette.tag_text, align="centre", valign="centre", grow=False)
