"""Controls that few screens have: tabs, switches, badges."""

from __future__ import annotations

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget


@screen_part(frozen=True, slots=True, kw_only=True)
class Tab(Widget):
    """A tab on paper: icon over word; the chosen one is ink."""

    text: str
    icon: str
    on: bool = False
    wide: bool = False
    """Icon beside the word."""

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for the word, or for icon and word side by side."""
        beside = ruler.length("icon") if self.wide else 0.0
        wide = ruler.width(self.text, "label") + beside + 2 * ruler.length("xs")
        return min(width, wide), ruler.length("tab")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the tab."""
        c = p.palette
        box, radius = self.box, p.look.theme.radii.key
        if self.on:
            p.panel(box, radius, c.ink)
        else:
            fill = c.paper if state.hover or state.pressed else c.paper_2
            p.panel(box, radius, fill, c.paper_line, 2)
        ink = c.paper if self.on else c.ink
        if self.wide:
            wide, _ = p.measure(self.text, "label")
            wide = min(wide, box.w - 70)
            start = box.cx - (wide + 40) / 2
            p.icon(self.icon, start + 14, box.cy, 28, ink)
            p.text(
                Box(start + 40, box.y, wide + 1, box.h), self.text, "label", ink, valign="centre", floor=0.75
            )
        else:
            p.icon(self.icon, box.cx, box.y + box.h * 0.32, 28, ink)
            low = Box(box.x + 3, box.y + box.h * 0.55, box.w - 6, box.h * 0.4)
            p.text(low, self.text, "label", ink, align="centre", valign="centre", floor=0.9)
        if state.focus:
            p.focus(box.inset(3), radius - 2, on_paper=True)


@screen_part(frozen=True, slots=True, kw_only=True)
class Switch(Widget):
    """An on/off switch that always says its state in words."""

    on: bool
    text_on: str
    text_off: str

    def draw(self, p: Painter, state: State) -> None:
        """Draw the switch."""
        c = p.palette
        box = self.box.centred(self.box.w, 48)
        if self.on:
            p.panel(box, 24, c.paper)
            p.disc(box.right - 24, box.cy, 17, c.ink)
            words = Box(box.x + 8, box.y, box.w - 52, box.h)
            p.text(
                words, self.text_on, "label", c.ink, align="centre", valign="centre", grow=False, floor=0.9
            )
        else:
            p.panel(box, 24, c.room2, c.edge, 3)
            p.disc(box.x + 26, box.cy, 17, c.edge)
            words = Box(box.x + 46, box.y, box.w - 54, box.h)
            p.text(
                words, self.text_off, "label", c.text, align="centre", valign="centre", grow=False, floor=0.9
            )
        if state.focus:
            p.focus(box, 24)


@screen_part(frozen=True, slots=True, kw_only=True)
class Chip(Widget):
    """A badge: icon and words in an outline; it cannot be pressed."""

    icon: str
    text: str

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for icon and words on one line."""
        wide = ruler.width(self.text, "caption", grow=False) + ruler.length("chip") + 2 * ruler.length("m")
        return min(width, wide), ruler.length("chip")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the badge."""
        chip(p, self.box, self.icon, self.text)


def chip(p: Painter, box: Box, icon: str, text: str) -> None:
    """Draw a badge: icon and words in an outline; it cannot be pressed."""
    p.panel(box, p.look.theme.radii.key, None, p.palette.edge, 2)
    p.icon(icon, box.x + 26, box.cy, 26, p.palette.text)
    words = Box(box.x + 48, box.y, box.w - 56, box.h)
    p.text(words, text, "caption", p.palette.text, valign="centre", floor=0.7, grow=False, max_lines=2)
