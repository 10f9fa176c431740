"""What to do with a store that is damaged: keep every byte of it, under a name that says so.

A damaged file is never deleted and never written to again: perhaps someone can still read it.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

SIDES: Final = ("", "-wal", "-shm")
"""SQLite keeps a store in up to three files: the database, its write-ahead log, the log's index."""

_WAL_MAGIC: Final = frozenset({0x377F0682, 0x377F0683})
_WAL_HEADER: Final = 32
_FRAME_HEADER: Final = 24


def move_aside(path: Path, now: str) -> Path:
    """Rename the files of the store at `path`; returns the database's new name. Raises OSError."""
    return rename(path, _free_name(path, "damaged", now))


def rename(path: Path, name: Path) -> Path:
    """Give the files of the store at `path` the database's new name, which is returned. Raises OSError."""
    for side in SIDES:
        part = _beside(path, side)
        if part.exists():
            part.rename(_beside(name, side))
    return name


def copy_aside(path: Path, now: str) -> Path:
    """Copy the files of the store at `path`, as they are; returns the database's copy. Raises OSError."""
    aside = _free_name(path, "as-found", now)
    try:
        for side in SIDES[:2]:
            part = _beside(path, side)
            if part.exists():
                shutil.copy2(part, _beside(aside, side))
    except OSError:
        for side in SIDES[:2]:
            _beside(aside, side).unlink(missing_ok=True)
        raise
    return aside


def move_folders_aside(path: Path, now: str) -> Path | None:
    """Rename folders that stand in the place of the store's files; return where that of `path` went, if any.

    Raises OSError.
    """
    moved = None
    for side in reversed(SIDES):
        part = _beside(path, side)
        if part.is_dir():
            moved = part.rename(_free_name(path, "folder", now))
    return moved if not path.exists() else None


def wal_is_cut_short(path: Path) -> bool:
    """Tell whether the write-ahead log beside `path` ends in the middle of a page, or is no log at all.

    SQLite reads such a log up to its last whole answer and says nothing of the rest.
    Layout: "The SQLite Write-Ahead Log format", sqlite.org/walformat.html. Raises OSError.
    """
    wal = _beside(path, "-wal")
    if not wal.is_file():
        return False
    size = wal.stat().st_size
    if size == 0:
        return False
    with wal.open("rb") as file:
        header = file.read(_WAL_HEADER)
    if len(header) < _WAL_HEADER or int.from_bytes(header[:4], "big") not in _WAL_MAGIC:
        return True
    page = int.from_bytes(header[8:12], "big")
    return page == 0 or (size - _WAL_HEADER) % (_FRAME_HEADER + page) != 0


def _beside(path: Path, side: str) -> Path:
    return path.with_name(path.name + side)


def _free_name(path: Path, what: str, now: str) -> Path:
    stamp = re.sub(r"[^0-9T]", "", now)[:15]
    for number in range(1, 1000):
        more = f"-{number}" if number > 1 else ""
        name = path.with_name(f"{path.stem}-{what}-{stamp}{more}{path.suffix}")
        if not any(_beside(name, side).exists() for side in SIDES):
            return name
    raise FileExistsError(f"{path.parent} holds a thousand damaged stores of the same moment")
