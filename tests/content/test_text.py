"""Uzbek apostrophes: one letter, one character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.base import LocalText
from game.content.text import LOOKALIKES, normalise_uzbek


@pytest.mark.parametrize("mark", sorted(LOOKALIKES))
def test_every_mark_becomes_the_right_letter(mark: str) -> None:
    assert normalise_uzbek(f"o{mark}zbek G{mark}ijduvon ma{mark}no") == "oʻzbek Gʻijduvon maʼno"


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("tog'", "togʻ"),
        ("tog', suv", "togʻ, suv"),
        ("'so'z' degani", "'soʻz' degani"),
        ("‘video’ so‘zi", "‘video’ soʻzi"),
        ("“deepfake” — san'at", "“deepfake” — sanʼat"),
        ("3' 5\"", "3' 5\""),
        ("", ""),
    ],
)
def test_quotations_and_measures_stay(typed: str, right: str) -> None:
    assert normalise_uzbek(typed) == right


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="oOgGaz '‘’ʻʼ`,.", max_size=20))
def test_twice_is_once(text: str) -> None:
    once = normalise_uzbek(text)
    assert normalise_uzbek(once) == once
    assert len(once) == len(text)


def test_texts_are_put_right_when_they_are_read() -> None:
    text = LocalText(uz="ko'z", en="don't", ru=None)
    assert text.get("uz") == "koʻz"
    assert text.get("en") == "don't"
