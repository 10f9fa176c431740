"""`fleet`: name this machine, set up the server, report, and give difficulties of clips back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from game.commands import options
from game.errors import FleetError

if TYPE_CHECKING:
    import argparse

_MONTH: Final = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


def join(args: argparse.Namespace) -> int:
    """Note how this machine is called. Raises ChinmiError."""
    from game.fleet.local import LocalFleet
    from game.fleet.signed import public_key

    signer = public_key(args.signed_by) if args.signed_by else ""
    fleet = LocalFleet.open(options.data_dir(args))
    try:
        made = fleet.join(args.site, args.label, packs=tuple(args.pack), signer=signer, anew=args.anew)
    finally:
        fleet.close()
    print(f"joined as {made.label} in {made.site}; the machine's random name is {made.device}")
    return 0


def init(args: argparse.Namespace) -> int:
    """Bring the server's schema up to date. Raises FleetError."""
    from game.fleet.setup import set_up

    steps, partitions = set_up(options.fleet_url(args), _today(), args.months)
    print(f"the server is ready: {steps} steps and {partitions} partitions were new")
    return 0


def report(args: argparse.Namespace) -> int:
    """Write the report in all languages. Raises ChinmiError."""
    from game.fleet.report import write_report

    since, until = _month(args.since, "--since"), _month(args.until, "--until")
    for path in write_report(options.fleet_url(args), args.out, _today(), since, until):
        print(path)
    return 0


def key(args: argparse.Namespace) -> int:
    """Make a pair of keys. Raises ChinmiError."""
    from game.fleet.signed import make_key

    public = make_key(args.out)
    print(f"the secret key is in {args.out}: keep it where reports are made, and nowhere else")
    print(f"the public key for the machines: fleet join --signed-by {public}")
    return 0


def difficulties(args: argparse.Namespace) -> int:
    """Write the pooled difficulties, signed. Raises ChinmiError."""
    from game.fleet.difficulties import write_difficulties

    clips = write_difficulties(options.fleet_url(args), args.key, args.out, _today())
    print(f"{args.out}: difficulties of {clips} clips")
    return 0


def _today() -> date:
    return datetime.now(UTC).date()


def _month(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    found = _MONTH.fullmatch(text)
    if found is None:
        raise FleetError(f"{option} {text}: expected a month such as 2026-05")
    return date(int(found[1]), int(found[2]), 1)
