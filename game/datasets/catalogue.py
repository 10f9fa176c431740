"""All sets that the game knows: found by name, recognised by their files, refused where nobody agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.content.wording import did_you_mean, either
from game.datasets.any_table import AnyTable
from game.datasets.asvspoof import ASVSPOOF_5, ASVSPOOF_2019, ASVSPOOF_2021
from game.datasets.base import Dataset, DecisionNeeded
from game.datasets.deeperforensics import DeeperForensics
from game.datasets.deepspeak import DeepSpeak
from game.datasets.dfdc import Dfdc
from game.datasets.ffpp import FaceForensics
from game.datasets.grid import GridCorpus
from game.datasets.kodf import Kodf
from game.datasets.ljspeech import LjSpeech
from game.datasets.refused import EXDDV, REFUSED
from game.datasets.tree import Tree
from game.datasets.wavefake import WaveFake

if TYPE_CHECKING:
    from game.content.models import TruthLabel

KNOWN: Final[tuple[Dataset, ...]] = (
    Dfdc(),
    FaceForensics(),
    DeepSpeak(),
    DeeperForensics(),
    Kodf(),
    GridCorpus(),
    ASVSPOOF_2019,
    ASVSPOOF_2021,
    ASVSPOOF_5,
    WaveFake(),
    LjSpeech(),
)
"""The sets that come in; any table (`csv`) is the last resort."""

_CONTAINED: Final = {"wavefake": "ljspeech"}
"""Sets that bring another one along: the real half of WaveFake is LJ Speech."""


def names() -> tuple[str, ...]:
    """Return what `--as` takes."""
    return (*(one.name for one in KNOWN), AnyTable().name, *(one.name for one in REFUSED), EXDDV.name)


def find(name: str, one_means: TruthLabel | None = None) -> Dataset:
    """Return the set of this name. Raises DecisionNeeded where there is none, with what could be meant."""
    if name == AnyTable().name:
        return AnyTable(one_means)
    found = next((one for one in (*KNOWN, *REFUSED, EXDDV) if one.name == name), None)
    if found is None:
        several = [one.name for one in KNOWN if name and one.name.startswith(name)]
        meant = f"; say which: {either(several)}" if several else did_you_mean(name, names())
        raise DecisionNeeded(f"no dataset is called `{name}`{meant}", "--as")
    return found


def refusal(tree: Tree) -> Dataset | None:
    """Return the set that `tree` is, or that lies right in it, if its people never agreed."""
    return next((one for one in REFUSED if one.recognise(tree)), None)


def recognise(tree: Tree, one_means: TruthLabel | None = None) -> Dataset:
    """Return what `tree` is; a set whose people never agreed has `rights().refused`.

    Raises DecisionNeeded, naming `--as`, where it could be several sets, or none.
    """
    at_once = next((one for one in REFUSED if one.at(tree, "")), None)
    if at_once is not None:
        return at_once
    found: list[Dataset] = [one for one in KNOWN if one.recognise(tree)]
    brought = {_CONTAINED.get(one.name) for one in found}
    found = [one for one in found if one.name not in brought]
    found.extend(one for one in REFUSED if one.recognise(tree))
    if len(found) > 1:
        kinds = ", ".join(f"{one.title} ({one.name})" for one in found)
        raise DecisionNeeded(
            f"several datasets lie in this folder: {kinds}; point at one of them, or say which with --as",
            "--as",
        )
    if found:
        return found[0]
    table = AnyTable(one_means)
    if EXDDV.recognise(tree) and not table.recognise(tree):
        return EXDDV
    if table.recognise(tree):
        return table
    raise DecisionNeeded(
        "no known dataset, and no table of labels: say what it is with --as, "
        "or lay labels.csv with the columns path and label beside the files",
        "--as",
    )


def choose(tree: Tree, name: str = "", one_means: TruthLabel | None = None) -> Dataset:
    """Return what `tree` is taken for: the set called `name`, else what it is recognised as.

    A name never overrules a refusal: Celeb-DF does not come in as a table of labels. Raises DecisionNeeded.
    """
    if not name:
        return recognise(tree, one_means)
    wanted = find(name, one_means)
    at_once = next((one for one in REFUSED if one.at(tree, "")), None)
    if at_once is not None:
        return at_once
    within = refusal(tree)
    return within if within is not None and wanted.name == AnyTable().name else wanted
