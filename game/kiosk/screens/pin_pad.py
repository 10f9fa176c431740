"""The way in for staff: a pad for the PIN, and how it stands with wrong tries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.kiosk.screens.drawings import PinDots
from game.kiosk.screens.service import PinResult, Staff
from game.ui.events import Key
from game.ui.layout import Node, column, content, fixed, flex, grid, item, pad, row, spacer
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label

if TYPE_CHECKING:
    from game.play.context import Context

KEYS: Final = {"clear": ("close", "kiosk.pin.clear"), "enter": ("check", "kiosk.pin.enter")}
"""Icon and words of the keys that are no digits."""
MOST_DIGITS: Final = 12
PAD: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "enter")


class PinScene(Scene):
    """Asks for the PIN. What was typed is shown as dots and forgotten with the screen."""

    name = "pin"

    def __init__(self, context: Context, staff: Staff) -> None:
        self.context = context
        self.staff = staff
        self._typed = ""
        self._wrong = False
        self._shown = 0.0

    def leave(self) -> None:
        """Forget what was typed."""
        self._typed = ""

    def on_back(self) -> None:
        """Back to the visitors."""
        self.staff.over()

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
                self._wrong = self.staff.enter(typed) is PinResult.WRONG
        elif len(self._typed) < MOST_DIGITS and not self.staff.lock_left():
            self._typed += what
            self._wrong = False

    def update(self, now: float) -> Change:
        """Count down while it is locked."""
        left = self.staff.lock_left()
        if int(left) != int(self._shown):
            self._shown = left
            return Change.ALL
        return Change.NONE

    def next_due(self, now: float) -> float | None:
        """Wake for the next second while it is locked."""
        return 0.5 if self.staff.lock_left() else None

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the pad with one line above it that says how it stands."""
        t, left = self.context.t, self.staff.lock_left()
        back = Button(name="back", icon="back", press=self.on_back, spoken=t("bar.back"))
        pad_keys = grid([self._digit(what, enabled=not left) for what in PAD], 3, "m")
        corner = item(back, width=fixed("action"), height=fixed("pin_key"), across="end", down="end")
        title = Label(
            name="pin.title", text=t("kiosk.pin.title"), style="h2", align="centre", max_lines=1, floor=0.6
        )
        state = Label(
            name="pin.state", text=self._state(left), tone="text_mid", align="centre", valign="centre",
            max_lines=1, floor=0.7,
        )  # fmt: skip
        entry = column(
            title,
            PinDots(name="pin.dots", typed=len(self._typed)),
            item(state, height=fixed("icon_large")),
            row(item(corner, main=flex()), pad_keys, spacer(), gap="l"),
            gap="m",
        )
        place = item(entry, height=content(), down=layout.choose("centre", "end"))
        return pad(place, "margin").place(layout, layout.area)

    def _state(self, left: float) -> str:
        t = self.context.t
        if left:
            return t("kiosk.pin.locked", minutes=int(left // 60), seconds=f"{int(left % 60):02d}")
        return t("kiosk.pin.wrong", n=self.staff.tries_left()) if self._wrong else ""

    def _digit(self, what: str, *, enabled: bool) -> Node:
        icon, words = KEYS.get(what, ("", ""))
        key = Button(
            name=f"pin-{what}",
            text="" if icon else what,
            icon=icon,
            style="h2",
            look="primary" if what == "enter" else "secondary",
            enabled=enabled,
            press=self._presser(what),
            first=what == "1",
            shortcuts=("return",) if what == "enter" else (),
            spoken=self.context.t(words) if words else what,
        )
        return item(key, width=fixed("pin_key_wide"), height=fixed("pin_key"))

    def _presser(self, what: str) -> Callable[[], None]:
        return lambda: self.press(what)
