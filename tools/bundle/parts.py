"""What a bundle is made of, by PyInstaller's own lists: Python packages, and libraries in machine code."""

from __future__ import annotations

import importlib.metadata
import json
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StrictStr

from game.content import yaml_source
from game.content.base import Model
from game.errors import ChinmiError

ROOT: Final = Path(__file__).resolve().parents[2]
TABLE: Final = Path(__file__).with_name("natives.yaml")
NATIVE: Final = "BINARY"
"""How PyInstaller calls a library in machine code that is no module of Python."""
PACKED: Final = "base_library.zip"
MAKER: Final = ("pyinstaller", "pyinstaller-hooks-contrib")
"""Their own start program and hooks are in each bundle."""


class Terms(Model):
    """Under which licence a part is: its identifier (SPDX), whose it is, where its source is."""

    licence: StrictStr
    copyright: StrictStr
    text: tuple[StrictStr, ...] = ()
    source: StrictStr


class Native(Terms):
    """A library in machine code; `files` are the beginnings of its file names."""

    files: Annotated[tuple[StrictStr, ...], Field(min_length=1)]
    title: StrictStr
    reprinted: Annotated[StrictStr | None, Field(alias="in")] = None
    """The Python package (or `python`) whose licence file holds the text."""


class Table(Model):
    """`natives.yaml`."""

    natives: tuple[Native, ...]
    packages: dict[StrictStr, Terms]

    def native(self, file: str) -> Native | None:
        """Return the library that a file of that name belongs to, or None for an unknown one."""
        name = file.lower().removeprefix("lib")
        return next((one for one in self.natives if any(begins(name, first) for first in one.files)), None)


@dataclass(frozen=True, slots=True)
class Part:
    """One file that PyInstaller took: where it came from, what kind it is by its word."""

    source: Path
    kind: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The packages and libraries of a bundle."""

    packages: tuple[importlib.metadata.Distribution, ...]
    natives: tuple[Native, ...]


def read_table() -> Table:
    """Read `natives.yaml`. Raises ContentError."""
    return yaml_source.parse(TABLE.read_text("utf-8"), str(TABLE), Table)


def begins(name: str, first: str) -> bool:
    """Tell whether a file's name begins with `first`, and not with a longer word."""
    return name.startswith(first) and not name[len(first) : len(first) + 1].isalpha()


def read_parts(file: Path) -> tuple[Part, ...]:
    """Return the parts that the recipe has listed in `file`."""
    return tuple(Part(Path(source), kind) for source, kind in json.loads(file.read_text("utf-8")))


def contents(parts: Iterable[Part], table: Table) -> Contents:
    """Return packages and libraries of `parts`. Raises ChinmiError that names every part of unknown terms."""
    owners = _owners()
    packages: dict[str, importlib.metadata.Distribution] = {}
    natives: dict[str, Native] = {}
    unknown: list[str] = []
    for part in parts:
        owner = owners.get(part.source.resolve())
        if owner is not None:
            packages[owner.name.lower()] = owner
        if part.kind == NATIVE:
            native = table.native(part.source.name)
            if native is None:
                unknown.append(f"{part.source.name}: its licence is not in tools/bundle/{TABLE.name}")
            else:
                natives[native.title] = native
        elif owner is None and not _ours(part.source):
            unknown.append(f"{part.source}: it belongs to no Python package that says its licence")
    if unknown:
        raise ChinmiError("\n".join(sorted(set(unknown))))
    for name in MAKER:
        packages[name] = importlib.metadata.distribution(name)
    return Contents(
        tuple(packages[name] for name in sorted(packages)),
        tuple(natives[title] for title in sorted(natives, key=str.lower)),
    )


def _owners() -> dict[Path, importlib.metadata.Distribution]:
    return dict(_owned())


def _owned() -> Iterator[tuple[Path, importlib.metadata.Distribution]]:
    for distribution in importlib.metadata.distributions():
        for file in distribution.files or ():
            yield Path(str(distribution.locate_file(file))).resolve(), distribution


def _ours(source: Path) -> bool:
    """Tell whether a file is the game's, or of Python's own library, which PyInstaller packs in part."""
    if source.name == PACKED:
        return True
    homes = (ROOT, Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix) / "DLLs")
    return any(source.resolve().is_relative_to(home.resolve()) for home in homes)
