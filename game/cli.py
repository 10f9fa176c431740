"""The command line: all commands and their arguments. Each imports what it needs when it is called."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from game import own_program, resources, stopping
from game.commands import options
from game.errors import ChinmiError, DisplayError, printable

NO_DISPLAY = 3
"""Exit status when there is no screen to play on."""

WITHOUT_DISPLAY = "`autoplay` and `screens` work here without one"

MOST_CLIPS = 250_000
MOST_ROUNDS = 100_000
MOST_MINUTES = 10_080
JSON = "print JSON instead of lines"
PACK = "a folder, or a .zip of it"

IN_A_CHECKOUT = "In the project's folder, `python main.py` has also: autoplay, bench, screens, torture."
"""What an installed game says of the tools, which it lacks."""


def run() -> None:
    """Be the `chinmi` command of an installed package."""
    stopping.hasten_the_end()
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit status: 0 done, 1 problems, 2 wrong usage, 3 no display.

    A signal that asks to stop ends it with 128 and the signal's number, as shells tell it.
    """
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    _mend_streams()
    try:
        args = arguments(argv)
        module, function = args.handler.split(":")
        with stopping.listening():
            status: int = getattr(importlib.import_module(module), function)(args)
    except DisplayError:
        hint = f"; {WITHOUT_DISPLAY}" if resources.has_tools() else ""
        print(f"No display was found, so the game cannot open a window{hint}.", file=sys.stderr)
        return NO_DISPLAY
    except ChinmiError as error:
        print(printable(str(error)), file=sys.stderr)
        return 1
    except EOFError:
        print("The input ended before all questions were answered.", file=sys.stderr)
        return 1
    except stopping.Stopped as asked:
        return asked.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status


def _mend_streams() -> None:
    """Put something in the place of closed streams; let a terminal without our letters show them escaped."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for the process
        elif mode == "w" and isinstance(stream, TextIOWrapper):
            with contextlib.suppress(OSError):  # a pipe that is read and written cannot be told anything
                stream.reconfigure(errors="backslashreplace")


PLAY = "game.commands.play:run"
"""What is done where no command is given."""


class _NotPlainError(Exception):
    """The whole parser has to look at it."""


class _Plain(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _NotPlainError(message)


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return what the command line says; where it names no command, without the parser of all of them."""
    plain = _Plain(add_help=False)
    _globals(plain, suppress=False)
    plain.set_defaults(handler=PLAY)
    with contextlib.suppress(_NotPlainError):
        args, rest = plain.parse_known_args(argv)
        if not rest:
            return args
    return parser().parse_args(argv)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    from game.commands import import_arguments, kiosk_arguments, workshop_arguments

    tools = resources.has_tools()
    root = argparse.ArgumentParser(
        prog=own_program.typed()[-1],
        description="Chinmi? - a quiz game about deepfakes. Without a command it plays.",
        epilog=None if tools else IN_A_CHECKOUT,
    )
    _globals(root, suppress=False)
    root.set_defaults(handler=PLAY)
    commands = root.add_subparsers(title="commands", metavar="COMMAND")
    _packs(commands)
    importing = _command(
        commands, "import", "make a pack of a dataset on this machine", "game.commands.import_set:run"
    )
    import_arguments.add_arguments(importing)
    if tools:
        _tools(commands)
    results = _command(commands, "results", "read the answers kept on this computer", None)
    inner = results.add_subparsers(required=True, metavar="export")
    export = _command(inner, "export", "print or save all answers", "game.commands.results:export")
    export.add_argument("--format", choices=("csv", "json"), default="csv", help="csv (the usual) or json")
    export.add_argument("--posts", action="store_true", help="what was said of posts instead of clips")
    export.add_argument("--out", type=Path, metavar="FILE", help="write to a file instead of the terminal")
    _fleet(commands)
    kiosk = _command(commands, "kiosk", "run unattended on a public screen", "game.commands.kiosk:run")
    kiosk_arguments.add_arguments(kiosk, tools=tools)
    workshop = _command(
        commands, "workshop", "let a class play from phones, offline", "game.commands.workshop:run"
    )
    workshop_arguments.add_arguments(workshop)
    schemas = _command(
        commands,
        "schemas",
        "write JSON Schemas of all YAML files, or check levels/",
        "game.commands.schemas:run",
    )
    asked = schemas.add_mutually_exclusive_group(required=True)
    asked.add_argument("--out", type=Path, metavar="DIR", help="the folder to write into")
    asked.add_argument("--check", action="store_true", help="tell slips in levels/, with file:line:column")
    doctor = _command(commands, "doctor", "tell what works here and what to do", "game.commands.doctor:run")
    doctor.add_argument("--json", action="store_true", help=JSON)
    return root


def _globals(target: argparse.ArgumentParser, *, suppress: bool) -> None:
    def default(value: object) -> object:
        return argparse.SUPPRESS if suppress else value

    target.add_argument(
        "--data-dir",
        type=Path,
        default=default(None),
        metavar="DIR",
        help="where answers, settings and packs are kept (also CHINMI_DATA)",
    )
    target.add_argument("--lang", default=default(None), help="uz, en or ru")
    target.add_argument("--theme", default=default(None), help="light_table or high_contrast")
    target.add_argument(
        "--size",
        type=options.size,
        default=default(None),
        metavar="WxH",
        help="window size in pixels, such as 1280x720",
    )
    target.add_argument(
        "--fullscreen", action="store_true", default=default(False), help="use the whole screen"
    )
    target.add_argument(
        "--seed",
        type=options.whole("--seed", 0, options.LARGEST_SEED),
        default=default(None),
        metavar="N",
        help="draw the same clips again for the same number",
    )
    target.add_argument("--mute", action="store_true", default=default(False), help="play without sound")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, handler: str | None
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    _globals(command, suppress=True)
    if handler is not None:
        command.set_defaults(handler=handler)
    return command


def _packs(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from game.commands import import_arguments

    packs = _command(commands, "pack", "check, install, list and build packs", None)
    inner = packs.add_subparsers(required=True, metavar="ACTION")
    verify = _command(inner, "verify", "check a pack and list every problem", "game.commands.pack:verify")
    verify.add_argument("path", type=Path, help=PACK)
    install = _command(
        inner, "install", "check a pack and add it to the library", "game.commands.pack:install"
    )
    install.add_argument("path", type=Path, help=PACK)
    listing = _command(inner, "list", "list the installed packs", "game.commands.pack:list_packs")
    listing.add_argument("--json", action="store_true", help=JSON)
    remove = _command(inner, "remove", "take a pack out of the library", "game.commands.pack:remove")
    remove.add_argument("name", help="the pack's name, as `pack list` shows it")
    credit = _command(inner, "credits", "print credits and licences", "game.commands.pack:credits")
    credit.add_argument("name", nargs="?", help="of this pack only")
    build = _command(inner, "build", "build a pack from a recipe", "game.commands.pack_build:build")
    build.add_argument("name", help="a recipe of the game, such as grid, or a recipe file")
    build.add_argument("--from", dest="from_dir", type=Path, metavar="DIR", help="where the footage is")
    build.add_argument("--download", action="store_true", help="fetch the sources over HTTPS")
    build.add_argument("--out", type=Path, required=True, metavar="PACK", help="the folder or .zip to make")
    build.add_argument(
        "--only",
        type=options.whole("--only", 1, MOST_CLIPS),
        metavar="N",
        help="build the first N clips only",
    )
    build.add_argument("--sheet", type=Path, metavar="PNG", help="also write the quality sheet")
    import_arguments.add_workers(build)
    get = _command(inner, "get", "fetch, build and install a pack of the game", "game.commands.pack_get:get")
    get.add_argument("name", help="grid (real people) or voices; the internet is needed for it once")
    new = _command(inner, "new", "begin a recipe for footage of your own", "game.commands.pack_build:new")
    new.add_argument("folder", type=Path, help="where the footage is")
    new.add_argument("--out", type=Path, required=True, metavar="RECIPE.yaml", help="the recipe to write")
    sheet = _command(inner, "sheet", "write a quality sheet of a pack", "game.commands.pack_build:sheet")
    sheet.add_argument("path", type=Path, help=PACK)
    sheet.add_argument("--out", type=Path, required=True, metavar="PNG", help="the picture to write")


def _fleet(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from game.commands import fleet_arguments

    groups = (
        ("records", "send answers and counts to a fleet, take its difficulties", fleet_arguments.add_records),
        ("fleet", "many machines: name this one, set up their server, report", fleet_arguments.add_fleet),
    )
    for name, text, declare in groups:
        group = _command(commands, name, text, None)
        declare(partial(_command, group.add_subparsers(required=True, metavar="ACTION")))


def _tools(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    screens = _command(commands, "screens", "save a picture of every screen", "tools.screenshots.screens:run")
    screens.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write into")
    screens.add_argument(
        "--text-size",
        type=options.decimal("--text-size", 1.0, 1.5),
        default=1.0,
        metavar="FACTOR",
        help="from 1 (the usual) to 1.5",
    )
    screens.add_argument(
        "--check", action="store_true", help="also list texts that do not fit; status 1 if any"
    )
    robot = _command(commands, "autoplay", "let a robot play without a window", "tools.robots.autoplay:run")
    robot.add_argument("--pack", metavar="NAME|PATH", help="play this pack only")
    robot.add_argument(
        "--rounds",
        type=options.whole("--rounds", 1, MOST_ROUNDS),
        default=8,
        metavar="N",
        help="how many clips it plays (8)",
    )
    robot.add_argument(
        "--player",
        default="oracle",
        help="oracle, always-manipulated, always-real, coin, human:0.7 or maximiser:0.7",
    )
    robot.add_argument(
        "--posts",
        action="store_true",
        help="play posts instead of clips; players: oracle, always-share, never-share, pixels, sources",
    )
    robot.add_argument(
        "--verbose", action="store_true", help="also tell each round on stderr as its truth is shown"
    )
    robot.add_argument("--json", action="store_true", help=JSON)
    torture = _command(
        commands, "torture", "break the game while robots play, count losses", "tools.torture.command:run"
    )
    torture.add_argument(
        "--minutes",
        type=options.decimal("--minutes", 0.01, MOST_MINUTES),
        default=10.0,
        metavar="M",
        help="for how long (10)",
    )
    torture.add_argument("--mode", choices=("desktop", "class", "kiosk"), help="one mode only")
    torture.add_argument("--out", type=Path, metavar="DIR", help="keep the kiosk's logs there")
    torture.add_argument("--verbose", action="store_true", help="also tell each round")
    torture.add_argument("--json", action="store_true", help=JSON)
    bench = _command(commands, "bench", "measure speed as ratios", "tools.bench.bench:run")
    bench.add_argument("--json", action="store_true", help=JSON)
    bench.add_argument("--only", metavar="NAME", help="one measurement, see its list in docs/speed.md")
