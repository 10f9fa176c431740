"""The two tables of rights: complete, dated, in three languages, and careful where nobody has read."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from game.content.agreement import Agreement
from game.content.rights import LicenceRow, Licences
from game.errors import ChinmiError
from game.packs.licences import licence_rule
from game.resources import languages, read_consent, read_licences

ROW = {
    "id": "LicenseRef-new",
    "short": "New",
    "title": "New terms",
    "places": ["home"],
    "derivatives": True,
    "redistribute": False,
    "read": {"path": "https://example.org", "date": "2026-11-28", "certainty": "second-hand"},
}


def test_every_row_of_consent_speaks_all_languages() -> None:
    table = read_consent()
    texts = [text for basis in table.bases for text in (basis.name, basis.meaning)]
    texts += [text for agreed in table.manipulations for text in (agreed.name, agreed.meaning)]
    texts += [refused.reason for refused in table.refused]
    for text in texts:
        assert all(text.has(code) for code in languages()), text


def test_every_licence_has_words_in_all_languages() -> None:
    for name, rule in read_licences().items():
        for text in (rule.short, rule.title):
            plain = set(text.root) == {"en"} and name.removeprefix("LicenseRef-") == name
            assert plain or all(text.has(code) for code in languages()), name


def test_a_row_with_versions_stands_for_each_of_them() -> None:
    rule = licence_rule("CC-BY-SA-3.0")
    assert rule is not None
    assert rule.short.get("en") == "CC BY-SA 3.0"
    assert rule.path == "https://creativecommons.org/licenses/by-sa/3.0/"
    assert "{" not in rule.model_dump_json().replace('{"', "").replace(":{", "")


def test_what_nobody_has_read_needs_a_person() -> None:
    for rule in read_licences().values():
        if rule.read.certainty != "seen":
            assert rule.needs_agreement
            assert "kiosk" not in rule.places
            assert not rule.redistribute


@pytest.mark.parametrize(
    "wrong", [{"places": ["home", "kiosk"]}, {"redistribute": True}, {"places": ["classroom", "home"]}]
)
def test_a_row_that_allows_more_than_it_may_is_refused(wrong: dict[str, object]) -> None:
    LicenceRow.model_validate(ROW)
    with pytest.raises(ValidationError):
        LicenceRow.model_validate({**ROW, **wrong})


def test_a_licence_stands_in_the_table_once_whatever_its_case() -> None:
    with pytest.raises(ValidationError, match="again"):
        Licences.model_validate({"licences": [ROW, {**ROW, "id": "licenseref-NEW"}]})


@pytest.mark.parametrize(
    ("text", "role", "place"),
    [
        ("lecturer, Urganch State University", "lecturer", "Urganch State University"),
        ("  oʻqituvchi  ", "oʻqituvchi", None),
        ("научный сотрудник, институт, отдел 3", "научный сотрудник", "институт, отдел 3"),
    ],
)
def test_an_agreement_is_a_role_and_a_place(text: str, role: str, place: str | None) -> None:
    given = Agreement.parse(text, "2026-11-28")
    assert (given.role, given.place, given.date) == (role, place, "2026-11-28")


@pytest.mark.parametrize(
    ("text", "date", "said"),
    [
        ("", "2026-11-28", "the role in the agreement: expected a few words"),
        ("lecturer,", "2026-11-28", "the place in the agreement"),
        ("me@example.org", "2026-11-28", "no address"),
        ("teacher, +998901234567", "2026-11-28", "no telephone"),
        ("x" * 81, "2026-11-28", "at most 80 characters"),
        ("teacher", "28.11.2026", "the day of the agreement"),
        ("teacher", "2026-02-29", "such as 2026-11-28"),
    ],
)
def test_an_agreement_that_is_none(text: str, date: str, said: str) -> None:
    with pytest.raises(ChinmiError, match=said):
        Agreement.parse(text, date)
