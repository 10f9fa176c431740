"""Buttons and their kin: primary, secondary, toggle, icon, tab, switch, list row, card."""

from __future__ import annotations

from typing import Literal

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Length, Ruler, State, Widget, two_lines

ButtonLook = Literal["primary", "secondary", "icon", "ink"]


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class Button(Widget):
    """A button with words, an icon, or both; `on` makes it a toggle that is switched on."""

    text: str = ""
    icon: str = ""
    icon_after: bool = False
    look: ButtonLook = "secondary"
    on: bool = False
    style: str = "button"
    stacked: bool = False
    """Icon above the words."""
    lines: int = 1
    """On how many lines, one or two, it would have its words."""

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for icon and words on one line (or two), and the height of a key."""
        key = ruler.length("key")
        if not self.text:
            return key, key
        if self.stacked:
            wide = ruler.width(self.text, self.style) + 2 * ruler.length("m")
            return min(width, max(key, wide)), ruler.length("key_stacked")
        beside = ruler.length("icon") + ruler.length("m") if self.icon and not self.stacked else 0.0
        if self.lines > 1:
            wide = two_lines(ruler, self.text, self.style) + beside + 2 * ruler.length("m")
        else:
            wide = ruler.width(self.text, self.style) + beside + 2 * ruler.length("xl")
        return min(width, max(key, wide)), key

    def draw(self, p: Painter, state: State) -> None:
        """Draw ground, ring, icon and words."""
        c = p.palette
        box = self.box.moved(0, 2) if state.pressed else self.box
        radius = p.look.theme.radii.control
        ink = self._ground(p, box, state, radius)
        words = box
        if self.on and self._two_lines(p, box):
            words = box.without_bottom(6)
            p.panel(Box(box.x + 18, box.bottom - 9, box.w - 36, 4), 2, c.text)
        elif self.on:
            p.panel(Box(box.x + 18, box.bottom - 14, box.w - 36, 6), 3, c.text)
        self._content(p, words, ink)
        if state.focus:
            p.focus(self.box, radius)

    def _ground(self, p: Painter, box: Box, state: State, radius: float) -> str:
        c, w = p.palette, p.palette.stroke_control
        if not self.enabled:
            p.dashed(box, radius, c.text_disabled)
            return c.text_disabled
        if self.look == "primary":
            fill = c.key_pressed if state.pressed else c.key_hover if state.hover else c.key_fill
            p.panel(box, radius, fill)
            return c.key_text
        if self.look == "ink":
            p.panel(box, radius, c.ink_mid if state.hover or state.pressed else c.ink)
            return c.paper
        if self.on:
            p.panel(box, radius, c.room3, c.text, p.look.theme.stroke.selected)
        elif self.look == "icon":
            if state.hover or state.pressed:
                p.panel(box, radius, c.room2 if state.pressed else c.room3)
        else:
            fill = c.room0 if state.pressed else c.room3 if state.hover else c.room2
            p.panel(box, radius, fill, c.edge, w)
        return c.text

    def _two_lines(self, p: Painter, box: Box) -> bool:
        """Tell whether its words stand on two lines, and so reach further down."""
        beside = 44.0 if self.icon else 0.0
        return " " in self.text and p.measure(self.text, self.style)[0] > box.w - 24 - beside

    def _content(self, p: Painter, box: Box, ink: str) -> None:
        size, gap = (34.0 if self.look == "icon" else 30.0), (14.0 if self.style == "button" else 8.0)
        most = 2 if " " in self.text else 1
        if not self.text:
            p.icon(self.icon, box.cx, box.cy, size, ink)
            return
        inner = box.inset(12 if self.style == "button" else 7, 4)
        if not self.icon:
            p.text(
                inner, self.text, self.style, ink, align="centre", valign="centre", floor=0.7, max_lines=most
            )
            return
        if self.stacked:
            p.icon(self.icon, box.cx, box.y + box.h * 0.32, size, ink)
            low = Box(box.x + 6, box.y + box.h * 0.52, box.w - 12, box.h * 0.42)
            p.text(low, self.text, self.style, ink, align="centre", valign="centre", floor=0.7)
            return
        room = inner.w - size - gap
        wide, _ = p.measure(self.text, self.style)
        wide = min(wide, room)
        start = inner.cx - (wide + size + gap) / 2
        words = Box(start if self.icon_after else start + size + gap, inner.y, wide + 1, inner.h)
        p.text(words, self.text, self.style, ink, align="centre", valign="centre", floor=0.7, max_lines=most)
        p.icon(
            self.icon,
            words.right + gap + size / 2 if self.icon_after else start + size / 2,
            inner.cy,
            size,
            ink,
        )


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class Label(Widget):
    """Words in a box, on the dark or on paper."""

    text: str
    style: str = "body"
    tone: Literal["text", "text_mid", "ink", "ink_mid", "real", "manipulated"] = "text"
    align: Literal["left", "centre", "right"] = "left"
    valign: Literal["top", "centre", "bottom"] = "top"
    floor: float = 0.75
    max_lines: int = 0
    grow: bool = True

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the size of the words, wrapped to `width`; with one line at most, that line's."""
        if not self.text:
            return 0.0, 0.0
        wide = min(width, ruler.width(self.text, self.style, grow=self.grow) + 1)
        room = 1e6 if self.max_lines == 1 else width
        return wide, ruler.height(self.text, self.style, room, grow=self.grow)

    def draw(self, p: Painter, state: State) -> None:
        """Set the words."""
        colour = tone_colour(p, self.tone)
        p.text(
            self.box,
            self.text,
            self.style,
            colour,
            align=self.align,
            valign=self.valign,
            floor=self.floor,
            max_lines=self.max_lines,
            grow=self.grow,
        )


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class Panel(Widget):
    """A ground: a dark panel, or paper for reading."""

    paper: bool = False
    radius: float = 14
    corner: str = ""
    """The corner's name in the theme's `radii`; comes before `radius`."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw the panel."""
        c = p.palette
        radius = getattr(p.look.theme.radii, self.corner) if self.corner else self.radius
        if self.paper:
            p.panel(self.box, radius, c.paper)
        elif c.outlined_panels:
            p.panel(self.box, radius, c.room1, c.edge, 2)
        else:
            p.panel(self.box, radius, c.room1)


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class Rule(Widget):
    """A thin line, on the dark or on paper."""

    paper: bool = False

    def draw(self, p: Painter, state: State) -> None:
        """Draw the line."""
        p.fill(self.box, p.palette.paper_line if self.paper else p.palette.hairline)


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class IconText(Widget):
    """An icon with words beside it, on the dark or on paper; without words the icon alone."""

    icon: str
    text: str = ""
    style: str = "body"
    tone: Literal["text", "text_mid", "ink", "ink_mid", "real", "manipulated"] = "text"
    icon_size: Length = "icon"
    icon_after: bool = False
    gap: Length = "m"
    floor: float = 0.75
    max_lines: int = 0
    grow: bool = True

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the icon and the words beside it, wrapped to what is left of `width`."""
        size = ruler.length(self.icon_size)
        if not self.text:
            return size, size
        room = max(1.0, width - size - ruler.length(self.gap))
        wide = min(room, ruler.width(self.text, self.style, grow=self.grow) + 1)
        high = ruler.height(self.text, self.style, 1e6 if self.max_lines == 1 else room, grow=self.grow)
        return wide + size + ruler.length(self.gap), max(size, high)

    def draw(self, p: Painter, state: State) -> None:
        """Draw the icon and set the words."""
        size, gap = p.length(self.icon_size), p.length(self.gap)
        colour = tone_colour(p, self.tone)
        words, x = self.box.without_left(size + gap), self.box.x + size / 2
        if self.icon_after:
            words, x = self.box.left(self.box.w - size - gap), self.box.right - size / 2
        p.icon(self.icon, x, self.box.cy, size, colour)
        p.text(
            words,
            self.text,
            self.style,
            colour,
            valign="centre",
            floor=self.floor,
            max_lines=self.max_lines,
            grow=self.grow,
        )


def tone_colour(p: Painter, tone: str) -> str:
    """Return the colour of a tone of words: one of the palette's, or a verdict's on the dark."""
    c = p.palette
    verdicts = {"real": c.real.on_dark, "manipulated": c.manipulated.on_dark}
    return verdicts.get(tone) or str(getattr(c, tone))


def tag_box(p: Painter, text: str) -> Box:
    """Return how large a tag of these words is, at the canvas's corner."""
    wide, high = p.measure(text, "label", grow=False)
    return Box(0, 0, wide + 62, max(38.0, high + 12))


def tag(
    p: Painter, x: float, y: float, icon: str, text: str, outline: str | None = None, *, right: bool = False
) -> Box:
    """Draw a tag on a picture at (x, y), or ending at x with `right`; return its box."""
    c = p.palette
    box = tag_box(p, text).moved(x, y)
    if right:
        box = box.moved(-box.w)
    p.veil(box, c.tag_bg, c.tag_opacity, p.look.theme.radii.label)
    if outline:
        p.panel(box, p.look.theme.radii.label, None, outline, 2)
    p.icon(icon, box.x + 26, box.cy, 24, outline or c.tag_text)
    with p.over():
        words = box.without_left(47)
        p.text(words, text, "label", c.tag_text, valign="centre", grow=False)
    return box
