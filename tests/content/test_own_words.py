"""Own words are made fit for a line: nothing turns or hides, nothing is too long."""

import pytest

from game.content.own_words import MOST, breakable, fit, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("oʻzim oʼqidim g'alati", "oʻzim oʼqidim g'alati"),
        ("\u202efake\u202c \u2066x\u2069\u200f\u200e", "fake x"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("bell\x07 nul\x00 bom\ufeff", "bell nul bom"),
        ("<b>bold</b> *stars*", "<b>bold</b> *stars*"),
        ("  a   b  ", "a b"),
        ("ё\u0301\u0302\u0303\u0304", "ё\u0301\u0302"),
        ("x" * 200, "x" * MOST),
    ],
)
def test_what_stays_of_own_words(typed, kept):
    assert tidy(typed) == kept


def test_spaces_stay_while_one_writes():
    assert fit("a  b ") == "a  b "


def test_a_word_that_is_too_long_is_cut_for_a_narrow_place():
    assert breakable("one " + "x" * 50) == "one " + "x" * 24 + " " + "x" * 24 + " xx"
