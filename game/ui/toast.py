"""Short notes: shown for four seconds where they hide least, kept in a log that help can open."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import Widget

KEPT: Final = 50
PRESSED: Final = 4.0
"""How much worse it is to hide what can be pressed than to hide words."""


class Toast(NamedTuple):
    """One note: an icon and words."""

    icon: str
    text: str


class Toasts:
    """The notes of a run, the present one last."""

    def __init__(self, seconds: float = 4.0) -> None:
        self.log: list[Toast] = []
        self._seconds = seconds
        self._until: float | None = None
        self._fresh = False
        self._waiting: deque[Toast] = deque(maxlen=KEPT)

    def show(self, icon: str, text: str) -> None:
        """Show a note; it takes the place of the one before."""
        self.log.append(Toast(icon, text))
        del self.log[:-KEPT]
        self._until = None
        self._fresh = True

    def queue(self, icon: str, text: str) -> None:
        """Show a note when those before it have had their time."""
        if self.current is None:
            self.show(icon, text)
        else:
            self._waiting.append(Toast(icon, text))

    @property
    def current(self) -> Toast | None:
        """The note on screen."""
        return self.log[-1] if self.log and (self._fresh or self._until is not None) else None

    def dismiss(self) -> None:
        """Take the note away now, and those that wait."""
        self._fresh, self._until = False, None
        self._waiting.clear()

    def update(self, now: float) -> bool:
        """Let time pass; tell whether a note came or went."""
        if self._fresh:
            self._fresh, self._until = False, now + self._seconds
            return True
        if self._until is not None and now >= self._until:
            self._until = None
            if self._waiting:
                note = self._waiting.popleft()
                self.show(note.icon, note.text)
            return True
        return False

    def next_due(self, now: float) -> float | None:
        """Return in how many seconds the note goes."""
        if self._fresh:
            return 0.0
        return None if self._until is None else max(0.0, self._until - now)

    def draw(self, p: Painter, layout: Layout, widgets: Sequence[Widget] = ()) -> None:
        """Draw the note, on top of everything, where it hides least of `widgets`."""
        note = self.current
        if note is None:
            return
        area = layout.area
        most = min(560.0, area.w - 80) - 76
        wide, high = p.measure(note.text, "label", most)
        w, h = wide + 76, max(54.0, high + 28)
        box = min(_places(layout, w, h), key=lambda place: _hidden(place, widgets))
        p.panel(box, p.look.theme.radii.label, p.palette.paper, p.palette.ink, 2)
        p.icon(note.icon, box.x + 30, box.cy, 28, p.palette.ink)
        words = Box(box.x + 56, box.y, wide + 4, box.h)
        p.text(words, note.text, "label", p.palette.ink, valign="centre")


def _places(layout: Layout, w: float, h: float) -> Iterator[Box]:
    """Yield where a note may be, the usual place first: above the foot, in the foot, in the bar."""
    area, margin, edge = layout.area, layout.length("margin"), layout.length("l")
    columns = (area.right - margin - w, area.cx - w / 2, area.x + margin)
    above, foot = (
        area.bottom - layout.length("action") - edge - layout.length("s") - h,
        area.bottom - edge - h,
    )
    for y in (above, foot, area.y + layout.length("s")):
        yield from (Box(x, y, w, h) for x in columns)


def _hidden(place: Box, widgets: Sequence[Widget]) -> float:
    """Return how much a note would hide there; words count, keys count more, grounds do not."""
    hidden = 0.0
    for widget in widgets:
        across = min(place.right, widget.box.right) - max(place.x, widget.box.x)
        down = min(place.bottom, widget.box.bottom) - max(place.y, widget.box.y)
        weight = PRESSED if widget.interactive else float(bool(getattr(widget, "text", "")))
        hidden += weight * max(0.0, across) * max(0.0, down)
    return hidden
