"""`pack build` and `pack sheet`: making a pack from a recipe, and looking at what was made."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def build(args: argparse.Namespace) -> int:
    """Build the recipe `args.name` from `args.from_dir` into `args.out`; 1 when that is not possible."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from game.errors import ChinmiError
    from game.forge.build import build as build_pack

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task(f"pack {args.name}", total=None)
            built = build_pack(
                args.name,
                Path(args.from_dir),
                Path(args.out),
                only=args.only,
                progress=lambda done, total, _name: bar.update(task, completed=done, total=total),
            )
    except ChinmiError as error:
        print(error, file=sys.stderr)
        return 1
    real = sum(not clip.manipulated for clip in built.clips)
    print(f"{args.out}: {len(built.clips)} clips, {real} real and {len(built.clips) - real} manipulated")
    return 0


def sheet(args: argparse.Namespace) -> int:
    """Write the quality sheet of the pack `args.path` to `args.out`; 1 when that is not possible."""
    from game.errors import ChinmiError
    from game.forge.sheet import write_sheet

    try:
        rows = write_sheet(Path(args.path), Path(args.out))
    except ChinmiError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{args.out}: {rows} edits beside their originals")
    return 0
