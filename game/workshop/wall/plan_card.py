"""A plan of a lesson as a card to choose."""

from __future__ import annotations

from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import State, Widget


@screen_part(frozen=True, slots=True, kw_only=True)
class PlanCard(Widget):
    """A plan to choose: icon, title, what it is about, how long it is; chosen it lies on paper."""

    icon: str
    title: str
    text: str
    """Left out where there is no room for it."""
    size: str
    on: bool

    def draw(self, p: Painter, state: State) -> None:
        """Draw ground, icon and words."""
        c, radius, edge = p.palette, p.look.theme.radii.panel, p.length("xl")
        hair = p.look.theme.stroke.hair
        box = self.box.moved(0, hair) if state.pressed else self.box
        ink, mid = (c.ink, c.ink_mid) if self.on else (c.text, c.text_mid)
        line = c.text if state.hover else c.edge if c.outlined_panels else None
        p.panel(box, radius, c.paper if self.on else c.room1, line, hair)
        size, inner = p.length("icon_large"), box.inset(edge, p.length("s"))
        p.icon(self.icon, inner.x + size / 2, inner.cy, size, ink)
        words = inner.without_left(size + edge)
        if self.on:
            tick = p.length("icon_small")
            p.icon("check", inner.right - tick / 2, inner.y + tick / 2, tick, ink)
            words = words.left(words.w - tick)
        lines = words.rows((1.25, 1, 1), 0)
        p.text(lines[0], self.title, "h2", ink, valign="centre", floor=0.6, max_lines=1)
        if p.fits(lines[1], self.text, "body", floor=0.82, grow=False):
            p.text(lines[1], self.text, "body", mid, valign="centre", floor=0.82, max_lines=1, grow=False)
        p.text(lines[-1], self.size, "body", mid, valign="centre", floor=0.75, max_lines=1, grow=False)
        if state.focus:
            p.focus(self.box, radius)
