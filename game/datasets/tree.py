"""The files of a dataset as they lie on a disk: looked up by name, never read whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder; names in it are relative, with `/`, and never lead out of it."""

    root: Path

    def at(self, name: str) -> Path:
        """Return where `name` lies. Raises ValueError for a name that leads out of the folder."""
        path = self.root / name
        outside = name.startswith("/") or ".." in name.split("/")
        if outside or not path.resolve().is_relative_to(self.root.resolve()):
            raise ValueError(f"{name!r} leads out of {self.root}")
        return path

    def has(self, name: str) -> bool:
        """Tell whether there is a file of this name."""
        return self.at(name).is_file()

    def has_folder(self, name: str) -> bool:
        """Tell whether there is a folder of this name."""
        return self.at(name).is_dir()

    def names(self, folder: str = "") -> Iterator[str]:
        """Yield what lies in `folder`, sorted, named within the tree; nothing if there is no such folder."""
        try:
            with os.scandir(self.at(folder)) as entries:
                found = sorted(entry.name for entry in entries)
        except OSError:
            return
        for name in found:
            yield f"{folder}/{name}" if folder else name

    def files(self, folder: str = "", *suffixes: str) -> Iterator[str]:
        """Yield the files below `folder` at any depth, sorted by folder; of these suffixes alone if given."""
        for name in self.names(folder):
            path = self.at(name)
            if path.is_dir() and not path.is_symlink():
                yield from self.files(name, *suffixes)
            elif path.is_file() and (not suffixes or path.suffix.lower() in suffixes):
                yield name
