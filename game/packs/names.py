"""Which names may stand in a pack.

A pack comes from anywhere and is unpacked on machines of every kind, so a name must mean the same file on
all of them and must not lead out of the pack. Refusing anything unusual is simpler, and safer, than
repairing it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_LENGTH: Final = 200
MAX_FOLDERS: Final = 4

_PART: Final = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_USUAL: Final = re.compile(
    rf"(?:[a-z0-9_-]{{5,}}/){{0,{MAX_FOLDERS - 1}}}[a-z0-9_-]{{5,}}\.[a-z0-9]+", re.ASCII
)
"""What nearly all names in packs look like: too long for a device's, their one dot before the kind."""
_LITTER: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx"})
"""What systems leave behind in folders and zips; it is passed over, never read, never installed."""


def unsafe(name: str) -> str | None:
    """Return why `name` may not stand in a pack, or None. Folders are divided by `/`."""
    if not name or len(name) > MAX_LENGTH:
        return f"expected a name of 1 to {MAX_LENGTH} characters"
    if _USUAL.fullmatch(name):
        return None
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "an absolute path leads out of the pack"
    parts = name.split("/")
    if ".." in parts or ".." in name.split("\\"):
        return "a path with .. leads out of the pack"
    if any(_PART.fullmatch(part) is None for part in parts):
        return "expected only the characters A-Z a-z 0-9 . _ - in names"
    if any(_DEVICE.fullmatch(part) or part.strip(".") == "" or part.endswith(".") for part in parts):
        return "some systems cannot keep a file of this name"
    if len(parts) > MAX_FOLDERS:
        return f"expected at most {MAX_FOLDERS - 1} folders in each other"
    return None


def litter(name: str) -> bool:
    """Tell whether a system left `name` behind (.DS_Store, Thumbs.db, __MACOSX)."""
    return not _LITTER.isdisjoint(name.lower().split("/"))


def clashes(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (name, other) for every name that is the same file, or a folder of it, on some system."""
    listed = list(names)
    first: dict[str, int] = {}
    for i, name in enumerate(listed):
        j = first.setdefault(name.lower(), i)
        if j != i:
            yield name, listed[j]
    for name in listed:
        parts = name.lower().split("/")
        for depth in range(1, len(parts)):
            above = first.get("/".join(parts[:depth]))
            if above is not None:
                yield name, listed[above]
