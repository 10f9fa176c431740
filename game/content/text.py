"""Uzbek apostrophes: one letter, one character.

People type oʻ, gʻ and the tutuq belgisi with whatever key is near: ' ‘ ’ ` ´. Fonts, searches and the
tests that measure texts need one spelling, so texts are put right once, when they are read: U+02BB after
o and g, U+02BC after any other letter. Marks that quote a word stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

TURNED_COMMA: Final = "\u02bb"
"""The second half of the letters oʻ and gʻ."""
APOSTROPHE: Final = "\u02bc"
"""The tutuq belgisi, as in maʼlumot."""
LOOKALIKES: Final = frozenset("'\u2018\u2019\u201b\u0060\u00b4\u02b9\u2032\u02bb\u02bc")
"""The characters that are typed for either of the two."""
ONE_LINE: Final = r"^[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+$"
"""The pattern of a text of one line whose characters can all be seen, and none of which turns the line."""

_OPENING: Final = frozenset("'\u2018\u201b\u0060")
_STEMS: Final = frozenset("oOgG")


def normalise_uzbek(text: str) -> str:
    """Return `text` with oʻ and gʻ spelt with U+02BB and the tutuq belgisi with U+02BC.

    A mark before a word opens a quotation; the mark that closes it after a word stays. At the end of a
    word only oʻ and gʻ are letters (togʻ), any other mark there is taken as punctuation. The function
    changes nothing the second time.
    """
    if LOOKALIKES.isdisjoint(text):
        return text
    result = list(text)
    quoting = False
    for i, character in enumerate(text):
        if character not in LOOKALIKES:
            continue
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        if not before.isalpha() or before in LOOKALIKES:
            quoting = quoting or (character in _OPENING and after.isalpha())
        elif after.isalpha() and after not in LOOKALIKES:
            result[i] = TURNED_COMMA if before in _STEMS else APOSTROPHE
        elif quoting and character not in (TURNED_COMMA, APOSTROPHE):
            quoting = False
        elif before in _STEMS:
            result[i] = TURNED_COMMA
    return "".join(result)


SPELLINGS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType({"uz": normalise_uzbek})
"""What puts the spelling of a language right, by language; most need nothing."""


def spelt(language: str, text: str) -> str:
    """Return `text` in the one spelling of `language`."""
    tidy = SPELLINGS.get(language)
    return tidy(text) if tidy else text
