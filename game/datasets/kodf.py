"""KoDF: Korean speakers who were filmed for it, and fakes of them by five methods. Names say everything."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.names import FILMS, bad, stem
from game.datasets.rights import rights_of
from game.datasets.tree import LOOKED_INTO, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.content.models import Method

_ID: Final = r"[0-9a-f]{20}|\d{6}"
_PERSON: Final = re.compile(_ID)
_REAL: Final = re.compile(rf"(?P<person>{_ID})_\d{{3}}")
_FAKE: Final = re.compile(rf"(?P<person>{_ID})_(?P<source>{_ID})_(?P<code>\d+)_\d+")
_METHODS: Final[Mapping[str, tuple[Method, str]]] = {
    "1": ("face-swap", "dfl"),
    "2": ("face-swap", "dffs"),
    "3": ("face-swap", "fsgan"),
    "4": ("reenactment", "fo"),
    "5": ("lip-sync", "audio-driven"),
}
_DEEPEST: Final = 4
_NO_NAME: Final = "the name is neither PERSON_NUMBER nor TARGET_SOURCE_METHOD_NUMBER"
_NO_METHOD: Final = "the set has no method of this number"


class Kodf:
    """KoDF, `--as kodf`."""

    name = "kodf"
    title = "KoDF (Korean DeepFake Detection Dataset)"

    def recognise(self, tree: Tree) -> bool:
        """Tell by a folder that is named by a person and holds that person's films."""
        return _inside(tree, "", _DEEPEST)

    def rights(self) -> SetRights:
        """Return the rights to the set."""
        return rights_of(self.name)

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield the films, told by their names."""
        for path in tree.files("", *FILMS):
            yield bad(path) or _clip(path)


def _inside(tree: Tree, folder: str, depth: int) -> bool:
    """Tell whether the first folders lead to one that is named by a person and holds that person's films."""
    for inner in islice(tree.folders(folder), 8):
        person = inner.rpartition("/")[2]
        if _PERSON.fullmatch(person):
            films = islice(tree.unsorted(inner, *FILMS), LOOKED_INTO)
            if any(_person(stem(film)) == person for film in films):
                return True
        if depth and _inside(tree, inner, depth - 1):
            return True
    return False


def _person(name: str) -> str:
    found = _REAL.fullmatch(name) or _FAKE.fullmatch(name)
    return found["person"] if found else ""


def _clip(path: str) -> Listed | LeftOut:
    """Return one film; which recording a fake was made from, the set does not say."""
    real = _REAL.fullmatch(stem(path))
    if real:
        return Listed(path, "real", real["person"], language="ko")
    fake = _FAKE.fullmatch(stem(path))
    if fake is None:
        return LeftOut(path, LeftOutReason.NO_LABEL, _NO_NAME)
    if fake["code"] not in _METHODS:
        return LeftOut(path, LeftOutReason.NO_LABEL, _NO_METHOD)
    method, technique = _METHODS[fake["code"]]
    return Listed(path, "manipulated", fake["person"], method=method, technique=technique, language="ko")
