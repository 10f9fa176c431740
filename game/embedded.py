"""The packs that come with the game: registered in place, so that it plays with nothing else installed."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from game import resources
from game.errors import ChinmiError, StoreError
from game.packs.library import FOLDER, Library

L = TypeVar("L", bound=Library)
MEMORY_DISK: Final = Path("/dev/shm")  # noqa: S108 - a disk in memory, where Linux has one
"""Where the list of packs goes while no disk takes it."""


def embed(library: Library) -> None:
    """Register them. Raises PackError when one cannot be read."""
    for path in sorted((resources.assets() / "packs").glob("*/pack.yaml")):
        library.register_folder(path.parent)


def open_with_packs(
    kind: type[L], data_dir: Path, scratch: contextlib.ExitStack, failed: Callable[[str], None]
) -> L:
    """Open the library in `data_dir` with the packs of the game.

    Where that folder takes no writes, the same packs are listed in a folder of the moment: `scratch` removes
    it in the end, and `failed` hears why it was needed. Raises StoreError where no folder takes it.
    """
    try:
        return _opened(kind, data_dir)
    except StoreError as error:
        failed(str(error))
        for place in (None, MEMORY_DISK):
            with contextlib.suppress(OSError, StoreError):
                return _passing(kind, data_dir, scratch, place)
        raise


def _passing(kind: type[L], data_dir: Path, scratch: contextlib.ExitStack, place: Path | None) -> L:
    made = tempfile.TemporaryDirectory(prefix="chinmi-", dir=place, ignore_cleanup_errors=True)
    library = _opened(kind, Path(scratch.enter_context(made)))
    for path in sorted((data_dir / FOLDER).glob("*/pack.yaml")):
        with contextlib.suppress(ChinmiError):
            library.register_folder(path.parent)
    return library


def _opened(kind: type[L], folder: Path) -> L:
    library = kind(folder)
    try:
        embed(library)
    except BaseException:
        library.close()
        raise
    return library
