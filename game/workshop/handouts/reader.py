"""Reads the handouts of `levels/teaching`: whole in all languages, every number of a competence known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from game.content import yaml_source
from game.content.wording import did_you_mean
from game.errors import ContentError, Problem
from game.resources import languages, levels
from game.workshop.handouts.model import ClassTest, CompetenceMap, Homework, Letter

if TYPE_CHECKING:
    from game.content.places import Path as Place
    from game.content.yaml_source import Data, Document

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Handouts:
    """All that can be printed beside the packs of the plans."""

    test: ClassTest
    homework: Homework
    letter: Letter
    map: CompetenceMap


def read_handouts(folder: Path | None = None) -> Handouts:
    """Return the handouts in `folder`, else those of the game. Raises ContentError with every problem."""
    where = levels() / "teaching" if folder is None else folder
    names = ("test.yaml", "homework.yaml", "letter.yaml", "map.yaml")
    return handouts_from({name: (where / name).read_text("utf-8") for name in names})


def handouts_from(texts: Mapping[str, str]) -> Handouts:
    """Return the handouts in `texts` (file name -> content). Raises ContentError with every problem."""
    problems: list[Problem] = []
    test = _read(texts, "test.yaml", ClassTest, problems)
    homework = _read(texts, "homework.yaml", Homework, problems)
    letter = _read(texts, "letter.yaml", Letter, problems)
    table = _read(texts, "map.yaml", CompetenceMap, problems)
    if problems or test is None or homework is None or letter is None or table is None:
        raise ContentError(problems)
    return Handouts(test, homework, letter, table)


def _read(texts: Mapping[str, str], file: str, model: type[M], problems: list[Problem]) -> M | None:
    try:
        document = yaml_source.load(texts[file], file)
    except ContentError as error:
        problems += error.problems
        return None
    value, wrong = yaml_source.check(document, model)
    problems += wrong
    problems += _incomplete(document, document.data, ())
    if isinstance(value, CompetenceMap):
        problems += _unknown(value, document)
    return value


def _incomplete(document: Document, data: Data, path: Place) -> Iterator[Problem]:
    """Find texts that lack a language."""
    if isinstance(data, list):
        for number, part in enumerate(data):
            yield from _incomplete(document, part, (*path, number))
    elif isinstance(data, dict):
        known = languages()
        if any(key in known for key in data):
            if missing := [language for language in known if not data.get(language)]:
                message = f"expected a text in {', '.join(missing)}"
                yield Problem(document.file, message, *document.where(path))
            return
        for key, part in data.items():
            yield from _incomplete(document, part, (*path, key))


def _unknown(table: CompetenceMap, document: Document) -> Iterator[Problem]:
    """Find rows that name a framework or a number which is not there, and those that leave one out."""
    entries = {framework.id: framework.entries for framework in table.frameworks}
    for number, row in enumerate(table.rows):
        place = ("rows", number, "fits")
        for id_ in entries.keys() - row.fits.keys():
            message = f"expected `{id_}`, with an empty list where none of it fits"
            yield Problem(document.file, message, *document.where(place))
        for id_, codes in row.fits.items():
            if id_ not in entries:
                message = f"there is no framework `{id_}`{did_you_mean(id_, entries)}"
                yield Problem(document.file, message, *document.where_key((*place, id_)))
                continue
            for at, code in enumerate(codes):
                if code not in entries[id_]:
                    message = f"`{id_}` has no entry `{code}`{did_you_mean(code, entries[id_])}"
                    yield Problem(document.file, message, *document.where((*place, id_, at)))
