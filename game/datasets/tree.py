"""The files of a dataset as they lie on a disk: looked up by name, never read whole."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOOKED_INTO: Final = 128
"""Folders of a tree that are looked into for a set."""
DEEPEST: Final = 32
"""Folders within folders that are looked into for files; no set has more than ten."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder; names in it are relative, with `/`, and never lead out of it."""

    root: Path
    _home: Path = field(init=False, compare=False, repr=False)
    """`root` without links, found once: names are looked up by the hundred thousand."""

    def __post_init__(self) -> None:
        """Follow the links in `root`; where that cannot be done, each look into it says so."""
        home = self.root
        with suppress(OSError, RuntimeError):
            home = home.resolve()
        object.__setattr__(self, "_home", home)

    def at(self, name: str) -> Path:
        """Return where `name` lies. Raises ValueError for a name that leads out of the folder."""
        path = self.root / name
        outside = name.startswith("/") or ".." in name.split("/")
        try:
            inside = not outside and path.resolve().is_relative_to(self._home)
        except (OSError, RuntimeError) as error:
            raise ValueError(f"{name!r} cannot be looked up: {error}") from error
        if not inside:
            raise ValueError(f"{name!r} leads out of {self.root}")
        return path

    def has(self, name: str) -> bool:
        """Tell whether there is a file of this name; there is none outside the folder."""
        try:
            return self._there(name) and self.at(name).is_file()
        except (ValueError, OSError):
            return False

    def has_folder(self, name: str) -> bool:
        """Tell whether there is a folder of this name; there is none outside the folder."""
        try:
            return self._there(name) and self.at(name).is_dir()
        except (ValueError, OSError):
            return False

    def names(self, folder: str = "") -> Iterator[str]:
        """Yield what lies in `folder`, sorted, named within the tree; nothing if there is no such folder."""
        yield from (name for name, _ in sorted(self._entries(folder)))

    def unsorted(self, folder: str, *suffixes: str) -> Iterator[str]:
        """Yield the files in `folder` as the file system has them, for what does not hang on their order."""
        return (name for name, kind in self._entries(folder) if kind == "file" and _ends(name, suffixes))

    def folders(self, folder: str = "") -> Iterator[str]:
        """Yield the folders in `folder`, sorted."""
        yield from sorted(name for name, kind in self._entries(folder) if kind == "folder")

    def files(self, folder: str = "", *suffixes: str) -> Iterator[str]:
        """Yield the files below `folder` at any depth, sorted folder by folder; of these suffixes, if given.

        Links to folders are not followed, and links that lead out of the tree are no files of it.
        """
        if folder.count("/") >= DEEPEST:
            return
        for name, kind in sorted(self._entries(folder)):
            if kind == "folder":
                yield from self.files(name, *suffixes)
            elif kind == "file" and _ends(name, suffixes):
                yield name

    def _there(self, name: str) -> bool:
        """Tell whether anything has this name, wherever it leads: quick, as many labels name absent files."""
        return os.path.lexists(self.root / name)

    def _entries(self, folder: str) -> Iterator[tuple[str, str]]:
        try:
            found = os.scandir(self.at(folder))
        except (OSError, ValueError):
            return
        with found:
            for entry in found:
                name = f"{folder}/{entry.name}" if folder else entry.name
                yield name, self._kind(entry, name)

    def _kind(self, entry: os.DirEntry[str], name: str) -> str:
        if entry.is_symlink():
            return "file" if self.has(name) else ""
        return "folder" if entry.is_dir() else "file" if entry.is_file() else ""


def join(folder: str, *names: str) -> str:
    """Return a name within `folder`, which may be the tree itself."""
    return "/".join(part for part in (folder, *names) if part)


def home(tree: Tree, holds: Callable[[str], bool]) -> str | None:
    """Return the folder that `holds`: the tree itself, or one right in it, as after unpacking; else None."""
    if holds(""):
        return ""
    return next((folder for folder in islice(tree.folders(), LOOKED_INTO) if holds(folder)), None)


def _ends(name: str, suffixes: tuple[str, ...]) -> bool:
    return not suffixes or name.lower().endswith(suffixes)
