"""What must not grow: memory, file handles, threads, log and store; and by how much it does, as a slope."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, fields
from itertools import pairwise
from math import fsum, sqrt
from pathlib import Path
from statistics import fmean, linear_regression
from typing import NamedTuple

from game.kiosk.counts import store
from game.media import heap


class Slope(NamedTuple):
    """Growth for one unit, and its standard error."""

    slope: float
    error: float


@dataclass(frozen=True, slots=True)
class ProcessMetrics:
    """One reading; sizes in KiB."""

    memory: float
    handles: float
    threads: float
    store: float
    log: float
    in_use: float | None = None
    """What the program has asked for and not given back. Where `memory` grows and this does not, the rest is
    free memory in pieces that malloc keeps. None where the system's malloc does not tell."""


def read(data_dir: Path) -> ProcessMetrics:
    """Return how it is now; what this system does not tell is 0."""
    return ProcessMetrics(
        memory=_memory(),
        handles=_handles(),
        threads=float(threading.active_count()),
        store=_size(data_dir, store.FILE_NAME) + _size(data_dir, store.COPY_NAME),
        log=_size(data_dir, "kiosk.log"),
        in_use=heap.in_use(),
    )


def slopes(at: Sequence[float], readings: Sequence[ProcessMetrics]) -> dict[str, Slope]:
    """Return the least-squares growth of each figure that is known, for one unit of `at`."""
    found = {}
    for i, field in enumerate(fields(ProcessMetrics)):
        values = [astuple(reading)[i] for reading in readings]
        if None not in values:
            found[field.name] = slope(at, values) if len(set(at)) > 1 else Slope(0.0, 0.0)
    return found


def slope(at: Sequence[float], values: Sequence[float]) -> Slope:
    """Return the least-squares growth of `values` for one unit of `at`, with an error for steps as well.

    Memory grows in steps, so a reading is like the one before it, and many readings tell less than their
    number says. They count as n (1 - r) / (1 + r), where r is how the residues correlate with those one
    reading later (Santer and others 2000, doi:10.1029/1999JD901105), without the bias that r has in short
    series (Kendall 1954). Where growth is a few large steps and nothing else, the error is still too small:
    of such series that do not grow, zero lies within twice the error in two of three.
    """
    growth, start = linear_regression(at, values)
    residues = [y - start - growth * x for x, y in zip(at, values, strict=True)]
    squares, middle, count = fsum(r * r for r in residues), fmean(at), len(at)
    spread = sum((x - middle) ** 2 for x in at)
    if count < 3 or squares == 0:
        return Slope(growth, 0.0)
    alike = fsum(a * b for a, b in pairwise(residues)) / squares
    alike = min(0.999, max(0.0, alike + (1 + 4 * max(0.0, alike)) / count))
    free = max(0.5, count * (1 - alike) / (1 + alike) - 2) if alike else count - 2
    return Slope(growth, sqrt(squares / free / spread))


def told(grown: dict[str, Slope]) -> dict[str, str]:
    """Return each slope with its standard error, in words."""
    return {name: f"{one.slope:.3f} +- {one.error:.3f}" for name, one in grown.items()}


def rounded(reading: ProcessMetrics) -> dict[str, float]:
    """Return the figures of a reading that are known, for printing."""
    return {name: round(value, 1) for name, value in asdict(reading).items() if value is not None}


def _memory() -> float:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024
    except (OSError, ValueError):
        return 0.0


def _handles() -> float:
    try:
        return float(len(os.listdir("/proc/self/fd")))  # noqa: PTH208 - no paths are needed
    except OSError:
        return 0.0


def _size(folder: Path, name: str) -> float:
    return sum(path.stat().st_size for path in folder.glob(f"{name}*")) / 1024
