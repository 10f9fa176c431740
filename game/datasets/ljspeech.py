"""LJ Speech: one reader of LibriVox, 13,100 sentences with their words, all real and public domain."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.names import bad, missing, stem
from game.datasets.repeats import Claims
from game.datasets.rights import rights_of
from game.datasets.tables import bare_rows
from game.datasets.tree import Tree, home, join

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE: Final = "metadata.csv"
_SENTENCE: Final = re.compile(rb"LJ\d{3}-\d{4}\|")
_NAME: Final = re.compile(r"LJ\d{3}-\d{4}")
_NOT_SAID: Final = "metadata.csv does not name it"


class LjSpeech:
    """LJ Speech, `--as ljspeech`."""

    name = "ljspeech"
    title = "LJ Speech"

    def recognise(self, tree: Tree) -> bool:
        """Tell by its table of sentences beside `wavs`."""
        return _home(tree) is not None

    def rights(self) -> SetRights:
        """Return the rights to the set."""
        return rights_of(self.name)

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield the sentences, then the sounds that the table does not name."""
        top = _home(tree)
        if top is None:
            return
        sounds = join(top, "wavs")
        claims = Claims((name, "real") for name, _ in _sentences(tree, top))
        for name, said in _sentences(tree, top):
            path = join(sounds, f"{name}.wav")
            if not claims.again(name):
                yield missing(tree, path) or Listed(
                    path, "real", "LJ", language="en", words=said, sound_only=True
                )
        for path in sorted(tree.unsorted(sounds, ".wav")):
            if stem(path) not in claims:
                yield bad(path) or LeftOut(path, LeftOutReason.NO_LABEL, _NOT_SAID)


def words(tree: Tree, folder: str) -> dict[str, str]:
    """Return what is said in each sentence, by its name, where LJ Speech lies in `folder` or right in it."""
    for top in (folder, *islice(tree.folders(folder), 64)):
        if _is_ours(tree, top):
            return dict(_sentences(tree, top))
    return {}


def _home(tree: Tree) -> str | None:
    return home(tree, lambda folder: tree.has_folder(join(folder, "wavs")) and _is_ours(tree, folder))


def _is_ours(tree: Tree, folder: str) -> bool:
    table = join(folder, _TABLE)
    if not tree.has(table):
        return False
    with tree.at(table).open("rb") as stream:
        return _SENTENCE.match(stream.read(32)) is not None


def _sentences(tree: Tree, folder: str) -> Iterator[tuple[str, str]]:
    """Yield name and words of each sentence: numbers and abbreviations written out where the set has it."""
    table = join(folder, _TABLE)
    with tree.at(table).open("rb") as stream:
        for row in bare_rows(stream, table, "|", quotes=False):
            if _NAME.fullmatch(row.cells[0]):
                yield row.cells[0], row.cells[-1] if len(row.cells) > 1 else ""
