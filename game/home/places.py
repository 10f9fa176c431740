"""What a file browser shows: the places to begin at, sticks first, and what lies in a folder."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.errors import printable
from game.home.intake import FILMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST: Final = 3000
"""Entries of a folder that are looked at: as many as anybody turns pages for."""
MOUNTS: Final = ("media", "run/media", "mnt", "Volumes")
"""Folders below the root of Linux and macOS in which sticks and other drives appear."""


class EntryKind(StrEnum):
    """What an entry is; each has its icon and its words (`files.*`)."""

    DRIVE = "drive"
    FOLDER = "folder"
    PACK = "pack"
    FILM = "film"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One line of the browser."""

    kind: EntryKind
    path: Path
    key: str = ""
    """The text that names it, for a place that everybody has; empty: the name of the file."""

    @property
    def name(self) -> str:
        """Its name as it can be shown."""
        return printable(self.path.name or str(self.path))

    @property
    def opens(self) -> bool:
        """Tell whether choosing it shows what is in it, rather than taking it."""
        return self.kind in (EntryKind.DRIVE, EntryKind.FOLDER)


def places(home: Path, root: Path = Path("/"), system: str = sys.platform) -> tuple[FileEntry, ...]:
    """Return where to begin: sticks and other drives, then the folders that people keep things in."""
    drives = _windows_drives() if system == "win32" else _mounted(root, home.name)
    usual = (("downloads", "Downloads"), ("desktop", "Desktop"), ("documents", "Documents"))
    kept = [
        FileEntry(EntryKind.FOLDER, home / name, f"files.{key}")
        for key, name in usual
        if (home / name).is_dir()
    ]
    return (*drives, *kept, FileEntry(EntryKind.FOLDER, home, "files.home"))


def listed(folder: Path) -> tuple[FileEntry, ...]:
    """Return folders, then packs and films, each by name; hidden ones are left out. Raises OSError."""
    with os.scandir(folder) as found:
        entries = [one for one in map(_entry, islice(found, MOST)) if one is not None]
    order = (EntryKind.FOLDER, EntryKind.PACK, EntryKind.FILM)
    return tuple(sorted(entries, key=lambda one: (order.index(one.kind), one.name.casefold(), one.name)))


def parent(folder: Path, starts: Mapping[Path, FileEntry] | None = None) -> Path | None:
    """Return the folder above; None at the top of the disk, and above a drive."""
    start = (starts or {}).get(folder)
    if folder.parent == folder or (start is not None and start.kind is EntryKind.DRIVE):
        return None
    return folder.parent


def _entry(found: os.DirEntry[str]) -> FileEntry | None:
    if found.name.startswith((".", "$")):
        return None
    path = Path(found.path)
    try:
        if found.is_dir():
            return FileEntry(EntryKind.PACK if (path / "pack.yaml").is_file() else EntryKind.FOLDER, path)
        if not found.is_file():
            return None
    except OSError:
        return None
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return FileEntry(EntryKind.PACK, path)
    return FileEntry(EntryKind.FILM, path) if suffix in FILMS else None


def _mounted(root: Path, user: str) -> Iterator[FileEntry]:
    """Yield what is mounted where sticks appear: right there, or in a folder of the user's name."""
    for name in MOUNTS:
        for path in _folders(root / name):
            yield from (
                FileEntry(EntryKind.DRIVE, one) for one in (_folders(path) if path.name == user else (path,))
            )


def _windows_drives() -> Iterator[FileEntry]:
    """Yield the drives, the last ones first: sticks come after the disks."""
    for letter in reversed("ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        drive = Path(f"{letter}:\\")
        if drive.exists():
            yield FileEntry(EntryKind.DRIVE, drive)


def _folders(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()))
    except OSError:
        return ()
