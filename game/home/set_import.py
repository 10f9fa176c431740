"""A public dataset that a person drops on the game: imported in the background as the command does it.

Where its terms ask for an agreement, its holder confirms that first, with a role and the day.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from game.content.agreement import Agreement
    from game.datasets.base import Dataset, SetRights
    from game.datasets.importing import ImportProgress
    from game.datasets.said import Sentence
    from game.forge.workers import Workers

ROOM: Final = "imports"
"""The folder of the game's data that keeps reports, and finished clips of an import that was stopped."""
MOST: Final = 200
"""Clips that come in so: minutes of work. The command takes more."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import brought: where the pack lies, if anything came in, what there is to say, the report."""

    pack: Path | None
    said: tuple[Sentence, ...]
    report: Path
    real: int = 0
    manipulated: int = 0


def background_workers() -> Workers:
    """Return the processes that import: all cores but one, and they give way to whoever plays."""
    from game.forge.workers import LocalWorkers

    return LocalWorkers(max(1, (os.cpu_count() or 2) - 1), background=True)


def terms_to_confirm(dataset: Dataset) -> SetRights | None:
    """Return the rights that somebody has to confirm first; None where a set comes in without a word."""
    from game.datasets.records import stays

    rights = dataset.rights()
    return rights if stays(rights) else None


def bring(
    dataset: Dataset,
    source: Path,
    room: Path,
    workers: Workers,
    progress: ImportProgress,
    cancelled: Callable[[], bool],
    agreement: Agreement | None = None,
) -> Brought:
    """Import the set at `source` into `room`. Raises ChinmiError, CancelledError where it was stopped.

    `agreement` is the word of its holder, where its terms ask for one. The same folder goes on from the clips
    that are finished.
    """
    from game.datasets.importing import Help, Import, carry_out
    from game.datasets.left_out import LeftOutList
    from game.datasets.overlay import beside, read_overlay
    from game.datasets.records import slug
    from game.datasets.report import summary, write_report
    from game.datasets.selection import SelectionWish
    from game.datasets.tree import Tree

    tree = Tree(source)
    out = room / f"imported-{slug(source.name) or dataset.name}"
    room.mkdir(parents=True, exist_ok=True)
    table = beside(tree)
    overlay = read_overlay(table, dataset.name) if table is not None else None
    with LeftOutList.open() as left_out:
        helped = Help(workers, left_out, progress, cancelled)
        found = carry_out(
            Import(dataset, tree, out, SelectionWish(MOST, balance=True), agreement, overlay), helped
        )
        report = write_report(out, dataset, found, left_out)
        said = tuple(summary(dataset, found, left_out))
    taken = found.taken
    return Brought(out if taken.total() else None, said, report.page, taken["real"], taken["manipulated"])


def put_away(brought: Brought) -> None:
    """Remove the pack from where it was made: it is installed."""
    if brought.pack is not None:
        shutil.rmtree(brought.pack, ignore_errors=True)
