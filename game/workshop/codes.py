"""Codes that people type and tokens that machines keep.

The alphabet leaves out what is mistaken for something else when read from a wall: 0 O 1 I L.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
JOIN_LENGTH: Final = 4
TEACHER_LENGTH: Final = 8
TOKEN_BYTES: Final = 24
TOKEN_LENGTH: Final = 48
"""A token is written as hexadecimal digits."""

_HEX: Final = frozenset("0123456789abcdef")


def new_code(random: Random, length: int = JOIN_LENGTH) -> str:
    """Return a code of `length` characters; 4 of them make 923,521 codes, 8 make 8.5e11."""
    return "".join(random.choice(ALPHABET) for _ in range(length))


def tidy_code(typed: str, length: int = JOIN_LENGTH) -> str | None:
    """Return `typed` as a code would be written, or None when it cannot be one."""
    code = "".join(typed.split()).replace("-", "").upper()
    return code if len(code) == length and all(c in ALPHABET for c in code) else None


def is_token(text: object) -> bool:
    """Tell whether `text` has the form of a seat's token."""
    return isinstance(text, str) and len(text) == TOKEN_LENGTH and set(text) <= _HEX


def digest(token: str) -> str:
    """Return what is kept of a token: whoever reads the journal cannot take the seat."""
    return hashlib.sha256(token.encode()).hexdigest()
