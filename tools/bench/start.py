"""Cold start: from starting the process to the first picture, against bare pygame with a window."""

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
    data = str(scratch / "start")
    first = _start("game", "--data-dir", data)
    bare, picture, menu = [], [], []
    for _ in range(RUNS):
        bare.append(_start("bare"))
        picture.append(_start("game", "--data-dir", data))
        menu.append(_start("game", "--data-dir", data, "--lang", "en"))
    reference = _seconds(bare)
    return {
        "bare_s": reference,
        "first_s": first.seconds,
        "first_picture_s": _seconds(picture),
        "menu_s": _seconds(menu),
        "first_ratio": first.seconds / reference,
        "first_picture_ratio": _seconds(picture) / reference,
        "menu_ratio": _seconds(menu) / reference,
        "first_picture_busy_ratio": _busy(picture) / _busy(bare),
        "menu_busy_ratio": _busy(menu) / _busy(bare),
    }


def _seconds(runs: Sequence[Started]) -> float:
    return median(run.seconds for run in runs)


def _busy(runs: Sequence[Started]) -> float:
    return median(run.busy for run in runs)


def measure_memory(scratch: Path) -> dict[str, float]:
    """Return the bytes that the menu and bare pygame hold, and their ratio, where these can be told."""
    bare = _start("bare").memory
    menu = _start("game", "--data-dir", str(scratch / "memory"), "--lang", "en").memory
    return {"bare_mb": bare / 2**20, "menu_mb": menu / 2**20, "menu_ratio": menu / bare} if bare else {}


def _start(*words: str) -> Started:
    """Run the child with `words` and return how it did. Raises CalledProcessError when it failed."""
    place = str(Path(game.__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([place, os.environ.get("PYTHONPATH", "")])}
    before, start = os.times(), perf_counter()
    told = subprocess.run(  # noqa: S603 - the same Python, and words from here
        [sys.executable, "-m", "tools.bench.child", *words],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds, after = perf_counter() - start, os.times()
    busy = after.children_user - before.children_user + after.children_system - before.children_system
    return Started(seconds, busy, int(told.stdout.split()[-1]))
