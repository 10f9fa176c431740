"""The arguments of `kiosk`, apart from the command itself: reading a command line loads nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

ACTIONS: Final = ("run", "init", "settings", "export")
EXPORTS: Final = ("days", "kinds", "clips")


def add_arguments(command: argparse.ArgumentParser, *, tools: bool) -> None:
    """Declare the arguments of `kiosk`; `soak` is one of its actions where the tools are."""
    actions = (*ACTIONS, "soak") if tools else ACTIONS
    command.add_argument("action", nargs="?", choices=actions, default="run")
    command.add_argument("--config", type=Path, default=Path("kiosk.yaml"), metavar="FILE")
    command.add_argument(
        "--no-supervisor", action="store_true", help="run: only the game, as its supervisor starts it"
    )
    command.add_argument("--what", choices=EXPORTS, default="days", help="export: which counts")
    command.add_argument("--out", type=Path, metavar="FILE", help="export: write to a file")
    if tools:
        _add_soak(command)


def _add_soak(command: argparse.ArgumentParser) -> None:
    command.add_argument("--days", type=int, metavar="N", help="soak: virtual days, without a window")
    command.add_argument("--visits", type=int, default=100, metavar="N", help="soak --days: visits a day")
    command.add_argument("--kills", type=int, metavar="N", help="soak: kill the game N times at random")
    command.add_argument("--stops", action="store_true", help="soak --kills: stop (hang) it instead")
    command.add_argument("--log", type=Path, metavar="FILE", help="soak --kills: keep the supervisor's log")
    command.add_argument("--processor", action="store_true", help="soak: measure the attract loop's CPU")
    command.add_argument("--minutes", type=float, metavar="N", help="soak: robot visits in real time")
