"""Zips from hostile hands: written whole from entries, then with numbers changed where they stand."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from tools.fuzz.mutate import changed

_LOCAL: Final = (4, 6, 8, 10, 12, 14, 18, 22, 26, 28)
_CENTRAL: Final = (4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 30, 32, 34, 36, 38, 42)
_END: Final = (4, 6, 8, 10, 12, 16, 20)
FIELDS: Final[Mapping[bytes, Sequence[int]]] = {
    b"PK\x03\x04": _LOCAL,
    b"PK\x01\x02": _CENTRAL,
    b"PK\x05\x06": _END,
    b"PK\x06\x06": (4, 12, 24, 32, 40, 48),
    b"PK\x06\x07": (4, 8, 16),
}
"""Where the numbers stand behind each signature (APPNOTE 6.3)."""
NAMES: Final = (
    *(
        "pack.yaml",
        "../x",
        "/x",
        "a/../../x",
        "..\\x",
        "C:x",
        "a\\b",
        "con",
        "a.",
        "é.mp4",
        "a/b/c/d/e",
        "x" * 300,
    ),
    *(
        "",
        ".",
        "./x",
        "a//b",
        "PACK.YAML",
        "media",
        "media/",
        "../",
        "__MACOSX/x",
        "\x1b[31m",
        "\u202ex",
        " x",
    ),
    *("pack.yaml/x", "clips.yaml", "clips/a.yaml", "media/a.mp4", "p/pack.yaml", "grid/", "a\nb", "nul.mp4"),
)
_LINK: Final = stat.S_IFLNK | 0o777
KINDS: Final = (0, 0o100644, 0o40755, _LINK, stat.S_IFIFO | 0o644, stat.S_IFCHR | 0o644, 0o104755)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a zip."""

    name: str
    content: bytes = b""
    method: int = zipfile.ZIP_DEFLATED
    kind: int = 0
    """Its type and rights, as Unix writes them."""
    extra: bytes = b""
    comment: bytes = b""


def zip_of(entries: Sequence[Entry], comment: bytes = b"") -> bytes:
    """Return a zip of these entries, whatever their names."""
    box = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(box, "w") as archive:
        warnings.simplefilter("ignore")  # that a name stands twice is meant
        archive.comment = comment
        for entry in entries:
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = entry.name, entry.method
            info.external_attr, info.extra, info.comment = entry.kind << 16, entry.extra, entry.comment
            try:
                archive.writestr(info, entry.content)
            except (ValueError, struct.error, UnicodeError):
                continue
    return box.getvalue()


def vary_entries(random: Random, entries: Sequence[Entry]) -> list[Entry]:
    """Return entries with a few names, contents and kinds changed."""
    found = list(entries)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(found)) if found else 0
        one = found[at] if found else Entry("pack.yaml", b"x")
        how = random.randrange(8)
        if how < 3:
            one = replace(one, name=random.choice(NAMES))
        elif how == 3:
            one = replace(one, kind=random.choice(KINDS))
        elif how == 4:
            one = replace(one, content=bytes(1 << random.randrange(21)))
        elif how == 5:
            one = replace(one, content=changed(random, one.content))
        elif how == 6:
            one = replace(one, method=random.choice((0, 8, 12, 14)))
        else:
            one = replace(one, extra=extra(random), comment=random.randbytes(random.randrange(8)))
        found[at : at + random.randrange(2)] = [one]
    return found


def extra(random: Random) -> bytes:
    """Return an extra field: zip64 sizes, another name in Unicode, or noise."""
    body = random.randbytes(random.choice((0, 4, 8, 16, 24)))
    kind = random.choice((0x0001, 0x7075, 0x6375, 0x5455, 0x9901, random.randrange(1 << 16)))
    return struct.pack("<HH", kind, len(body) + random.choice((0, 0, 1, 9))) + body


def vary_numbers(random: Random, data: bytes) -> bytes:
    """Return a zip with a few of its numbers changed where they stand."""
    places = [
        (start + offset)
        for sign, offsets in FIELDS.items()
        for start in _all(data, sign)
        for offset in offsets
        if start + offset + 4 <= len(data)
    ]
    changing = bytearray(data)
    for _ in range(random.randint(1, 3) if places else 0):
        at = random.choice(places)
        width = random.choice((2, 2, 4))
        (now,) = struct.unpack_from("<H" if width == 2 else "<I", changing, at)
        value = random.choice(
            (0, 1, now + 1, now - 1, now ^ 0x0808, len(data), 0x7FFF, 0xFFFF, 0xFFFFFFFF, now * 2)
        )
        struct.pack_into("<H" if width == 2 else "<I", changing, at, value & ((1 << 8 * width) - 1))
    return bytes(changing)


def _all(data: bytes, sign: bytes) -> list[int]:
    found: list[int] = []
    at = data.find(sign)
    while at >= 0 and len(found) < 64:
        found.append(at)
        at = data.find(sign, at + 1)
    return found
