"""An answer or an entry that a player chooses: icon, words, a mark at the end."""

from __future__ import annotations

from typing import Literal

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Length, Ruler
from game.ui.widgets.card import BaseCard

SMALLER = 0.85
"""How much of its height the first text keeps where the second one needs room."""


@screen_part(frozen=True, slots=True, kw_only=True)
class ChoiceCard(BaseCard):
    """Chosen it lies on paper; `firm` it stands out, `faded` it recedes."""

    corner: Literal["panel", "control"] = "control"
    text: str
    detail: str = ""
    """A second text; left out where there is no room for it."""
    icon: str = ""
    icon_size: Length = "icon_large"
    mark: str = ""
    """The icon at the end."""
    tick: bool = False
    """A box at the end, ticked when chosen, in the place of a mark."""
    on: bool = False
    firm: bool = False
    faded: bool = False
    ground: Literal["room1", "room2"] = "room2"
    style: str = "body"
    detail_style: str = "caption"
    floor: float = 0.72
    detail_floor: float = 0.9
    around: Length = "m"
    grow: bool = True

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the whole width, and the height of a choice."""
        return width, ruler.length("choice")

    def face(self, p: Painter, box: Box) -> None:
        """Draw ground, icon, words and mark."""
        c = p.palette
        self._ground(p, box, self.rounding(p))
        ink = c.ink if self.on else c.text_disabled if self.faded else c.text
        around, near = p.length(self.around), p.length("s")
        words = box.inset(around, p.length("xs"))
        if self.icon:
            size = p.length(self.icon_size)
            p.icon(self.icon, words.x + size / 2, box.cy, min(size, words.h - near), ink)
            words = words.without_left(size + around)
        if self.tick:
            words = words.left(words.w - p.length("tick_box") - around)
            self._tick(p, box, ink)
        elif self.mark:
            size = p.length("icon_small")
            words = words.left(words.w - size - p.length("xs"))
            p.icon(self.mark, box.right - around - size / 2, box.cy, size, ink)
        self._words(p, words, ink)

    def _ground(self, p: Painter, box: Box, radius: float) -> None:
        c = p.palette
        if self.on:
            p.panel(box, radius, c.paper)
        elif self.faded:
            p.dashed(box, radius, c.text_disabled)
        else:
            fill = c.room1 if self.ground == "room1" else c.room2
            line = (c.text, p.look.theme.stroke.selected) if self.firm else (c.edge, c.stroke_control)
            p.panel(box, radius, fill, *line)

    def _tick(self, p: Painter, box: Box, ink: str) -> None:
        c, size = p.palette, p.length("tick_box")
        place = Box(box.right - p.length(self.around) - size, box.cy - size / 2, size, size)
        edge = None if self.on else c.edge
        p.panel(place, p.look.theme.radii.label, ink if self.on else None, edge, p.look.theme.stroke.selected)
        if self.on:
            p.icon("check", place.cx, place.cy, size * 0.75, c.paper)

    def _words(self, p: Painter, box: Box, ink: str) -> None:
        text_h, detail_h = self._heights(p, box)
        if not detail_h:
            p.text(box, self.text, self.style, ink, valign="centre", floor=self.floor, grow=self.grow)
            return
        mid = p.palette.ink_mid if self.on else p.palette.text_mid
        block = box.centred(box.w, text_h + detail_h)
        p.text(block.top(text_h), self.text, self.style, ink, floor=self.floor, grow=self.grow)
        low = block.without_top(text_h)
        p.text(low, self.detail, self.detail_style, mid, floor=self.detail_floor, grow=self.grow)

    def _heights(self, p: Painter, box: Box) -> tuple[float, float]:
        """Return the heights of both texts; 0 for the second one where there is no room for both."""
        if not self.detail:
            return box.h, 0.0
        text_h = p.measure(self.text, self.style, box.w, grow=self.grow)[1]
        detail_h = p.measure(self.detail, self.detail_style, box.w, grow=self.grow)[1]
        for share in (1.0, SMALLER, self.floor):
            upper = box.top(min(text_h * share, box.h))
            lower = box.top(min(detail_h, box.h - upper.h))
            if p.fits(upper, self.text, self.style, floor=self.floor, grow=self.grow) and p.fits(
                lower, self.detail, self.detail_style, floor=self.detail_floor, grow=self.grow
            ):
                return upper.h, lower.h
        return box.h, 0.0
