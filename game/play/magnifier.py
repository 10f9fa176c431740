"""The loupe: a round piece of the frame, enlarged, beside the place it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist

import pygame

from game.media.loupe import magnify
from game.ui.geometry import Box
from game.ui.painter import Painter


@dataclass(frozen=True, slots=True)
class Loupe:
    """Looks at the place `at` (0..1 of the picture), enlarges it by `zoom`; `words` say by how much."""

    at: tuple[float, float]
    zoom: float
    words: str

    def draw(self, p: Painter, frame: pygame.Surface, clip: Box, stage: Box) -> None:
        """Draw a piece of `frame`, which is shown in the box `clip`, enlarged, within `stage`."""
        c, stroke = p.palette, p.look.theme.stroke
        shown = p.length("loupe") / 2
        ring, edge = shown / self.zoom, stroke.core * 1.5
        place = (clip.x + self.at[0] * clip.w, clip.y + self.at[1] * clip.h)
        middle = self._middle(p, place, stage, shown + stroke.halo, shown + ring)
        away = dist(place, middle)
        if away > shown + ring:
            ends = [_between(place, middle, ring / away), _between(middle, place, shown / away)]
            p.outline(ends, c.player, stroke.core, closed=False, halo=stroke.halo)
        p.disc(*place, ring + stroke.core, c.halo, hole=ring - stroke.hair)
        p.disc(*place, ring + stroke.hair, c.player, hole=ring - stroke.hair / 2)
        p.disc(*middle, shown + stroke.halo, c.halo)
        p.disc(*middle, shown + edge, c.player)
        enlarged = magnify(frame, self.at, self.zoom * clip.w / frame.get_width() * p.scale, p.px(2 * shown))
        w, h = enlarged.get_size()
        p.surface.blit(enlarged, (p.px(middle[0]) - w // 2, p.px(middle[1]) - h // 2))
        self._tag(p, middle, stage, shown)

    def _middle(
        self, p: Painter, place: tuple[float, float], stage: Box, reach: float, aside: float
    ) -> tuple[float, float]:
        """Return the middle of the loupe: beside its place, where there is more of the picture."""
        gap = p.length("margin")
        x = place[0] + (aside + gap) * (1 if self.at[0] < 0.5 else -1)
        return (
            min(max(x, stage.x + reach), stage.right - reach),
            min(max(place[1] - gap, stage.y + reach), stage.bottom - reach),
        )

    def _tag(self, p: Painter, middle: tuple[float, float], stage: Box, shown: float) -> None:
        """Say below the loupe by how much it enlarges."""
        high = p.measure(self.words, "label", grow=False)[1] + p.length("m")
        y = min(middle[1] + shown - high / 2, stage.bottom - high - p.length("s"))
        box = Box(middle[0] - high, y, 2 * high, high)
        p.veil(box, p.palette.tag_bg, p.palette.tag_opacity, p.look.theme.radii.label)
        with p.over():
            p.text(box, self.words, "label", p.palette.tag_text, align="centre", valign="centre", grow=False)


def _between(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
