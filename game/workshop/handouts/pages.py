"""Prints the handouts: an HTML page for each and each language, to be printed in black and white."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Final

from pydantic import BaseModel

from game.content.base import LocalText
from game.workshop.handouts.model import FORMS, TOPICS, ChoiceItem, ClassTest, CompetenceMap, FormName, Lean
from game.workshop.handouts.reader import Handouts
from game.workshop.report.class_report import environment
from game.workshop.report.words import ReportWords

NAMES: Final = ("test", "homework", "letter", "map")
"""The handouts, each a page of its own."""

LETTERS: Final = {"ru": "абвг"}
"""The letters of the choices; `abcd` in other languages."""

SHARES: Final = ((5, 0.9), (4, 0.7), (3, 0.5), (2, 0.0))
"""Marks of the five-mark scale, and from which share of the points each is proposed."""


def handout(
    name: str, handouts: Handouts, words: Mapping[str, LocalText], language: str, *, virtual: bool = False
) -> str:
    """Return the handout called `name` as HTML in `language`.

    `virtual`: all clips show computer-made actors.
    """
    say = ReportWords(words, language, virtual=virtual)
    content = _content(name, handouts, say)
    return environment().get_template(f"handout_{name}.html").render(say=say, language=language, **content)


def printed(item: ChoiceItem, number: int, form: FormName) -> tuple[int, dict[Lean, int], list[LocalText]]:
    """Return the place of the right choice, the places of wrong ones by their lean, and the choices in order.

    `number` is that of the item, from 1. The right choice moves on from item to item, differently in either
    form, so that a neighbour's letters are of no use; the wrong ones follow it, every other time backwards.
    """
    asked = item.form(form)
    wrong = asked.wrong if number % 2 else asked.wrong[::-1]
    right = (number * (1 if form == "a" else 3) + FORMS.index(form)) % 4
    order: list[LocalText] = [asked.right] * 4
    leans: dict[Lean, int] = {}
    for after, choice in enumerate(wrong, 1):
        place = (right + after) % 4
        order[place] = choice.text
        if choice.leans is not None:
            leans[choice.leans] = place
    return right, leans, order


def _content(name: str, handouts: Handouts, say: ReportWords) -> dict[str, object]:
    language = say.language
    if name == "test":
        return _test(handouts.test, say)
    if name == "homework":
        levels = handouts.homework.levels
        return {"levels": _said(levels, language), "points": levels[0].points}
    if name == "letter":
        return {"letter": _said(handouts.letter, language)}
    return _map(handouts.map, language)


def _test(test: ClassTest, say: ReportWords) -> dict[str, object]:
    language, first = say.language, len(test.choose) + 1
    explain = [*enumerate(test.explain, first)]
    return {
        "points": test.points,
        "letters": LETTERS.get(language, "abcd"),
        "forms": [_form(test, form, language) for form in FORMS],
        "key": [_key(item, number, language) for number, item in enumerate(test.choose, 1)],
        "expected": [
            {"number": n, "forms": [_said(item.form(f).expected, language) for f in FORMS]}
            for n, item in explain
        ],
        "topics": _topics(test, say),
        "marks": _marks(test.points),
    }


def _form(test: ClassTest, form: FormName, language: str) -> dict[str, object]:
    return {
        "letter": form.upper(),
        "choose": [
            {
                "number": n,
                "question": item.form(form).question.get(language),
                "choices": [text.get(language) for text in printed(item, n, form)[2]],
            }
            for n, item in enumerate(test.choose, 1)
        ],
        "explain": [
            {"number": n, "question": item.form(form).question.get(language)}
            for n, item in enumerate(test.explain, len(test.choose) + 1)
        ],
    }


def _key(item: ChoiceItem, number: int, language: str) -> dict[str, object]:
    forms = []
    for form in FORMS:
        right, leans, _ = printed(item, number, form)
        forms.append(
            {
                "right": right,
                "trusting": leans.get("trusting"),
                "suspicious": leans.get("suspicious"),
            }
        )
    return {"number": number, "forms": forms, "why": item.why.get(language)}


def _topics(test: ClassTest, say: ReportWords) -> list[dict[str, str]]:
    return [
        {
            "name": say(f"handout.topic.{topic}"),
            "numbers": ", ".join(str(n) for n, item in enumerate(test.items, 1) if item.topic == topic),
        }
        for topic in TOPICS
    ]


def _marks(points: int) -> list[dict[str, int]]:
    """Return the marks, the best first, each with its lowest and highest points."""
    bands, high = [], points
    for mark, share in SHARES:
        low = ceil(points * share)
        bands.append({"mark": mark, "low": low, "high": high})
        high = low - 1
    return bands


def _map(table: CompetenceMap, language: str) -> dict[str, object]:
    frameworks = table.frameworks
    return {
        "frameworks": frameworks,
        "rows": [
            {
                "what": row.what.get(language),
                "note": row.note.get(language) if row.note is not None else "",
                "subjects": row.subjects.get(language),
                "fits": [row.fits[framework.id] for framework in frameworks],
            }
            for row in table.rows
        ],
    }


def _said(value: object, language: str) -> object:
    """Return `value` with every text in one language, as plain data for a template."""
    if isinstance(value, LocalText):
        return value.get(language)
    if isinstance(value, BaseModel):
        return {name: _said(getattr(value, name), language) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_said(part, language) for part in value]
    return value
