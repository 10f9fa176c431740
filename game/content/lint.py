"""What a second reader would say about the texts: too sure of itself, a language missing, a wrong apostrophe.

The models refuse what cannot work; these rules tell what teaches badly. Traces are hints, so copy that says
"always" or "proves" is wrong even where it is well-formed. Words within quotation marks are somebody else's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from game.content.text import spelt
from game.errors import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from game.content.languages import LanguageFile
    from game.content.places import Path
    from game.content.yaml_source import Data, Document

_QUOTED: Final = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
_NOT_OURS: Final = frozenset({"captions"})
"""What people say in a clip is theirs: in their language and as sure as they like."""
_NO_TEXT: Final = frozenset({"region"})


def lint(
    document: Document, languages: Mapping[str, LanguageFile], *, certainty: Severity = Severity.ERROR
) -> tuple[Problem, ...]:
    """Return what is to be mended in the texts of `document`, in file order.

    Words of certainty have the severity `certainty`; a missing language and an apostrophe that the
    reader had to put right are warnings.
    """
    problems: list[Problem] = []
    for path, texts in localised(document.data, languages):
        missing = [language for language in languages if not texts.get(language)]
        if missing:
            told = f"{path[-1] if path else 'text'}: no text in {', '.join(missing)}"
            problems.append(_problem(document, path, told, Severity.WARNING))
        for language, text in texts.items():
            place = (*path, language)
            word = certain_word(text, languages[language])
            if word:
                told = f"{language}: `{word}` is too sure; say often, can, may"
                problems.append(_problem(document, place, told, certainty))
            if spelt(language, text) != text:
                told = "uz: write oʻ and gʻ with ʻ (U+02BB), the tutuq belgisi with ʼ (U+02BC)"
                problems.append(_problem(document, place, told, Severity.WARNING))
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def certain_word(text: str, language: LanguageFile) -> str | None:
    """Return the first word of certainty in `text` outside quotation marks, or None."""
    if not language.sure:
        return None
    words = rf"(?<!\w)(?:{'|'.join(language.sure)})(?!\w)"
    found = re.search(words, _QUOTED.sub(" ", text), re.IGNORECASE)
    return found[0] if found else None


def localised(
    data: Data, languages: Collection[str], path: Path = ()
) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Yield path and texts of everything in `data` that is written in the game's languages."""
    if isinstance(data, dict):
        if data and all(key in languages for key in data):
            yield path, {key: value for key, value in data.items() if isinstance(value, str)}
            return
        for key, value in data.items():
            if key not in _NO_TEXT and key not in _NOT_OURS:
                yield from localised(value, languages, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            if isinstance(value, (dict, list)):
                yield from localised(value, languages, (*path, i))


def _problem(document: Document, path: Path, message: str, severity: Severity) -> Problem:
    return Problem(document.file, message, *document.where(path), severity=severity)
