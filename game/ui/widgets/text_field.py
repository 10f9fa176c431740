"""A line that takes typed text. The scene holds the text; the field shows it with a caret at its end."""

from __future__ import annotations

from dataclasses import dataclass

from game.ui.painter import Painter
from game.ui.widgets.base import Ruler, State, Widget


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextField(Widget):
    """A line of text on paper, or a hint where there is none yet."""

    text: str
    hint: str = ""
    style: str = "h2"

    def natural(self, ruler: Ruler, width: float) -> tuple[float, float]:
        """Return all the width, and the height of a key."""
        return width, ruler.length("action")

    def draw(self, p: Painter, state: State) -> None:
        """Draw the line, its words and the caret."""
        c = p.palette
        p.panel(self.box, p.look.theme.radii.control, c.paper, c.edge, c.stroke_control)
        inner = self.box.inset(p.length("l"), p.length("s"))
        words, tone = (self.text, c.ink) if self.text else (self.hint, c.ink_mid)
        p.text(inner, words, self.style, tone, valign="centre", floor=0.6, max_lines=1)
        wide = min(inner.w, p.measure(self.text, self.style)[0]) if self.text else 0.0
        tall = min(inner.h, p.measure("|", self.style)[1])
        caret = inner.left(p.length("xs") / 2).moved(wide + p.length("xs"), (inner.h - tall) / 2)
        p.fill(caret.top(tall), c.ink)
