"""ASVspoof 2019 LA, 2021 LA and DF, and 5: read speech, and speech that was synthesised or converted.

Their label files ("protocols") have no header and five, eight, ten or thirteen columns, by spaces even where
the name ends in `.tsv`. So a line is read by what its cells are: the first is the speaker, the second the
file, the last that says `bonafide` or `spoof` the label, and the system is named like `A05`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, LeftOutReason, Listed, SetRights
from game.datasets.labels import label_of
from game.datasets.names import SOUNDS, bad, missing, unnamed
from game.datasets.repeats import Claims, Names
from game.datasets.rights import rights_of
from game.datasets.tables import SPACES, bare_rows
from game.datasets.tree import LOOKED_INTO, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.content.models import TruthLabel

SYSTEMS_2019: Final = {
    **dict.fromkeys(("A01", "A02", "A03", "A04", "A07", "A08", "A09", "A10", "A11", "A12", "A16"), "speech"),
    **dict.fromkeys(("A05", "A06", "A17", "A18", "A19"), "conversion"),
    **dict.fromkeys(("A13", "A14", "A15"), "both"),
}
"""What the systems of 2019 and 2021 make: speech from a text, another voice from speech, or both in turn."""

_MAY_BE_PART: Final = re.compile(r"asv|la\b|la[-_]|df\b|df[-_]|keys|cm|protocols?|flac|eval", re.IGNORECASE)
_SYSTEM: Final = re.compile(r"A\d\d")
_LABELS: Final = frozenset({"bonafide", "spoof"})
_FEWEST: Final = 4
_BOTH: Final = "its labels say both bona fide and spoof"
_NO_LINE: Final = "no line of the label files names it"
_NO_KEYS: Final = "the labels are published apart: add the keys (CM/trial_metadata.txt)"
_NO_TRIAL: Final = "line {}: neither bonafide nor spoof in it"


@dataclass(frozen=True, slots=True)
class Trial:
    """One line of a protocol."""

    speaker: str
    file: str
    label: TruthLabel
    system: str


def trial(cells: Sequence[str]) -> Trial | None:
    """Return what a line of a protocol says, or None if it is none."""
    key = next((cell for cell in reversed(cells[2:]) if cell in _LABELS), None)
    label = label_of(key) if key else None
    if label is None or len(cells) < _FEWEST:
        return None
    system = next((cell for cell in cells[2:] if _SYSTEM.fullmatch(cell)), "")
    return Trial(cells[0], cells[1], label, system if label == "manipulated" else "")


@dataclass(frozen=True, slots=True)
class AsvSpoof:
    """One of the three sets: how its label files and its folders of sounds are named."""

    name: str
    title: str
    protocols: re.Pattern[str]
    sounds: re.Pattern[str]

    def recognise(self, tree: Tree) -> bool:
        """Tell by the names of protocols, or of the folders of sounds."""
        return bool(self._protocols(tree) or self._folders(tree))

    def rights(self) -> SetRights:
        """Return the rights to the set."""
        return rights_of(self.name)

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield what the protocols say of each sound, then the sounds that they do not name."""
        protocols, folders = self._protocols(tree), self._folders(tree)
        if not protocols:
            for folder in folders:
                yield from unnamed(tree, _NO_KEYS, folder, *SOUNDS)
            return
        sounds = {folder: Names(tree.unsorted(folder, *SOUNDS)) for folder in folders}
        claims = Claims((found.file, found.label) for _, _, found in _trials(tree, protocols) if found)
        for protocol, line, found in _trials(tree, protocols):
            if found is None:
                yield LeftOut(protocol, LeftOutReason.NO_LABEL, _NO_TRIAL.format(line))
            elif not claims.again(found.file):
                yield _clip(tree, found, sounds, claims)
        for folder in folders:
            named = (path for path in tree.unsorted(folder, *SOUNDS) if _file(path) not in claims)
            for path in sorted(named):
                yield bad(path) or LeftOut(path, LeftOutReason.NO_LABEL, _NO_LINE)

    def _protocols(self, tree: Tree) -> tuple[str, ...]:
        files = (name for folder in _folders(tree) for name in sorted(tree.unsorted(folder, ".txt", ".tsv")))
        return tuple(name for name in files if self.protocols.fullmatch(name))

    def _folders(self, tree: Tree) -> tuple[str, ...]:
        return tuple(name for name in _folders(tree) if self.sounds.fullmatch(name))


def _folders(tree: Tree, folder: str = "", depth: int = 5) -> Iterator[str]:
    """Yield `folder` and those in it that by their names may be part of such a set."""
    yield folder
    for inner in islice(tree.folders(folder), LOOKED_INTO) if depth else ():
        if not folder or _MAY_BE_PART.match(inner.rpartition("/")[2]):
            yield from _folders(tree, inner, depth - 1)


def _trials(tree: Tree, protocols: Sequence[str]) -> Iterator[tuple[str, int, Trial | None]]:
    for protocol in protocols:
        with tree.at(protocol).open("rb") as stream:
            for row in bare_rows(stream, protocol, SPACES):
                yield protocol, row.line, trial(row.cells)


def _file(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _clip(tree: Tree, found: Trial, sounds: dict[str, Names], claims: Claims) -> Listed | LeftOut:
    named = ((f"{folder}/{found.file}.flac", names) for folder, names in sounds.items())
    path = next((name for name, names in named if name in names), None)
    if path is None:
        name = f"{found.file}.flac"
        return missing(tree, name) or LeftOut(name, LeftOutReason.NO_FILE)
    if claims.conflict(found.file):
        return LeftOut(path, LeftOutReason.CONFLICT, _BOTH)
    return bad(path) or Listed(
        path,
        found.label,
        found.speaker,
        method="voice" if found.label == "manipulated" else None,
        technique=found.system,
        language="en",
        sound_only=True,
    )


ASVSPOOF_2019: Final = AsvSpoof(
    "asvspoof2019",
    "ASVspoof 2019 LA",
    re.compile(r"(.*/)?ASVspoof2019\.LA\.cm\.[\w.]+\.txt"),
    re.compile(r"(.*/)?ASVspoof2019_LA_(train|dev|eval)/flac"),
)
ASVSPOOF_2021: Final = AsvSpoof(
    "asvspoof2021",
    "ASVspoof 2021 LA, DF",
    re.compile(r"(.*/)?CM/trial_metadata\.txt"),
    re.compile(r"(.*/)?ASVspoof2021_(LA|DF)_eval/flac"),
)
ASVSPOOF_5: Final = AsvSpoof(
    "asvspoof5",
    "ASVspoof 5",
    re.compile(r"(.*/)?ASVspoof5\.[\w.]+\.(tsv|txt)"),
    re.compile(r"(.*/)?flac_(T|D|E|E_eval|E_prog)"),
)
