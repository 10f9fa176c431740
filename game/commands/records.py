"""`records push` and `records difficulties`: what a machine sends to its fleet and takes from it."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from game.commands import options
from game.errors import FleetError, printable

if TYPE_CHECKING:
    import argparse

NOT_JOINED = "This machine has not joined a fleet: python main.py fleet join --site NAME --label NAME"


def push(args: argparse.Namespace) -> int:
    """Send what is new. Returns 1 where a store could not be read. Raises ChinmiError."""
    from game.fleet.allowed import Allowed
    from game.fleet.batch import Machine
    from game.fleet.local import LocalFleet
    from game.fleet.push import push as send
    from game.fleet.server import library

    library()
    url = options.fleet_url(args)
    folder = options.data_dir(args)
    fleet = LocalFleet.open(folder)
    try:
        joined = fleet.joined
        if joined is None:
            raise FleetError(NOT_JOINED)
        now = datetime.now(UTC).isoformat()
        machine = Machine(folder, fleet, joined, Allowed.here(folder, joined), now)
        done = send(machine, url, _version(), pause=time.sleep)
    finally:
        fleet.close()
    for sentence in done.unread:
        print(printable(sentence), file=sys.stderr)
    print(f"sent: {done.rows} new rows in {done.batches} batches")
    return 1 if done.unread else 0


def _version() -> str:
    try:
        return version("chinmi")
    except PackageNotFoundError:
        return "checkout"


def difficulties(args: argparse.Namespace) -> int:
    """Take in a signed file of difficulties. Raises ChinmiError when it is refused."""
    from game.fleet.local import LocalFleet
    from game.fleet.taken import take_in

    folder = options.data_dir(args)
    fleet = LocalFleet.open(folder)
    try:
        joined = fleet.joined
    finally:
        fleet.close()
    signer = args.signed_by or (joined.signer if joined is not None else "")
    if not signer:
        raise FleetError("Whose signature counts? --signed-by KEY, or fleet join --signed-by KEY")
    taken = take_in(folder, args.file, signer)
    print(f"taken: difficulties of {taken} clips; the next start of the game deals by them")
    return 0
