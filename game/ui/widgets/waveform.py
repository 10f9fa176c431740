"""A sound as a drawing: its outline around a line, the parts that matter, and where it is being played."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import Ruler, State, Widget

BAR, GAP = 2.0, 1.0
"""The width of a bar and of the room beside it, in canvas px; a box shows as many as it has room for."""
KNOB = 6.0
TOOTH = 9.0
"""From tooth to tooth of the comb above a part that matters."""
COMB = 6.0


@screen_part(frozen=True, slots=True, kw_only=True)
class WaveformStrip(Widget):
    """The lowest and highest sample (-1 to 1) in equal parts of a sound, in proportion to its box.

    A part that matters stands on a ground of its own between two posts, with a comb above it.
    """

    outline: tuple[tuple[float, float], ...]
    seconds: float
    """How long the sound lasts."""
    full: float = 1.0
    """The sample that reaches the edge: two sounds side by side are drawn with the same one."""
    spans: tuple[tuple[float, float], ...] = ()
    marks: tuple[float, ...] = ()
    """Moments in seconds that somebody pointed at."""
    position: Callable[[], float] | None = None
    """Seconds now; None: nothing plays."""
    lit: bool = False
    """This is the sound that is heard."""

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return the whole width and the height of a key."""
        return width, ruler.length("key")

    @property
    def track(self) -> Box:
        """The part of the box that the sound lies in."""
        return self.box.inset(KNOB, 0)

    def at(self, x: float) -> float:
        """Return the seconds that belong to canvas x."""
        return min(1.0, max(0.0, (x - self.track.x) / self.track.w)) * self.seconds

    def x_of(self, t: float) -> float:
        """Return the canvas x that belongs to `t` seconds."""
        share = min(1.0, max(0.0, t / self.seconds)) if self.seconds else 0.0
        return self.track.x + self.track.w * share

    def draw(self, p: Painter, state: State) -> None:
        """Draw ground, parts that matter, outline, marks and playhead."""
        c, stroke = p.palette, p.look.theme.stroke
        edge = c.text if self.lit else c.edge
        p.panel(
            self.box, p.look.theme.radii.label, c.room0, edge, stroke.selected if self.lit else stroke.hair
        )
        for start, end in self.spans:
            self._ground(p, start, end)
        self._outline(p)
        for start, end in self.spans:
            self._fence(p, start, end)
        for t in self.marks:
            p.icon("target", self.x_of(t), self.box.y + p.length("l"), p.length("mark"), c.player)
        self._playhead(p)
        if state.focus:
            p.focus(self.box, p.look.theme.radii.label)

    def bars(self) -> tuple[tuple[float, float], ...]:
        """Return the outline in as many parts as the box has room for."""
        parts = self.outline
        most = max(1, int(self.track.w / (BAR + GAP)))
        if len(parts) <= most:
            return parts
        edges = [round(i * len(parts) / most) for i in range(most + 1)]
        groups = [parts[a:b] for a, b in pairwise(edges)]
        return tuple((min(low for low, _ in group), max(high for _, high in group)) for group in groups)

    def _outline(self, p: Painter) -> None:
        bars, track = self.bars(), self.track
        if not bars:
            return
        step, middle = track.w / len(bars), track.cy
        reach = (track.h / 2 - COMB - p.look.theme.stroke.selected) / max(self.full, 1e-6)
        wide = step * BAR / (BAR + GAP)
        now = self.x_of(self.position()) if self.position is not None else track.x
        for i, (low, high) in enumerate(bars):
            x, top = track.x + i * step, min(high, self.full) * reach
            tall = max(top - max(low, -self.full) * reach, p.look.theme.stroke.hair)
            heard = self.lit and x + step / 2 <= now
            colour = p.palette.text if heard else p.palette.text_mid
            p.fill(Box(x, middle - top, wide, tall), colour)

    def _ground(self, p: Painter, start: float, end: float) -> None:
        x = self.x_of(start)
        room = Box(x, self.box.y, self.x_of(end) - x, self.box.h).inset(0, p.look.theme.stroke.selected)
        p.fill(room, p.palette.room3)

    def _fence(self, p: Painter, start: float, end: float) -> None:
        """Draw the two posts, and the comb between them: it says by its shape what its colour says."""
        stroke, colour = p.look.theme.stroke, p.palette.truth
        left, right = self.x_of(start), self.x_of(end)
        for x in (left, right - stroke.selected):
            p.fill(Box(x, self.box.y, stroke.selected, self.box.h), colour)
        p.fill(Box(left, self.box.y, right - left, stroke.selected), colour)
        x = left
        while x < right:
            p.fill(Box(x, self.box.y, stroke.hair, COMB + stroke.selected), colour)
            x += TOOTH

    def _playhead(self, p: Painter) -> None:
        if self.position is None:
            return
        c, x = p.palette, self.x_of(self.position())
        wide = p.look.theme.stroke.core if self.lit else p.look.theme.stroke.hair
        p.fill(Box(x - wide, self.box.y, 2 * wide, self.box.h), c.room0)
        p.fill(Box(x - wide / 2, self.box.y, wide, self.box.h), c.player)
        if self.lit:
            p.disc(x, self.box.bottom - KNOB, KNOB, c.player)
