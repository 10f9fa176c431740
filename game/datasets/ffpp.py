"""FaceForensics++: the actors' part (DeepFakeDetection) comes in, what was taken from YouTube is refused.

Both the tree of its download script and the flat repack are read. The 28 actors were paid and agreed; the
people of the YouTube videos, which five methods altered, were never asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.names import FILMS, bad, stem
from game.datasets.rights import rights_of
from game.datasets.tree import Tree, home, join
from game.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUALITIES: Final = ("c23", "raw", "c0", "c40")
"""The folders of one film's qualities, the one to take first."""

_METHODS: Final = frozenset(
    {"deepfakes", "face2face", "faceswap", "neuraltextures", "faceshifter", "deepfakedetection"}
)
_ACTOR: Final = re.compile(r"(?P<actor>\d\d)__(?P<scene>.+)")
_SWAPPED: Final = re.compile(r"(?P<target>\d\d)_(?P<source>\d\d)__(?P<scene>.+)__[A-Z0-9]{8}")
_YOUTUBE: Final = "taken from YouTube: the people in it never agreed"
_QUALITY: Final = "the same films as in {}"
_UNPARSED: Final = "the name says no actor, as in 24__walk_down_hall_angry.mp4"


class FaceForensics:
    """FF++, `--as ffpp`."""

    name = "ffpp"
    title = "FaceForensics++ (DeepFakeDetection)"

    def recognise(self, tree: Tree) -> bool:
        """Tell by the folders of its download script, or of the flat repack."""
        return home(tree, lambda folder: _official(tree, folder) or _flat(tree, folder)) is not None

    def rights(self) -> SetRights:
        """Return the rights to the actors' part."""
        return rights_of(self.name)

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield the actors' clips, then a line for each folder that is left out."""
        official = home(tree, lambda folder: _official(tree, folder))
        if official is not None:
            yield from _from_official(tree, official)
            return
        flat = home(tree, lambda folder: _flat(tree, folder))
        if flat is not None:
            yield from _from_flat(tree, flat)


def _official(tree: Tree, folder: str) -> bool:
    sequences = ("original_sequences", "manipulated_sequences")
    return any(tree.has_folder(join(folder, name)) for name in sequences)


def _flat(tree: Tree, folder: str) -> bool:
    found = {name.rpartition("/")[2].lower() for name in islice(tree.folders(folder), 64)}
    return len(found & _METHODS) >= 2 or ("original" in found and bool(found & _METHODS))


@dataclass(frozen=True, slots=True)
class _Part:
    """The films of the actors' part: their folders, and that of the masks."""

    originals: str
    fakes: str
    masks: str


def _from_official(tree: Tree, top: str) -> Iterator[Listed | LeftOut]:
    originals = join(top, "original_sequences")
    fakes = join(top, "manipulated_sequences")
    actors, altered = join(originals, "actors"), join(fakes, "DeepFakeDetection")
    quality = next((q for q in QUALITIES if tree.has_folder(join(altered, q))), "") or next(
        (q for q in QUALITIES if tree.has_folder(join(actors, q))), QUALITIES[0]
    )
    part = _Part(
        join(actors, quality, "videos"), join(altered, quality, "videos"), join(altered, "masks", "videos")
    )
    yield from _actors(tree.files(part.originals, *FILMS))
    yield from _altered(tree, part, tree.files(part.fakes, *FILMS))
    for folder in (actors, altered):
        for other in tree.folders(folder):
            if other.rpartition("/")[2] not in {quality, "masks"}:
                yield from _counted(tree, other, LeftOutReason.UNUSABLE, _QUALITY.format(quality))
    for folder in (*tree.folders(originals), *tree.folders(fakes)):
        if folder not in {actors, altered}:
            yield from _refused(tree, folder)


def _from_flat(tree: Tree, top: str) -> Iterator[Listed | LeftOut]:
    """Yield the flat repack's clips: it has no masks, and as a rule not the actors' originals."""
    part = _Part(join(top, "original"), join(top, "DeepFakeDetection"), "")
    films = [name for name in tree.files(part.originals, *FILMS) if "__" in name]
    yield from _actors(films)
    yield from _altered(tree, part, tree.files(part.fakes, *FILMS))
    others = sum(1 for _ in tree.files(part.originals, *FILMS)) - len(films)
    if others:
        yield LeftOut(part.originals, LeftOutReason.NOT_AGREED, _YOUTUBE, count=others)
    for folder in tree.folders(top):
        if folder.rpartition("/")[2].lower() in _METHODS and folder != part.fakes:
            yield from _counted(tree, folder, LeftOutReason.NOT_AGREED, _YOUTUBE)


def _actors(films: Iterable[str]) -> Iterator[Listed | LeftOut]:
    for path in films:
        found = _ACTOR.fullmatch(stem(path))
        wrong = bad(path)
        if wrong is not None:
            yield wrong
        elif found is None:
            yield LeftOut(path, LeftOutReason.NO_LABEL, _UNPARSED)
        else:
            yield Listed(path, "real", found["actor"])


def _altered(tree: Tree, part: _Part, films: Iterable[str]) -> Iterator[Listed | LeftOut]:
    for path in films:
        found = _SWAPPED.fullmatch(stem(path))
        wrong = bad(path)
        if wrong is not None:
            yield wrong
        elif found is None:
            yield LeftOut(path, LeftOutReason.NO_LABEL, _UNPARSED)
        else:
            original = join(part.originals, f"{found['target']}__{found['scene']}.mp4")
            mask = join(part.masks, f"{stem(path)}.mp4")
            yield Listed(
                path,
                "manipulated",
                found["target"],
                original if tree.has(original) else None,
                method="face-swap",
                technique="DeepFakeDetection",
                mask=mask if part.masks and tree.has(mask) else None,
            )


def _refused(tree: Tree, folder: str) -> Iterator[LeftOut]:
    """Yield one line for each folder of films; masks are no clips."""
    for inner in tree.folders(folder):
        if inner.rpartition("/")[2] != "masks":
            yield from _counted(tree, inner, LeftOutReason.NOT_AGREED, _YOUTUBE)


def _counted(tree: Tree, folder: str, reason: LeftOutReason, detail: str) -> Iterator[LeftOut]:
    count = sum(1 for _ in tree.files(folder, *FILMS))
    if count:
        inner = join(folder, "videos")
        path = inner if tree.has_folder(inner) else folder
        yield LeftOut(one_line(path), reason, detail, count=count)
