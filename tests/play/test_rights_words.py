"""The rights in the player's language: for all of the tables, without English left over."""

from __future__ import annotations

import re
from itertools import product
from typing import Any, get_args

import pytest
import small_pack

from game import resources
from game.content.base import LocalText
from game.content.models import Clip, ConsentBasis, Manipulation, Pack
from game.i18n import Catalogue, Translator
from game.play import rights_words as words

NAMES = re.compile(
    r"https?://\S+|docs/\S+|Creative Commons(?: Zero)?|Open Data Commons|CC0|BSD|MIT|Apache|Unlicense"
    r"|PDDL|ODC-By|DFDC|FaceForensics\+\+|DeepSpeak|KoDF|DeeperForensics|Adobe|Celeb-DF"
)
EVIDENCE = {"uz": "Shartnoma bor.", "en": "There is a contract.", "ru": "Есть договор."}
CATALOGUE = Catalogue.read(resources.assets() / "i18n")


def translator(language: str) -> Translator:
    return CATALOGUE.translator(language)


def pack(**changes: Any) -> Pack:
    return Pack.model_validate(small_pack.pack_record(**changes))


def every_pack() -> list[Pack]:
    found = [pack(licenses=[{"name": name}]) for name in resources.read_licences()]
    for basis, manipulation in product(get_args(ConsentBasis), get_args(Manipulation)):
        consent = {"basis": basis, "manipulation": manipulation, "evidence": EVIDENCE}
        found.append(pack(consent=consent))
    return found


def told(t: Translator, given: Pack) -> str:
    return "\n".join((words.licence_words(t, given), words.allowed_words(t, given)))


def test_no_english_is_left_over() -> None:
    english = translator("en")
    for given in every_pack():
        told_in_english = {*words.allowed_words(english, given).split(". ")}
        russian = NAMES.sub("", told(translator("ru"), given))
        assert not re.search(r"[A-Za-z]{2}", russian), russian
        uzbek = words.allowed_words(translator("uz"), given).split(". ")
        assert told_in_english.isdisjoint(uzbek)
        for language in ("uz", "ru"):
            consent = words.consent_words(translator(language), given)
            assert "These people" not in consent
            assert "They agreed" not in consent


def test_what_the_makers_wrote_in_another_language_is_a_quotation() -> None:
    text = LocalText(en="Signed forms.")
    assert words.said_by_makers(translator("en"), text) == "Signed forms."
    assert "“Signed forms.”" in words.said_by_makers(translator("uz"), text)
    assert "«Signed forms.»" in words.said_by_makers(translator("ru"), text)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "lecturer, Urganch, 28 November 2026"),
        ("ru", "преподаватель вуза, Urganch, 28 ноября 2026"),
        ("uz", "oliy taʼlim oʻqituvchisi, Urganch, 2026-yil 28-noyabr"),
    ],
)
def test_an_agreement_is_told_by_role_and_day(language: str, said: str) -> None:
    agreement = {"role": "lecturer", "place": "Urganch", "date": "2026-11-28"}
    given = pack(
        licenses=[{"name": "LicenseRef-dfdc"}], agreement=agreement, display=["home"], redistribute=False
    )
    assert said in words.agreement_words(translator(language), given)
    assert words.agreement_words(translator(language), pack()) == ""
    assert CATALOGUE.translator(language)("rights.handing.stays") in words.allowed_words(
        translator(language), given
    )


def test_of_a_synthetic_voice_the_card_says_that_synthesis_was_not_named() -> None:
    consent = {"basis": "recorded-volunteers", "manipulation": "not-named", "evidence": EVIDENCE}
    given, t = pack(consent=consent), translator("en")
    files = {"path": "media/a.mp4", "hash": "sha256:" + "0" * 64, "bytes": 1}
    voice = Clip.model_validate({**files, **small_pack.edit(0, "audio-splice", method="voice")})
    vocoded = Clip.model_validate({**files, **small_pack.edit(0, "audio-splice")})
    said = "Published under a free licence; synthesis was not named"
    assert words.consent_in_brief(t, given, voice, "altered") == said
    assert words.consent_in_brief(t, given, vocoded, "altered") == "Recorded volunteers · altered"
    assert said in words.consent_words(t, given)
