"""All sets that the game knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.datasets.base import DecisionNeeded
from game.datasets.grid import Grid

if TYPE_CHECKING:
    from game.content.models import TruthLabel
    from game.datasets.base import Dataset
    from game.datasets.tree import Tree

DATASETS: Final[tuple[Dataset, ...]] = (Grid(),)


def find(name: str) -> Dataset:
    """Return the set of this name. Raises DecisionNeeded."""
    for dataset in DATASETS:
        if dataset.name == name:
            return dataset
    known = ", ".join(one.name for one in DATASETS)
    raise DecisionNeeded(f"no dataset is called `{name}`; expected one of {known}", "--as")


def choose(tree: Tree, name: str = "", one_means: TruthLabel | None = None) -> Dataset:
    """Return the set called `name`, else the one that `tree` looks like. Raises DecisionNeeded."""
    if name:
        return find(name)
    if one_means is not None:
        raise DecisionNeeded("--one-means is for tables: say --as csv", "--as")
    for dataset in DATASETS:
        if dataset.recognise(tree):
            return dataset
    raise DecisionNeeded("no known dataset: say what it is with --as", "--as")
