"""Names that a recipe takes, made of those that phones and people give: `IMG 0001 (2).MPG`, `Анна 1.mp4`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

LONGEST: Final = 60
"""Characters, so that what is added to a name still fits."""

_CYRILLIC: Final = {
    **dict(zip("абвгдезийклмнопрстуфыэқҳ", "abvgdeziyklmnoprstufyeqh", strict=True)),
    "ё": "yo",
    "ж": "j",
    "х": "x",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ю": "yu",
    "я": "ya",
    "ў": "o",
    "ғ": "g",
    "ъ": "",
    "ь": "",
}
"""Cyrillic letters of Russian and Uzbek in the Latin of Uzbek."""
_DROPPED: Final = re.compile("['`ʻʼ‘’]")
_OTHER: Final = re.compile(r"[^a-z0-9._]+")
_EDGES: Final = "-._"


def slug(words: str, otherwise: str = "film") -> str:
    """Return `words` in small letters, digits, dots, hyphens; `otherwise` where nothing is left."""
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in unicodedata.normalize("NFC", words).lower())
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", latin)).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain).strip(_EDGES)[:LONGEST].strip(_EDGES) or otherwise


def source_ids(files: Iterable[Path]) -> dict[Path, str]:
    """Return the id of each film: its name as a recipe takes it, with a number where two are alike."""
    found: dict[Path, str] = {}
    for path in sorted(files):
        found[path] = free(slug(path.stem), set(found.values()))
    return found


def free(name: str, taken: set[str]) -> str:
    """Return `name`, with a number after it where it is taken."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
