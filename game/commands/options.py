"""The options of the command line as values: what is asked for has bounds, and a wrong value is one line."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

import platformdirs

from game import own_program
from game.errors import ChinmiError
from game.resources import languages

if TYPE_CHECKING:
    from game.forge.workers import Workers

THEMES = ("light_table", "high_contrast")
ALL = "all"
USUAL_SIZE: Final = (1280, 720)
SMALLEST: Final = (640, 480)
"""Pixels: a smaller window has no room for the screens."""
LARGEST: Final = 7680
"""Pixels a side: the widest displays that are sold."""
MOST_DISPLAYS: Final = 16
LARGEST_SEED: Final = 2**63 - 1
MOST_IMPORTED: Final = 2000
"""Clips that an import takes where nobody gave a limit: more than a person judges in months."""
LARGEST_IMPORT: Final = 120_000
"""Clips: a film, a poster and a record each, as many files as a pack may hold."""

_SIZE: Final = re.compile(r"([0-9]{1,5})[xX]([0-9]{1,5})", re.ASCII)
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,20}", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})", re.ASCII)


def data_dir(args: argparse.Namespace, *, write: bool = True) -> Path:
    """Return the folder where everything is kept, made where it is missing and `write` is asked for.

    Raises ChinmiError where it is no folder, cannot be read or (with `write`) cannot be written.
    """
    folder = data_place(args)
    reason = unusable(folder, write=write)
    if reason is not None:
        raise ChinmiError(reason)
    return folder


def data_place(args: argparse.Namespace) -> Path:
    """Return where everything is kept: `--data-dir`, `CHINMI_DATA`, a portable one's, else the user's."""
    given = args.data_dir or os.environ.get("CHINMI_DATA") or own_program.portable_data()
    return Path(given) if given else Path(platformdirs.user_data_dir("chinmi", appauthor=False))


def unusable(folder: Path, *, write: bool = True) -> str | None:
    """Return in one line why `folder` cannot hold the game's data, or None. With `write` it is made."""
    try:
        if write:
            folder.mkdir(parents=True, exist_ok=True)
        ways = (folder, *folder.absolute().parents)
        next(next(way for way in ways if way.exists()).iterdir(), None)
        if write:
            TemporaryFile(dir=folder).close()
    except (FileExistsError, NotADirectoryError):
        reason = "it is a file, or lies in one"
    except OSError as error:
        if error.errno == ENOSPC:  # an empty file more is not what the game is for: its stores tell it
            return None
        reason = str(error.strerror or error)
    else:
        return None
    return f"The data folder {folder} cannot be used ({reason}); choose another one with --data-dir."


def fleet_url(args: argparse.Namespace) -> str:
    """Return where the fleet's server is: `--to`, else `CHINMI_FLEET`. Raises ChinmiError without either."""
    url = args.to or os.environ.get("CHINMI_FLEET")
    if not url:
        raise ChinmiError("Which server? --to postgresql://USER@HOST/DATABASE, or CHINMI_FLEET")
    return str(url)


def window_size(args: argparse.Namespace) -> tuple[int, int]:
    """Return `--size` as (width, height)."""
    width, height = args.size or USUAL_SIZE
    return width, height


def size(text: str) -> tuple[int, int]:
    """Return what `--size` says as (width, height) in pixels. Raises ChinmiError for what no window has."""
    found = _SIZE.fullmatch(text)
    sides = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(low <= side <= LARGEST for side, low in zip(sides, SMALLEST, strict=True)):
        limits = f"from {SMALLEST[0]}x{SMALLEST[1]} to {LARGEST} pixels a side"
        raise ChinmiError(f"--size {text}: expected WIDTHxHEIGHT, such as 1280x720, {limits}")
    return sides


def whole(option: str, low: int, high: int) -> Callable[[str], int]:
    """Return a parser of whole numbers within bounds. It raises ChinmiError, naming the `option`."""

    def parsed(text: str) -> int:
        value = whole_number(text)
        if value is None or not low <= value <= high:
            raise ChinmiError(f"{option} {text}: expected a whole number from {low} to {high}")
        return value

    return parsed


def decimal(option: str, low: float, high: float) -> Callable[[str], float]:
    """Return a parser of numbers within bounds. It raises ChinmiError, naming the `option`."""

    def parsed(text: str) -> float:
        value = decimal_number(text)
        if value is None or not low <= value <= high:
            raise ChinmiError(f"{option} {text}: expected a number from {low:g} to {high:g}")
        return value

    return parsed


def whole_number(text: str) -> int | None:
    """Return the number that plain digits mean, or None: other scripts' digits and `1_000` are no numbers."""
    return int(text) if _WHOLE.fullmatch(text) else None


def decimal_number(text: str) -> float | None:
    """Return the number that plain digits and a point mean, or None: `nan` and `1e9` are no numbers here."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def one_of(value: str | None, known: tuple[str, ...], option: str) -> str | None:
    """Return `value` when it is known. Raises ChinmiError that lists what is."""
    if value is not None and value not in known:
        raise ChinmiError(f"{option} {value}: expected one of {', '.join(known)}")
    return value


def language(args: argparse.Namespace) -> str | None:
    """Return `--lang`, checked."""
    return None if args.lang is None else one_of(args.lang, tuple(languages()), "--lang")


def theme(args: argparse.Namespace) -> str | None:
    """Return `--theme`, checked."""
    return one_of(args.theme, THEMES, "--theme")


def several(value: str | None, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    """Return all known values for `all` (or for nothing), else the one that was named."""
    if value in (None, ALL):
        return known
    one_of(value, known, option)
    return (str(value),)


def workers(args: argparse.Namespace) -> Workers:
    """Return who does the work: all cores of this machine, or the cluster at `--on`."""
    from game.forge.cluster import ClusterWorkers
    from game.forge.workers import LocalWorkers

    return LocalWorkers() if args.on is None else ClusterWorkers(args.on)
