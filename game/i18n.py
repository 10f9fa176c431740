"""Texts of the screens in three languages: flat keys, named values, plural forms.

A key that a language lacks falls back to English; a key that nobody knows is shown as itself, so a
missing text is visible and never stops a session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from game.content import yaml_source
from game.content.base import LANGUAGES
from game.content.text import normalise_uzbek
from game.errors import ContentError, Problem

Entry = str | Mapping[str, str]


def _plural_russian(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else "many"


def _plural_english(n: int) -> str:
    return "one" if n == 1 else "other"


def _plural_uzbek(_: int) -> str:
    return "other"


PLURALS: Final[Mapping[str, Callable[[int], str]]] = {
    "ru": _plural_russian,
    "en": _plural_english,
    "uz": _plural_uzbek,
}
"""The plural category of a whole number (Unicode CLDR, cardinal rules for integers)."""


class Catalogue:
    """All texts of all languages. Immutable after it was made."""

    def __init__(self, entries: Mapping[str, Mapping[str, Entry]]) -> None:
        self.entries = entries

    @classmethod
    def read(cls, folder: Path) -> Catalogue:
        """Read `uz.yaml`, `en.yaml` and `ru.yaml`. Raises ContentError with every problem."""
        entries: dict[str, Mapping[str, Entry]] = {}
        problems: list[Problem] = []
        for language in LANGUAGES:
            path = folder / f"{language}.yaml"
            try:
                entries[language] = _entries(path.read_text("utf-8"), path.name, language)
            except ContentError as error:
                problems += error.problems
        if problems:
            raise ContentError(problems)
        return cls(entries)

    def translator(self, language: str) -> Translator:
        """Return the texts in `language`."""
        return Translator(self, language)


class Translator:
    """The texts in one language."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue = catalogue
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with `values` filled in; `n` chooses the plural form."""
        for language in (self.language, "en"):
            entry = self.catalogue.entries.get(language, {}).get(key)
            if entry is not None:
                return self._fill(entry, language, values)
        return key

    def has(self, key: str) -> bool:
        """Tell whether `key` has a text in this language or in English."""
        return any(key in self.catalogue.entries.get(code, {}) for code in (self.language, "en"))

    @staticmethod
    def _fill(entry: Entry, language: str, values: Mapping[str, object]) -> str:
        if isinstance(entry, str):
            text = entry
        else:
            n = values.get("n", 0)
            category = PLURALS[language](abs(n)) if isinstance(n, int) else "other"
            text = entry.get(category) or next(iter(entry.values()))
        return text.format(**values) if values else text


@lru_cache(maxsize=len(LANGUAGES))
def _entries(text: str, file: str, language: str) -> Mapping[str, Entry]:
    document = yaml_source.load(text, file)
    problems: list[Problem] = []
    entries: dict[str, Entry] = {}
    data = document.data if isinstance(document.data, dict) else {}
    for key, value in data.items():
        forms = {key: value} if isinstance(value, str) else value
        if not isinstance(forms, dict) or not all(isinstance(text, str) for text in forms.values()):
            line, column = document.where((key,))
            problems.append(Problem(document.file, f"{key}: expected a text or plural forms", line, column))
            continue
        tidy = {k: normalise_uzbek(str(v)) if language == "uz" else str(v) for k, v in forms.items()}
        entries[key] = tidy[key] if isinstance(value, str) else tidy
    if problems:
        raise ContentError(problems)
    return MappingProxyType(entries)
