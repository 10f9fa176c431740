"""`pack build`, `pack sheet`, `pack new`: making a pack from a recipe, looking at it, starting a recipe."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.commands import options

if TYPE_CHECKING:
    from rich.progress import Progress

    from game.forge.starter import Answers


def build(args: argparse.Namespace) -> int:
    """Build the recipe `args.name` into `args.out`; 1 when that is not possible.

    The sources come from `args.from_dir`; with `args.download` they are first fetched into it, or into
    the data folder when none is given.
    """
    from game.errors import ChinmiError, printable

    try:
        folder = _sources(args)
        with _bar() as bar:
            if args.download:
                _fetch(args, folder, bar)
            count, real = _build(args, folder, bar)
        print(f"{args.out}: {count} clips, {real} real and {count - real} manipulated")
        if args.sheet:
            return _write_sheet(args.out, args.sheet)
    except ChinmiError as error:
        print(printable(str(error)), file=sys.stderr)
        return 1
    return 0


def sheet(args: argparse.Namespace) -> int:
    """Write the quality sheet of the pack `args.path` to `args.out`; 1 when that is not possible."""
    from game.errors import ChinmiError, printable

    try:
        return _write_sheet(args.path, args.out)
    except ChinmiError as error:
        print(printable(str(error)), file=sys.stderr)
        return 1


def _sources(args: argparse.Namespace) -> Path:
    from game.errors import ChinmiError

    if args.from_dir is not None:
        return Path(args.from_dir)
    if args.download:
        return options.data_dir(args) / "sources" / Path(args.name).stem
    raise ChinmiError("say where the footage is: --from DIR, or --download to fetch it over HTTPS")


def _fetch(args: argparse.Namespace, folder: Path, bar: Progress) -> None:
    from game.errors import ChinmiError
    from game.forge import recipe
    from game.forge.fetch import KEPT, Fetcher, FetchError

    task = bar.add_task("download (kB)", total=None)

    def show(done: int, total: int) -> None:
        bar.update(task, completed=done // 1024, total=total // 1024)

    plan = recipe.read(args.name)
    try:
        Fetcher(folder, show).fetch(plan.needed(plan.first(args.only)))
    except FetchError as error:
        raise ChinmiError(f"{error}\n{KEPT}") from error


def _build(args: argparse.Namespace, folder: Path, bar: Progress) -> tuple[int, int]:
    from game.forge.build import build as build_pack

    task = bar.add_task(f"pack {args.name}", total=None)

    def show(done: int, total: int, _clip: str) -> None:
        bar.update(task, completed=done, total=total)

    out, workers = Path(args.out), options.workers(args)
    built = build_pack(args.name, folder, out, only=args.only, workers=workers, progress=show)
    return len(built.clips), sum(not clip.manipulated for clip in built.clips)


def _write_sheet(pack: Path, out: Path) -> int:
    from game.forge.contact_sheet import write_contact_sheet

    rows = write_contact_sheet(Path(pack), Path(out))
    print(f"{out}: {rows} edits beside their originals")
    return 0


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def new(args: argparse.Namespace) -> int:
    """Ask about the footage in `args.folder` and write a first recipe to `args.out`; 1 when refused."""
    from game.errors import ChinmiError, printable
    from game.forge.starter import build_line, starter_recipe

    folder, out = Path(args.folder), Path(args.out)
    try:
        _refuse_existing(out)
        answers = _ask()
        out.write_text(starter_recipe(answers, folder, out), "utf-8", newline="\n")
    except ChinmiError as error:
        print(printable(str(error)), file=sys.stderr)
        return 1
    points = out.with_name(f"{out.stem}.landmarks.npz")
    print(f"{out}: written. Next: the face points into {points} (docs/forge.md, Your own footage), then:")
    print(build_line(answers.name, folder, out))
    return 0


def _refuse_existing(out: Path) -> None:
    from game.errors import ChinmiError

    if out.exists():
        raise ChinmiError(f"{out} is there already; expected a new name")


def _ask() -> Answers:
    """Ask in words; consent that nobody can name is no consent."""
    from game.errors import ChinmiError
    from game.forge.source_names import slug
    from game.forge.starter import Answers

    print("Everybody in the footage must have agreed in writing to be filmed and shown in class.")
    name = input("A short name for the pack (small letters, digits, hyphens): ").strip()
    title = input("Its title, as players read it: ").strip()
    evidence = input("Who agreed, to what, and where are the signed forms kept? ").strip()
    if not (name and title and evidence):
        raise ChinmiError("a pack needs a name, a title and the consent in words; nothing was written")
    short = slug(name, "pack")
    if short != name:
        print(f"The pack is called {short}: a name is of small letters, digits and hyphens.")
    altered = input("Did everybody agree to training edits of their own picture and voice? (yes/no) ").strip()
    return Answers(short, title, evidence, may_alter=altered.lower() in {"yes", "y", "ha", "да"})
