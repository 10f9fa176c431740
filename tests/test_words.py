"""One word for one thing: the texts keep to the tables of docs/words.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from texts import Text, all_texts

PAGE = Path(__file__).resolve().parent.parent / "docs" / "words.md"
HEADINGS = {"English": "en", "Oʻzbekcha": "uz", "Русский": "ru"}
ROW = re.compile(r"\| *(?P<thing>[^|]+?) *\| *(?P<say>[^|]+?) *\| *(?P<no>[^|]+?) *\|")
VALUE = re.compile(r"\{\w+\}")
ALLOWED: frozenset[tuple[str, str]] = frozenset(
    {
        (f"assets/recipes/voices.yaml: .sources[{name}].captions", "wholly")
        for name in ("tts-4744", "tts-4744-v")
    }
)
"""(place, word) where a word of the third column means another thing, or where somebody else is quoted."""


def refused(page: str) -> dict[str, dict[str, re.Pattern[str]]]:
    """Return, by language, the words that are not said and how to find each."""
    found: dict[str, dict[str, re.Pattern[str]]] = {language: {} for language in HEADINGS.values()}
    language = ""
    for line in page.splitlines():
        if line.startswith("## "):
            language = HEADINGS[line.removeprefix("## ").strip()]
        elif (row := ROW.fullmatch(line)) and row["thing"] != "thing" and not row["thing"].startswith("---"):
            for word in (part.strip() for part in row["no"].split(";")):
                found[language][word] = pattern(word)
    return found


def pattern(word: str) -> re.Pattern[str]:
    """Find `word` as a whole word; a `*` at its end stands for any ending."""
    stem = re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+")
    end = "" if word.endswith("*") or not word[-1].isalpha() else r"(?![\wʻʼ])"
    return re.compile(rf"(?<![\wʻʼ]){stem}{end}", 0 if word[:2] in {"Wi", "wi"} else re.IGNORECASE)


def wrong(texts: tuple[Text, ...], words: dict[str, dict[str, re.Pattern[str]]]) -> list[str]:
    return [
        f"{text} - says {word!r}"
        for text in texts
        for word, found in words[text.language].items()
        if found.search(VALUE.sub("0", text.words)) and (text.place, word) not in ALLOWED
    ]


@pytest.mark.parametrize("language", HEADINGS.values())
def test_each_language_has_a_table(language):
    assert refused(PAGE.read_text("utf-8"))[language]


def test_the_page_says_first_what_it_is_for():
    lines = PAGE.read_text("utf-8").splitlines()
    assert lines[0] == "# Words"
    assert "One word for one thing" in lines[2]


def test_no_text_says_a_word_that_is_not_said():
    assert wrong(all_texts(), refused(PAGE.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("klip*", "Klipni endi koʻring", True),
        ("klip*", "Videoklip", False),
        ("балл", "10 баллов", False),
        ("балл", "1 балл.", True),
        ("together:", "Together: 4", True),
        ("one Wi-Fi", "one  Wi-Fi", True),
        ("wifi", "Wi-Fi", False),
        ("oʻrin", "oʻrindiq", False),
    ],
)
def test_a_word_is_found_whole_and_a_stem_with_its_endings(word, text, found):
    assert bool(pattern(word).search(text)) == found


def test_all_sorts_of_files_are_read():
    places = {text.place.split(":")[0].split("/")[0] for text in all_texts()}
    assert {"en.yaml", "uz.yaml", "ru.yaml", "levels", "assets"} <= places
