"""What lies in a folder that a person drops or chooses: the packs at a path, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

MOST_PACKS: Final = 24
"""Packs of one folder that are installed at once."""
LOOKED_AT: Final = 500
"""Entries of a folder that are looked at for packs and films."""


def packs_at(path: Path) -> tuple[Path, ...]:
    """Return the packs at `path`: itself, or those that lie right in the folder; none where it is no pack."""
    if path.name == "pack.yaml" and path.is_file():
        return (path.parent,)
    if path.suffix.lower() == ".zip" or (path / "pack.yaml").is_file() or not path.exists():
        return (path,)
    if not path.is_dir():
        return ()
    entries = entries_of(path)
    inside = (one for one in entries if one.suffix.lower() == ".zip" or (one / "pack.yaml").is_file())
    return tuple(islice(inside, MOST_PACKS))


def entries_of(folder: Path) -> Iterator[Path]:
    """Return what lies in a folder, sorted; nothing where it cannot be read."""
    try:
        return iter(sorted(islice(folder.iterdir(), LOOKED_AT)))
    except OSError:
        return iter(())
