"""All errors of the game. Each one speaks to the person who can act on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

_STEERING: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Classes of Unicode: controls, formats (turned directions among them), halves, line ends."""
_BYTES: Final = range(0xDC80, 0xDD00)
"""Bytes of a name that is no text, as Python keeps them: 80 to FF."""


def printable(text: str) -> str:
    """Return `text` as a terminal may have it: what would steer it is written as an escape, but line ends.

    Names of files and packs come from anywhere.
    """
    return "".join(one if one in "\n\t" else _shown(one) for one in text)


def one_line(text: str) -> str:
    """Return the same in one line: ends of lines and tabs are escapes, too, as in the name of a file."""
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _STEERING:
        return character
    code = ord(character)
    if code in _BYTES:
        return f"\\x{code - _BYTES.start + 0x80:02x}"
    return character.encode("unicode_escape").decode("ascii")


class Severity(StrEnum):
    """How much a problem matters: an error refuses, a warning only tells."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what was expected.

    `line` and `column` count from 1; 0 means "the file as a whole".
    """

    file: str
    message: str
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """`file:line:column: what is wrong`, as editors and compilers write it."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        mark = "warning: " if self.severity is Severity.WARNING else ""
        return printable(f"{place}: {mark}{self.message}").replace("\n", " ")


class ChinmiError(Exception):
    """The base of all errors that the game raises on purpose; its text is one plain sentence."""


class ContentError(ChinmiError):
    """YAML content that cannot be used; `problems` holds every reason, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class PackError(ContentError):
    """A pack that is unsafe, broken or not allowed; nothing of it was installed."""


class ClipError(ChinmiError):
    """A clip that cannot be played; `reason` names its sentence in `assets/i18n` (`clip.reason.*`)."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(detail or reason)


class StoreError(ChinmiError):
    """The store of answers could not be opened or written."""

    why: ClassVar[str] = "refused"
    """Names the sentence for the player in `assets/i18n` (`store.why.*`)."""


class FleetError(ChinmiError):
    """The database of a fleet of machines cannot be reached or used, or a file of it cannot be trusted."""


class DisplayError(ChinmiError):
    """There is no screen to open a window on."""
