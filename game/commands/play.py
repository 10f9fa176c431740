"""`python main.py`: play the game in a window."""

from __future__ import annotations

import argparse
import gc
from typing import TYPE_CHECKING

from game.commands import options
from game.errors import DisplayError

if TYPE_CHECKING:
    from game.app import App
    from game.opening import Opening
    from game.runtime import Options


def run(args: argparse.Namespace) -> int:
    """Open the window and play. Raises DisplayError without a display."""
    try:
        app = finished(opened(args), args)
    finally:
        gc.enable()
    from game.opening import behind_doors

    with behind_doors():
        app.run()
    return 0


def opened(args: argparse.Namespace) -> Opening:
    """Return the window with its first picture. Raises DisplayError without a display."""
    gc.disable()  # until the menu is there: what is loaded stays
    from game import readymade
    from game.opening import FOLDER, Opening
    from game.ui.screen import display_available

    if not display_available():
        raise DisplayError("no display")
    folder = options.data_dir(args)
    readymade.keep_in(folder / FOLDER)
    asked = (options.language(args), options.theme(args))
    return Opening(folder, options.window_size(args), fullscreen=args.fullscreen, asked=asked)


def finished(opening: Opening, args: argparse.Namespace) -> App:
    """Return the game at its first screen, in the window that is open."""

    def chosen() -> Options:
        from game.runtime import Options

        return Options(
            data_dir=options.data_dir(args),
            lang=options.language(args),
            theme=options.theme(args),
            size=options.window_size(args),
            fullscreen=args.fullscreen,
            seed=args.seed,
            mute=args.mute,
        )

    return opening.finish(chosen)
