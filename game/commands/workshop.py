"""`workshop`: a class plays from phones in the room's own network, without internet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.commands import options
from game.errors import ChinmiError, DisplayError, printable
from game.workshop.server.network import LOOPBACK


def run(args: argparse.Namespace) -> int:
    """Write pages (`--pack`, `--reports`), or open the window.

    Raises DisplayError without a display, and ChinmiError where there is no lesson `--plan`.
    """
    if args.pack is not None:
        return print_pages(args.pack)
    if args.reports is not None:
        return copy_reports(options.data_dir(args), args.reports)
    from game.app import App
    from game.runtime import Options
    from game.ui.screen import display_available
    from game.workshop.plan_choice import find_plan
    from game.workshop.wall.opening import Workshop

    if not display_available():
        raise DisplayError("no display")
    plan = find_plan(args.plan, options.data_dir(args)) if args.plan is not None else ""
    app = App(
        Options(
            data_dir=options.data_dir(args),
            lang=options.language(args),
            theme=options.theme(args),
            size=options.window_size(args),
            fullscreen=args.fullscreen,
            seed=args.seed,
            mute=args.mute,
        )
    )
    if args.wall_display is not None:
        app.place.put(args.wall_display)
    address = LOOPBACK if args.address == "localhost" else args.address
    workshop = Workshop(
        app.context,
        address=address,
        port=args.port or 0,
        wifi=args.wifi or "",
        desk_here=args.wall_display is not None,
    )
    try:
        app.start(lambda: workshop.begin(plan))
        code = workshop.remote.code
        where = ", ".join(f"{one.address} ({one.name or one.kind})" for one in workshop.adapters)
        where = where or "no network"
        print(f"Addresses of this computer: {where}")
        desk = "http://ADDRESS:PORT/teacher"
        print(f"The teacher's desk: open {desk} on a phone; the code is {code[:4]} {code[4:]}")
        app.run()
    finally:
        workshop.close()
    return 0


def copy_reports(data_dir: Path, folder: Path) -> int:
    """Copy the class reports into `folder` and print their names. Raises ChinmiError."""
    from game.workshop.wall.papers import copy_all, reports_in

    reports = reports_in(data_dir)
    if not reports:
        print(f"no class reports yet in {printable(str(data_dir))}", file=sys.stderr)
    try:
        for path in copy_all(reports, folder):
            print(path)
    except OSError as error:
        raise ChinmiError(f"The reports could not be copied to {folder}: {error.strerror}") from error
    return 0


def print_pages(folder: Path) -> int:
    """Write the teacher's packs of all plans and the handouts, in all languages, and print their names."""
    from game import resources
    from game.campaign.reader import read_campaign
    from game.i18n import Catalogue
    from game.workshop.handouts.printing import write_pages
    from game.workshop.plan_reader import read_plans

    guide = resources.read_guide()
    campaign = read_campaign(guide)
    plans = read_plans(resources.levels() / "workshops", guide, campaign)
    texts = Catalogue.read(resources.assets() / "i18n")
    for path in write_pages(folder, plans, guide, campaign, texts):
        print(path)
    return 0
