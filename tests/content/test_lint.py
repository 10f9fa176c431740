"""What a second reader says about the texts."""

from __future__ import annotations

import pytest

from game.content.lint import certain_word, lint
from game.content.yaml_source import load
from game.errors import Severity
from game.resources import languages


def test_a_missing_language_a_sure_word_and_an_apostrophe() -> None:
    document = load(
        "note: {en: It always shows, ru: Часто видно}\n"
        "name: {en: Eyes, uz: ko'z, ru: Глаза}\n"
        "captions: {en: never mind}\n",
        "f.yaml",
    )
    assert [str(problem) for problem in lint(document, languages())] == [
        "f.yaml:1:7: warning: note: no text in uz",
        "f.yaml:1:12: en: `always` is too sure; say often, can, may",
        "f.yaml:2:22: warning: uz: write oʻ and gʻ with ʻ (U+02BB), the tutuq belgisi with ʼ (U+02BC)",
    ]


def test_certainty_can_be_a_warning() -> None:
    document = load("a: {en: never, uz: x, ru: x}", "f")
    (problem,) = lint(document, languages(), certainty=Severity.WARNING)
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "This proves it"),
        ("en", "It is 100 % fake"),
        ("uz", "Bu har doim shunday"),
        ("uz", "Hech qachon ishonmang"),
        ("ru", "Это всегда видно"),
        ("ru", "Это доказывает подделку"),
    ],
)
def test_sure_words(language: str, text: str) -> None:
    assert certain_word(text, languages()[language])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Often the edge can be seen; nevertheless look twice"),
        ("en", 'The post said "this always works"'),
        ("uz", "Koʻpincha shunday boʻlishi mumkin"),
        ("ru", "Он сказал: «никогда»"),
    ],
)
def test_hedged_and_quoted_texts_pass(language: str, text: str) -> None:
    assert certain_word(text, languages()[language]) is None
