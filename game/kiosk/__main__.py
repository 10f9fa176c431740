"""The child process: `python -m game.kiosk --config FILE --data DIR`, started by the supervisor."""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import os
import sys
import threading
import time
import traceback
from pathlib import Path
from random import Random

from game.errors import ChinmiError, ContentError, DisplayError
from game.kiosk.library import NothingToPlayError
from game.kiosk.supervision import exit_codes
from game.kiosk.supervision.heartbeat import Signs, end_with_the_parent, take_the_pipe


def main(argv: list[str]) -> int:
    """Run the game (or the still picture) and return its exit status."""
    parser = argparse.ArgumentParser(prog="game.kiosk")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--still", action="store_true")
    parser.add_argument("--robot", type=Path, help="let a robot visit; it notes each reveal in this file")
    args = parser.parse_args(argv)
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS", "0")
    faulthandler.enable()
    signs = Signs(take_the_pipe(), time.monotonic)
    width, _, height = str(args.size).partition("x")
    size = (int(width), int(height))
    try:
        if args.still:
            return _still(args, size)
        return _game(args, size, signs)
    except DisplayError as error:
        signs.note(f"no display: {error}")
        return exit_codes.NO_DISPLAY
    except (ContentError, NothingToPlayError) as error:
        signs.note(str(error))
        return exit_codes.REFUSED
    except (ChinmiError, OSError) as error:
        signs.note(str(error))
        return exit_codes.FAILED
    except Exception as error:  # noqa: BLE001 - whatever it is, the log has to say it
        signs.note("failure: " + "".join(traceback.format_exception(error)[-3:]))
        return exit_codes.FAILED


def _game(args: argparse.Namespace, size: tuple[int, int], signs: Signs) -> int:
    from game.app import Options
    from game.kiosk.app import KioskApp, Surroundings
    from game.kiosk.config import read
    from game.kiosk.robot import Robot

    settings = read(args.config)
    options = Options(args.data, size=size, fullscreen=settings.fullscreen)
    app = KioskApp(options, settings, Surroundings(args.data, args.config, signs))
    if args.robot is not None:
        app.robot = Robot(app.loop, Random(), pace=(0.15, 0.5), noted=args.robot)
    end_with_the_parent(app.loop.stop)
    app.start()
    signs.came_up()
    signs.note(f"attract screen, {app.screen.surface.get_width()} x {app.screen.surface.get_height()}")
    app.run()
    return app.status


def _still(args: argparse.Namespace, size: tuple[int, int]) -> int:
    from game.kiosk.config import read
    from game.kiosk.supervision.out_of_order import show

    fullscreen = True
    with contextlib.suppress(ChinmiError):
        fullscreen = read(args.config).fullscreen
    over = threading.Event()
    end_with_the_parent(over.set)
    show(size, over, fullscreen=fullscreen)
    return exit_codes.CLOSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
