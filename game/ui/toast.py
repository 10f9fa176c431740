"""Short notes at the bottom right: shown for four seconds, kept in a log that help can open."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout

KEPT: Final = 50


@dataclass(frozen=True, slots=True)
class Toast:
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

    def draw(self, p: Painter, layout: Layout) -> None:
        """Draw the note, on top of everything."""
        note = self.current
        if note is None:
            return
        area = layout.area
        most = min(560.0, area.w - 80) - 76
        wide, high = p.measure(note.text, "label", most)
        h = max(54.0, high + 28)
        box = Box(area.right - 40 - wide - 76, area.bottom - 96 - h, wide + 76, h)
        p.panel(box, p.look.theme.radii.label, p.palette.paper, p.palette.ink, 2)
        p.icon(note.icon, box.x + 30, box.cy, 28, p.palette.ink)
        words = Box(box.x + 56, box.y, wide + 4, box.h)
        p.text(words, note.text, "label", p.palette.ink, valign="centre")
