"""A set made on the spot: films of coloured blocks, and a table of labels that lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from game.content.models import Consent, Source
from game.datasets.base import LeftOut, Listed, SetRights
from game.datasets.tree import Tree
from game.media.sample import moving_images, tone, write_clip

SIZE = (96, 64)
FPS = 10
RIGHTS = SetRights(
    licence="CC-BY-4.0",
    consent=Consent(basis="paid-actors", manipulation="agreed", evidence="A contract."),
    sources=(Source(title="Coloured blocks"),),
)


@cache
def film(kind: int = 0, seconds: float = 1.2, *, sound: bool = True) -> bytes:
    """Return a film whose blocks are lighter the greater `kind` is."""
    images = list(moving_images(SIZE, round(seconds * FPS)))
    for image in images:
        image[16:40, 32:64] = 20 * (kind % 10)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        write_clip(path, images, fps=FPS, sound=tone(seconds, onset=0.1) if sound else None)
        return path.read_bytes()


@dataclass
class SmallSet:
    """A set whose list is handed in; `times` counts how often it was gone through."""

    lines: tuple[Listed | LeftOut, ...] = ()
    granted: SetRights = RIGHTS
    name: str = "small"
    title: str = "Small set"
    times: int = field(default=0)

    def recognise(self, tree: Tree) -> bool:
        return tree.has("labels.txt")

    def rights(self) -> SetRights:
        return self.granted

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        self.times += 1
        yield from self.lines


def real(path: str, person: str = "a") -> Listed:
    return Listed(path, "real", person)


def edit(path: str, original: str | None = None, person: str = "a", technique: str = "x") -> Listed:
    return Listed(path, "manipulated", person, original, method="face-swap", technique=technique)


def write(folder: Path, *paths: str, seconds: float = 1.2) -> Tree:
    """Write a film at each of `paths` and return the tree."""
    folder.mkdir(exist_ok=True)
    for kind, path in enumerate(paths):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(film(kind % 3, seconds))
    return Tree(folder)
