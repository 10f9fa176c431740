"""A start: from starting the process to the first picture and to a menu that answers, against bare pygame."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import game
from game import settings

RUNS: Final = 5


@dataclass(frozen=True, slots=True)
class Started:
    """A process that came to its first picture: how long it took, and the bytes of memory it held then."""

    seconds: float
    busy: float
    """Seconds of processor time: what other programs do at the same time disturbs them little."""
    memory: int


def measure(scratch: Path) -> dict[str, float]:
    """Return seconds and ratios: the very first start, and later ones (medians of RUNS, taken in turns)."""
    never, data = str(scratch / "never"), str(scratch / "start")
    first = _start("picture", "--data-dir", never)
    _at_home(Path(data))
    first_menu = _start("menu", "--data-dir", data)
    bare, picture, menu = [], [], []
    for _ in range(RUNS):
        bare.append(_start("bare"))
        picture.append(_start("picture", "--data-dir", data))
        menu.append(_start("menu", "--data-dir", data))
    reference = _seconds(bare)
    return {
        "bare_s": reference,
        "first_s": first.seconds,
        "first_picture_s": _seconds(picture),
        "menu_s": _seconds(menu),
        "first_ratio": first.seconds / reference,
        "first_menu_ratio": first_menu.seconds / reference,
        "first_picture_ratio": _seconds(picture) / reference,
        "menu_ratio": _seconds(menu) / reference,
        "first_picture_busy_ratio": _busy(picture) / _busy(bare),
        "menu_busy_ratio": _busy(menu) / _busy(bare),
    }


def _at_home(data: Path) -> None:
    """Let `data` be that of a player who has answered what is asked once: the next start shows the menu."""
    settings.save(data / "settings.yaml", settings.Settings(language="en", people_offered=True))


def _seconds(runs: Sequence[Started]) -> float:
    return median(run.seconds for run in runs)


def _busy(runs: Sequence[Started]) -> float:
    return median(run.busy for run in runs)


def measure_memory(scratch: Path) -> dict[str, float]:
    """Return the bytes that the menu and bare pygame hold, and their ratio, where these can be told."""
    data = scratch / "memory"
    _at_home(data)
    _start("menu", "--data-dir", str(data))
    bare, menu = _start("bare").memory, _start("menu", "--data-dir", str(data)).memory
    return {"bare_mb": bare / 2**20, "menu_mb": menu / 2**20, "menu_ratio": menu / bare} if bare else {}


def environment() -> dict[str, str]:
    """Return what a start finds around it: what it compiles is kept, as a player's Python keeps it.

    Else the game would be compiled anew at each start, and the installed pygame would not.
    """
    place = str(Path(game.__file__).resolve().parent.parent)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join([place, kept.get("PYTHONPATH", "")])}


def _start(*words: str) -> Started:
    """Run the child with `words` until it tells how it did. Raises CalledProcessError when it failed."""
    command = [sys.executable, "-m", "tools.bench.child", *words]
    start = perf_counter()
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - the same Python, and words from here
        told = child.stdout.readline() if child.stdout is not None else ""
        seconds = perf_counter() - start
    if child.returncode or not told:
        raise subprocess.CalledProcessError(child.returncode, command)
    busy, memory = told.split()
    return Started(seconds, float(busy), int(memory))
