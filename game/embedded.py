"""The packs that come with the game: registered in place, so that it plays with nothing else installed."""

from __future__ import annotations

from game import resources
from game.packs.library import Library


def embed(library: Library) -> None:
    """Register them. Raises PackError when one cannot be read."""
    for path in sorted((resources.assets() / "packs").glob("*/pack.yaml")):
        library.register_folder(path.parent)
