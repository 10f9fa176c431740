"""`pack get NAME`: a pack of the game's own recipes, fetched over HTTPS, built and installed in one go.

It is the order that the game itself carries out, with the same folders: what came by one is there for the
other, and what was stopped goes on.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from game import resources
from game.commands import options
from game.commands.pack import opened_library, summary
from game.errors import ChinmiError, printable
from game.stopping import Stopped

if TYPE_CHECKING:
    import argparse

    from game.forge.order import PackOrder
    from game.packs.library import Library

_LOOK: Final = 0.1
"""Seconds between two looks at how far the order is."""


def get(args: argparse.Namespace) -> int:
    """Fetch, build and install the pack `args.name`; 1 where that fails, 128 + signal when stopped."""
    from game.forge import order, recipe
    from game.media.probe import probe

    if args.name not in recipe.names():
        known = ", ".join(recipe.names())
        raise ChinmiError(f"there is no recipe {args.name!r} to get; expected one of: {known}")
    folder = options.data_dir(args)
    plan = recipe.read(args.name)
    if any(source.url is None for source in plan.sources):
        raise ChinmiError(f"{args.name} has footage that is not on the internet; use pack build --from DIR")
    with opened_library(args) as library:
        if _is_there(library, plan.pack.name, plan.pack.version):
            print(f"{plan.pack.name} {plan.pack.version} is installed already")
            return 0
        offer = order.offer(args.name, folder)
        told = f"{offer.bytes / 1_000_000:.1f} MB to fetch over HTTPS" if offer.bytes else "all is here"
        print(f"{offer.name}: {offer.clips} clips; {told}", file=sys.stderr)
        ordered = order.PackOrder(args.name, folder, library, resources.read_guide(), probe)
        return _carried_out(ordered, library)


def _is_there(library: Library, name: str, version: str) -> bool:
    return any(one.pack.name == name and one.pack.version == version for one in library.packs())


def _carried_out(ordered: PackOrder, library: Library) -> int:
    from game.forge.fetch import KEPT
    from game.forge.order import OrderStage

    try:
        _watch(ordered)
    except KeyboardInterrupt as asked:
        ordered.stop()
        ordered.join()
        print(f"stopped; {KEPT}", file=sys.stderr)
        return asked.status if isinstance(asked, Stopped) else 130
    status = ordered.status
    if status.stage is not OrderStage.DONE:
        print(printable(f"{status.reason or status.stage}; {KEPT}"), file=sys.stderr)
        return 1
    pack = next(one for one in library.packs() if one.pack.name == ordered.name)
    print(summary(pack.pack, library.tally(pack.pack.name)))
    print(f"installed in {pack.folder}")
    return 0


def _watch(ordered: PackOrder) -> None:
    """Start the order and show how far it is until it is over."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    words = {"fetch": "downloading", "build": "building", "install": "checking"}
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks = {stage: bars.add_task(word, total=None, visible=False) for stage, word in words.items()}
        ordered.start()
        while ordered.working:
            ordered.join(_LOOK)
            status = ordered.status
            if status.stage in tasks and status.total:
                bars.update(tasks[status.stage], completed=status.done, total=status.total, visible=True)
