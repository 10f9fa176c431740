"""The arguments of `kiosk`, apart from the command itself: reading a command line loads nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from game.commands import options

ACTIONS: Final = ("run", "init", "settings", "export")
EXPORTS: Final = ("days", "kinds", "clips")


def add_arguments(command: argparse.ArgumentParser, *, tools: bool) -> None:
    """Declare the arguments of `kiosk`; `soak` is one of its actions where the tools are."""
    actions = (*ACTIONS, "soak") if tools else ACTIONS
    command.add_argument(
        "action", nargs="?", choices=actions, default="run", help="what to do; without it the kiosk runs"
    )
    command.add_argument(
        "--config",
        type=Path,
        default=Path("kiosk.yaml"),
        metavar="FILE",
        help="the kiosk's settings (kiosk.yaml)",
    )
    command.add_argument(
        "--no-supervisor", action="store_true", help="run: only the game, as its supervisor starts it"
    )
    command.add_argument("--what", choices=EXPORTS, default="days", help="export: which counts")
    command.add_argument("--out", type=Path, metavar="FILE", help="export: write to a file")
    if tools:
        _add_soak(command)


def _add_soak(command: argparse.ArgumentParser) -> None:
    add, whole = command.add_argument, options.whole
    days, visits, kills = whole("--days", 1, 3660), whole("--visits", 1, 10_000), whole("--kills", 1, 100_000)
    minutes = options.decimal("--minutes", 0.01, 10_080)
    add("--days", type=days, metavar="N", help="soak: virtual days, without a window")
    add(
        "--visits",
        type=visits,
        default=100,
        metavar="N",
        help="soak: visits a day (--days), in all (--clips)",
    )
    add("--clips", action="store_true", help="soak: visits with real clips in virtual time")
    add("--kills", type=kills, metavar="N", help="soak: kill the game N times at random")
    add("--stops", action="store_true", help="soak --kills: stop (hang) it instead")
    add("--log", type=Path, metavar="FILE", help="soak --kills: keep the supervisor's log")
    add("--processor", action="store_true", help="soak: measure the attract loop's CPU")
    add("--minutes", type=minutes, metavar="N", help="soak: robot visits in real time")
