"""Drawings of a class: its votes, the time that is left, who has come, how well it told apart."""

from __future__ import annotations

from collections.abc import Callable
from math import pi
from typing import TYPE_CHECKING, Final

from game.quiz.discernment import SURENESS_IDS
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget

if TYPE_CHECKING:
    from game.i18n import Translator

SURENESS: Final = (2, 1, 0, 0, 1, 2)
"""How sure each step is: an index of `SURENESS_IDS`."""
SIDE: Final = len(SURENESS) // 2
"""Steps of one verdict."""
SEATS: Final = 30
"""Figures in a row of people."""
LAST_SECONDS: Final = 10.0
"""Seconds before the end in which the ring is thicker."""
BANDS: Final = 5


@screen_part(frozen=True, slots=True, kw_only=True)
class Histogram(Widget):
    """The six steps with their counts; hatched bars while nothing is told."""

    counts: tuple[int, ...] | None
    steps: tuple[str, ...]
    """How sure each step is, in words."""
    verdicts: tuple[str, str]
    """Real and manipulated, in words."""
    icons: tuple[str, str] = ("real", "manipulated")
    plain: bool = False
    """Without the colours of a verdict."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw both verdicts side by side, each with its three steps."""
        for side, half in enumerate(self.box.columns((1.0, 1.0), p.length("xl"))):
            self._half(p, half, side)

    def _half(self, p: Painter, half: Box, side: int) -> None:
        c, gap = p.palette, p.length("s")
        line, name = p.measure("A", "caption", grow=False)[1], p.length("icon")
        foot = half.bottom_strip(line + gap + name)
        plot = half.without_bottom(foot.h + gap)
        cells = plot.columns((1.0,) * SIDE, gap)
        most = max(1, *(self.counts or (1,)))
        room = Box(0, 0, cells[0].w + gap, line)
        spelt = all(p.fits(room, word, "caption", floor=0.9, grow=False) for word in self.steps)
        for i, cell in enumerate(cells):
            step = side * SIDE + i
            if self.counts is None:
                _hatched(p, cell)
            else:
                _bar(p, cell, self.counts[step], most, c.text_mid if self.plain else c.scale[step])
            word = Box(cell.x, foot.y, cell.w, line).inset(-gap / 2, 0)
            if spelt:
                said = self.steps[step]
                p.text(word, said, "caption", c.text, align="centre", grow=False, floor=0.9, max_lines=1)
            else:
                _pips(p, word, SURENESS[step] + 1, diamonds=side == 1)
        p.line(half.x, plot.bottom, half.right, plot.bottom, c.edge)
        self._verdict(p, foot.bottom_strip(name), manipulated=side == 1)

    def _verdict(self, p: Painter, box: Box, *, manipulated: bool) -> None:
        verdict = p.palette.text if self.plain else p.palette.verdict(manipulated=manipulated).on_dark
        colour, size = verdict, p.length("icon_small")
        words, beside = self.verdicts[manipulated], size + p.length("s")
        wide = min(box.w - beside, p.measure(words, "strong", grow=False)[0] + 1)
        both = box.centred(wide + beside, box.h)
        p.icon(self.icons[manipulated], both.x + size / 2, both.cy, size, colour)
        name = both.without_left(beside)
        p.text(name, words, "strong", colour, valign="centre", grow=False, floor=0.8, max_lines=1)


LETTERS: Final = "ABCDEF"
"""What the six steps are called on voting cards."""


def histogram(name: str, t: Translator, counts: tuple[int, ...] | None, *, cards: bool = False) -> Histogram:
    """Return the votes of a class as a drawing; None: they are not told yet. `cards` are known by letters."""
    return Histogram(
        name=name,
        counts=counts,
        steps=tuple(LETTERS) if cards else _sureness(t),
        verdicts=(t("verdict.real"), t("verdict.manipulated")),
    )


def share_histogram(name: str, t: Translator, counts: tuple[int, ...] | None) -> Histogram:
    """Return the votes on whether to share a post, without the colours of a verdict."""
    return Histogram(
        name=name,
        counts=counts,
        steps=tuple(t(f"sureness.{SURENESS_IDS[level]}") for level in SURENESS),
        verdicts=(t("posts.share"), t("posts.not")),
        icons=("next", "close"),
        plain=True,
    )


def _sureness(t: Translator) -> tuple[str, ...]:
    """Return how sure each of the six steps is, in words."""
    return tuple(t(f"sureness.{SURENESS_IDS[level]}") for level in SURENESS)


def pair_histogram(name: str, t: Translator, counts: tuple[int, ...] | None) -> Histogram:
    """Return the votes on which of two clips was altered, without the colours of a verdict."""
    return Histogram(
        name=name,
        counts=counts,
        steps=_sureness(t),
        verdicts=(t("pair.left"), t("pair.right")),
        icons=("back", "next"),
        plain=True,
    )


def _bar(p: Painter, cell: Box, count: int, most: int, colour: str) -> None:
    high = p.measure("0", "h2", grow=False)[1] + p.length("xs")
    bar = cell.bottom_strip(max(p.length("xs"), (cell.h - high) * count / most))
    p.panel(bar, p.look.theme.radii.pip, colour)
    number = Box(cell.x, bar.y - high, cell.w, high)
    p.text(number, str(count), "h2", p.palette.text, align="centre", grow=False)


def _pips(p: Painter, box: Box, count: int, *, diamonds: bool) -> None:
    """Draw how sure a step is as marks, where its word has no room."""
    r = box.h * 0.3
    for i in range(count):
        x, y = box.cx + (i - (count - 1) / 2) * box.h * 0.9, box.cy
        if diamonds:
            p.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], p.palette.text)
        else:
            p.disc(x, y, r * 0.9, p.palette.text)


def _hatched(p: Painter, box: Box) -> None:
    c, line = p.palette, p.look.theme.stroke.hair
    p.panel(box, p.look.theme.radii.pip, None, c.edge, line)
    inner = box.inset(line)
    with p.clipped(inner):
        x = inner.x - inner.h
        while x < inner.right:
            p.outline([(x, inner.bottom), (x + inner.h, inner.y)], c.hairline, line, closed=False)
            x += p.length("l")


@screen_part(frozen=True, slots=True, kw_only=True)
class TimeRing(Widget):
    """The time that is left as a ring; nothing beeps or blinks."""

    left: Callable[[], float]
    """Seconds."""
    whole: float
    """Seconds of a full ring."""

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return a square."""
        side = min(width, ruler.length("timer"))
        return side, side

    def draw(self, p: Painter, state: State) -> None:
        """Draw the ring, thicker at the end, and minutes and seconds in it."""
        c, box, left = p.palette, self.box.fitted(1.0), self.left()
        r = box.w / 2
        hole = r * (0.7 if left <= LAST_SECONDS else 0.81)
        p.disc(box.cx, box.cy, r, c.room3, hole=hole)
        share = max(0.0, min(1.0, left / self.whole)) if self.whole else 0.0
        if share > 0:
            p.arc(box.cx, box.cy, r, hole, -pi / 2, -pi / 2 + 2 * pi * share, c.text)
        minutes, seconds = divmod(max(0, round(left)), 60)
        words = f"{minutes}:{seconds:02d}"
        p.text(box, words, "h2", c.text, align="centre", valign="centre", grow=False)


@screen_part(frozen=True, slots=True, kw_only=True)
class People(Widget):
    """A figure for each seat, the taken ones filled; nothing where more have come than there are figures."""

    seats: Callable[[], int]

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return a row as wide as it may be."""
        return width, ruler.length("icon")

    def draw(self, p: Painter, state: State) -> None:
        """Draw heads and shoulders."""
        c, seats, line = p.palette, self.seats(), p.look.theme.stroke.hair
        if seats > SEATS:
            return
        for i, cell in enumerate(self.box.columns((1.0,) * SEATS, 0)):
            taken = i < seats
            colour, head = (c.text if taken else c.hairline), cell.w * 0.24
            wide = min(cell.w * 0.38, cell.h - 2.2 * head)
            p.disc(cell.cx, cell.bottom - wide - 1.2 * head, head, colour, hole=0 if taken else head - line)
            with p.clipped(cell.bottom_strip(wide)):
                p.disc(cell.cx, cell.bottom, wide, colour, hole=0 if taken else wide - line)


@screen_part(frozen=True, slots=True, kw_only=True)
class VoteCount(Widget):
    """How many have voted, large, and of how many beside it."""

    count: Callable[[], int]
    words: Callable[[], str]

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the whole width, and the height of the number."""
        return width, ruler.height("0", "number", width, grow=False)

    def draw(self, p: Painter, state: State) -> None:
        """Set number and words."""
        voted = str(self.count())
        wide = p.measure(voted, "number", grow=False)[0] + 1
        p.text(self.box.left(wide), voted, "number", p.palette.text, valign="centre", grow=False)
        rest = self.box.without_left(wide + p.length("xl")).without_bottom(p.length("l"))
        p.text(
            rest, self.words(), "h2", p.palette.text_mid, grow=False, floor=0.6, max_lines=2, valign="bottom"
        )


@screen_part(frozen=True, slots=True, kw_only=True)
class BigNumber(Widget):
    """A large number that changes while the screen shows."""

    count: Callable[[], int]

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return room for as many as can come."""
        return min(width, ruler.width("000", "number", grow=False)), ruler.height("0", "number", width)

    def draw(self, p: Painter, state: State) -> None:
        """Set the number, right-aligned."""
        p.text(
            self.box, str(self.count()), "number", p.palette.text, align="right", valign="centre",
            grow=False, floor=0.6,
        )  # fmt: skip


@screen_part(frozen=True, slots=True, kw_only=True)
class Seal(Widget):
    """A slip of paper over what is still hidden: an icon, and words that may change."""

    icon: str
    words: Callable[[], str]

    def draw(self, p: Painter, state: State) -> None:
        """Draw paper, icon and words."""
        c, size, edge = p.palette, p.length("icon"), p.length("l")
        p.panel(self.box, p.look.theme.radii.key, c.paper)
        p.icon(self.icon, self.box.x + edge + size / 2, self.box.cy, size, c.ink)
        room = self.box.inset(edge, p.length("xs")).without_left(size + p.length("m"))
        with p.over():
            p.text(room, self.words(), "strong", c.ink, valign="centre", grow=False, floor=0.75, max_lines=2)


@screen_part(frozen=True, slots=True, kw_only=True)
class StepGround(Widget):
    """The colour of a step of the scale."""

    step: int
    """From 0."""

    def draw(self, p: Painter, state: State) -> None:
        """Draw the ground."""
        p.panel(self.box, p.look.theme.radii.key, p.palette.scale[self.step])


@screen_part(frozen=True, slots=True, kw_only=True)
class NumberDisc(Widget):
    """The number of a step that a person is to take, in a ring."""

    number: int

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return a square."""
        side = min(width, ruler.length("key"))
        return side, side

    def draw(self, p: Painter, state: State) -> None:
        """Draw ring and number."""
        box = self.box.top(min(self.box.w, self.box.h))
        r = box.h * 0.45
        p.disc(box.cx, box.cy, r, p.palette.text, hole=r - p.look.theme.stroke.selected)
        words = str(self.number)
        p.text(box, words, "h3", p.palette.text, align="centre", valign="centre", grow=False)


@screen_part(frozen=True, slots=True, kw_only=True)
class BandTrack(Widget):
    """Five bands from left to right, where a class is among them, and how sure that is."""

    low: float
    """0 .. 5, as `at` and `high`."""
    at: float
    high: float

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the whole width, and room for the mark."""
        return width, ruler.length("xl")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the bands, the likely range and the mark."""
        c, box, stroke = p.palette, self.box, p.look.theme.stroke
        for cell in box.centred(box.w, box.h / 2).columns((1.0,) * BANDS, p.length("xs")):
            p.panel(cell, p.look.theme.radii.pip, c.room3)
        low, at, high = (box.x + box.w * value / BANDS for value in (self.low, self.at, self.high))
        p.line(low, box.cy - stroke.core / 2, high, box.cy - stroke.core / 2, c.text, stroke.core)
        p.disc(at, box.cy, box.h / 2, c.room0)
        p.disc(at, box.cy, box.h / 2 - stroke.hair, c.paper)
