"""A named dial: icon, name and value in words above a track that can be grabbed anywhere in its row."""

from __future__ import annotations

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import State, Widget

_HEAD = 30.0
_KNOB = 20.0


@screen_part(frozen=True, slots=True, kw_only=True)
class Dial(Widget):
    """A value from 0 to 1 with its name, its icon and its word."""

    value: float
    icon: str
    text: str
    word: str

    @property
    def track(self) -> Box:
        """Where the knob's middle can go."""
        low = self.box.without_top(_HEAD)
        return Box(self.box.x + _KNOB, low.cy - 4, self.box.w - 2 * _KNOB, 8)

    def at(self, x: float) -> float:
        """Return the value that belongs to canvas x."""
        return min(1.0, max(0.0, (x - self.track.x) / self.track.w))

    def draw(self, p: Painter, state: State) -> None:
        """Draw name, word, track, five ticks and the knob."""
        c, track = p.palette, self.track
        head = self.box.top(_HEAD)
        p.icon(self.icon, head.x + 13, head.cy, 26, c.text)
        wide = min(p.measure(self.word, "caption", grow=False)[0] + 2, head.w * 0.5)
        name = Box(head.x + 38, head.y, head.w - 38 - wide - 12, head.h)
        p.text(name, self.text, "label", c.text, valign="centre", floor=0.75, max_lines=1)
        word = head.right_strip(wide)
        p.text(
            word,
            self.word,
            "caption",
            c.text_mid,
            align="right",
            valign="centre",
            grow=False,
            floor=0.9,
            max_lines=1,
        )
        x = track.x + track.w * self.value
        p.panel(track, 4, c.room3, *((c.edge, 1) if c.outlined_panels else ()))
        p.panel(Box(track.x, track.y, max(8.0, x - track.x), 8), 4, c.text)
        for i in range(5):
            at = track.x + track.w * i / 4
            p.line(at - 1, track.cy + 12, at - 1, track.cy + 18, c.edge)
        p.disc(x, track.cy, 15 if state.pressed else 20 if state.hover else 17, c.text)
        if state.focus:
            p.disc(x, track.cy, 27, c.focus_on_dark, hole=23)
