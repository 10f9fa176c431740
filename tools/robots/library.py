"""The library of one pack that robots play on, made beside the player's own, which stays untouched."""

from __future__ import annotations

from pathlib import Path

from game import resources
from game.embedded import embed
from game.errors import PackError, Problem
from game.packs.library import Library


def library_with(scratch: Path, own: Path, pack: str | None) -> Library:
    """Return a library in `scratch` that holds `pack` alone (without one: the packs that come with the game).

    `pack` is a folder, a `.zip`, or the name of a pack of the library in `own`. Raises PackError.
    """
    library = Library(scratch)
    if pack is None:
        embed(library)
    elif Path(pack).is_dir():
        library.register_folder(Path(pack))
    elif Path(pack).exists():
        from game.media.probe import probe

        library.install(Path(pack), resources.read_guide(), probe)
    else:
        library.register_folder(_folder_of(own, pack))
    for installed in library.packs():
        library.set_enabled(installed.pack.name, enabled=True)
    return library


def _folder_of(own: Path, name: str) -> Path:
    library = Library(own)
    try:
        embed(library)
        packs = {installed.pack.name: installed.folder for installed in library.packs()}
    finally:
        library.close()
    if name not in packs:
        known = ", ".join(packs) or "none"
        raise PackError([Problem(name, f"neither a file nor an installed pack; installed: {known}")])
    return packs[name]
