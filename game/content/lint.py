"""What a second reader would say about the texts: too sure of itself, a language missing, a wrong apostrophe.

The models refuse what cannot work; these rules tell what teaches badly. Traces are hints, so copy that says
"always" or "proves" is wrong even where it is well-formed. Words within quotation marks are somebody else's.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.content.base import LANGUAGES
from game.content.text import normalise_uzbek
from game.errors import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.content.places import Path
    from game.content.yaml_source import Data, Document

_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (
            *("always", "never", "certainly", "definitely", "undoubtedly", "surely", "without (?:a )?doubt"),
            *(r"guarantee\w*", "prove[sdn]?", "proof", r"obvious\w*", "impossible", "every time", "for sure"),
            *("foolproof", r"infallibl\w+", "ai[- ]detected", r"100\s?(?:%|per ?cent)"),
        ),
        "uz": (
            *(
                "har doim",
                "doimo?",
                "hamisha",
                "hech qachon",
                "albatta",
                "shubhasiz",
                "beshak",
                r"muqarrar\w*",
            ),
            *(r"isbot\w*", r"kafolat\w*", "aniq", "mutlaqo", "yuz foiz", r"100\s?(?:%|foiz)"),
        ),
        "ru": (
            *("всегда", "никогда", "безусловно", "несомненно", "бесспорно", r"очевидн\w*", "наверняка"),
            *("обязательно", r"однозначно", "без сомнени[яй]", "невозможно", r"безошибочн\w*", "точно"),
            *(
                r"гаранти\w+",
                r"доказыва\w+",
                r"докаж\w+",
                r"доказан\w*",
                r"стопроцентн\w*",
                r"100\s?(?:%|процент\w*)",
            ),
        ),
    }
)
"""Words of certainty, as regular expressions, by language."""
_QUOTED: Final = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
_NOT_OURS: Final = frozenset({"captions"})
"""What people say in a clip is theirs: in their language and as sure as they like."""
_NO_TEXT: Final = frozenset({"region"})


def lint(document: Document, *, certainty: Severity = Severity.ERROR) -> tuple[Problem, ...]:
    """Return what is to be mended in the texts of `document`, in file order.

    Words of certainty have the severity `certainty`; a missing language and an apostrophe that the
    reader had to put right are warnings.
    """
    problems: list[Problem] = []
    for path, texts in localised(document.data):
        missing = [language for language in LANGUAGES if not texts.get(language)]
        if missing:
            told = f"{path[-1] if path else 'text'}: no text in {', '.join(missing)}"
            problems.append(_problem(document, path, told, Severity.WARNING))
        for language, text in texts.items():
            place = (*path, language)
            word = certain_word(text, language)
            if word:
                told = f"{language}: `{word}` is too sure; say often, can, may"
                problems.append(_problem(document, place, told, certainty))
            if language == "uz" and normalise_uzbek(text) != text:
                told = "uz: write oʻ and gʻ with ʻ (U+02BB), the tutuq belgisi with ʼ (U+02BC)"
                problems.append(_problem(document, place, told, Severity.WARNING))
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def certain_word(text: str, language: str) -> str | None:
    """Return the first word of certainty in `text` outside quotation marks, or None."""
    words = rf"(?<!\w)(?:{'|'.join(_WORDS[language])})(?!\w)"
    found = re.search(words, _QUOTED.sub(" ", text), re.IGNORECASE)
    return found[0] if found else None


def localised(data: Data, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Yield path and texts of everything in `data` that is written in the game's languages."""
    if isinstance(data, dict):
        if data and all(key in LANGUAGES for key in data):
            yield path, {key: value for key, value in data.items() if isinstance(value, str)}
            return
        for key, value in data.items():
            if key not in _NO_TEXT and key not in _NOT_OURS:
                yield from localised(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            if isinstance(value, (dict, list)):
                yield from localised(value, (*path, i))


def _problem(document: Document, path: Path, message: str, severity: Severity) -> Problem:
    return Problem(document.file, message, *document.where(path), severity=severity)
