"""The guide's catalogue and the practice levels: complete in three languages, hedged, and well spelt."""

from __future__ import annotations

import re
from typing import Any

import language_rules as rules
import pytest

from game import resources
from game.content.base import LocalText
from game.content.guide import Citations, Glossary, Guide, Kinds, Stages
from game.content.levels import Level, Levels
from game.content.yaml_source import parse
from game.resources import languages

GUIDE = resources.levels() / "guide"
PRACTICE = resources.levels() / "practice"
ICONS = resources.assets() / "icons"

STAGES = ("data-collection", "model-training", "face-swap", "post-processing", "voice-and-lips")
FIELDS = ("what", "why", "check", "real_too")
ROOM = {"en": 170, "uz": 200, "ru": 200}
"""Characters that fit the reveal's reading column: five to six lines of 22 px type, 400 px wide."""

NAMED_BY_THE_GUIDE = (
    *("deepfake", "gan", "autoencoder", "encoder", "decoder", "target", "source", "mask", "frame"),
    *(
        "post-processing",
        "provenance",
        "consent",
        "licence",
        "deep-learning",
        "original",
        "real",
        "manipulated",
    ),
)
EXPLAINED_BY = {
    r"\bmodels?\b": "model",
    r"\btrain(ed|ing)\b": "training",
    r"\bmasks?\b": "mask",
    r"\bframes?\b": "frame",
    r"\bcompress": "compression",
    r"\bsharpen": "sharpening",
    r"\bdubbing\b": "dubbing",
    r"\bfilters?\b": "filter",
    r"\bcode\b": "code",
    r"\bencoder": "encoder",
    r"\bdecoder": "decoder",
    r"\bautoencoder": "autoencoder",
    r"\bGAN\b": "gan",
    r"\bdeepfakes?\b": "deepfake",
    r"\blandmarks?\b": "landmark",
    r"\bneural network": "neural-network",
    r"\bparod": "parody",
    r"\bblackmail": "blackmail",
    r"\bdisinformation\b": "disinformation",
    r"\bvirtual reality\b": "virtual-reality",
    r"\bconsent\b": "consent",
    r"\blicence": "licence",
    r"\bprovenance\b": "provenance",
    r"\bopen source\b": "open-source",
    r"\bintonation\b": "intonation",
    r"\bsplice": "audio-splice",
    r"\bvocoder": "vocoder",
    r"\btext-to-speech\b": "text-to-speech",
}
"""Technical words of the English texts, and the term (or kind) that explains each."""


def _read(name: str) -> str:
    return (GUIDE / name).read_text("utf-8")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return Guide(
        parse(_read("stages.yaml"), "stages.yaml", Stages).stages,
        parse(_read("artefacts.yaml"), "artefacts.yaml", Kinds).artefacts,
        parse(_read("glossary.yaml"), "glossary.yaml", Glossary).terms,
        parse(_read("citations.yaml"), "citations.yaml", Citations).citations,
    )


@pytest.fixture(scope="module")
def levels() -> tuple[Level, ...]:
    found: list[Level] = []
    for path in sorted(PRACTICE.glob("*.yaml")):
        found += parse(path.read_text("utf-8"), path.name, Levels).levels
    return tuple(found)


def all_texts(guide: Guide, levels: tuple[Level, ...]) -> list[tuple[str, str, str]]:
    records: tuple[Any, ...] = (*guide.stages.values(), *guide.kinds.values(), *guide.terms.values(), *levels)
    return [text for record in records for text in rules.texts(record)]


def test_stages_stand_in_the_order_of_the_guide(guide: Guide) -> None:
    assert tuple(guide.stages) == STAGES
    assert [stage.number for stage in guide.stages.values()] == [1, 2, 3, 4, 5]


def test_kinds_stand_in_the_order_of_their_stages(guide: Guide) -> None:
    numbers = [guide.stages[kind.stage].number for kind in guide.kinds.values()]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("name", "model", "records"),
    [
        ("stages.yaml", Stages, "stages"),
        ("artefacts.yaml", Kinds, "artefacts"),
        ("glossary.yaml", Glossary, "terms"),
        ("citations.yaml", Citations, "citations"),
    ],
)
def test_ids_are_unique(name: str, model: type, records: str) -> None:
    ids = [record.id for record in getattr(parse(_read(name), name, model), records)]
    assert len(ids) == len(set(ids))


def test_ids_of_levels_are_unique(levels: tuple[Level, ...]) -> None:
    ids = [level.id for level in levels]
    assert len(ids) == len(set(ids))


def test_references_lead_somewhere(guide: Guide, levels: tuple[Level, ...]) -> None:
    for kind in guide.kinds.values():
        assert kind.stage in guide.stages, kind.id
        assert set(kind.source) <= set(guide.citations), kind.id
    for level in levels:
        assert set(level.stages) <= set(guide.stages), level.id
        assert set(level.kinds) <= set(guide.kinds), level.id


def test_icons_are_there(guide: Guide, levels: tuple[Level, ...]) -> None:
    records: tuple[Any, ...] = (*guide.stages.values(), *guide.kinds.values(), *levels)
    lost = [record.icon for record in records if not (ICONS / f"{record.icon}.svg").is_file()]
    assert lost == []


def test_each_kind_has_an_icon_of_its_own(guide: Guide) -> None:
    icons = [kind.icon for kind in guide.kinds.values()]
    assert len(icons) == len(set(icons))


def test_a_kind_of_sound_is_heard_and_the_others_are_seen(guide: Guide) -> None:
    audible = {kind.id for kind in guide.kinds.values() if kind.audible}
    assert audible == {kind.id for kind in guide.of_stage("voice-and-lips")}


def test_each_stage_can_be_practised(guide: Guide, levels: tuple[Level, ...]) -> None:
    assert {stage for level in levels for stage in level.stages} == set(guide.stages)
    assert {"mixed", "quick"} <= {level.id for level in levels if not level.stages and not level.kinds}


def test_texts_keep_the_rules_of_the_language(guide: Guide, levels: tuple[Level, ...]) -> None:
    found = [
        f"{place} ({language}) {problem}: {text}"
        for place, language, text in all_texts(guide, levels)
        for problem in rules.problems(language, text)
    ]
    assert not found, "\n".join(found)


def test_uzbek_words_are_spelt_one_way(guide: Guide, levels: tuple[Level, ...]) -> None:
    uzbek = [text for _, language, text in all_texts(guide, levels) if language == "uz"]
    assert rules.lost_apostrophes(uzbek) == []


def test_words_spelt_two_ways_are_found() -> None:
    assert rules.lost_apostrophes(["sunʼiy yuz", "suniy ovoz", "qosh", "qoʻsh qosh"]) == ["sunʼiy"]


def test_what_is_said_of_a_kind_stays_open(guide: Guide) -> None:
    found = [
        f"{kind.id}.{field} ({language}): {getattr(kind, field).get(language)}"
        for kind in guide.kinds.values()
        for field in ("why", "real_too")
        for language in languages()
        if not rules.hedged(language, getattr(kind, field).get(language))
    ]
    assert not found, "\n".join(found)


def test_what_is_said_of_a_kind_fits_its_column(guide: Guide) -> None:
    found = [
        f"{kind.id}.{field} ({language}): {len(text)} characters"
        for kind in guide.kinds.values()
        for field in FIELDS
        for language in languages()
        if not 40 <= len(text := getattr(kind, field).get(language)) <= ROOM[language]
    ]
    assert not found, "\n".join(found)


def test_meanings_of_terms_are_short(guide: Guide) -> None:
    for term in guide.terms.values():
        for language in languages():
            assert len(term.meaning.get(language)) <= ROOM[language], (term.id, language)


@pytest.mark.parametrize("language", tuple(languages()))
def test_names_are_short_and_differ(guide: Guide, language: str) -> None:
    for texts in (
        [kind.name for kind in guide.kinds.values()],
        [kind.plain for kind in guide.kinds.values()],
        [term.name for term in guide.terms.values()],
        [stage.name for stage in guide.stages.values()],
    ):
        names = [text.get(language) for text in texts]
        assert len({name.casefold() for name in names}) == len(names)
        assert max(map(len, names)) <= 42


def test_plain_names_say_it_in_other_words(guide: Guide) -> None:
    for kind in guide.kinds.values():
        for language in languages():
            assert kind.plain.get(language).casefold() != kind.name.get(language).casefold(), kind.id


def test_the_glossary_holds_the_terms_of_the_guide(guide: Guide) -> None:
    assert set(NAMED_BY_THE_GUIDE) <= set(guide.terms)


def test_technical_words_are_explained(guide: Guide, levels: tuple[Level, ...]) -> None:
    known = set(guide.terms) | set(guide.kinds)
    english = " ".join(text for _, language, text in all_texts(guide, levels) if language == "en")
    used = {term for pattern, term in EXPLAINED_BY.items() if re.search(pattern, english, re.IGNORECASE)}
    assert used - known == set()
    assert {"mask", "compression", "model"} <= used


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "A seam always stays.", "always"),
        ("en", "This proves a swap.", "proves"),
        ("en", "You are right 100 % of the time.", "100 %"),
        ("ru", "Шов всегда виден.", "всегда"),
        ("ru", "Это доказывает подделку.", "доказывает"),
        ("uz", "Chok har doim qoladi.", "har doim"),
        ("uz", "Bu soxtalikni isbotlaydi.", "isbotlaydi"),
    ],
)
def test_words_of_certainty_are_found(language: str, text: str, word: str) -> None:
    assert rules.certainty(language, text) == [f"says {word!r}"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "He said ‘always’."), ("ru", "Слово «всегда» не подходит."), ("uz", "“Har doim” degan soʻz.")],
)
def test_quotations_may_be_certain(language: str, text: str) -> None:
    assert rules.certainty(language, text) == []


@pytest.mark.parametrize("text", ["o'rganish", "gʼalati", "o‘rin", "maʻlumot", "ma'lumot", "koʼz", "togʻ’"])
def test_wrong_uzbek_apostrophes_are_found(text: str) -> None:
    assert rules.apostrophes("uz", text)


@pytest.mark.parametrize("text", ["oʻrganish", "Gʻalati togʻ", "maʼlumot", "sunʼiy", "koʻz yoʻq"])
def test_right_uzbek_apostrophes_pass(text: str) -> None:
    assert rules.apostrophes("uz", text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uz", "yuz chеti"),  # a Cyrillic е
        ("ru", "лицo"),  # a Latin o
        ("ru", "слово frame"),
        ("en", "a fаce"),  # a Cyrillic а
        ("en", "Look!"),
        ("en", "two  spaces"),
    ],
)
def test_foreign_letters_and_marks_are_found(language: str, text: str) -> None:
    assert rules.letters(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [("uz", "bazan koz yumiladi"), ("ru", "еще четкая линия"), ("ru", "если Вы видите"), ("uz", "sen qara")],
)
def test_lost_marks_and_impolite_words_are_found(language: str, text: str) -> None:
    assert rules.spelling(language, text)


def test_long_sentences_are_found() -> None:
    text = "one two " * 20 + "end. A short one."
    assert len(rules.long_sentences("en", text)) == 1
    assert rules.long_sentences("en", "A short one. And another.") == []


def test_a_lost_language_is_found() -> None:
    places = {
        language: rules.problems(language, text) for _, language, text in rules.texts(LocalText(en="One"))
    }
    assert places == {"uz": ["is missing"], "en": [], "ru": ["is missing"]}
