"""Names of files as people have them: with backslashes, control characters, bytes that are no text."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, LeftOutReason
from game.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.datasets.tree import Tree

FILMS: Final = (".mp4", ".avi", ".mov", ".mkv", ".webm", ".mpg", ".mpeg", ".m4v")
SOUNDS: Final = (".wav", ".flac", ".mp3", ".ogg", ".m4a", ".opus")
PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
MEDIA: Final = FILMS + SOUNDS

_UNSEEN: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that write what follows from the other side: a name with one reads as another name."""
_LONGEST: Final = 4096
_TOO_LONG: Final = "the name is too long"


def slashed(name: str) -> str:
    """Return `name` with `/` as its separator and without `./` before it."""
    return name.strip().replace("\\", "/").removeprefix("./")


def stem(name: str) -> str:
    """Return the file's name without folders and suffix."""
    return PurePosixPath(name).stem


def fault(name: str) -> str:
    """Say why `name` cannot be written as text, or nothing if it can."""
    if name.isascii() and name.isprintable():  # nearly every name: looked at without going through its signs
        return "" if len(name) <= _LONGEST else _TOO_LONG
    if any("\ud800" <= sign <= "\udfff" for sign in name):
        return "the name is not UTF-8: rename the file"
    if any(_hidden(sign) for sign in name):
        return "the name holds a control character: rename the file"
    return _TOO_LONG if len(name) > _LONGEST else ""


def bad(name: str) -> LeftOut | None:
    """Return the line of the report for a name that cannot be written as text."""
    told = fault(name)
    return LeftOut(one_line(name)[:_LONGEST], LeftOutReason.BAD_NAME, told) if told else None


def there(tree: Tree, name: str) -> str:
    """Return `name`, or the form of it that is in the tree: a Mac may take letters such as й apart."""
    if name.isascii() or tree.has(name):
        return name
    forms = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    return next((form for form in forms if tree.has(form)), name)


def missing(tree: Tree, name: str) -> LeftOut | None:
    """Return the line of the report for a file that is named and not there; None if it is there."""
    wrong = bad(name)
    if wrong is not None:
        return wrong
    if name and tree.has(name):
        return None
    outside = name.startswith("/") or ".." in name.split("/") or ":" in name.split("/", maxsplit=1)[0]
    return LeftOut(name, LeftOutReason.NO_FILE, "the name leads out of the folder" if outside else "")


def unnamed(tree: Tree, detail: str, folder: str = "", *suffixes: str) -> Iterator[LeftOut]:
    """Yield a line for each file below `folder`, where nothing says what these files are."""
    for name in tree.files(folder, *(suffixes or MEDIA)):
        yield bad(name) or LeftOut(name, LeftOutReason.NO_LABEL, detail)


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN or sign in _TURNING
