"""The global options of the command line as values."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from game.errors import ChinmiError
from game.resources import languages

if TYPE_CHECKING:
    from game.forge.workers import Workers

THEMES = ("light_table", "high_contrast")
ALL = "all"


def data_dir(args: argparse.Namespace) -> Path:
    """Return where everything is kept: `--data-dir`, `CHINMI_DATA`, else the user's folder."""
    given = args.data_dir or os.environ.get("CHINMI_DATA")
    return Path(given) if given else Path(platformdirs.user_data_dir("chinmi", appauthor=False))


def window_size(args: argparse.Namespace, default: tuple[int, int] = (1280, 720)) -> tuple[int, int]:
    """Return `--size` as (width, height). Raises ChinmiError for anything else than WxH."""
    if args.size is None:
        return default
    width, cross, height = str(args.size).lower().partition("x")
    if not (cross and width.isdigit() and height.isdigit() and int(width) and int(height)):
        raise ChinmiError(f"--size {args.size}: expected WIDTHxHEIGHT, such as 1280x720")
    return int(width), int(height)


def one_of(value: str | None, known: tuple[str, ...], option: str) -> str | None:
    """Return `value` when it is known. Raises ChinmiError that lists what is."""
    if value is not None and value not in known:
        raise ChinmiError(f"{option} {value}: expected one of {', '.join(known)}")
    return value


def language(args: argparse.Namespace) -> str | None:
    """Return `--lang`, checked."""
    return one_of(args.lang, tuple(languages()), "--lang")


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
