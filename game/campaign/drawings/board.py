"""The lesson board: what every diagram draws with - ink lines, paper fills, words, and beats of time.

A diagram is drawn in beats: beat 0 first, then what belongs to beat 1 fades in, and so on. In motion the
beats follow each other by themselves; with reduced motion the player asks for the next one. Orange is for
the step that makes the fake and for nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from game.i18n import Translator
from game.ui.geometry import Box
from game.ui.painter import Align, Painter, VAlign

Paint = Callable[[], object]
LINE = 3.0
"""The width of an ink line."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of the campaign that diagrams show: (icon, words) of each motive and of each check."""

    motives: tuple[tuple[str, str], ...] = ()
    checks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """One diagram being drawn: where, with what, and how far it has come.

    `beat` counts the beats that are over; 1.5 means that the first is drawn and the second half faded in.
    """

    p: Painter
    box: Box
    t: Translator
    beat: float
    lexicon: Lexicon = Lexicon()

    # -- colours -----------------------------------------------------------------------------------

    @property
    def ground(self) -> str:
        """The paper of the board."""
        return ground(self.p)

    @property
    def ink(self) -> str:
        """Lines and words."""
        return self.p.palette.ink

    @property
    def fill(self) -> str:
        """The fill of shapes."""
        return self.p.palette.paper_2

    @property
    def grey(self) -> str:
        """What recedes: dashed outlines, what is missing."""
        return self.p.palette.paper_line

    @property
    def fake(self) -> str:
        """The fill of the step that makes the fake."""
        return self.p.palette.scale[4]

    @property
    def fake_line(self) -> str:
        """Lines and words of the step that makes the fake."""
        return self.p.palette.manipulated.on_paper

    # -- time --------------------------------------------------------------------------------------

    def shown(self, beat: int) -> float:
        """Return how much of beat number `beat` (from 0) has been drawn, 0..1, starting and ending softly."""
        x = min(1.0, max(0.0, self.beat - beat))
        return x * x * (3 - 2 * x)

    def part(self, beat: int, box: Box, paint: Paint) -> None:
        """Draw `paint` inside `box` as part of `beat`: not yet, fading in, or in full."""
        much = self.shown(beat)
        if much <= 0:
            return
        if much >= 1:
            paint()
            return
        surface = self.p.surface
        rect = self.p.rect(box.inset(-6)).clip(surface.get_rect())
        before = surface.subsurface(rect).copy()
        paint()
        before.set_alpha(round(255 * (1 - much)))
        surface.blit(before, rect)

    # -- words -------------------------------------------------------------------------------------

    def words(
        self,
        box: Box,
        text: str,
        *,
        strong: bool = False,
        tone: str | None = None,
        align: Align = "centre",
        valign: VAlign = "top",
        max_lines: int = 0,
    ) -> Box:
        """Set words on the board; return what they cover. They keep their size at every text size."""
        return self.p.text(
            box,
            text,
            "strong" if strong else "note",
            tone or self.ink,
            align=align,
            valign=valign,
            floor=0.82,
            max_lines=max_lines,
            grow=False,
        )

    def words_height(self, text: str, width: float, *, strong: bool = False) -> float:
        """Return the height that `words` would take."""
        return self.p.measure(text, "strong" if strong else "note", width, grow=False)[1]

    # -- places ------------------------------------------------------------------------------------

    @property
    def tall(self) -> bool:
        """Tell whether the board is upright: then what is a row becomes a column."""
        return self.box.h > self.box.w * 0.62

    def stations(self, shares: Sequence[float], gap: float = 56.0, box: Box | None = None) -> list[Box]:
        """Return places side by side, or below each other on an upright board; arrows go into the gaps."""
        box = box or self.box
        if self.tall:
            return box.rows(tuple(shares), gap * 0.7)
        return box.columns(tuple(shares), gap)

    def link(self, a: Box, b: Box, *, fake: bool = False, beat: int | None = None) -> None:
        """Draw an arrow from box `a` to box `b`, growing during `beat`."""
        much = 1.0 if beat is None else self.shown(beat)
        if b.x >= a.right - 1:
            start, end = (a.right + 6, _shared(a.y, a.bottom, b.y, b.bottom)), (b.x - 6, 0.0)
            self.arrow(*start, end[0], start[1], fake=fake, much=much)
        else:
            x = _shared(a.x, a.right, b.x, b.right)
            self.arrow(x, a.bottom + 4, x, b.y - 4, fake=fake, much=much)

    def arrow(
        self, x0: float, y0: float, x1: float, y1: float, *, fake: bool = False, much: float = 1.0
    ) -> None:
        """Draw an arrow; `much` (0..1) of it."""
        if much <= 0.05:
            return
        colour = self.fake_line if fake else self.ink
        x1, y1 = x0 + (x1 - x0) * much, y0 + (y1 - y0) * much
        length = max(1e-6, ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        head = min(12.0, length * 0.6)
        left = (x1 - dx * head - dy * head * 0.7, y1 - dy * head + dx * head * 0.7)
        right = (x1 - dx * head + dy * head * 0.7, y1 - dy * head - dx * head * 0.7)
        self.p.outline([(x0, y0), (x1, y1)], colour, LINE, closed=False)
        self.p.outline([left, (x1, y1), right], colour, LINE, closed=False)

    def card(self, box: Box, *, fake: bool = False, missing: bool = False, fill: str | None = None) -> None:
        """Draw a rounded card; `missing` is a dashed outline."""
        if missing:
            self.p.dashed(box, 8, self.grey)
            return
        line = self.fake_line if fake else self.ink
        self.p.panel(box, 8, fill or (self.fake if fake else self.fill), line, LINE)

    def captioned(
        self,
        box: Box,
        picture: Callable[[Box], object],
        title: str,
        text: str = "",
        *,
        tone: str | None = None,
        most: float = 170.0,
        aspect: float = 1.0,
        room: float = 0.0,
    ) -> Box:
        """Draw a picture with words below it, or beside it in a wide box; return the picture's box.

        The picture is at most `most` high and `aspect` times as wide as high. `room` is kept for the words
        at least, so that pictures side by side stand in line.
        """
        if self.tall:
            most *= 1.4
        if box.w > box.h * 1.5 * aspect:
            side = min(box.h, most, box.w * 0.42 / aspect)
            square = Box(box.x, box.cy - side / 2, side * aspect, side)
            words = box.without_left(square.w + 18)
            high = self._caption_height(title, text, words.w)
            self._caption(words.centred(words.w, high), title, text, tone, "left")
        else:
            high = max(room, self._caption_height(title, text, box.w))
            side = max(40.0, min(box.w / aspect, box.h - high - 10, most))
            top = box.y + (box.h - side - high - 10) / 2
            square = Box(box.cx - side * aspect / 2, top, side * aspect, side)
            self._caption(Box(box.x, square.bottom + 10, box.w, high + 2), title, text, tone, "centre")
        picture(square)
        return square

    def gallery(
        self,
        spots: Sequence[Box],
        entries: Sequence[tuple[Callable[[Box], object], str, str]],
        *,
        most: float = 170.0,
        links: bool = False,
    ) -> None:
        """Draw a picture with a title and a text at each spot, one per beat; `links` puts arrows between."""
        room = max(self._caption_height(title, text, spots[0].w) for _, title, text in entries)
        for i, (spot, (picture, title, text)) in enumerate(zip(spots, entries, strict=True)):
            draw = partial(self.captioned, spot, picture, title, text, most=most, room=room)
            self.part(i, spot, draw)
            if links and i:
                self.link(spots[i - 1], spot, beat=i)

    def _caption_height(self, title: str, text: str, width: float) -> float:
        high = self.words_height(title, width, strong=True)
        return high + (self.words_height(text, width) + 2 if text else 0.0)

    def _caption(
        self, box: Box, title: str, text: str, tone: str | None, align: Literal["left", "centre"]
    ) -> None:
        high = self.words_height(title, box.w, strong=True)
        self.words(box.top(high + 1), title, strong=True, tone=tone, align=align)
        if text:
            self.words(box.without_top(high + 2), text, align=align)

    def icon_in(self, name: str) -> Callable[[Box], None]:
        """Return a picture: icon `name` on a round of paper."""

        def paint(square: Box) -> None:
            side = min(square.w, square.h)
            self.p.disc(square.cx, square.cy, side / 2, self.ink)
            self.p.disc(square.cx, square.cy, side / 2 - LINE, self.fill)
            self.p.icon(name, square.cx, square.cy, side * 0.56, self.ink)

        return paint


def ground(p: Painter) -> str:
    """Return the colour of the board: lit paper, or the paper of a theme without light."""
    return p.palette.paper_lit if p.palette.glow else p.palette.paper


def _shared(a0: float, a1: float, b0: float, b1: float) -> float:
    """Return the middle of what two spans share; the middle of both where they share nothing."""
    low, high = max(a0, b0), min(a1, b1)
    return (low + high) / 2 if low < high else (a0 + a1 + b0 + b1) / 4
