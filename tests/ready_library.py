"""Library indexes made once and copied: indexing a pack takes longer than most tests.

A copy is only a beginning: whoever opens it registers their packs as ever, and what has changed since is
read anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from game import resources
from game.packs.library import FILE, Library
from tools.robots.library import library_with


def embedded_packs() -> tuple[Path, ...]:
    """Return the packs that come with the game."""
    return tuple(path.parent for path in sorted((resources.assets() / "packs").glob("*/pack.yaml")))


def lay_out(data_dir: Path, packs: tuple[Path, ...] | None = None) -> None:
    """Put an index of `packs` (None: those that come with the game) into a data folder that has none.

    Packs that nobody asked for before may be those of one test alone: of them no index is made ahead.
    """
    wanted = embedded_packs() if packs is None else packs
    taken = data_dir.exists() and not data_dir.is_dir()
    if not taken and not (data_dir / FILE).exists() and _lasting(wanted):
        data_dir.mkdir(parents=True, exist_ok=True)
        (data_dir / FILE).write_bytes(_index_of(wanted))


_asked: set[tuple[Path, ...]] = set()


def _lasting(packs: tuple[Path, ...]) -> bool:
    known = packs in _asked or packs == embedded_packs()
    _asked.add(packs)
    return known


@pytest.fixture
def robots_with_ready_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let robots who play the packs that come with the game begin with their index."""

    def begun(scratch: Path, own: Path, pack: str | None) -> Library:
        if pack is None:
            lay_out(scratch)
        return library_with(scratch, own, pack)

    monkeypatch.setattr("tools.robots.library.library_with", begun)


@cache
def _index_of(packs: tuple[Path, ...]) -> bytes:
    with TemporaryDirectory() as folder:
        library = Library(Path(folder))
        for pack in packs:
            library.register_folder(pack)
        library.close()
        return (Path(folder) / FILE).read_bytes()
