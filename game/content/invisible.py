"""Characters that nobody sees, or that look like others: what a typing error hides behind.

They come from word processors, web pages and escapes. A file that holds them where they matter is told which
one stands where, by its number in Unicode, because its look says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

UNFIT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What no text of ours may hold: controls, turned directions, halves of characters."""
SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000]")
"""What looks like a space or like nothing, and is none: it neither indents nor divides."""
CURLY: Final = "“”„‟‘’‚‛«»‹›"
"""Quotes of print, which quote nothing in YAML."""


def unfit(text: str) -> tuple[int, str] | None:
    """Return where `text` holds a character that it may not, and what is wrong; None for a good one."""
    found = UNFIT.search(text)
    if found is None:
        return None
    name = f"U+{ord(found[0]):04X}"
    if found[0] == "\ufeff":
        return found.start(), f"an invisible byte order mark ({name}) stands in the text; take it out"
    return found.start(), f"the character {name} is not allowed in YAML; is this a text file?"


def hidden_space(value: str) -> str | None:
    """Return what is wrong with a word that hides a space that is none, or None."""
    found = SPACES.search(value)
    if found is None:
        return None
    return f"an invisible character U+{ord(found[0]):04X} stands here; type a plain space in its place"


def hint(lines: Sequence[str], column: int) -> str | None:
    """Return what nobody sees in the last of `lines`, which YAML refused at `column` (from 0), or None.

    A hidden space is looked for in the line before as well: a value that it spoils goes on to the next line.
    """
    line = lines[-1]
    indent = line[: len(line) - len(line.lstrip())]
    if line[column : column + 1] == "\t" or "\t" in indent:
        return "a tab cannot indent; use spaces"
    value = line.strip(" -") if line.lstrip().startswith("- ") else line.partition(":")[2].strip()
    if value[:1] and value[0] in CURLY:
        return f"{value[0]} is no quote in YAML; put such text in straight quotes: \" or '"
    return next(filter(None, (hidden_space(_structure(line)) for line in lines[:-3:-1])), None)


def _structure(line: str) -> str:
    """Return what stands before the text of a line: indent, key, colon and the space after it."""
    head, _, tail = line.partition(":")
    return head + tail[:1]
