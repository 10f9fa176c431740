"""Spelling by hunspell: which words of a text a dictionary does not know.

Debian has dictionaries for English and Russian. Its Uzbek one lists forms in Cyrillic, so Uzbek words are
transliterated first, and a form that it lacks is taken back to its stem by its endings. Words of our
own stand in `tests/spelling/`, one a line: names, and for each language its terms and what the dictionary
forgot (for Uzbek stems, which take the endings too).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "spelling"
DICTIONARIES = {"en": "en_GB", "ru": "ru_RU", "uz": "uz_UZ"}
PACKAGES = {"en": "hunspell-en-gb", "ru": "hunspell-ru", "uz": "hunspell-uz"}
"""Debian's packages of the dictionaries."""
WORD = re.compile(r"[^\W\d_]+(?:[ʻʼ’-][^\W\d_]+)*ʻ?")
NOT_WORDS = re.compile(r"\{\w+\}|\b[\w.-]+\.(?:py|org|uz)\b|\b[A-Z]\b")
"""Values that are filled in, file and site names, letters that name a person or a key."""

ENDINGS = (FOLDER / "uz-endings.txt").read_text("utf-8").split()
"""Endings of Uzbek nouns (number, owner, case) and verbs (voice, negation, tense, person)."""
VOWELS = frozenset("aeiou")
AFTER_VOWELS = frozenset(
    ("b", "l", "m", "miz", "n", "ng", "ngiz", "r", "sh", "si", "t", "v", "y", "ydi", "ydigan")
)
"""Endings that follow a vowel only; those that begin with a vowel follow a consonant only."""
VERBAL = ("moq", "ish", "sh", "ib", "b")
"""What makes a verb's stem a form that the dictionary may have."""
SHORTEST = 3
"""The fewest letters of a stem."""
PAIRS = (
    *(("yoʻ", "йў"), ("oʻ", "ў"), ("gʻ", "ғ"), ("sh", "ш"), ("ch", "ч")),
    *(("ya", "я"), ("yo", "ё"), ("yu", "ю"), ("ye", "е"), ("ʼ", "ъ")),
)
LETTERS = dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True))


def missing() -> list[str]:
    """Return the Debian packages that a spelling check lacks here."""
    lost = [] if shutil.which("hunspell") else ["hunspell"]
    if not lost:
        found = subprocess.run(("hunspell", "-D"), input="", capture_output=True, text=True, check=False)
        known = {Path(line).name for line in (found.stdout + found.stderr).splitlines()}
        lost += [PACKAGES[language] for language, name in DICTIONARIES.items() if name not in known]
    return lost


def words_in(text: str) -> set[str]:
    """Return the words of a text, without names of values and single capital letters."""
    return {word.replace("’", "'") for word in WORD.findall(NOT_WORDS.sub(" ", text)) if len(word) > 1}


def own(language: str) -> frozenset[str]:
    """Return our own words of a language, in small letters."""
    lists = (FOLDER / f"{name}.txt" for name in ("names", language))
    return frozenset(word for path in lists for word in path.read_text("utf-8").casefold().split())


def refused(language: str, words: Iterable[str]) -> set[str]:
    """Return the words that the dictionary does not know; one run of hunspell answers for all."""
    told = subprocess.run(
        ("hunspell", "-d", DICTIONARIES[language], "-i", "UTF-8", "-l"),
        input="".join(f"{word}\n" for word in sorted(words)),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(told.stdout.split("\n"))


def unknown(language: str, words: Iterable[str], ours: frozenset[str]) -> set[str]:
    """Return the words that neither the dictionary nor `ours` knows."""
    asked = {word for word in words if word.casefold() not in ours}
    return _unknown_uzbek(asked, ours) if language == "uz" else asked & refused(language, asked)


def _unknown_uzbek(words: set[str], ours: frozenset[str]) -> set[str]:
    stems = {word: {word.casefold(), *_stems(word.casefold())} for word in words}
    forms = {
        (stem, form): cyrillic(form)
        for found in stems.values()
        for stem in found
        for form in (stem, *(stem + ending for ending in VERBAL if _joins(stem, ending)))
    }
    wrong = refused("uz", set(forms.values()))
    right = {stem for (stem, form), written in forms.items() if written not in wrong} | ours
    return {word for word, found in stems.items() if not found & right}


def _stems(word: str) -> set[str]:
    """Return what is left of a word after taking off endings, one after another, in every way."""
    found: set[str] = set()
    ahead = [word]
    while ahead:
        whole = ahead.pop()
        for ending in ENDINGS:
            stem = whole.removesuffix(ending)
            if stem == whole or len(stem) < SHORTEST or not _joins(stem, ending):
                continue
            for one in {stem, re.sub("gʻ$", "q", stem), re.sub("g$", "k", stem)} - found:
                found.add(one)
                ahead.append(one)
    return found


def _joins(stem: str, ending: str) -> bool:
    """Tell whether an ending may follow a stem: Uzbek keeps two vowels, or two consonants, apart."""
    vowel = _ends_in_vowel(stem)
    return vowel if ending in AFTER_VOWELS else not (vowel and ending[0] in VOWELS)


def _ends_in_vowel(stem: str) -> bool:
    return stem[-1] in VOWELS or stem.endswith("oʻ")


def cyrillic(word: str) -> str:
    """Return an Uzbek word in the Cyrillic script of the dictionary."""
    word = re.sub(r"(?<![bcdfghjklmnpqrstvxyz])e", "э", word.lower())
    for latin, letter in PAIRS:
        word = word.replace(latin, letter)
    return "".join(LETTERS.get(letter, letter) for letter in word)


def places(texts: Mapping[str, set[str]], words: set[str]) -> list[str]:
    """Return 'word - place' for each of `words`, from the words of each place."""
    return sorted(f"{word} - {place}" for place, found in texts.items() for word in found & words)
