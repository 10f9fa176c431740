"""`import`: a public dataset on this machine becomes a pack.

What a program reads goes to the standard output; words about how far it is, and what went wrong, to the error
output. Exit status 0: something came in; 1: nothing did; 2: a person has to decide something first.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.commands import options
from game.content.agreement import Agreement
from game.datasets.base import DecisionNeeded, LeftOut, LeftOutReason
from game.datasets.catalogue import choose
from game.datasets.importing import Help, Import, Imported, ImportStage, carry_out, survey
from game.datasets.left_out import LeftOutList
from game.datasets.overlay import beside, read_overlay
from game.datasets.records import stays
from game.datasets.report import summary, write_report
from game.datasets.selection import SelectionWish
from game.datasets.tree import Tree
from game.datasets.workroom import work_folder
from game.errors import ChinmiError, printable
from game.packs.licences import licence_rule

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from game.datasets.base import Dataset, SetRights
    from game.datasets.importing import ImportProgress
    from game.datasets.overlay import Overlay

TAKEN, NOTHING, UNDECIDED = 0, 1, 2
STAGES: Final = {ImportStage.LIST: "listing", ImportStage.LOOK: "looking", ImportStage.MAKE: "making clips"}
SHOWN: Final = 12
"""Lines of what was left out that a person reads here; the report has all."""


@dataclass(frozen=True)
class _Told:
    """What is said at the end, as words or as JSON."""

    args: argparse.Namespace
    dataset: Dataset
    left_out: LeftOutList

    def tell(self, found: Imported) -> int:
        """Say what came in, and return the exit status."""
        if self.args.json:
            self._as_json(found)
        else:
            self._in_words(found)
        return TAKEN if found.taken.total() else NOTHING

    def _as_json(self, found: Imported) -> None:
        """Write one object; the lines left out one by one, because there may be many."""
        taken = {label: found.taken[label] for label in ("real", "manipulated")}
        sys.stdout.write(f'{{"set": {json.dumps(self.dataset.name)}, "taken": {json.dumps(taken)},')
        sys.stdout.write(f' "regions": {found.regions}, "left_out": [')
        for number, one in enumerate(self.left_out):
            line: dict[str, str | int] = {"path": one.path, "reason": one.reason.value}
            line |= {"detail": one.detail} if one.detail else {}
            line |= {"files": one.count} if one.count != 1 else {}
            sys.stdout.write(f"{',' if number else ''}\n {json.dumps(line, ensure_ascii=False)}")
        sys.stdout.write("]}\n")

    def _in_words(self, found: Imported) -> None:
        place = f"{self.args.out} (dry run, nothing was written)" if self.args.dry_run else self.args.out
        for line in map(str, summary(self.dataset, found, self.left_out)):
            print(printable(line if line.startswith("left out") else f"{place}: {line}"))
        for number, one in enumerate(self.left_out):
            if number == SHOWN:
                print(f"  ... and {self.left_out.lines - SHOWN} more lines", file=sys.stderr)
                break
            detail = f": {one.detail}" if one.detail else ""
            print(f"  {one.path or '.'}: {one.reason}{detail}", file=sys.stderr)


def run(args: argparse.Namespace) -> int:
    """Import the set at `args.source` into `args.out`. Raises ChinmiError for what nobody can decide."""
    try:
        return _run(args)
    except DecisionNeeded as error:
        print(printable(str(error)), file=sys.stderr)
        return UNDECIDED
    except OSError as error:
        raise ChinmiError(f"{args.out} cannot be written: {error.strerror or error}") from error
    except KeyboardInterrupt:
        work = work_folder(args.out)
        if work.exists():
            told = "stopped; what is finished is kept in {}, the same command goes on from there"
            print(told.format(printable(str(work))), file=sys.stderr)
        raise


def _run(args: argparse.Namespace) -> int:
    if not args.source.is_dir():
        raise ChinmiError(f"{printable(str(args.source))}: expected the folder of a dataset")
    _refuse_stranger(args.out)
    tree = Tree(args.source)
    dataset = choose(tree, args.as_name or "", args.one_means)
    rights = dataset.rights()
    with LeftOutList.open() as left_out:
        told = _Told(args, dataset, left_out)
        if rights.refused:
            left_out.add(LeftOut(".", LeftOutReason.NOT_AGREED, rights.refused))
            print(f"{dataset.title} is not imported: {rights.refused}", file=sys.stderr)
            return told.tell(Imported())
        overlay = _overlay(args, tree, dataset)
        agreement = _agreement(args, dataset, rights, overlay)
        wish = SelectionWish(args.limit or options.MOST_IMPORTED, args.balance, args.seed or 0)
        order = Import(dataset, tree, args.out, wish, agreement, overlay)
        with _progress() as progress:
            helped = Help(options.workers(args), left_out, progress)
            found = survey(order, helped) if args.dry_run else carry_out(order, helped)
        if not args.dry_run:
            report = write_report(args.out, dataset, found, left_out)
            print(f"report: {printable(str(report.page))}", file=sys.stderr)
        return told.tell(found)


def _refuse_stranger(out: Path) -> None:
    """Refuse to take the place of anything but a pack or its archive."""
    fine = not out.exists() or (out / "pack.yaml").is_file() or (out.is_file() and out.suffix == ".zip")
    if not fine:
        raise ChinmiError(f"{printable(str(out))} is there already and is no pack; expected a new name")


def _overlay(args: argparse.Namespace, tree: Tree, dataset: Dataset) -> Overlay | None:
    """Return viewers' words on the set's clips: from the table that was named, or that lies in the folder."""
    path = args.overlay or beside(tree)
    return read_overlay(path, dataset.name) if path is not None else None


def _agreement(
    args: argparse.Namespace, dataset: Dataset, rights: SetRights, overlay: Overlay | None
) -> Agreement | None:
    """Return the word that was given, where the set asks for one. Raises DecisionNeeded where it was not."""
    if not stays(rights):
        return None
    if args.agreement:
        return Agreement.parse(args.agreement, datetime.now(UTC).date().isoformat())
    rule = licence_rule(rights.licence)
    terms = f"{rule.title.get('en')} ({rights.licence})" if rule is not None else rights.licence
    lines = [
        f"{dataset.title} is for those who hold an agreement with its publishers, or have read its terms.",
        f"Terms: {terms}. {rights.read}".rstrip(". ") + ".",
        f"Who is in it: {rights.consent.evidence.get('en')}",
        "Its clips stay on this computer: they are not exported, not for a kiosk, not uploaded.",
        "If you may use it so, confirm it with your role and place, without a name:",
        '  --agreement "lecturer, Urganch State University"',
    ]
    if overlay is not None:
        lines.insert(2, f"Viewers' words: {overlay.credit}. {overlay.rights.where_read}.")
    raise DecisionNeeded("\n".join(lines), "--agreement")


@contextmanager
def _progress() -> Iterator[ImportProgress]:
    """Show a bar for each stage, with the time left, while a terminal is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[ImportStage, TaskID] = {}
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:

        def show(stage: ImportStage, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGES[stage], total=None)
            bars.update(tasks[stage], completed=done, total=total)

        yield show
