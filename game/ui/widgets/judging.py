"""What judging needs: the six keys of the scale and the cards of the tell-tales."""

from __future__ import annotations

import pygame

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import State, Widget
from game.ui.widgets.controls import tag, tag_box


@screen_part(frozen=True, slots=True, kw_only=True)
class ScaleKey(Widget):
    """One step of the wedge: colour, pips, number and words say the same thing four times."""

    step: int
    text: str
    on: bool = False
    tick_inside: bool = False
    """Whether its tick stands in the place of its number, because another key is above it."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw the key; the chosen one is taller and carries a tick."""
        c, radius = p.palette, p.look.theme.radii.key
        box = Box(self.box.x, self.box.y - 10, self.box.w, self.box.h + 10) if self.on else self.box
        if state.pressed:
            box = box.moved(0, 2)
        if state.hover and not state.focus:
            p.panel(box.inset(-3), radius + 3, c.paper)
        p.panel(box, radius, c.scale[self.step - 1])
        if state.pressed:
            p.veil(box, "#000000", 30, radius)
        ink = c.scale_text
        pips = (3, 2, 1, 1, 2, 3)[self.step - 1]
        size, gap = 14.0, 20.0
        for i in range(3):
            x, y = box.x + 21 + i * gap, box.y + 22
            _pip(p, x, y, size, diamond=self.step > 3, filled=i < pips, colour=ink)
        number = Box(box.right - 50, box.y + 6, 38, 32)
        if not (self.on and self.tick_inside):
            p.text(number, str(self.step), "strong", ink, align="right", valign="centre", grow=False)
        words = Box(box.x + 14, box.y + 40, box.w - 22, box.h - 50)
        p.text(words, self.text, "strong", ink, valign="bottom", floor=0.72)
        if state.focus:
            p.focus(box, radius)
        if self.on:
            x, y = (number.right - 12, number.cy + 4) if self.tick_inside else (box.cx, box.y - 4)
            p.disc(x, y, 23, c.ink)
            p.disc(x, y, 20, "#FFFFFF")
            p.icon("check", x, y, 30, "#17181A")


def _pip(p: Painter, x: float, y: float, size: float, *, diamond: bool, filled: bool, colour: str) -> None:
    half = size / 2
    if diamond:
        points = [(x, y - half - 1), (x + half + 1, y), (x, y + half + 1), (x - half - 1, y)]
        if filled:
            p.polygon(points, colour)
        else:
            p.outline(points, colour, 2)
    else:
        p.disc(x, y, half, colour, hole=0 if filled else half - 2)


@screen_part(frozen=True, slots=True, kw_only=True)
class DottedLine(Widget):
    """The middle of the scale: there is no step on it."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw dots from top to bottom."""
        y, size = self.box.y, p.length("hair")
        while y < self.box.bottom:
            p.disc(self.box.cx, y, size * 0.75, p.palette.edge)
            y += size * 4.5


@screen_part(frozen=True, slots=True, kw_only=True)
class VerdictGround(Widget):
    """The colour of a verdict; `joined` where paper goes on below it."""

    manipulated: bool
    joined: bool = False

    def draw(self, p: Painter, state: State) -> None:
        """Draw the ground."""
        fill, radius = p.palette.verdict(manipulated=self.manipulated).fill, p.look.theme.radii.key
        p.panel(self.box, radius, fill)
        if self.joined:
            p.fill(self.box.bottom_strip(radius), fill)


@screen_part(frozen=True, slots=True, kw_only=True)
class StepLine(Widget):
    """The steps of making a fake as icons on a line; the chosen one is filled."""

    icons: tuple[str, ...]
    chosen: int

    def draw(self, p: Painter, state: State) -> None:
        """Draw the line and a disc for each step."""
        c, box = p.palette, self.box
        places = box.inset(box.h * 0.65, 0).columns((1.0,) * len(self.icons), 0)
        p.line(places[0].cx, box.cy, places[-1].cx, box.cy, c.paper_line)
        for i, (icon, place) in enumerate(zip(self.icons, places, strict=True)):
            size = box.h * (0.45 if i == self.chosen else 0.37)
            p.disc(place.cx, box.cy, size, c.ink)
            p.disc(place.cx, box.cy, size * 0.87, c.manipulated.fill if i == self.chosen else c.paper)
            p.icon(icon, place.cx, box.cy, box.h * 0.48, c.ink)


@screen_part(frozen=True, slots=True, kw_only=True)
class KindCard(Widget):
    """A tell-tale to choose: icon, name, number; paper when chosen."""

    number: int
    icon: str
    text: str
    on: bool = False

    def draw(self, p: Painter, state: State) -> None:
        """Draw the card."""
        c, radius = p.palette, p.look.theme.radii.control
        box = self.box.moved(0, 2) if state.pressed else self.box
        if self.on:
            p.panel(box, radius, c.paper)
            ink = c.ink
            p.icon("check", box.right - 29, box.y + 28, 28, ink)
        else:
            fill = c.room0 if state.pressed else c.room3 if state.hover else c.room2
            p.panel(box, radius, fill, c.text if state.hover else c.edge, c.stroke_control)
            ink = c.text
            number = Box(box.right - 50, box.y + 12, 34, 30)
            p.text(number, str(self.number), "strong", ink, align="right", valign="centre", grow=False)
        if box.h >= 110:
            p.icon(self.icon, box.x + 44, box.y + 42, 52, ink)
            words = Box(box.x + 20, box.y + 70, box.w - 30, box.h - 80)
            p.text(words, self.text, "strong", ink, valign="bottom", floor=0.75)
        else:
            p.icon(self.icon, box.x + 38, box.cy, 44, ink)
            words = Box(box.x + 70, box.y + 6, box.w - 112, box.h - 12)
            p.text(words, self.text, "strong", ink, valign="centre", floor=0.75)
        if state.focus:
            p.focus(self.box, radius)


def mark_cross(p: Painter, x: float, y: float, colour: str | None = None, radius: float = 26) -> None:
    """Draw a player's mark: a cross-hair that reads on any footage."""
    core = colour or p.palette.player
    mark_ring(p, x, y, core, radius)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        ends = [
            (x + dx * radius * 0.55, y + dy * radius * 0.55),
            (x + dx * radius * 1.6, y + dy * radius * 1.6),
        ]
        p.outline(ends, core, 4, closed=False, halo=8)


def mark_ring(p: Painter, x: float, y: float, colour: str, radius: float) -> None:
    """Draw a ring that reads on any footage."""
    p.outline([(x + radius * v[0], y + radius * v[1]) for v in _CIRCLE], colour, 4, halo=8)


def mark_with_tag(
    p: Painter, clip: Box, at: tuple[float, float], icon: str, words: str, *, small: bool = False
) -> None:
    """Draw a player's mark at `at` (0..1 of the picture `clip`), its tag on the side with room for it."""
    x, y = clip.x + at[0] * clip.w, clip.y + at[1] * clip.h
    radius = p.length("mark_small" if small else "mark")
    mark_cross(p, x, y, radius=radius)
    away = radius + p.length("xxl" if not small else "gutter")
    box = tag_box(p, words)
    right = x + away + box.w > clip.right
    tag(p, x - away if right else x + away, y - box.h / 2, icon, words, p.palette.player, right=right)


_CIRCLE = [pygame.Vector2(1, 0).rotate(i * 9) for i in range(40)]
