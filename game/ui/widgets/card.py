"""A card: any drawing that can be pressed and focused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.widgets.base import State, Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Widget):
    """Drawn by a function; hover lightens its outline, focus draws the ring."""

    paint: Callable[[Painter, Box], None]
    radius: float = 14

    def draw(self, p: Painter, state: State) -> None:
        """Draw the card."""
        box = self.box.moved(0, 2) if state.pressed else self.box
        self.paint(p, box)
        if state.hover:
            p.panel(box, self.radius, None, p.palette.text, 2)
        if state.focus:
            p.focus(self.box, self.radius)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard(Widget):
    """Two lines about something, with an icon in front; the icon behind says that there is more to read."""

    icon: str
    upper: str
    lower: str

    def draw(self, p: Painter, state: State) -> None:
        """Draw the card."""
        c, radius = p.palette, p.look.theme.radii.panel
        box = self.box.moved(0, p.length("hair")) if state.pressed else self.box
        edge = c.text if state.hover else c.edge if c.outlined_panels else None
        p.panel(box, radius, c.room1, edge, p.look.theme.stroke.hair)
        icon, side = box.h / 2, box.h
        p.icon(self.icon, box.x + side / 2, box.cy, icon, c.text_mid)
        p.icon("info", box.right - side / 2, box.cy, icon, c.text)
        words = box.without_left(side)
        words = words.left(words.w - side).inset(0, p.length("xs"))
        for line, text, colour in zip(
            words.rows((1.0, 1.0), 0), (self.upper, self.lower), (c.text, c.text_mid), strict=True
        ):
            p.text(line, text, "caption", colour, valign="centre", grow=False, max_lines=1, floor=0.9)
        if state.focus:
            p.focus(self.box, radius)


def door_card(name: str, box: Box, icon: str, title: str, text: str, press: Callable[[], None]) -> Card:
    """Return a card that leads somewhere: icon, title, one line that gives way where there is no room."""

    def paint(p: Painter, b: Box) -> None:
        c = p.palette
        p.panel(b, 10, c.room2, c.edge, c.stroke_control)
        p.icon(icon, b.x + 42, b.cy, 46, c.text)
        words = Box(b.x + 78, b.y + 4, b.w - 84, b.h - 8)
        title_h = min(p.measure(title, "h3", words.w)[1], words.h)
        text_h = p.measure(text, "caption", words.w)[1]
        if title_h + text_h > words.h + 2:
            text_h = 0.0
        top = words.centred(words.w, title_h + text_h)
        p.text(top.top(title_h), title, "h3", c.text, floor=0.7)
        if text_h:
            p.text(top.without_top(title_h), text, "caption", c.text_mid, floor=0.9)

    return Card(name=name, box=box, paint=paint, press=press, radius=10, spoken=f"{title}. {text}")
