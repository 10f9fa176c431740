"""The kiosk's process and composition root: it joins the kiosk with the settings screen of the home room.

The supervisor starts it as `python -m game.kiosk --config FILE --data DIR`.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import importlib
import os
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game import resources, stopping
from game.errors import ChinmiError, ContentError, DisplayError
from game.kiosk.library import NothingToPlayError
from game.kiosk.settings import LOUDNESS, NORMAL
from game.kiosk.supervision import exit_codes
from game.kiosk.supervision.heartbeat import Heartbeat, end_with_the_parent, take_the_pipe
from game.settings import Settings

if TYPE_CHECKING:
    from game.kiosk.app import KioskApp
    from game.play.context import Context
    from game.ui.scene import Scene

VISITOR: Final = "tools.robots.kiosk_visitor"
"""The module of the robot visitor, which only a checkout has."""

Make = Callable[..., "KioskApp"]


def main(argv: list[str], make: Make | None = None) -> int:
    """Run the game (or the still picture) and return its exit status; `make` is for faults on purpose."""
    args = _parser().parse_args(argv)
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS", "0")
    faulthandler.enable()
    stopping.hasten_the_end()
    heartbeat = Heartbeat(take_the_pipe(), time.monotonic)
    try:
        with stopping.listening():
            return _still(args, heartbeat) if args.still else _game(args, heartbeat, make)
    except stopping.Stopped as asked:
        heartbeat.note(f"was asked to stop by signal {asked.number}")
        return asked.status
    except DisplayError as error:
        heartbeat.note(f"no display: {error}")
        return exit_codes.NO_DISPLAY
    except (ContentError, NothingToPlayError) as error:
        heartbeat.note(str(error))
        return exit_codes.REFUSED
    except (ChinmiError, OSError) as error:
        heartbeat.note(str(error))
        return exit_codes.FAILED
    except Exception as error:  # noqa: BLE001 - whatever it is, the log has to say it
        heartbeat.note("failure: " + "".join(traceback.format_exception(error)[-3:]))
        return exit_codes.FAILED


def screens() -> Mapping[str, Callable[[Context], Scene]]:
    """Return the screens of other rooms that a visit can ask for by name."""
    return {"settings": visit_settings, "at-hand": at_hand}


def at_hand(context: Context) -> Scene:
    """Return where to look and what to ask."""
    from game.home import doors

    return doors.at_hand(context)


def visit_settings(context: Context) -> Scene:
    """Return the settings of a visit: nothing is kept, and the loudness has steps."""
    from game.home.settings import SettingsOptions, SettingsScene

    return SettingsScene(
        context,
        SettingsOptions(
            name="visit-settings",
            where="kiosk.visit_only",
            loudness=LOUDNESS,
            usual=Settings(volume=NORMAL),
            home=False,
            notes=False,
        ),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="game.kiosk")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--size", type=_size, default=(1280, 720))
    parser.add_argument("--still", action="store_true")
    if resources.has_tools():
        parser.add_argument("--robot", type=Path, help="let a robot visit; it notes each reveal in this file")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _game(args: argparse.Namespace, heartbeat: Heartbeat, make: Make | None) -> int:
    from game.kiosk.app import KioskApp
    from game.kiosk.config import read
    from game.kiosk.state import Environment
    from game.runtime import Options

    settings = read(args.config)
    options = Options(args.data, size=args.size, fullscreen=settings.fullscreen)
    app = (make or KioskApp)(options, settings, Environment(args.data, args.config, heartbeat), screens())
    if getattr(args, "robot", None) is not None:
        app.visitor = importlib.import_module(VISITOR).visitor(app.loop, args.robot)
    end_with_the_parent(app.leave)
    app.start()
    heartbeat.came_up()
    heartbeat.note(f"attract screen, {app.screen.surface.get_width()} x {app.screen.surface.get_height()}")
    app.run()
    return app.status


def _still(args: argparse.Namespace, heartbeat: Heartbeat) -> int:
    from game.kiosk.config import read
    from game.kiosk.supervision.out_of_order import show

    fullscreen = True
    with contextlib.suppress(ChinmiError):
        fullscreen = read(args.config).fullscreen
    over = threading.Event()
    end_with_the_parent(over.set)
    heartbeat.note("shows the still picture")
    with stopping.held(over.set, over.set):
        show(args.size, over, fullscreen=fullscreen)
    return exit_codes.CLOSED
