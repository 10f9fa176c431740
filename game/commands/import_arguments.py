"""The arguments of `import`."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.commands import options


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what `import` takes."""
    command.add_argument("source", type=Path, metavar="SRC", help="the folder of the dataset")
    command.add_argument("--out", type=Path, required=True, metavar="PACK", help="a folder, or a .zip")
    command.add_argument("--as", dest="as_name", metavar="NAME", help="what it is, such as dfdc or csv")
    command.add_argument(
        "--limit",
        type=options.whole("--limit", 1, options.LARGEST_IMPORT),
        metavar="N",
        help=f"take N clips at most ({options.MOST_IMPORTED} where it is left out)",
    )
    command.add_argument(
        "--balance", action="store_true", help="as many real as manipulated clips, methods and people in turn"
    )
    command.add_argument("--dry-run", action="store_true", help="tell what would come in, write nothing")
    command.add_argument("--json", action="store_true", help="print JSON instead of lines")
    command.add_argument(
        "--agreement", metavar="'ROLE, PLACE'", help="confirm the terms of a set that asks for it; no name"
    )
    command.add_argument(
        "--one-means", choices=("real", "manipulated"), help="what 1 means where labels are 0 and 1"
    )
    command.add_argument(
        "--overlay", type=Path, metavar="FILE", help="ExDDV's table: what viewers wrote, laid on these clips"
    )
    add_workers(command)


def add_workers(command: argparse.ArgumentParser) -> None:
    """Add where the work is done."""
    command.add_argument(
        "--on", metavar="ADDRESS", help="work on a Dask cluster, such as tcp://10.0.0.5:8786 (extra: cluster)"
    )
