"""`python main.py`: play the game in a window."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from game.commands import options
from game.errors import DisplayError

if TYPE_CHECKING:
    from game.app import App


def run(args: argparse.Namespace) -> int:
    """Open the window and play. Raises DisplayError without a display."""
    started(args).run()
    return 0


def started(args: argparse.Namespace) -> App:
    """Return the game at its first screen. Raises DisplayError without a display."""
    from game.app import App
    from game.runtime import Options
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
    return app
