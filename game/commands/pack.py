"""`pack verify | install | list | remove | credits`: packs from the command line.

Problems go to the error output, one plain line each, as compilers write them; exit status 1 when there are
errors. Everything else goes to the standard output.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from game import resources
from game.commands import options
from game.embedded import embed
from game.errors import printable
from game.packs.credits import credits_text
from game.packs.library import ClipCounts, Library
from game.packs.policy import badge
from game.packs.verify import verify as verify_pack

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from game.content.models import Pack
    from game.errors import Problem
    from game.packs.library import InstalledPack
    from game.packs.verify import CheckProgress, Report

MOST_WARNINGS: Final = 30
WIDE: Final = 160
"""Columns of a table that goes into a file."""
CONSENT: Final = {
    "altering": "agreed to altering",
    "filming": "agreed to filming",
    "not-named": "synthesis was not named",
    "no-faces": "no real faces",
    "ask": "ask before use",
}


def verify(args: argparse.Namespace) -> int:
    """Check the pack at `args.path` against all rules; print every problem. 1 when there are errors."""
    from game.media.limited import limited
    from game.media.probe import probe

    with limited(probe) as safely, _progress("checking") as progress:
        report = verify_pack(args.path, resources.read_guide(), safely, progress)
    _print_problems(report.errors)
    _print_problems(report.warnings, MOST_WARNINGS)
    if not report.ok or report.loaded is None:
        return 1
    labels = [clip.manipulated for clip in report.loaded.clips]
    print(summary(report.loaded.pack, ClipCounts(labels.count(False), labels.count(True))))
    for line in leakage_lines(report):
        print(line)
    return 0


def install(args: argparse.Namespace) -> int:
    """Check the pack at `args.path` and install it. Raises PackError with every problem."""
    from game.media.limited import limited
    from game.media.probe import probe

    guide = resources.read_guide()
    with opened_library(args) as library:
        with limited(probe) as safely, _progress("installing") as progress:
            pack = library.install(args.path, guide, safely, progress)
        installed = next(one for one in library.packs() if one.pack.name == pack.name)
        print(summary(pack, library.tally(pack.name)))
        print(f"installed in {installed.folder}")
        if not installed.enabled:
            print("it is switched off until an adult switches it on in the game's pack library")
    return 0


def list_packs(args: argparse.Namespace) -> int:
    """List the packs of the library, as a table or with `args.json` as JSON."""
    with opened_library(args) as library:
        rows = [_row(library, installed) for installed in library.packs()]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print_table(rows)
    return 0


def remove(args: argparse.Namespace) -> int:
    """Take the pack `args.name` off this machine. Raises PackError when that is not possible."""
    with opened_library(args) as library:
        library.remove(args.name)
        embed(library)
        back = [one.pack for one in library.packs() if one.pack.name == args.name]
    print(f"{args.name} is removed")
    for pack in back:
        print(f"{pack.name} {pack.version}, which comes with the game, is in its place again")
    return 0


def credits(args: argparse.Namespace) -> int:  # noqa: A001 - the command's name; the builtin is for consoles
    """Print the credits of the pack `args.name`, or of all packs."""
    with opened_library(args) as library:
        packs = {one.pack.name: one.pack for one in library.packs()}
        for name in packs if args.name is None else (args.name,):
            clips = library.clips(name)
            print(printable(credits_text(packs[name], clips)))
    return 0


@contextmanager
def opened_library(args: argparse.Namespace) -> Iterator[Library]:
    """Open the library, with the pack that comes with the game; tell what was mended."""
    library = Library(options.data_dir(args))
    try:
        embed(library)
        if library.moved_aside is not None:
            kept = f"the old one is kept as {library.moved_aside}"
            print(f"the list of packs was damaged and is built anew; {kept}", file=sys.stderr)
        for folder in library.unreadable:
            print(f"{folder}: this pack could not be read and is kept aside", file=sys.stderr)
        yield library
    finally:
        library.close()


@contextmanager
def _progress(words: str) -> Iterator[CheckProgress]:
    """Show a bar while a terminal is looking; it never mixes with the lines of problems."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task(words, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _print_problems(problems: Iterable[Problem], most: int | None = None) -> None:
    listed = list(problems)
    for problem in listed[:most]:
        print(problem, file=sys.stderr)
    if most is not None and len(listed) > most:
        print(f"... and {len(listed) - most} more warnings", file=sys.stderr)


def summary(pack: Pack, clips: ClipCounts) -> str:
    """Return what a pack is in one line."""
    rights = badge(pack)
    stays = "; stays on this machine" if rights.stays else ""
    return (
        f"{pack.name} {pack.version}: {clips.real} real and {clips.manipulated} manipulated clips;"
        f" {rights.licence}; {CONSENT[rights.consent]}; for {', '.join(rights.places)}{stays}"
    )


def leakage_lines(report: Report) -> Iterator[str]:
    """Yield how far each feature of the files tells the labels apart, the strongest first."""
    if not report.leakage:
        paired = "" if report.loaded and report.loaded.pack.imported else "; each edit has its original"
        yield f"too few clips of a label to measure label leakage{paired}"
        return
    rows = sorted(report.leakage.items(), key=lambda tell: -abs(tell[1] - 0.5))
    yield f"no format tell: the strongest is the {rows[0][0]}, AUC {rows[0][1]:.2f}"
    wide = max(len(feature) for feature, _ in rows)
    yield from (f"  {feature:{wide}}  {auc:.2f}" for feature, auc in rows)


def _row(library: Library, installed: InstalledPack) -> dict[str, Any]:
    clips = library.tally(installed.pack.name)
    rights = badge(installed.pack)
    return {
        "name": installed.pack.name,
        "version": installed.pack.version,
        "title": installed.pack.title.model_dump(exclude_none=True),
        "clips": installed.clips,
        "real": clips.real,
        "manipulated": clips.manipulated,
        "licence": rights.licence,
        "consent": rights.consent,
        "display": list(rights.places),
        "stays": rights.stays,
        "enabled": installed.enabled,
        "checked": installed.checked,
        "damaged": installed.damaged,
        "embedded": installed.embedded,
        "folder": str(installed.folder),
    }


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    if not rows:
        print("no packs yet; add one with `pack install PATH`")
        return
    table = Table("Pack", "Version", "Clips", "Licence", "Consent", "State", box=None, pad_edge=False)
    for row in rows:
        state = "on" if row["enabled"] else "off"
        state += f", damaged: {printable(row['damaged'])}" if row["damaged"] else ""
        state += ", comes with the game" if row["embedded"] else ""
        clips = f"{row['real']} + {row['manipulated']}"
        table.add_row(row["name"], row["version"], clips, row["licence"], CONSENT[row["consent"]], state)
    console = Console()
    console.print(table) if console.is_terminal else Console(width=WIDE).print(table)
