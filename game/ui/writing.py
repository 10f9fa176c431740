"""Writing a line: what letters and keys do to it.

The line is edited as the player's keyboard and input method give it; which characters may stay is said by
who asks for it. While a line is written, letters do not press the keys of the screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from game.ui.events import Composing, Typed

if TYPE_CHECKING:
    from game.ui.events import Key

FIELD: Final = "field"
"""The name of the widget that shows what is written."""


class Writing:
    """A line, where in it the next letter goes, and what an input method is at work on."""

    def __init__(self, most: int, clean: Callable[[str], str] = str) -> None:
        """`most` is how many characters the line can have; `clean` says what of a text may stay."""
        self.most = most
        self.clean = clean
        self.text = ""
        self.at = 0
        """Before which character the next one goes."""
        self.composing = ""

    @property
    def left(self) -> int:
        """How many more characters there is room for."""
        return self.most - len(self.text)

    def take(self, event: Typed | Composing) -> bool:
        """Put in what was typed, or show what an input method is at work on; tell that something changed."""
        if isinstance(event, Composing):
            before, self.composing = self.composing, self.clean(event.text)
            return self.composing != before
        self.composing = ""
        self._put(event.text)
        return True

    def _put(self, text: str) -> None:
        new = self.clean(text)[: self.left]
        head = self.clean(self.text[: self.at] + new)  # a mark joins the letter before it
        self.text, self.at = head + self.text[self.at :], len(head)

    def on_key(self, key: Key) -> bool:
        """Take a key that edits, and every letter; tell whether it was taken.

        While an input method is at work all keys are its own.
        """
        if self.composing or len(key.name) == 1 or key.name == "space":
            return True
        edits: dict[str, Callable[[], None]] = {
            "backspace": self._back,
            "delete": self._delete,
            "left": lambda: self._go(self._before(self.at)),
            "right": lambda: self._go(self._after(self.at)),
            "home": lambda: self._go(0),
            "end": lambda: self._go(len(self.text)),
        }
        if key.name in edits:
            edits[key.name]()
        return key.name in edits

    def _go(self, at: int) -> None:
        self.at = at

    def _back(self) -> None:
        start = self._before(self.at)
        self.text, self.at = self.text[:start] + self.text[self.at :], start

    def _delete(self) -> None:
        self.text = self.text[: self.at] + self.text[self._after(self.at) :]

    def _before(self, at: int) -> int:
        """Return where the letter before `at` begins, its marks included."""
        at = max(0, at - 1)
        while at and _is_mark(self.text[at]):
            at -= 1
        return at

    def _after(self, at: int) -> int:
        """Return where the letter at `at` ends, its marks included."""
        at = min(len(self.text), at + 1)
        while at < len(self.text) and _is_mark(self.text[at]):
            at += 1
        return at


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
