"""Cold start: from starting the process to the first picture, against bare pygame with a window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import game

RUNS: Final = 5


def measure(scratch: Path) -> dict[str, float]:
    """Return seconds and ratios: the very first start, and later ones (medians of RUNS, taken in turns)."""
    data = scratch / "start"
    first = _seconds("game", "--data-dir", str(data))
    later, bare = [], []
    for _ in range(RUNS):
        bare.append(_seconds("bare"))
        later.append(_seconds("game", "--data-dir", str(data)))
    reference = median(bare)
    return {
        "bare_s": reference,
        "first_s": first,
        "later_s": median(later),
        "first_ratio": first / reference,
        "later_ratio": median(later) / reference,
    }


def _seconds(*words: str) -> float:
    """Run the child with `words` and return how long it took. Raises CalledProcessError when it failed."""
    place = str(Path(game.__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([place, os.environ.get("PYTHONPATH", "")])}
    start = perf_counter()
    subprocess.run(  # noqa: S603 - the same Python, and words from here
        [sys.executable, "-m", "tools.bench.child", *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return perf_counter() - start
