"""Texts of the screens in three languages: flat keys, named values, plural forms.

A key that a language lacks falls back to English; a key that nobody knows is shown as itself, so a
missing text is visible and never stops a session. Plural rules, numbers and dates come from Unicode CLDR
through babel, which is imported when the first of them is needed (docs/decisions/0017).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game import readymade
from game.content.text import spelt
from game.errors import ContentError, Problem
from game.resources import languages

if TYPE_CHECKING:
    from babel.core import Locale

Entry = str | Mapping[str, str]
VOICE: Final = "voice"
"""The variant for clips that are sound only: they are listened to, and nothing is to be seen in them."""
VIRTUAL: Final = "virtual"
"""The variant for computer-made actors: nothing in their clips is real, so they are untouched or altered."""
FALLBACKS: Final = ("other", "few")
"""Forms that stand in for one that a text lacks: Uzbek nouns keep one form after every number, and Russian
ones after a fraction that which they have after two."""


@cache
def _locale(language: str) -> Locale:
    from babel.core import Locale

    return Locale.parse(languages()[language].locale)


def plural(language: str, n: float) -> str:
    """Return the plural category of `n`: "one", "few", "many" or "other"."""
    return _locale(language).plural_form(abs(n))


def number(language: str, value: float, pattern: str = "0.##") -> str:
    """Return `value` as `language` writes it: a comma or a point, a real minus; `pattern` as in CLDR."""
    from babel.numbers import format_decimal

    return format_decimal(value, pattern, locale=_locale(language)).replace("-", "−")


def percent(language: str, share: float) -> str:
    """Return a share of one in whole per cent."""
    from babel.numbers import format_percent

    return format_percent(share, locale=_locale(language))


def day(language: str, iso: str) -> str:
    """Return a date, given as 2026-05-09, with the month's name."""
    from babel.dates import format_date

    return format_date(date.fromisoformat(iso), languages()[language].day, locale=_locale(language))


def filled(language: str, text: str, values: Mapping[str, object]) -> str:
    """Return `text` with `values` in its braces; numbers with a fraction are written as in `language`."""
    if not values:
        return text
    return text.format(**{k: number(language, v) if isinstance(v, float) else v for k, v in values.items()})


class Catalogue:
    """All texts of all languages. Immutable after it was made."""

    def __init__(self, entries: Mapping[str, Mapping[str, Entry]]) -> None:
        self.entries = entries

    @classmethod
    def read(cls, folder: Path) -> Catalogue:
        """Read the file of each language in `folder`. Raises ContentError with every problem."""
        entries: dict[str, Mapping[str, Entry]] = {}
        problems: list[Problem] = []
        for language in languages():
            path = folder / f"{language}.yaml"
            try:
                entries[language] = _read(path, language)
            except ContentError as error:
                problems += error.problems
        if problems:
            raise ContentError(problems)
        return cls(entries)

    def translator(self, language: str) -> Translator:
        """Return the texts in `language`."""
        return Translator(self, language)


class Translator:
    """The texts in one language. With variants, `key.variant` goes before `key` where there is one."""

    def __init__(self, catalogue: Catalogue, language: str, variants: tuple[str, ...] = ()) -> None:
        self.catalogue = catalogue
        self.language = language
        self.variants = variants

    def about(self, *, virtual: bool, voice: bool = False) -> Translator:
        """Return the texts that speak of computer-made actors or of people, of voices alone or of clips."""
        told = ((VIRTUAL, virtual), (VOICE, voice))
        return Translator(self.catalogue, self.language, tuple(variant for variant, on in told if on))

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with `values` filled in; `n` chooses the plural form."""
        names = (*(f"{key}.{variant}" for variant in self.variants), key)
        for language in (self.language, "en"):
            for name in names:
                entry = self.catalogue.entries.get(language, {}).get(name)
                if entry is not None:
                    return self._fill(entry, language, values)
        return key

    def has(self, key: str) -> bool:
        """Tell whether `key` has a text in this language or in English."""
        return any(key in self.catalogue.entries.get(code, {}) for code in (self.language, "en"))

    @staticmethod
    def _fill(entry: Entry, language: str, values: Mapping[str, object]) -> str:
        if isinstance(entry, str):
            return filled(language, entry, values)
        n = values.get("n", 0)
        category = plural(language, n) if isinstance(n, int | float) else "other"
        form = next(entry[name] for name in (category, *FALLBACKS, *entry) if name in entry)
        return filled(language, form, values)


def _read(path: Path, language: str) -> Mapping[str, Entry]:
    """Return the texts in the file of one language. Raises ContentError."""

    def make() -> Mapping[str, Entry]:
        return _entries(path.read_text("utf-8"), path.name, language)

    return readymade.value(f"texts-{language}", (Path(__file__), path), make, MappingProxyType)


@cache
def _entries(text: str, file: str, language: str) -> Mapping[str, Entry]:
    from game.content import yaml_source

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
        tidy = {k: spelt(language, str(v)) for k, v in forms.items()}
        entries[key] = tidy[key] if isinstance(value, str) else tidy
    if problems:
        raise ContentError(problems)
    return MappingProxyType(entries)
