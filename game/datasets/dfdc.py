"""The Deepfake Detection Challenge: full parts, the sample, the test part, and the preview before them.

Its people are actors who agreed to be manipulated. The set says itself that 1 is a fake in `labels.csv`.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.json_labels import entries
from game.datasets.labels import label_of
from game.datasets.names import FILMS, bad, missing, slashed, stem, unnamed
from game.datasets.repeats import Claims, Names
from game.datasets.rights import rights_of
from game.datasets.tables import rows
from game.datasets.tree import LOOKED_INTO, Tree, join
from game.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.content.models import TruthLabel

_PART: Final = re.compile(r"(.*/)?(dfdc_train_part_\d+|train_sample_videos)")
_MAY_BE_PART: Final = re.compile(r"dfdc|fb_dfd|train|test|preview", re.IGNORECASE)
_LABELS: Final = ("metadata.json", "testing_metadata.json", "labels.csv")
_PREVIEW: Final = "dataset.json"
_OURS: Final = {
    "metadata.json": rb'\{\s*"([^"]*/)?[a-z]{10}\.mp4"\s*:\s*\{',
    "testing_metadata.json": rb'\{\s*"([^"]*/)?[a-z]{10}\.mp4"\s*:\s*\{',
    "labels.csv": rb"filename,label\s+[a-z]{10}\.mp4,",
    _PREVIEW: rb'\{\s*"(original_videos|method_[AB])[/\\]',
}
"""How a label file of this set begins."""
_ONE_IS: Final = "manipulated"
"""What 1 means: the set's own readers say so."""
_PREVIEW_FAKE: Final = re.compile(r"(?P<swapped>\d+)_(?P<clip>(?P<target>\d+)_.+)")
_BOTH: Final = "its labels say both real and fake"
_NEITHER: Final = "its label is neither real nor fake"
_NOT_SAID: Final = "the labels do not name it"
_NO_LABELS: Final = "the part has no metadata.json: get the part again"


class Dfdc:
    """DFDC, `--as dfdc`."""

    name = "dfdc"
    title = "Deepfake Detection Challenge (DFDC)"

    def recognise(self, tree: Tree) -> bool:
        """Tell by the names of parts, or by how their labels begin."""
        return next(_parts(tree), None) is not None

    def rights(self) -> SetRights:
        """Return the rights to the set."""
        return rights_of(self.name)

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield part by part what the labels say, then what they do not name."""
        parts = tuple(_parts(tree))
        films = {part: Names(tree.unsorted(part, *FILMS)) for part in parts}
        for part in parts:
            labels = next((name for name in (_PREVIEW, *_LABELS) if tree.has(join(part, name))), None)
            if labels is None:
                yield from unnamed(tree, _NO_LABELS, part, *FILMS)
                continue
            try:
                if labels == _PREVIEW:
                    yield from _preview(tree, part)
                else:
                    yield from _part(tree, part, join(part, labels), films)
            except ContentError as error:
                yield LeftOut(join(part, labels), LeftOutReason.UNREADABLE, str(error))


def _parts(tree: Tree, folder: str = "", depth: int = 2) -> Iterator[str]:
    """Yield the folders that are parts. Unpacked twice, a part lies in a folder of its own name."""
    inner = tuple(islice(tree.folders(folder), LOOKED_INTO)) if depth else ()
    named = _PART.fullmatch(folder) is not None and not any(map(_PART.fullmatch, inner))
    if named or any(_ours(tree, folder, name) for name in _OURS):
        yield folder
    else:
        for name in inner:
            if not folder or _MAY_BE_PART.search(name.rpartition("/")[2]):
                yield from _parts(tree, name, depth - 1)


def _ours(tree: Tree, folder: str, name: str) -> bool:
    """Tell whether a label file is there and begins as this set's do."""
    path = join(folder, name)
    if not tree.has(path):
        return False
    with tree.at(path).open("rb") as stream:
        start = stream.read(1024).removeprefix(codecs.BOM_UTF8).lstrip()
    return re.match(_OURS[name], start) is not None


def _part(tree: Tree, part: str, labels: str, films: Mapping[str, Names]) -> Iterator[Listed | LeftOut]:
    claims = Claims((join(part, name), label) for name, label, _ in _said(tree, labels))
    for name, label, named in _said(tree, labels):
        path = join(part, name)
        if claims.again(path):
            continue
        if path not in films[part] and (wrong := missing(tree, path)) is not None:
            yield wrong
        elif claims.conflict(path):
            yield LeftOut(path, LeftOutReason.CONFLICT, _BOTH)
        elif label is None:
            yield LeftOut(path, LeftOutReason.NO_LABEL, _NEITHER)
        else:
            yield _clip(path, label, _where(named, part, films), named)
    for path in claims.others(tree.unsorted(part, *FILMS)):
        yield bad(path) or LeftOut(path, LeftOutReason.NO_LABEL, _NOT_SAID)


def _clip(path: str, label: TruthLabel, original: str | None, named: str) -> Listed:
    """Return the clip; the set does not say who is in it, but that a fake shows who its original shows."""
    if label == "real":
        return Listed(path, label, stem(path))
    person = stem(named) if named else stem(path)
    return Listed(path, label, person, original, method="face-swap", technique="DFDC")


def _where(original: str, part: str, films: Mapping[str, Names]) -> str | None:
    """Return where an original lies: in its part, or in another one that is here."""
    if not original:
        return None
    for folder in (part, *films):
        path = join(folder, original)
        if path in films[folder]:
            return path
    return None


def _said(tree: Tree, labels: str) -> Iterator[tuple[str, TruthLabel | None, str]]:
    """Yield name, label and original as a label file says them."""
    with tree.at(labels).open("rb") as stream:
        if labels.endswith(".csv"):
            for row in rows(stream, labels):
                yield slashed(row.get("filename")), label_of(row.get("label"), _ONE_IS), ""
            return
        for name, said in entries(stream, labels):
            facts = said if isinstance(said, dict) else {}
            word = facts.get("label", facts.get("is_fake", ""))
            original = facts.get("original")
            label = label_of(str(int(word) if isinstance(word, bool) else word), _ONE_IS)
            yield slashed(name), label, slashed(original) if isinstance(original, str) else ""


def _preview(tree: Tree, home: str) -> Iterator[Listed | LeftOut]:
    """Yield the clips of the preview, whose names say who was swapped into which clip."""
    labels = join(home, _PREVIEW)
    claims = Claims((join(home, name), label) for name, label, _ in _said(tree, labels))
    for name, label, _ in _said(tree, labels):
        path = join(home, name)
        if claims.again(path):
            continue
        wrong = missing(tree, path)
        if wrong is not None:
            yield wrong
        elif claims.conflict(path):
            yield LeftOut(path, LeftOutReason.CONFLICT, _BOTH)
        elif label is None:
            yield LeftOut(path, LeftOutReason.NO_LABEL, _NEITHER)
        else:
            yield _preview_clip(tree, home, name, label)
    for path in claims.others(tree.files(home, *FILMS)):
        yield bad(path) or LeftOut(path, LeftOutReason.NO_LABEL, _NOT_SAID)


def _preview_clip(tree: Tree, home: str, name: str, label: TruthLabel) -> Listed:
    path = join(home, name)
    if label == "real":
        return Listed(path, label, stem(name).partition("_")[0])
    found = _PREVIEW_FAKE.fullmatch(stem(name))
    technique = name.partition("/")[0]
    if found is None:
        return Listed(path, label, stem(name), method="face-swap", technique=technique)
    original = join(home, "original_videos", found["target"], f"{found['clip']}.mp4")
    return Listed(
        path,
        label,
        found["target"],
        original if tree.has(original) else None,
        method="face-swap",
        technique=technique,
    )
