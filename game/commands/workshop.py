"""`workshop`: a class plays from phones in the room's own network, without internet."""

from __future__ import annotations

import argparse

from game.classroom.network import LOOPBACK
from game.commands import options
from game.errors import DisplayError


def run(args: argparse.Namespace) -> int:
    """Open the window on the choice of a plan. Raises DisplayError without a display."""
    from game.app import App, Options
    from game.scenes.workshop_opening import Workshop
    from game.ui.screen import display_available

    if not display_available():
        raise DisplayError("no display")
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
    app.start()
    address = LOOPBACK if args.address == "localhost" else args.address
    workshop = Workshop(app.context, address=address, port=args.port or 0, wifi=args.wifi or "")
    workshop.begin()
    code = workshop.desk.code
    where = ", ".join(workshop.addresses) or "no network"
    print(f"Addresses of this computer: {where}")
    print(
        f"The teacher's desk: open http://ADDRESS:PORT/teacher on a phone; the code is {code[:4]} {code[4:]}"
    )
    try:
        app.run()
    finally:
        if workshop.teaching is not None:
            workshop.teaching.close()
    return 0
