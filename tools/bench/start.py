"""Cold start: from starting the process to the first picture, against bare pygame with a window."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import game

RUNS: Final = 5


@dataclass(frozen=True, slots=True)
class Started:
    """A process that came to its first picture: the seconds it took, and the bytes of memory it held then."""

    seconds: float
    memory: int


def measure(scratch: Path) -> dict[str, float]:
    """Return seconds and ratios: the very first start, and later ones (medians of RUNS, taken in turns)."""
    data = str(scratch / "start")
    first = _start("game", "--data-dir", data).seconds
    bare, picture, menu = [], [], []
    for _ in range(RUNS):
        bare.append(_start("bare").seconds)
        picture.append(_start("game", "--data-dir", data).seconds)
        menu.append(_start("game", "--data-dir", data, "--lang", "en").seconds)
    reference = median(bare)
    return {
        "bare_s": reference,
        "first_s": first,
        "first_picture_s": median(picture),
        "menu_s": median(menu),
        "first_ratio": first / reference,
        "first_picture_ratio": median(picture) / reference,
        "menu_ratio": median(menu) / reference,
    }


def measure_memory(scratch: Path) -> dict[str, float]:
    """Return the bytes that the menu and bare pygame hold, and their ratio, where these can be told."""
    bare = _start("bare").memory
    menu = _start("game", "--data-dir", str(scratch / "memory"), "--lang", "en").memory
    return {"bare_mb": bare / 2**20, "menu_mb": menu / 2**20, "menu_ratio": menu / bare} if bare else {}


def _start(*words: str) -> Started:
    """Run the child with `words` and return how it did. Raises CalledProcessError when it failed."""
    place = str(Path(game.__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([place, os.environ.get("PYTHONPATH", "")])}
    start = perf_counter()
    told = subprocess.run(  # noqa: S603 - the same Python, and words from here
        [sys.executable, "-m", "tools.bench.child", *words],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Started(perf_counter() - start, int(told.stdout.split()[-1]))
