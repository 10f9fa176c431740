"""How the texts are spelt: words that a dictionary knows, letters and marks of their own language."""

from __future__ import annotations

import os
import re

import language_rules as rules
import pytest
import speller
from texts import all_texts

from game.resources import languages

MARKS = {"en": "“”’", "uz": "“”ʻʼ", "ru": "«»"}
"""The quotation marks and apostrophes of each language."""
ANY_MARK = re.compile("[\"'`´‘’‚‛“”„‟«»‹›ʻʼʹ′″]")
COMMANDS = re.compile(r"python main\.py [\w ]+|/teacher\b|\{\w+\}")
LATIN = re.compile(r"[A-Za-z]+")
LETTERS = frozenset("ABCFILMOPRSWYcd")
"""Single letters of persons, cards, keys and measures, which are Latin in Russian too."""


@pytest.fixture(scope="module")
def hunspell() -> None:
    """Skip without hunspell, or fail where `CHINMI_REQUIRE_SPELLING=1`."""
    if lost := speller.missing():
        reason = f"install {' '.join(lost)} to check the spelling"
        if os.environ.get("CHINMI_REQUIRE_SPELLING") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


def words_by_place(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for text in all_texts():
        if text.language == language:
            found.setdefault(text.place, set()).update(speller.words_in(text.words))
    return found


@pytest.mark.parametrize("language", tuple(languages()))
@pytest.mark.usefixtures("hunspell")
def test_every_word_is_spelt_as_in_the_dictionary(language):
    texts = words_by_place(language)
    unknown = speller.unknown(language, set().union(*texts.values()), speller.own(language))
    assert not unknown, "\n".join(speller.places(texts, unknown))


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", ("colour", "player's"), ("color", "recieve")),
        ("ru", ("ролик", "изменённых"), ("ролк", "изменёных")),
        ("uz", ("lavhalarning", "koʻrasizmi", "tarmogʻiga", "yoʻl"), ("lavahlarning", "koʻrasz", "haqqiqiy")),
    ],
)
@pytest.mark.usefixtures("hunspell")
def test_a_slip_is_found_and_a_form_is_known(language, right, wrong):
    ours = frozenset({"lavha"})
    assert speller.unknown(language, {*right, *wrong}, ours) == set(wrong)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("yoʻl", "йўл"),
        ("eʼlon", "эълон"),
        ("oʻzgartirish", "ўзгартириш"),
        ("yuzdan", "юздан"),
        ("kecha", "кеча"),
    ],
)
def test_uzbek_is_transliterated(latin, cyrillic):
    assert speller.cyrillic(latin) == cyrillic


@pytest.mark.parametrize("name", ["names", "uz-endings", *tuple(languages())])
def test_own_words_are_in_order_and_come_once(name):
    lines = (speller.FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("language", tuple(languages()))
def test_marks_are_those_of_the_language(language):
    wrong = [
        f"{text} - has {mark!r}"
        for text in all_texts()
        if text.language == language
        for mark in ANY_MARK.findall(text.words)
        if mark not in MARKS[language]
    ]
    assert wrong == []


def test_russian_has_no_stray_latin_letters():
    names = speller.own("ru")
    wrong = [
        f"{text} - has {word!r}"
        for text in all_texts()
        if text.language == "ru"
        for word in LATIN.findall(COMMANDS.sub(" ", text.words))
        if word not in LETTERS and word.casefold() not in names
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["uz", "en"])
def test_latin_texts_have_no_cyrillic_letters(language):
    texts = [text for text in all_texts() if text.language == language]
    assert [str(text) for text in texts if re.search(r"[\u0400-\u04ff]", text.words)] == []


def test_uzbek_apostrophes_are_letters():
    texts = [text for text in all_texts() if text.language == "uz"]
    assert [f"{text} - {found}" for text in texts for found in rules.apostrophes("uz", text.words)] == []
