"""The way in for staff: a pad for the PIN, and how it stands with wrong tries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.kiosk.screens.service import Entry, Kiosk
from game.play.chrome import drawing
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

if TYPE_CHECKING:
    from game.play.context import Context

SIGNS: Final = {"clear": ("close", "kiosk.pin.clear"), "enter": ("check", "kiosk.pin.enter")}
"""Icon and words of the keys that are no digits."""
MOST_DIGITS: Final = 12
PAD: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "enter")


class PinScene(Scene):
    """Asks for the PIN. What was typed is shown as dots and forgotten with the screen."""

    name = "pin"

    def __init__(self, context: Context, kiosk: Kiosk) -> None:
        self.context = context
        self.kiosk = kiosk
        self._typed = ""
        self._wrong = False
        self._shown = 0.0

    def leave(self) -> None:
        """Forget what was typed."""
        self._typed = ""

    def on_back(self) -> None:
        """Back to the visitors."""
        self.kiosk.over()

    def on_key(self, key: Key) -> bool:
        """Take digits from a keyboard."""
        if key.name.isdigit() and len(key.name) == 1:
            self.press(key.name)
            return True
        if key.name == "backspace":
            self.press("clear")
            return True
        return False

    def press(self, what: str) -> None:
        """Take a digit, `clear` or `enter`."""
        if what == "clear":
            self._typed = ""
        elif what == "enter":
            typed, self._typed = self._typed, ""
            if typed:
                self._wrong = self.kiosk.enter(typed) is Entry.WRONG
        elif len(self._typed) < MOST_DIGITS and not self.kiosk.lock_left():
            self._typed += what
            self._wrong = False

    def update(self, now: float) -> Change:
        """Count down while it is locked."""
        del now
        left = self.kiosk.lock_left()
        if int(left) != int(self._shown):
            self._shown = left
            return Change.ALL
        return Change.NONE

    def next_due(self, now: float) -> float | None:
        """Wake for the next second while it is locked."""
        del now
        return 0.5 if self.kiosk.lock_left() else None

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the pad with one line above it that says how it stands."""
        t, area = self.context.t, layout.area
        pad_w, pad_h = 420.0, 4 * 84.0 + 3 * 12
        total = 64 + 60 + 50 + pad_h
        box = area.centred(pad_w, total)
        if layout.portrait:
            box = Box(box.x, area.bottom - total - 40, box.w, total)
        grid = box.bottom_strip(pad_h)
        back = Box(box.x - 92 if box.x > 120 else area.x + 28, grid.bottom - 84, 76, 84)
        left = self.kiosk.lock_left()
        return [
            self._line("pin.title", box.top(56), t("kiosk.pin.title"), large=True),
            drawing("pin.dots", Box(box.x, box.y + 60, box.w, 56), self._dots),
            self._line("pin.told", Box(area.x + 40, box.y + 118, area.w - 80, 44), self._told(left)),
            Button(name="back", box=back, icon="back", press=self.on_back, spoken=t("bar.back")),
            *(self._digit(what, i, grid, enabled=not left) for i, what in enumerate(PAD)),
        ]

    def _told(self, left: float) -> str:
        t = self.context.t
        if left:
            return t("kiosk.pin.locked", minutes=int(left // 60), seconds=f"{int(left % 60):02d}")
        return t("kiosk.pin.wrong", n=self.kiosk.tries_left()) if self._wrong else ""

    @staticmethod
    def _line(name: str, box: Box, text: str, *, large: bool = False) -> Label:
        return Label(
            name=name,
            box=box,
            text=text,
            style="h2" if large else "body",
            tone="text" if large else "text_mid",
            align="centre",
            valign="centre",
            max_lines=1,
            floor=0.6 if large else 0.7,
        )

    def _digit(self, what: str, i: int, grid: Box, *, enabled: bool) -> Button:
        t = self.context.t
        icon, words = SIGNS.get(what, ("", ""))
        return Button(
            name=f"pin-{what}",
            box=Box(grid.x + (i % 3) * 144, grid.y + (i // 3) * 96, 132, 84),
            text="" if icon else what,
            icon=icon,
            style="h2",
            look="primary" if what == "enter" else "secondary",
            enabled=enabled,
            press=self._presser(what),
            first=what == "1",
            shortcuts=("return",) if what == "enter" else (),
            spoken=t(words) if words else what,
        )

    def _presser(self, what: str) -> Callable[[], None]:
        return lambda: self.press(what)

    def _dots(self, p: Painter, box: Box) -> None:
        n = max(4, len(self._typed))
        step = min(36.0, box.w / n)
        x = box.cx - step * (n - 1) / 2
        for i in range(n):
            if i < len(self._typed):
                p.disc(x + i * step, box.cy, 11, p.palette.text)
            else:
                p.disc(x + i * step, box.cy, 11, p.palette.edge, hole=8)
