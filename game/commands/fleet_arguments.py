"""The arguments of `records` and `fleet`, apart from the commands: reading them loads nothing else."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from game.commands import options

Add = Callable[[str, str, str], argparse.ArgumentParser]
"""Makes a command: its name, what it does, and its function."""
URL: Final = "the server, postgresql://USER@HOST/DATABASE (also CHINMI_FLEET); password: PGPASSWORD"
MOST_MONTHS: Final = 120


def add_records(add: Add) -> None:
    """Declare the actions of `records`."""
    push = add("push", "send what is new to a fleet's PostgreSQL", "game.commands.records:push")
    _add_url(push)
    take = add("difficulties", "take in the difficulties of clips", "game.commands.records:difficulties")
    take.add_argument("file", type=Path, metavar="FILE", help="the signed file of `fleet difficulties`")
    take.add_argument("--signed-by", metavar="KEY", help="the fleet's public key, where join was not told it")


def add_fleet(add: Add) -> None:
    """Declare the actions of `fleet`."""
    join = add("join", "say how this machine is called in its fleet", "game.commands.fleet:join")
    join.add_argument("--site", required=True, metavar="NAME", help="where it stands, such as school-12")
    join.add_argument("--label", required=True, metavar="NAME", help="which one it is there, such as hall-1")
    join.add_argument(
        "--pack", action="append", default=[], metavar="NAME",
        help="also send answers to this pack (repeatable); without it those to the game's own packs only",
    )  # fmt: skip
    join.add_argument("--signed-by", metavar="KEY", help="the fleet's public key, in hexadecimal")
    join.add_argument("--anew", action="store_true", help="be a new machine: for a copy of another one")
    init = add("init", "make or update schema, roles and partitions", "game.commands.fleet:init")
    _add_url(init)
    months = options.whole("--months", 1, MOST_MONTHS)
    init.add_argument("--months", type=months, default=24, metavar="N", help="months ahead (24)")
    report = add("report", "write a report of the fleet as HTML and CSV", "game.commands.fleet:report")
    _add_url(report)
    report.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write into")
    report.add_argument("--since", metavar="YYYY-MM", help="the first month")
    report.add_argument("--until", metavar="YYYY-MM", help="the last month")
    key = add("key", "make the fleet's pair of keys for signing", "game.commands.fleet:key")
    key.add_argument("--out", type=Path, required=True, metavar="FILE", help="the secret key's file to write")
    pooled = add("difficulties", "write signed difficulties of clips", "game.commands.fleet:difficulties")
    _add_url(pooled)
    pooled.add_argument("--key", type=Path, required=True, metavar="FILE", help="the fleet's secret key")
    pooled.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")


def _add_url(command: argparse.ArgumentParser) -> None:
    command.add_argument("--to", metavar="URL", help=URL)
