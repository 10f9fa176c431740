"""Figures about a player's answers: bars of a band, a dial, a plot, ticks, steps of change."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget

GUESSING = 0.25
"""The share of right answers at the foot of the plot: well below guessing."""
DASHES = 12


@screen_part(frozen=True, slots=True, kw_only=True)
class BandBars(Widget):
    """Rising bars, those up to the chosen one filled, and below them where the truth likely lies."""

    bars: int
    chosen: int
    low: float
    """The left end of the likely range, in bars."""
    high: float
    start: str
    """What the left end means."""
    range: str
    """What the range is."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw bars, bracket and words."""
        c, line = p.palette, p.measure("A", "caption", grow=False)[1]
        gap, stroke = p.length("s"), p.look.theme.stroke
        foot = self.box.bottom_strip(line)
        bars = self.box.without_bottom(line + 2.5 * gap)
        for i, cell in enumerate(bars.columns((1.0,) * self.bars, gap)):
            bar = cell.bottom_strip(bars.h * (0.37 + 0.63 * i / (self.bars - 1)))
            full = i <= self.chosen
            p.panel(
                bar, p.look.theme.radii.pip, c.paper if full else None, None if full else c.edge, stroke.hair
            )
        left, right = (bars.x + bars.w * at / self.bars for at in (self.low, self.high))
        y, low = bars.bottom + gap, foot.y - gap / 2
        for x in (left, right - stroke.selected):
            p.line(x, y, x, low, c.text_mid, stroke.selected)
        p.line(left, low - stroke.selected, right, low - stroke.selected, c.text_mid, stroke.selected)
        start = foot.left(foot.w * 0.36)
        p.text(start, self.start, "caption", c.text, grow=False, floor=0.9, max_lines=1)
        wide = p.measure(self.range, "caption", grow=False)[0] + 1
        x = min(max((left + right - wide) / 2, start.right + gap), foot.right - wide)
        p.text(Box(x, foot.y, wide, foot.h), self.range, "caption", c.text_mid, grow=False, max_lines=1)


@screen_part(frozen=True, slots=True, kw_only=True)
class LeaningDial(Widget):
    """Which way a player leans, from too trusting to too suspicious; without a needle where it is unknown."""

    at: float | None
    """0 .. 5, or None."""
    balanced: str
    trusting: str
    suspicious: str

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for the words at both ends."""
        words = f"{self.trusting} {self.suspicious}".split()
        longest = max(ruler.width(word, "caption", grow=False) for word in words)
        return min(width, max(ruler.length("dial"), 2 * longest + ruler.length("s"))), ruler.length("dial")

    def draw(self, p: Painter, state: State) -> None:
        """Draw five segments, the needle and the words."""
        c, box, line = p.palette, self.box, p.measure("A", "caption", grow=False)[1]
        p.text(box.top(line), self.balanced, "caption", c.text, align="centre", grow=False)
        gap = p.length("xs")
        radius = min(box.w * 0.36, (box.h - 3 * line - 2 * gap) / 1.18)
        cx, cy = box.cx, box.y + line + gap + radius
        for i, colour in enumerate((c.scale[0], c.scale[2], c.paper, c.scale[3], c.scale[5])):
            start, end = pi + pi * i / 5 + 0.03, pi + pi * (i + 1) / 5 - 0.03
            p.arc(cx, cy, radius, radius * 0.66, start, end, colour)
        if self.at is not None:
            self._needle(p, cx, cy, radius, pi + pi * self.at / 5)
        top = cy + radius * 0.18 + gap
        foot = Box(box.x, top, box.w, box.bottom - top)
        left, right = foot.columns((1.0, 1.0), gap)
        p.text(left, self.trusting, "caption", c.text, grow=False, floor=0.9, max_lines=2)
        p.text(right, self.suspicious, "caption", c.text, align="right", grow=False, floor=0.9, max_lines=2)

    @staticmethod
    def _needle(p: Painter, cx: float, cy: float, radius: float, angle: float) -> None:
        c, half = p.palette, radius * 0.12
        tip = (cx + radius * 0.86 * cos(angle), cy + radius * 0.86 * sin(angle))
        dx, dy = half * cos(angle + pi / 2), half * sin(angle + pi / 2)
        triangle = [(cx + dx, cy + dy), tip, (cx - dx, cy - dy)]
        p.outline(triangle, c.room0, p.look.theme.stroke.halo * 0.75)
        p.polygon(triangle, c.player)
        p.disc(cx, cy, radius * 0.2, c.room0)
        p.disc(cx, cy, radius * 0.17, c.player)


@screen_part(frozen=True, slots=True, kw_only=True)
class SurenessPlot(Widget):
    """How sure against how right: a dot for each sureness, the dashed line where both would be equal."""

    points: tuple[tuple[str, float, float | None, int], ...]
    """Word, share that was said, share that was right (None: not said), clips."""
    scale: tuple[tuple[float, str], ...]
    """The shares with a line of their own, and their words; those without room for them are left out."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw scale, line, stems and dots."""
        c, gap, stroke = p.palette, p.length("s"), p.look.theme.stroke
        wide = max(p.measure(words, "caption", grow=False)[0] for _, words in self.scale)
        line = p.measure("A", "caption", grow=False)[1]
        plot = self.box.without_left(wide + 1.5 * gap).without_bottom(line + gap).without_top(line / 2)

        def y_of(share: float) -> float:
            return plot.bottom - plot.h * max(0.0, (share - GUESSING) / (1 - GUESSING))

        free = plot.bottom + line
        for share, words in self.scale:
            p.line(plot.x, y_of(share), plot.right, y_of(share), c.hairline)
            label = Box(self.box.x, y_of(share) - line / 2, wide + 1, line)
            if label.bottom <= free:
                p.text(label, words, "caption", c.text_mid, align="right", grow=False)
                free = label.y
        p.line(plot.x, plot.bottom, plot.right, plot.bottom, c.edge)
        places = plot.columns((1.0,) * len(self.points), 0)
        ends = [(place.cx, y_of(said)) for place, (_, said, _, _) in zip(places, self.points, strict=True)]
        for a, b in pairwise(ends):
            _dashes(p, a, b, c.text)
        for (word, said, right, clips), place in zip(self.points, places, strict=True):
            name = Box(place.x - gap, plot.bottom + gap, place.w + 2 * gap, line)
            p.text(name, word, "caption", c.text_mid, align="centre", grow=False, floor=0.9, max_lines=1)
            if right is not None:
                p.line(place.cx, y_of(said), place.cx, y_of(right), c.edge, stroke.selected)
                size = gap * (0.75 + 0.19 * min(6, clips))
                p.disc(place.cx, y_of(right), size + stroke.hair, c.room0)
                p.disc(place.cx, y_of(right), size, c.paper)


def _dashes(p: Painter, a: tuple[float, float], b: tuple[float, float], colour: str) -> None:
    def at(share: float) -> tuple[float, float]:
        return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share

    for i in range(0, DASHES, 2):
        ends = [at(i / DASHES), at((i + 1) / DASHES)]
        p.outline(ends, colour, p.look.theme.stroke.hair, closed=False)


@screen_part(frozen=True, slots=True, kw_only=True)
class Ticks(Widget):
    """So many boxes, the first ones ticked."""

    boxes: int
    ticked: int

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for the boxes side by side."""
        size, gap = ruler.length("tick"), ruler.length("s")
        return min(width, self.boxes * (size + gap) - gap), size

    def draw(self, p: Painter, state: State) -> None:
        """Draw the boxes."""
        c, radius, size = p.palette, p.look.theme.radii.pip, p.length("tick")
        for i in range(self.boxes):
            cell = Box(self.box.x + i * (size + p.length("s")), self.box.cy - size / 2, size, size)
            if i < self.ticked:
                p.panel(cell, radius, c.paper)
                p.icon("check", cell.cx, cell.cy, size * 0.83, c.ink)
            else:
                p.panel(cell, radius, None, c.edge, p.look.theme.stroke.hair)


@screen_part(frozen=True, slots=True, kw_only=True)
class ChangeSteps(Widget):
    """Steps from worse to better on paper, the present one filled and ticked."""

    steps: int
    chosen: int

    def draw(self, p: Painter, state: State) -> None:
        """Draw the steps."""
        c, radius = p.palette, p.look.theme.radii.label
        for i, cell in enumerate(self.box.columns((1.0,) * self.steps, p.length("s"))):
            if i == self.chosen:
                p.panel(cell, radius, c.ink)
                p.icon("check", cell.cx, cell.cy, cell.h * 0.6, c.paper)
            else:
                p.panel(cell, radius, None, c.ink_mid, p.look.theme.stroke.hair)


@screen_part(frozen=True, slots=True, kw_only=True)
class ShareRange(Widget):
    """A share 0..1 that is known roughly: where it likely lies, its middle, and the goal."""

    low: float
    share: float
    high: float
    goal: float | None
    known: bool = True

    def draw(self, p: Painter, state: State) -> None:
        """Draw the bar, the range in it, the middle and the dotted goal."""
        c, box, radius = p.palette, self.box, p.look.theme.radii.pip
        hair, edge = p.look.theme.stroke.hair, p.length("xs")
        p.panel(box, radius, c.room0, c.edge, hair)
        if self.known:
            part = Box(box.x + box.w * self.low, box.y, box.w * (self.high - self.low), box.h)
            p.panel(part, radius, c.room3, c.text, hair)
            middle = Box(box.x + box.w * self.share, box.y, 0, box.h).inset(-1.5 * hair, -edge)
            p.panel(middle, 1.5 * hair, c.text)
        if self.goal is None:
            return
        y = box.y - edge
        while y < box.bottom + edge:
            p.fill(Box(box.x + box.w * self.goal - hair / 2, y, hair, 1.5 * hair), c.text_mid)
            y += 3 * hair
