"""What people type in their own words: one line, without anything that turns, hides or marks up text."""

from __future__ import annotations

import unicodedata
from typing import Final

MOST: Final = 140
"""Letters of a reason."""
_MARKS: Final = 2
"""Combining marks that one letter keeps: more of them would run into the lines above."""


def fit(text: str) -> str:
    """Return `text` on one line, without control and format characters, with few marks on a letter.

    Spaces stay as they are, so that a line can be cleaned while it is being written.
    """
    kept, marks = [], 0
    for letter in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind.startswith("M") else 0
        if kind.startswith("Z") or letter in "\t\n\r":
            kept.append(" ")
        elif not kind.startswith("C") and marks <= _MARKS:
            kept.append(letter)
    return "".join(kept)


def tidy(text: str, most: int = MOST) -> str:
    """Return `text` as it is kept: see `fit`, single spaces, at most `most` letters long."""
    return " ".join(fit(text).split())[:most].rstrip()


def breakable(text: str, longest: int = 24) -> str:
    """Return `text` for a narrow place: words of more than `longest` letters are cut in pieces."""
    words = (word[i : i + longest] for word in text.split() for i in range(0, len(word), longest))
    return " ".join(words)
