"""Label files in JSON, read entry by entry: a file of any number of entries takes the memory of one.

Not `json.load`: it would hold the whole file, and the ready reader has no bound for one value.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn, TextIO

from game.datasets.encoding import decoded, piece, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_ENTRY: Final = 262144
"""Characters that one entry may have."""
DEEPEST: Final = 16
"""Brackets within brackets that an entry may have."""

_PIECE: Final = 65536
_SPACE: Final = " \t\r\n"


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_number)


def entries(stream: BinaryIO, name: str) -> Iterator[tuple[str, object]]:
    """Yield the entries of the object, or of the list, that a file holds: key (or number) and value.

    A key that stands twice comes twice. Raises ContentError for what is no JSON, or too large.
    """
    with decoded(stream) as text:
        yield from _entries(_Window(text, name))


def _entries(window: _Window) -> Iterator[tuple[str, object]]:
    opening = window.sign()
    if opening not in ("{", "["):
        raise window.error("expected an object { } or a list [ ] of labels")
    closing = "}" if opening == "{" else "]"
    number = 0
    more = window.peek() != closing
    while more:
        key: object = str(number)
        if opening == "{":
            key = window.value()
            if not isinstance(key, str) or window.sign() != ":":
                raise window.error('expected an entry as "name": value')
        yield str(key), window.value()
        number += 1
        mark = window.sign()
        if mark not in (",", closing):
            raise window.error(f"expected , or {closing} after an entry" if mark else "the file is cut short")
        more = mark == ","
    if not number:
        window.sign()
    if window.peek():
        raise window.error("expected nothing after the labels")


class _Window:
    """The part of a text that is looked at now."""

    def __init__(self, text: TextIO, name: str) -> None:
        self._text = text
        self._name = name
        self._held = ""
        self._at = 0
        self._line = 1
        self._over = False

    def error(self, message: str) -> Exception:
        return wrong(self._name, f"no labels in JSON: {message}", self._line)

    def peek(self) -> str:
        """Return the next sign that is no space, or nothing at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in _SPACE:
                self._line += self._held[self._at] == "\n"
                self._at += 1
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def sign(self) -> str:
        found = self.peek()
        self._at += len(found)
        return found

    def value(self) -> object:
        """Return the next value."""
        self.peek()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._held, self._at)
            except RecursionError as error:
                raise self.error("brackets within brackets without end") from error
            except ValueError as error:
                if len(self._held) - self._at > LARGEST_ENTRY:
                    raise self.error(f"an entry of more than {LARGEST_ENTRY} characters") from error
                if self._more():
                    continue
                raise self.error("the file is cut short, or this is no JSON") from error
            if end == len(self._held) and self._more():
                continue
            if _depth(found) > DEEPEST:
                raise self.error("brackets within brackets without end")
            self._line += self._held.count("\n", self._at, end)
            self._at = end
            return found

    def _more(self) -> bool:
        """Take in the next piece of the file; tell whether there was one."""
        if self._over:
            return False
        found = piece(self._text, self._name, _PIECE)
        self._over = not found
        self._held = self._held[self._at :] + found
        self._at = 0
        return bool(found)


def _depth(value: object) -> int:
    """Return how many brackets stand within brackets, counted no further than a bit beyond the bound."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        inner: list[object] = []
        for one in level:
            if isinstance(one, dict):
                inner.extend(one.values())
            elif isinstance(one, list):
                inner.extend(one)
        depth += any(isinstance(one, dict | list) for one in level)
        level = inner
    return depth
