"""GRID: 34 talkers who read sentences of six words for a published corpus."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.names import bad, missing, slashed, stem
from game.datasets.rights import rights_of
from game.datasets.tables import rows
from game.datasets.tree import home, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.datasets.tree import Tree

MANIFEST: Final = "manifest.csv"
_COLUMNS: Final = frozenset({"file", "speaker", "transcript"})
_TALKER: Final = re.compile(r"s\d{1,2}(?:_processed)?")
_SENTENCE: Final = re.compile(r"(?:.*_)?([blps])([bgrw])([abiw])([a-vx-z])([z1-9])([anps])")
_FILMS: Final = (".mpg", ".mp4", ".avi")
_WORDS: Final[tuple[Mapping[str, str], ...]] = (
    {"b": "bin", "l": "lay", "p": "place", "s": "set"},
    {"b": "blue", "g": "green", "r": "red", "w": "white"},
    {"a": "at", "b": "by", "i": "in", "w": "with"},
    {},
    dict(
        zip(
            "z123456789",
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
            strict=True,
        )
    ),
    {"a": "again", "n": "now", "p": "please", "s": "soon"},
)


class GridCorpus:
    """The corpus as it is published, a folder for each talker, or films with a table of talkers."""

    name = "grid"
    title = "GRID audiovisual sentence corpus"

    def recognise(self, tree: Tree) -> bool:
        """Tell whether there is a folder of a talker with sentences, or a table of talkers."""
        return (
            home(tree, lambda folder: _has_manifest(tree, folder) or _has_talkers(tree, folder)) is not None
        )

    def rights(self) -> SetRights:
        """Return the rights to the set."""
        return rights_of(self.name)

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield the films of the table, or of the talkers' folders."""
        folder = home(tree, lambda inner: _has_manifest(tree, inner))
        if folder is not None:
            yield from _by_manifest(tree, folder)
            return
        for talkers in (folder for folder in ("", *tree.folders()) if _has_talkers(tree, folder)):
            for talker in _talkers(tree, talkers):
                for path in tree.files(talker, *_FILMS):
                    yield bad(path) or _clip(path, talker.rpartition("/")[2].removesuffix("_processed"))


def _has_manifest(tree: Tree, folder: str) -> bool:
    path = join(folder, MANIFEST)
    if not tree.has(path):
        return False
    with tree.at(path).open(encoding="utf-8-sig", errors="replace") as file:
        columns = {column.strip() for column in file.readline(4096).split(",")}
    return columns >= _COLUMNS and any(tree.has_folder(join(folder, name)) for name in ("clips",))


def _talkers(tree: Tree, folder: str) -> Iterator[str]:
    return (name for name in tree.folders(folder) if _TALKER.fullmatch(name.rpartition("/")[2]))


def _has_talkers(tree: Tree, folder: str) -> bool:
    for talker in islice(_talkers(tree, folder), 4):
        if any(_SENTENCE.fullmatch(stem(path)) for path in islice(tree.files(talker, *_FILMS), 4)):
            return True
    return False


def _by_manifest(tree: Tree, folder: str) -> Iterator[Listed | LeftOut]:
    named: set[str] = set()
    manifest = join(folder, MANIFEST)
    with tree.at(manifest).open("rb") as stream:
        for row in rows(stream, manifest):
            path = join(folder, "clips", slashed(row.get("file")))
            named.add(path)
            yield missing(tree, path) or _clip(path, row.get("speaker"), row.get("transcript"))
    for path in tree.files(join(folder, "clips"), *_FILMS):
        if path not in named:
            yield bad(path) or LeftOut(path, LeftOutReason.NO_LABEL, "the table of talkers does not name it")


def _clip(path: str, talker: str, words: str = "") -> Listed:
    return Listed(path, "real", talker, language="en", words=words.strip() or _sentence(stem(path)))


def _sentence(name: str) -> str:
    """Return the sentence that a name stands for: `bbaf2n` is `bin blue at f two now`."""
    found = _SENTENCE.fullmatch(name)
    if found is None:
        return ""
    return " ".join(words.get(sign, sign) for words, sign in zip(_WORDS, found.groups(), strict=True))
