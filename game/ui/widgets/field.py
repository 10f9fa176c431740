"""A field on paper in which a line is written: its letters on several lines, and where the next one goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import State, Widget
from game.ui.writing import Writing


class FieldLine(NamedTuple):
    """A line of the field."""

    start: int
    """The number of its first letter."""
    text: str


def broken(text: str, width: float, measure: Callable[[str], float]) -> list[FieldLine]:
    """Break `text` at spaces into lines at most `width` wide; a word that is wider is broken anywhere."""
    lines, start, line = [], 0, ""
    for piece in re.findall(r"\S+\s*|\s+", text):
        if line and measure(line + piece.rstrip()) > width:
            lines.append(FieldLine(start, line))
            start, line = start + len(line), ""
        for letter in piece if measure(piece.rstrip()) > width else (piece,):
            if line and measure((line + letter).rstrip()) > width:
                lines.append(FieldLine(start, line))
                start, line = start + len(line), ""
            line += letter
    return [*lines, FieldLine(start, line)]


@screen_part(frozen=True, slots=True, kw_only=True, eq=False)
class WritingField(Widget):
    """What is written so far; while it is empty, `hint` says what could stand here."""

    writing: Writing
    hint: str = ""
    style: str = "lead"

    def draw(self, p: Painter, state: State) -> None:
        """Draw paper, letters, the line under what an input method is at work on, and the caret."""
        c = p.palette
        p.panel(self.box, p.look.theme.radii.key, c.paper, c.text, p.look.theme.stroke.selected)
        inner = self.box.inset(p.length("l"), p.length("m"))
        if not self.writing.text and not self.writing.composing:
            p.text(inner.without_left(p.length("s")), self.hint, self.style, c.ink_mid, floor=0.7)
        self._letters(p, inner)

    def _letters(self, p: Painter, inner: Box) -> None:
        written = self.writing
        text = written.text[: written.at] + written.composing + written.text[written.at :]
        caret = written.at + len(written.composing)

        def wide(words: str) -> float:
            return p.measure(words, self.style)[0] if words else 0.0

        high = p.measure("A", self.style)[1]
        lines = broken(text, inner.w, wide)
        here = max(number for number, line in enumerate(lines) if line.start <= caret)
        fitting = max(1, int(inner.h // high))
        first = max(0, here - fitting + 1)
        for number, line in enumerate(lines[first : first + fitting], first):
            y = inner.y + (number - first) * high
            p.text(Box(inner.x, y, inner.w + high, high), line.text.rstrip(), self.style, p.palette.ink)
            self._composed(p, line, Box(inner.x, y, inner.w, high), wide)
            if number == here:
                x = min(inner.right, inner.x + wide(line.text[: caret - line.start]))
                p.fill(Box(x, y + high * 0.1, 3, high * 0.8), p.palette.ink)

    def _composed(self, p: Painter, line: FieldLine, box: Box, wide: Callable[[str], float]) -> None:
        """Draw the line under the letters that an input method is still at work on."""
        begin = max(0, self.writing.at - line.start)
        end = min(len(line.text), self.writing.at + len(self.writing.composing) - line.start)
        if begin < end:
            x0, x1 = (box.x + wide(line.text[:n]) for n in (begin, end))
            p.fill(Box(x0, box.bottom - 4, x1 - x0, 2), p.palette.ink_mid)
