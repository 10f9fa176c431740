"""Text files as people have them: UTF-8 with or without a mark, UTF-16 with one; nothing is guessed.

All is read a piece at a time, so that neither a file of a hundred thousand lines nor one endless line takes
much memory.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Final, TextIO

from game.errors import ContentError, Problem

LONGEST_LINE: Final = 65536
"""Characters that a line may have."""

_ADVICE: Final = "save the table again as \u201cCSV UTF-8\u201d (in LibreOffice: character set UTF-8)"


def wrong(name: str, message: str, line: int = 0) -> ContentError:
    """Return the error for a file that cannot be read."""
    return ContentError([Problem(name, message, line, 1 if line else 0)])


@contextmanager
def decoded(stream: BinaryIO) -> Iterator[TextIO]:
    """Give `stream`, which can be sought, as text, and leave it open.

    What is no UTF-8 raises UnicodeDecodeError where it is read: `piece` and `lines` say what to do then.
    """
    marked = stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    stream.seek(0)
    text = io.TextIOWrapper(stream, "utf-16" if marked else "utf-8-sig", newline="")
    try:
        yield text
    finally:
        with suppress(ValueError):  # the file was closed before
            text.detach()


def piece(text: TextIO, name: str, size: int) -> str:
    """Return the next `size` characters, fewer at the end. Raises ContentError where they are no text."""
    try:
        found = text.read(size)
    except UnicodeError as error:
        raise wrong(name, f"the file is not UTF-8: {_ADVICE}") from error
    return _text(found, name)


def lines(text: TextIO, name: str) -> Iterator[str]:
    """Yield the lines with their ends. Raises ContentError where they are no text, or one never ends."""
    number = 0
    while True:
        try:
            line = text.readline(LONGEST_LINE + 1)
        except UnicodeError as error:
            raise wrong(name, f"the file is not UTF-8: {_ADVICE}") from error
        if not line:
            return
        number += 1
        if len(line) > LONGEST_LINE:
            raise wrong(name, f"a line of more than {LONGEST_LINE} characters: this is no table", number)
        yield _text(line, name)


def _text(found: str, name: str) -> str:
    if "\0" in found:
        raise wrong(name, f"the file is no text, or UTF-16 without its mark: {_ADVICE}")
    return found
