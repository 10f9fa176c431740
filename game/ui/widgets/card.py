"""Cards: what can be pressed and shows more than the words of a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class BaseCard(Widget):
    """A card with a face of its own; hover lightens its outline, focus draws the ring."""

    corner: Literal["panel", "control"] = "panel"
    """The name of its radius in the theme."""

    def face(self, p: Painter, box: Box) -> None:
        """Draw what is on the card."""
        raise NotImplementedError

    def rounding(self, p: Painter) -> float:
        """Return the radius of its corners."""
        return float(getattr(p.look.theme.radii, self.corner))

    def draw(self, p: Painter, state: State) -> None:
        """Draw the card."""
        box = self.box.moved(0, p.length("hair")) if state.pressed else self.box
        radius = self.rounding(p)
        self.face(p, box)
        if state.hover:
            p.panel(box, radius, None, p.palette.text, p.look.theme.stroke.hair)
        if state.focus:
            p.focus(self.box, radius)


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class Card(BaseCard):
    """A card drawn by a function."""

    paint: Callable[[Painter, Box], None]
    radius: float | None = None
    """Comes before `corner`."""

    def rounding(self, p: Painter) -> float:
        """Return the radius of what the function draws."""
        return BaseCard.rounding(self, p) if self.radius is None else self.radius

    def face(self, p: Painter, box: Box) -> None:
        """Call the function."""
        self.paint(p, box)


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class EntryCard(BaseCard):
    """It leads somewhere: icon, title, one text that gives way where there is no room for it."""

    icon: str
    title: str
    text: str = ""
    ground: Literal["room1", "room2"] = "room2"

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the whole width, and the height of an entry."""
        return width, ruler.length("entry")

    def face(self, p: Painter, box: Box) -> None:
        """Draw ground, icon and words."""
        c, size, gap = p.palette, p.length("icon_large"), p.length("l")
        if self.ground == "room2":
            p.panel(box, self.rounding(p), c.room2, c.edge, c.stroke_control)
        else:
            ground(p, box, self.rounding(p))
        p.icon(self.icon, box.x + gap + size / 2, box.cy, size, c.text)
        words = box.without_left(size + 2 * gap).inset(0, p.length("xs"))
        words = words.left(words.w - p.length("s"))
        title_h = min(p.measure(self.title, "h3", words.w)[1], words.h)
        text_h = p.measure(self.text, "caption", words.w)[1] if self.text else 0.0
        if title_h + text_h > words.h + p.length("hair"):
            text_h = 0.0
        block = words.centred(words.w, title_h + text_h)
        p.text(block.top(title_h), self.title, "h3", c.text, floor=0.66)
        if text_h:
            p.text(block.without_top(title_h), self.text, "caption", c.text_mid, floor=0.9)


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class TileCard(BaseCard):
    """A large card: number and icon, title and text, steps done, a line on its state; or on paper."""

    number: int
    icon: str
    title: str
    text: str
    state_icon: str
    state: str
    steps: int = 0
    """How many steps there are; 0: none are shown."""
    done: int = 0
    style: str = "h2"
    on: bool = False
    """On paper: the one to go on with."""

    def face(self, p: Painter, box: Box) -> None:
        """Draw the card from its two edges; the text gives way where two lines would have no room."""
        c = p.palette
        ink, mid = (c.ink, c.ink_mid) if self.on else (c.text, c.text_mid)
        ground(p, box, self.rounding(p), paper=self.on)
        size, gap = p.length("icon_tile"), p.length("s")
        inner = box.inset(p.length("xl"), p.length("l"))
        head = inner.top(size)
        p.text(head, str(self.number), "verdict", ink, valign="centre", grow=False)
        p.icon(self.icon, head.right - size / 2, head.cy, size, ink)
        icon = p.length("icon_small")
        wide = inner.w - icon - gap
        low = inner.bottom_strip(max(icon, p.measure(self.state, "caption", wide, grow=False)[1]))
        p.icon(self.state_icon, low.x + icon / 2, low.cy, icon, ink)
        p.text(
            low.without_left(icon + gap), self.state, "caption", mid,
            valign="centre", floor=0.9, grow=False, max_lines=2,
        )  # fmt: skip
        rest = Box(inner.x, head.bottom + gap / 2, inner.w, low.y - head.bottom - gap)
        if self.steps:
            _steps(p, rest.bottom_strip(p.length("m")), self.done, self.steps, (ink, mid))
            rest = rest.without_bottom(p.length("m") + 2 * gap)
        title_h = p.measure(self.title, self.style, rest.w)[1]
        words = rest.without_top(min(title_h, rest.h * 0.6))
        least = 2 * p.measure("A", "caption", grow=False)[1]
        told = words.h >= least and p.fits(words, self.text, "caption", floor=0.9)
        if told:
            p.text(words, self.text, "caption", mid, floor=0.9)
        title = rest.without_bottom(words.h) if told else rest.top(min(title_h, rest.h))
        p.text(title, self.title, self.style, ink, floor=0.62)


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class LineCard(BaseCard):
    """A low card: number, icon and title, at the end a line on its state; or on paper."""

    number: int
    icon: str
    title: str
    state_icon: str
    state: str
    on: bool = False

    def face(self, p: Painter, box: Box) -> None:
        """Draw the card from both ends; the title has what is left."""
        c = p.palette
        ink, mid = (c.ink, c.ink_mid) if self.on else (c.text, c.text_mid)
        ground(p, box, self.rounding(p), paper=self.on)
        size, small, gap = p.length("icon"), p.length("icon_small"), p.length("s")
        words = box.inset(p.length("xl"), p.length("xs"))
        p.text(words, str(self.number), "h2", ink, valign="centre", grow=False)
        words = words.without_left(size + gap)
        p.icon(self.icon, words.x + size / 2, words.cy, size, ink)
        words = words.without_left(size + 2 * gap)
        state = words.right_strip(min(words.w * 0.4, p.measure(self.state, "caption", grow=False)[0] + 1))
        p.text(state, self.state, "caption", mid, valign="centre", grow=False, max_lines=2, floor=0.9)
        p.icon(self.state_icon, state.x - gap - small / 2, words.cy, small, ink)
        words = words.left(state.x - words.x - small - 2 * gap)
        p.text(words, self.title, "h3", ink, valign="centre", floor=0.66, max_lines=2)


def ground(p: Painter, box: Box, radius: float, *, paper: bool = False) -> None:
    """Draw the ground of a card."""
    c = p.palette
    if paper:
        p.panel(box, radius, c.paper)
    else:
        p.panel(box, radius, c.room1, c.edge if c.outlined_panels else None, p.look.theme.stroke.hair)


def _steps(p: Painter, box: Box, done: int, steps: int, inks: tuple[str, str]) -> None:
    """Draw one pip for each step, those done filled."""
    radius, line = p.look.theme.radii.pip, p.look.theme.stroke.hair
    for i, pip in enumerate(box.columns((1.0,) * steps, p.length("xs"))):
        p.panel(pip, radius, inks[0] if i < done else None, None if i < done else inks[1], line)
