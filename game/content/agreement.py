"""The word of the person who holds an agreement with a set's publishers: a role, a place, a day, no name."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Annotated, Final

from pydantic import AfterValidator, StrictStr

from game.content.base import Model
from game.errors import ChinmiError

ROLES: Final = ("teacher", "lecturer", "researcher", "museum educator")
"""Roles that are offered where nobody types; whatever a person writes is a role, too."""
LONGEST: Final = 80
"""Characters that a role or a place may have."""

_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_CONTACT: Final = re.compile(r"@|\d{5}|://|[\n\r]")
_LETTER: Final = re.compile(r"[^\W\d_]")


def _day(text: str) -> str:
    found = _DATE.fullmatch(text)
    if found:
        year, month, day = map(int, found.groups())
        if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            return text
    raise ValueError("expected a day as year-month-day, such as 2026-11-28")


def _short(text: str) -> str:
    """Return `text` without spaces around it; refuse what is empty, long, or reaches a person."""
    text = " ".join(text.split(" ")).strip()
    if _CONTACT.search(text):
        raise ValueError("expected words only: no address, no telephone or passport number")
    if not _LETTER.search(text) or len(text) > LONGEST:
        raise ValueError(f"expected a few words, at most {LONGEST} characters")
    return text


Date = Annotated[StrictStr, AfterValidator(_day)]
"""A day as year-month-day (ISO 8601)."""
FewWords = Annotated[StrictStr, AfterValidator(_short)]


class Agreement(Model):
    """Who confirmed that they hold the agreement which the terms of a set ask for, by role, and when."""

    role: FewWords
    place: FewWords | None = None
    date: Date

    @classmethod
    def parse(cls, text: str, date: str) -> Agreement:
        """Return the agreement written as `ROLE` or `ROLE, PLACE`, confirmed on `date`.

        Raises ChinmiError, in words for the one who typed it.
        """
        role, comma, place = text.partition(",")
        parts = (("role", role), ("place", place)) if comma else (("role", role),)
        told = {}
        for name, part in parts:
            try:
                told[name] = _short(part)
            except ValueError as error:
                example = 'write ROLE, PLACE as in "lecturer, Urganch State University", no name'
                raise ChinmiError(f"the {name} in the agreement: {error}; {example}") from error
        try:
            _day(date)
        except ValueError as error:
            raise ChinmiError(f"the day of the agreement: {error}") from error
        return cls(role=told["role"], place=told.get("place"), date=date)
