"""Writing a line: what letters and keys do to it, and when the system is asked for letters.

The line is edited as the player's keyboard and input method give it; which characters may stay is said by
who asks for it. While a line is written, letters do not press the keys of the screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pygame

from game.ui.events import Composing, Typed

if TYPE_CHECKING:
    from game.ui.events import Key
    from game.ui.view import View

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
        edit = {
            "backspace": self._back,
            "delete": self._delete,
            "left": lambda: self._go(self._before(self.at)),
            "right": lambda: self._go(self._after(self.at)),
            "home": lambda: self._go(0),
            "end": lambda: self._go(len(self.text)),
        }.get(key.name)
        if edit is not None:
            edit()
        return edit is not None

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


class Letters:
    """Asks the system for letters while a line is written, and sees whether a keyboard is used at all."""

    def __init__(self) -> None:
        self.can_come = True
        """Whether a keyboard is at hand: not while a finger or a gamepad was used last."""
        self._asked: bool | None = None
        self._place: pygame.Rect | None = None

    def note(self, event: pygame.event.Event) -> None:
        """See with what the player does something."""
        if event.type == pygame.KEYDOWN:
            self.can_come = True
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self.can_come = not getattr(event, "touch", False)
        elif event.type in (pygame.JOYBUTTONDOWN, pygame.JOYHATMOTION):
            self.can_come = False

    def follow(self, view: View, scale: float) -> None:
        """Ask for letters, or for none any more; say where they go, so that an input method helps there."""
        wanted = view.scene.writing is not None
        if wanted != self._asked:
            self._asked, self._place = wanted, None
            if wanted:
                pygame.key.start_text_input()
            else:
                pygame.key.stop_text_input()
        field = view.find(FIELD) if wanted else None
        if field is None:
            return
        box = field.box
        place = pygame.Rect(*(round(length * scale) for length in (box.x, box.y, box.w, box.h)))
        if place != self._place:
            self._place = place
            pygame.key.set_text_input_rect(place)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
