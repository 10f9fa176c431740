"""The words of the printed pages, in three languages, from `levels/workshops/pages`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from game.content import yaml_source
from game.content.base import LocalText
from game.content.wording import did_you_mean
from game.errors import ContentError, Problem
from game.i18n import VIRTUAL, filled
from game.resources import languages


class ReportWords:
    """Texts by key, in one language; of computer-made actors, `key.virtual` goes before `key`."""

    def __init__(self, texts: Mapping[str, LocalText], language: str, *, virtual: bool = False) -> None:
        self._texts = texts
        self._virtual = virtual
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with `values` filled in. Raises KeyError for an unknown key."""
        own = f"{key}.{VIRTUAL}"
        text = self._texts[own if self._virtual and own in self._texts else key]
        return filled(self.language, text.get(self.language), values)


def read_words(folder: Path) -> Mapping[str, LocalText]:
    """Return all texts of the files in `folder`. Raises ContentError with every problem."""
    texts: dict[str, LocalText] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        document = yaml_source.load(path.read_text("utf-8"), path.name)
        data = document.data if isinstance(document.data, dict) else {}
        for key, value in data.items():
            wrong = _wrong(value)
            if wrong:
                problems.append(Problem(path.name, f"{key}: {wrong}", *document.where((key,))))
            else:
                texts[key] = LocalText.model_validate(value)
    if problems:
        raise ContentError(problems)
    return texts


def _wrong(value: Any) -> str:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        return "expected a text for each of uz, en, ru"
    missing = [language for language in languages() if language not in value]
    if missing:
        return f"expected a text in {', '.join(missing)}"
    unknown = [name for name in value if name not in languages()]
    return f"unknown language `{unknown[0]}`{did_you_mean(unknown[0], tuple(languages()))}" if unknown else ""
