"""The arguments of `workshop`, apart from the command itself: reading a command line loads nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.commands import options


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Declare the arguments of `workshop`."""
    command.add_argument(
        "--address", metavar="IP", help="this computer's address to use, or localhost to try it out alone"
    )
    command.add_argument(
        "--port", type=options.whole("--port", 1, 65_535), metavar="N", help="the port to try first (8080)"
    )
    command.add_argument(
        "--plan",
        metavar="NAME",
        help="the lesson to begin with: minutes-20, minutes-45, minutes-90, or an own one by its name",
    )
    command.add_argument("--wifi", metavar="NAME", help="the network's name, to be shown in the lobby")
    command.add_argument(
        "--wall-display",
        type=options.whole("--wall-display", 1, options.MOST_DISPLAYS),
        metavar="N",
        help="show the wall on screen N (2: the projector), the desk on this computer's own",
    )
    command.add_argument(
        "--pack", type=Path, metavar="DIR", help="only write the teacher's printable pages into DIR"
    )
    command.add_argument(
        "--reports", type=Path, metavar="DIR", help="only copy the class reports of this computer into DIR"
    )
