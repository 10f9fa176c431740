"""Text that is not UTF-8: which encoding it looks like, for the one who has to save it anew."""

from __future__ import annotations

from typing import Final

_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SURE: Final = 4
"""Letters that a guess needs."""
_SHARE: Final = 0.9
"""Of all bytes above ASCII, how many have to be Cyrillic letters in windows-1251."""


def guessed(raw: bytes) -> str:
    """Return the encoding that `raw`, which is no UTF-8, looks like; empty where none stands out."""
    if raw.startswith(_MARKS) or raw.count(0) > len(raw) // 4:
        return "UTF-16"
    high = [byte for byte in raw if byte > 0x7F]
    cyrillic = sum(byte >= 0xC0 or byte in {0xA8, 0xB8} for byte in high)
    return "windows-1251" if cyrillic >= max(_SURE, _SHARE * len(high)) else ""
