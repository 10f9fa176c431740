"""A copy of a store in memory, made by reading alone: for a full disk and a folder that cannot be written.

SQLite itself needs a file beside the store to read its write-ahead log. Here the log is read as its format
says ("The SQLite Write-Ahead Log format", sqlite.org/walformat.html), and its pages are put over those of
the file. Nothing is written, locked or changed.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from game.errors import StoreError

_WORDS: Final = {0x377F0682: "<II", 0x377F0683: ">II"}
"""How the log's checksums read its words, by the number it begins with."""
_HEADER, _FRAME = 32, 24
_MASK: Final = 0xFFFFFFFF
_JOURNAL: Final = bytes.fromhex("d9d505f920a163d7")
"""A rollback journal begins so: a write was cut off, and the file holds half of it."""
_TRIES: Final = 5


def snapshot(path: Path) -> sqlite3.Connection:
    """Return the store at `path` as a database in memory. Raises StoreError, OSError or sqlite3.Error."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.is_file() and journal.read_bytes().startswith(_JOURNAL):
        raise StoreError(
            f"The last write to {path} was cut off; it can be read again where it can be written"
        )
    pages = _whole(path)
    copy = sqlite3.connect(":memory:", isolation_level=None)
    if not pages:
        return copy
    pages[18:20] = b"\x01\x01"  # a database in memory has no log
    try:
        copy.deserialize(bytes(pages))
    except BaseException:
        copy.close()
        raise
    return copy


def _whole(path: Path) -> bytearray:
    """Return the file with its log put over it, both from one moment."""
    wal = path.with_name(f"{path.name}-wal")
    for _ in range(_TRIES):
        before = _facts(path), _facts(wal)
        pages = bytearray(path.read_bytes())
        log = wal.read_bytes() if wal.is_file() else b""
        if (_facts(path), _facts(wal)) == before:
            break
    else:
        raise StoreError(f"{path} is being written just now; try again")
    put_over(pages, log)
    return pages


def _facts(path: Path) -> tuple[int, int]:
    return (path.stat().st_size, path.stat().st_mtime_ns) if path.is_file() else (0, 0)


def put_over(pages: bytearray, log: bytes) -> None:
    """Put what `log` has committed over the file's `pages`; what follows the last whole commit counts not."""
    size, waiting = 0, {}
    done: dict[int, bytes] = {}
    for number, page, committed in _frames(log):
        waiting[number] = page
        if committed:
            size, done, waiting = committed * len(page), {**done, **waiting}, {}
    if not size:
        return
    pages.extend(bytes(max(0, size - len(pages))))
    for number, page in done.items():
        pages[(number - 1) * len(page) : number * len(page)] = page
    del pages[size:]


def _frames(log: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield page number, page and, with a commit, the size in pages; up to the first broken frame."""
    if len(log) < _HEADER:
        return
    magic, _, size, _, *_ = struct.unpack_from(">8I", log)
    if magic not in _WORDS or not size:
        return
    words, salt = _WORDS[magic], log[16:24]
    sums = _summed((0, 0), log[:24], words)
    if sums != struct.unpack_from(">II", log, 24):
        return
    for at in range(_HEADER, len(log) - _FRAME - size + 1, _FRAME + size):
        page = log[at + _FRAME : at + _FRAME + size]
        sums = _summed(_summed(sums, log[at : at + 8], words), page, words)
        if log[at + 8 : at + 16] != salt or sums != struct.unpack_from(">II", log, at + 16):
            return
        number, committed = struct.unpack_from(">II", log, at)
        yield number, page, committed


def _summed(sums: tuple[int, int], data: bytes, words: str) -> tuple[int, int]:
    one, two = sums
    for first, second in struct.iter_unpack(words, data):
        one = (one + first + two) & _MASK
        two = (two + second + one) & _MASK
    return one, two
