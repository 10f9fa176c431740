"""Licence and consent must carry what a pack does."""

from __future__ import annotations

from typing import Any

import pytest

from game.content.models import Clip, Pack
from game.packs.licences import licence_rule
from game.packs.policy import badge, consent_level, findings
from game.resources import read_licences
from packs import make

AGREED = {"role": "lecturer", "place": "Urganch State University", "date": "2026-11-28"}
REAL = {"hash": "sha256:" + "0" * 64, "bytes": 1}


def pack(**changes: Any) -> Pack:
    return Pack.model_validate(make.pack_record(**changes))


def clips(method: str | None = "self-blend") -> list[Clip]:
    records = make.pair("a", method=method) if method else [make.clip_record("a")]
    return [Clip.model_validate({**record, **REAL}) for record in records]


def consent(basis: str, manipulation: str) -> dict[str, str]:
    return {"basis": basis, "manipulation": manipulation, "evidence": "a form"}


def told(given: Pack, method: str | None = "self-blend") -> list[str]:
    return [finding.message for finding in findings(given, clips(method))]


def licensed(name: str, **changes: Any) -> Pack:
    return pack(licenses=[{"name": name}], **changes)


def test_a_sound_pack_passes() -> None:
    assert told(pack()) == []


@pytest.mark.parametrize(
    ("basis", "manipulation", "method", "fine"),
    [
        ("recorded-volunteers", "self-blend-only", "self-blend", True),
        ("recorded-volunteers", "self-blend-only", "face-swap", False),
        ("recorded-volunteers", "self-blend-only", "voice", False),
        ("recorded-volunteers", "not-agreed", "self-blend", False),
        ("recorded-volunteers", "not-agreed", None, True),
        ("paid-actors", "agreed", "face-swap", True),
        ("virtual", "virtual", "lip-sync", True),
        ("paid-actors", "virtual", "lip-sync", False),
        ("none", "agreed", "self-blend", False),
        ("none", "not-agreed", None, False),
    ],
)
def test_consent(basis: str, manipulation: str, method: str | None, fine: bool) -> None:
    found = told(pack(consent=consent(basis, manipulation)), method)
    assert (found == []) is fine


def test_an_unknown_licence_is_refused_with_a_guess() -> None:
    assert told(licensed("CC BY 4.0")) == [
        "the licence `CC BY 4.0` is not in the table of licences; did you mean `CC-BY-4.0`?"
    ]
    assert told(licensed("all rights reserved"))[0].startswith("the licence `all rights reserved` is not")


def test_spdx_ids_count_without_case() -> None:
    assert told(licensed("cc-by-4.0")) == []


def test_no_derivatives_covers_real_clips_only() -> None:
    assert "forbids changed copies" in told(licensed("CC-BY-ND-4.0"))[0]
    assert told(licensed("CC-BY-ND-4.0"), None) == []


def test_non_commercial_is_not_for_kiosks() -> None:
    assert told(licensed("CC-BY-NC-SA-4.0")) == [
        "CC-BY-NC-SA-4.0 does not cover the kiosk; it covers home or classroom"
    ]
    assert told(licensed("CC-BY-NC-SA-4.0", display=["home", "classroom"])) == []


def test_research_terms_stay_at_home_and_are_not_handed_on() -> None:
    rights = {
        "display": ["home"],
        "redistribute": False,
        "consent": consent("paid-actors", "agreed"),
        "agreement": AGREED,
    }
    assert told(licensed("LicenseRef-DFDC", **rights), "face-swap") == []
    found = told(
        licensed("LicenseRef-DFDC", **{**rights, "redistribute": True, "display": ["home", "kiosk"]})
    )
    assert len(found) == 2


def test_all_licences_of_a_pack_have_to_be_kept() -> None:
    both = pack(licenses=[{"name": "CC0-1.0"}, {"name": "CC-BY-NC-4.0"}])
    assert told(both) == ["CC-BY-NC-4.0 does not cover the kiosk; it covers home or classroom"]


def test_consent_needs_evidence() -> None:
    empty = {**consent("recorded-volunteers", "self-blend-only"), "evidence": "  "}
    assert "how we know" in told(pack(consent=empty))[0]


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"consent": consent("paid-actors", "agreed")}, "altering"),
        ({"consent": consent("recorded-volunteers", "self-blend-only")}, "filming"),
        ({"consent": consent("self", "not-agreed")}, "filming"),
        ({"consent": consent("virtual", "virtual")}, "no-faces"),
        ({"consent": consent("public-domain-official", "not-agreed")}, "ask"),
        ({"consent": consent("paid-actors", "agreed"), "licenses": [{"name": "LicenseRef-DFDC"}]}, "ask"),
    ],
)
def test_the_four_levels_of_consent(changes: dict[str, Any], level: str) -> None:
    assert consent_level(pack(**changes)) == level


def test_the_badge_says_it_in_a_few_words() -> None:
    assert badge(pack()).licence == "CC BY 4.0"
    assert badge(licensed("LicenseRef-DFDC")).research
    assert badge(licensed("LicenseRef-DFDC")).licence == "Research only"
    assert badge(pack(licenses=[{"name": "CC0-1.0"}, {"name": "CC-BY-4.0"}])).licence == "CC0 1.0 + CC BY 4.0"


def test_findings_say_where() -> None:
    wrong = pack(consent=consent("recorded-volunteers", "self-blend-only"), licenses=[{"name": "x"}])
    found = list(findings(wrong, clips("face-swap")))
    assert [(finding.path, finding.clip) for finding in found] == [
        (("licenses", 0, "name"), None),
        (("method",), 1),
    ]


def test_terms_on_agreement_need_one() -> None:
    rights = {"display": ["home"], "redistribute": False, "consent": consent("paid-actors", "agreed")}
    for name in ("LicenseRef-dfdc", "LicenseRef-research-only"):
        (found,) = findings(licensed(name, **rights), clips())
        assert found.path == ("agreement",)
        assert "confirm" in found.message
        assert told(licensed(name, agreement=AGREED, **rights)) == []


def test_a_set_whose_people_never_agreed_is_refused_whatever_its_pack_says() -> None:
    source = {"title": "frames", "path": "https://huggingface.co/datasets/kontur-ai/rtfs-10k"}
    (found,) = findings(pack(sources=[source]), clips())
    assert found.path == ("sources", 0, "path")
    assert "RTFS-10K is never shown" in found.message


def test_the_table_keeps_its_own_rules() -> None:
    for name, rule in read_licences().items():
        assert licence_rule(name.upper()) is rule
        if "-NC" in name or rule.research:
            assert "kiosk" not in rule.places
        if "-ND" in name:
            assert not rule.derivatives
        if rule.research:
            assert not rule.redistribute
            assert rule.needs_agreement
