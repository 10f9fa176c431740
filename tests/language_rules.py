"""The language editor's rules, as functions: what may not stand in a text for players.

Each function takes a language code and a text and returns what is wrong with it, in words; an empty list
means nothing. Tests of the catalogue, the campaign and the screens share them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from game.content.base import LocalText
from game.content.text import normalise_uzbek
from game.resources import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUOTED = re.compile(r"“[^”]*”|«[^»]*»|‘[^’]*’(?!\w)")
CERTAIN = {
    "en": re.compile(
        r"\b(always|never|certainly|definitely|undoubtedly|surely|guarantee\w*|prove[sdn]?|proof|obvious\w*"
        r"|impossible|every time|for sure|foolproof|infallibl\w+)\b|\b100\s?(%|per ?cent)",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(всегда|никогда|наверняка|несомненно|безусловно|обязательно|очевидн\w*|однозначно|доказ(?:ыва|ан|ал)\w*"
        r"|гаранти\w+|невозможно|стопроцентн\w*|безошибочн\w*|точно)\b|без сомнени|\b100\s?(%|процент)",
        re.IGNORECASE,
    ),
    "uz": re.compile(
        r"\b(har doim|hamisha|doimo?|hech qachon|albatta|shubhasiz|beshak|muqarrar\w*|kafolat\w*|isbot\w*"
        r"|aniq|mutlaqo|yuz foiz)\b|\b100\s?(%|foiz)",
        re.IGNORECASE,
    ),
}
"""Words of certainty. A tell-tale is a hint, and no text may say more."""

HEDGES = {
    "en": re.compile(
        r"\b(often|can|may|might|sometimes|mostly|usually|seems?|hardly|few|some|many|likely|rarely)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(часто|чаще|может|могут|могла|могли|иногда|бывает|обычно|почти|редко|многие|некоторых|словно|будто)\b",
        re.IGNORECASE,
    ),
    "uz": re.compile(
        r"\b(mumkin|koʻpincha|baʼzan|baʼzi|odatda|deyarli|kamroq|kamdan|koʻpgina)\b|\w(dek|day)\b",
        re.IGNORECASE,
    ),
}
"""Words that keep a statement open."""

NAMES = frozenset(
    {
        *("Chinmi", "GAN", "VR", "AI", "OpenCV", "Dlib", "DeepFaceLab", "Faceswap"),
        *("Avatarify", "First", "Order", "Motion", "Model", "YouTube", "Ctrl", "Shift"),
        *("Face", "deep", "learning", "fake", "deepfake", "Deepfake", "encoder", "decoder"),
        *("autoencoder", "prime", "d", "c", "A", "B", "PNG", "QR", "VPN"),
    }
)
"""Names and terms that keep their spelling in every language."""

PAIRS = frozenset({"qoʻsh", "boʻsh", "soʻz", "oʻn", "oʻt", "toʻr", "yoʻq"})
"""Uzbek words whose spelling without the apostrophe is a word of its own (qosh: a brow, bosh: a head)."""

LENGTHS = {"en": 24, "ru": 22, "uz": 20}
"""The most words that a sentence may have. Uzbek packs more into a word than English does."""

BARE = {
    "uz": re.compile(
        r"\b(malumot\w*|bazan|bazi|yani|suniy\w*|talim\w*|tasir\w*|etibor\w*|sanat\w*|masul\w*|elon\w*|mano\w*"
        r"|kop|kopincha|korish|korin\w*|koring|koz|kozlar\w*|bolish|boladi|bolgan|boyin\w*|togri\w*|organ\w*"
        r"|oqit\w*|ozgar\w*|oxsha\w*|toplam\w*|qollanma\w*|yorug(?!ʻ)\w*|ogiz\w*|songgi)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(еще|ее|нее|объем\w*|четк\w*|(темн|черн|зелен|желт|тяжел)(ый|ая|ое|ые|ую|ым|ой|ых)|актер\w*|партнер\w*"
        r"|ребенок|идет|дает|остается|берет|придет|пойдет|найдет|поймет|живет|поет|ведет|вперед|чье|свое|твое"
        r"|мое|расчет\w*|учет|счет|прием|подъем\w*|съемк\w*|съемок|прошел|нашел|веселый|надежн\w*)\b",
        re.IGNORECASE,
    ),
}
"""Spellings that lost an apostrophe or the dots of ё."""

IMPOLITE = {
    "uz": re.compile(r"\b(sen|seni|senga|sening|senda|sendan)\b", re.IGNORECASE),
    "ru": re.compile(
        r"\b(ты|тебя|тебе|тобой|твой|твоя|твоё|твои|твоих)\b|(?<=[а-яё,»] )(Вы|Вас|Вам|Ваш\w*)\b"
    ),
}
"""Players are addressed as siz and вы, the latter without a capital letter."""


def texts(value: Any, where: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield (place, language, text) for every text in three languages inside a model."""
    if isinstance(value, LocalText):
        for language in languages():
            yield where, language, value.root.get(language) or ""
    elif isinstance(value, BaseModel):
        name = getattr(value, "id", None)
        here = f"{where}/{name}" if name else where
        for field in type(value).model_fields:
            yield from texts(getattr(value, field), f"{here}.{field}")
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item, where)


def certainty(language: str, text: str) -> list[str]:
    """Find words of certainty outside quotations."""
    open_text = QUOTED.sub(" ", text)
    return [f"says {found[0]!r}" for found in CERTAIN[language].finditer(open_text)]


def hedged(language: str, text: str) -> bool:
    """Tell whether a text keeps its statement open."""
    return HEDGES[language].search(text) is not None


def letters(language: str, text: str) -> list[str]:
    """Find characters and words of another script, and marks that no text for players has."""
    problems = [
        f"has {mark!r}" for mark in re.findall(r"[!\"`´\u2032\u2011\ufffd\U0001f300-\U0001faff]", text)
    ]
    for word in re.findall(r"[^\W\d_]+(?:[ʻʼ’'‘][^\W\d_]+)*", text):
        cyrillic, latin = re.search(r"[\u0400-\u04ff]", word), re.search(r"[A-Za-z]", word)
        if cyrillic and language != "ru":
            problems.append(f"has Cyrillic letters in {word!r}")
        elif cyrillic and latin:
            problems.append(f"mixes two alphabets in {word!r}")
        elif language == "ru" and latin and word not in NAMES:
            problems.append(f"has Latin letters in {word!r}")
    if "  " in text or text != text.strip():
        problems.append("has a space too many")
    return problems


def apostrophes(language: str, text: str) -> list[str]:
    """Find apostrophes of another kind than the language writes."""
    if language == "en":
        return ["has a straight apostrophe"] if "'" in text else []
    if language == "ru":
        return [f"has {mark!r}" for mark in re.findall("['‘’ʻʼ]", text)]
    problems = [f"has {mark!r}" for mark in re.findall("['‘’`´]", text)]
    problems += [
        f"has {found[0]!r}" for found in re.finditer(r"(?<![oOgG])ʻ\w*|(?<=[oO])ʼ\w*|ʻʼ|(?<!\w)ʼ", text)
    ]
    if normalise_uzbek(text) != text:
        problems.append(f"is not normal: {normalise_uzbek(text)!r} is")
    return problems


def spelling(language: str, text: str) -> list[str]:
    """Find spellings that lost a mark, and impolite forms of address."""
    rules = [rule[language] for rule in (BARE, IMPOLITE) if language in rule]
    return [f"has {found[0]!r}" for rule in rules for found in rule.finditer(text)]


def lost_apostrophes(uzbek: Iterable[str]) -> list[str]:
    """Find words that some texts write with an apostrophe and others without."""
    words = {word.casefold() for text in uzbek for word in re.findall(r"[\wʻʼ]+", text)}
    marked = {word for word in words if {"ʻ", "ʼ"} & set(word)} - PAIRS
    return sorted(word for word in marked if word.translate({0x2BB: None, 0x2BC: None}) in words)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return re.split(r"(?<=[.?…:])\s+(?=[«“‘]?[A-ZА-ЯЁ0-9])", text)


def long_sentences(language: str, text: str) -> list[str]:
    """Find sentences with more words than `LENGTHS` allows."""
    most = LENGTHS[language]
    return [
        f"has {len(words)} words in a sentence, at most {most}: {sentence}"
        for sentence in sentences(text)
        if len(words := re.findall(r"[\w’ʻʼ-]*\w[\w’ʻʼ-]*", sentence)) > most
    ]


def problems(language: str, text: str) -> list[str]:
    """Return everything that is wrong with a text for players."""
    if not text:
        return ["is missing"]
    checks = (certainty, letters, apostrophes, spelling, long_sentences)
    return [found for check in checks for found in check(language, text)]
