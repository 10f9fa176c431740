"""Cards that one room each has: a player's picture, a step of the studio, where a clip comes from."""

from __future__ import annotations

from typing import Literal

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget, two_lines
from game.ui.widgets.card import BaseCard, ground


@screen_part(frozen=True, slots=True, kw_only=True)
class PictureCard(BaseCard):
    """A large icon with a word below; or on paper."""

    icon: str
    text: str
    on: bool = False

    def face(self, p: Painter, box: Box) -> None:
        """Draw icon and word."""
        c = p.palette
        ink, mid = (c.ink, c.ink_mid) if self.on else (c.text, c.text_mid)
        ground(p, box, self.rounding(p), paper=self.on)
        inner = box.inset(p.length("m"), p.length("s"))
        word = inner.bottom_strip(p.measure("A", "caption", grow=False)[1])
        rest = inner.without_bottom(word.h)
        p.icon(self.icon, rest.cx, rest.cy, min(rest.h * 0.8, rest.w * 0.5), ink)
        p.text(word, self.text, "caption", mid, align="centre", grow=False, max_lines=1, floor=0.9)


@screen_part(frozen=True, slots=True, kw_only=True)
class StepTab(BaseCard):
    """One of several steps whose controls show below; the chosen one is on paper."""

    text: str
    on: bool = False
    corner: Literal["panel", "control"] = "control"

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for its words on two lines, and the height of a key."""
        wide = two_lines(ruler, self.text, "said", grow=False) + 2 * ruler.length("xs")
        return min(width, wide), ruler.length("key")

    def face(self, p: Painter, box: Box) -> None:
        """Draw ground and words."""
        c, radius = p.palette, self.rounding(p)
        p.panel(box, radius, c.paper if self.on else c.room2, None if self.on else c.edge, c.stroke_control)
        style, ink = ("said", c.ink) if self.on else ("caption", c.text)
        words = box.inset(p.length("xs"))
        p.text(words, self.text, style, ink, align="centre", valign="centre", grow=False, max_lines=2)


@screen_part(frozen=True, slots=True, kw_only=True)
class SourceCard(Widget):
    """Two lines about something, with an icon in front; the icon behind says that there is more to read."""

    icon: str
    upper: str
    lower: str

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the whole width, and room for both lines; one that is too long for its width takes two."""
        room = width - 2 * (ruler.length("key") - ruler.length("s"))
        high = sum(ruler.height(text, "caption", room, grow=False) for text in (self.upper, self.lower))
        return width, max(ruler.length("key"), high + 2 * ruler.length("xs"))

    def draw(self, p: Painter, state: State) -> None:
        """Draw the card."""
        c, radius = p.palette, p.look.theme.radii.panel
        box = self.box.moved(0, p.length("hair")) if state.pressed else self.box
        edge = c.text if state.hover else c.edge if c.outlined_panels else None
        p.panel(box, radius, c.room1, edge, p.look.theme.stroke.hair)
        side = p.length("key")
        p.icon(self.icon, box.x + side / 2, box.cy, side / 2, c.text_mid)
        p.icon("info", box.right - side / 2, box.cy, side / 2, c.text)
        words = box.inset(side - p.length("s"), p.length("xs"))
        texts = (self.upper, self.lower)
        high = tuple(p.measure(text, "caption", words.w, grow=False)[1] for text in texts)
        for line, text, colour in zip(words.rows(high, 0), texts, (c.text, c.text_mid), strict=True):
            p.text(line, text, "caption", colour, valign="centre", grow=False, max_lines=2, floor=0.9)
        if state.focus:
            p.focus(self.box, radius)
