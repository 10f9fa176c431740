"""The scrubber under a clip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import State, Widget

BEGUN: Final = 16.0
"""How much of the track is always behind the knob or under it."""
KNOB: Final = 29.0
"""The room that the knob takes around the place where it is, with the ring of the focus."""


def clock_text(seconds: float) -> str:
    """Return `m:ss.t`, as beside a scrubber."""
    tenths = max(0, round(seconds * 10))
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


@screen_part(frozen=True, slots=True, kw_only=True)
class Scrubber(Widget):
    """A clip's time line: where it is, how long it is, ticks, and spans that matter (on the reveal)."""

    position: Callable[[], float]
    """Seconds now."""
    seconds: float
    tick: float
    """Seconds between ticks."""
    spans: tuple[tuple[float, float], ...] = ()
    marks: tuple[float, ...] = ()
    wave: tuple[float, ...] = ()
    """Peaks 0..1 of the sound, drawn behind the track where there are any."""

    @property
    def track(self) -> Box:
        """The part of the box that the knob runs on."""
        return Box(self.box.x + 86, self.box.y, self.box.w - 172, self.box.h)

    @property
    def changing(self) -> Box:
        """The time of now, and all places of the knob."""
        return Box(self.box.x, self.box.cy - KNOB, self.track.right + KNOB - self.box.x, 2 * KNOB)

    def at(self, x: float) -> float:
        """Return the seconds that belong to canvas x."""
        return min(1.0, max(0.0, (x - self.track.x) / self.track.w)) * self.seconds

    def x_of(self, t: float) -> float:
        """Return the canvas x that belongs to `t` seconds."""
        return self.track.x + self.track.w * (t / self.seconds if self.seconds else 0)

    def draw_ground(self, p: Painter, state: State) -> None:
        """Draw length, track, the round end where it begins, spans and ticks."""
        c, track = p.palette, self.track
        y = self.box.y + self.box.h / 2
        right = self.box.right_strip(84)
        p.text(
            right, clock_text(self.seconds), "label", c.text_mid, align="right", valign="centre", grow=False
        )
        self._wave(p, y)
        p.panel(Box(track.x, y - 4, track.w, 8), 4, c.room3, *((c.edge, 1) if c.outlined_panels else ()))
        p.panel(Box(track.x, y - 4, BEGUN, 8), 4, c.text)
        for start, end in self.spans:
            self._span(p, start, end, y)
        t = 0.0
        while t <= self.seconds + 1e-6:
            p.line(self.x_of(t), y + 10, self.x_of(t), y + 17, c.edge, 2)
            t += self.tick
        for t in self.marks:
            p.icon("target", self.x_of(t), y - 22, 26, c.player)

    def draw(self, p: Painter, state: State) -> None:
        """Draw the time of now and the knob."""
        c = p.palette
        now = min(self.seconds, self.position())
        x, y, begun = self.x_of(now), self.box.y + self.box.h / 2, self.track.x + BEGUN / 2
        p.text(self.box.left(84), clock_text(now), "label", c.text, valign="centre", grow=False)
        p.fill(Box(begun, y - 4, max(0.0, x - begun), 8), c.text)
        size = 15 if state.pressed else 20 if state.hover else 17
        p.disc(x, y, size + 3, c.room0)
        p.disc(x, y, size, c.text)
        if state.focus:
            p.disc(x, y, 27, c.focus_on_dark, hole=23)

    def _wave(self, p: Painter, y: float) -> None:
        if not self.wave:
            return
        step = self.track.w / len(self.wave)
        high = self.box.h * 0.44
        for i, peak in enumerate(self.wave):
            h = max(1.5, peak * high)
            p.fill(Box(self.track.x + i * step, y - h, max(1.0, step * 0.6), 2 * h), p.palette.edge)

    def _span(self, p: Painter, start: float, end: float, y: float) -> None:
        c = p.palette
        box = Box(self.x_of(start), y - 16, self.x_of(end) - self.x_of(start), 6)
        p.panel(box, 3, c.truth)
        x = box.x
        while x < box.right - 4:
            p.line(x, box.bottom, x + 4, box.y, c.halo, 1.5)
            x += 9
