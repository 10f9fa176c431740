"""`kiosk`: run it under its supervisor, make its settings, list them, export its counts, soak it."""

from __future__ import annotations

import argparse
import getpass
import importlib
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from game import own_program
from game.commands import options
from game.errors import ChinmiError, printable
from game.files import write_out
from game.kiosk.settings import KioskSettings, help_text
from game.kiosk.supervision import exit_codes
from game.resources import languages

SOAK: Final = "tools.trials.kiosk_soak"
"""The module of `kiosk soak`, which only a checkout has."""


def run(args: argparse.Namespace) -> int:
    """Do what was asked for; return the exit status."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "run": _run,
        "init": _init,
        "settings": lambda _: _settings(),
        "export": _export,
        "soak": _soak,
    }
    return actions[args.action](args)


def _run(args: argparse.Namespace) -> int:
    from game.kiosk.config import read
    from game.kiosk.supervision.logbook import Logbook
    from game.kiosk.supervision.processes import Processes
    from game.kiosk.supervision.supervisor import Supervisor

    try:
        settings = read(args.config)
    except ChinmiError as error:
        print(error, file=sys.stderr)
        return exit_codes.REFUSED
    data = folder_of(args, settings)
    reason = options.unusable(data, write=False)  # one that cannot be written is no reason: the log tells it
    if reason is not None:
        print(reason, file=sys.stderr)
        return exit_codes.REFUSED
    width, height = options.window_size(args)
    child = ["--config", str(args.config.resolve()), "--data", str(data), "--size", f"{width}x{height}"]
    if args.no_supervisor:
        from game.kiosk_process import main

        return main(child)
    outside = Processes(child)
    outside.listen_to_signals()
    return Supervisor(outside, Logbook(data / "kiosk.log", _stamp)).run()


def folder_of(args: argparse.Namespace, settings: KioskSettings) -> Path:
    """Return the folder of counts and log: the settings', seen from their file, or the usual one."""
    if settings.data:
        beside: Path = args.config.resolve().parent
        return (beside / settings.data).resolve()
    return options.data_place(args).resolve()


def _stamp() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _init(args: argparse.Namespace) -> int:
    from game.kiosk.config import write

    if args.config.exists():
        print(f"{args.config} is there already; remove it first, or change it by hand.", file=sys.stderr)
        return 1
    try:
        settings = KioskSettings.model_validate(_asked())
    except ValueError as error:
        raise ChinmiError(f"These settings cannot be used: {error}") from error
    write(args.config, settings)
    start = own_program.typed_line("kiosk", "--config", str(args.config))
    print(f"{args.config} was written. Start the kiosk with: {start}")
    return 0


def _asked() -> dict[str, object]:
    """Ask for the first settings. Raises EOFError where the input ends."""
    interactive = sys.stdin.isatty()
    ask: Callable[[str], str] = getpass.getpass if interactive else _line
    record = _pin(ask)
    known = tuple(languages())
    language = _choice(f"Language that stands first ({', '.join(known)})", known, known[0])
    clips = _number("Clips in a visit", 3, 12, 8)
    restart = input("Daily restart at (HH:MM, empty for 04:30, - for none): ").strip() or "04:30"
    return {
        "pin": record,
        "language": language,
        "clips": clips,
        "restart_at": None if restart == "-" else restart,
    }


def _line(prompt: str) -> str:
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _pin(ask: Callable[[str], str]) -> str:
    from game.kiosk import pin

    while True:
        typed = ask(f"PIN of the staff ({pin.SHORTEST} digits, or up to {pin.LONGEST}): ").strip()
        reason = pin.weakness(typed)
        if reason:
            print(f"Not this one: {reason}.")
        elif ask("The same PIN again: ").strip() != typed:
            print("The two differ.")
        else:
            return pin.record(typed)


def _choice(question: str, known: tuple[str, ...], default: str) -> str:
    while True:
        typed = input(f"{question} [{default}]: ").strip() or default
        if typed in known:
            return typed
        print(f"Expected one of {', '.join(known)}.")


def _number(question: str, low: int, high: int, default: int) -> int:
    while True:
        typed = input(f"{question} ({low} to {high}) [{default}]: ").strip() or str(default)
        number = options.whole_number(typed)
        if number is not None and low <= number <= high:
            return number
        print(f"Expected a number from {low} to {high}.")


def _settings() -> int:
    print(help_text())
    return 0


def _export(args: argparse.Namespace) -> int:
    from game.kiosk import diagnostics
    from game.kiosk.config import read
    from game.kiosk.counts.counted import FoundCounts

    folder = folder_of(args, read(args.config))
    reason = options.unusable(folder, write=False)
    if reason is not None:
        raise ChinmiError(reason)
    found = FoundCounts(folder)
    if found.detail:
        print(printable(found.detail), file=sys.stderr)
    make = {"days": diagnostics.days_csv, "kinds": diagnostics.kinds_csv, "clips": diagnostics.clips_csv}
    text = make[args.what](found)
    found.close()
    if args.out is None:
        print(text, end="")
        return 0
    try:
        write_out(args.out, text)
    except OSError as error:
        raise ChinmiError(f"{args.out} cannot be written: {error.strerror}") from error
    return 0


def _soak(args: argparse.Namespace) -> int:
    status: int = importlib.import_module(SOAK).run(args)
    return status
