"""WaveFake: a reader's sentences, spoken again by neural vocoders, with the recordings they came from."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.datasets import ljspeech
from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.names import bad, stem
from game.datasets.rights import rights_of
from game.datasets.tree import Tree, home, join

if TYPE_CHECKING:
    from collections.abc import Iterator

_GENERATED: Final = re.compile(r"(?P<sentence>.+)_gen(erated)?|gen_\d+")
_LJ: Final = re.compile(r"LJ\d{3}-\d{4}")
_NOT_GENERATED: Final = "the name says neither a sentence of LJ Speech nor one that a vocoder spoke (_gen)"


class WaveFake:
    """WaveFake, `--as wavefake`."""

    name = "wavefake"
    title = "WaveFake"

    def recognise(self, tree: Tree) -> bool:
        """Tell by a folder of sentences that a vocoder spoke."""
        return home(tree, lambda folder: _vocoders(tree, folder)) is not None

    def rights(self) -> SetRights:
        """Return the rights to the set."""
        return rights_of(self.name)

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield the vocoders' sentences, and the recordings where they are here."""
        real = {stem(path): path for path in tree.files("", ".wav") if _LJ.fullmatch(stem(path))}
        words = ljspeech.words(tree, "")
        for path in tree.files("", ".wav"):
            yield bad(path) or _clip(path, real, words)


def _vocoders(tree: Tree, folder: str) -> bool:
    """Tell whether one of the folders in `folder` holds a vocoder's sentences, by their first names."""
    for top in (folder, join(folder, "generated_audio")):
        for inner in islice(tree.folders(top), 64):
            if any(_GENERATED.fullmatch(stem(path)) for path in islice(tree.unsorted(inner, ".wav"), 8)):
                return True
    return False


def _clip(path: str, real: dict[str, str], words: dict[str, str]) -> Listed | LeftOut:
    folder = path.rpartition("/")[0].rpartition("/")[2]
    generated = _GENERATED.fullmatch(stem(path))
    sentence = (generated["sentence"] or "") if generated else stem(path)
    reader, language = ("JSUT", "ja") if folder.lower().startswith("jsut") else ("LJ", "en")
    said = words.get(sentence, "")
    if generated is None:
        if not _LJ.fullmatch(sentence):
            return LeftOut(path, LeftOutReason.NO_LABEL, _NOT_GENERATED)
        return Listed(path, "real", reader, language=language, words=said, sound_only=True)
    return Listed(
        path,
        "manipulated",
        reader,
        real.get(sentence),
        method="voice",
        technique=folder,
        language=language,
        words=said,
        sound_only=True,
    )
