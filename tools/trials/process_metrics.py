"""What must not grow: memory, file handles, threads, log and store; and by how much it does, as a slope."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from math import sqrt
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
            found[field.name] = _slope(at, values) if len(set(at)) > 1 else Slope(0.0, 0.0)
    return found


def _slope(at: Sequence[float], values: Sequence[float]) -> Slope:
    slope, start = linear_regression(at, values)
    residues = sum((y - start - slope * x) ** 2 for x, y in zip(at, values, strict=True))
    middle, free = fmean(at), len(at) - 2
    spread = sum((x - middle) ** 2 for x in at)
    return Slope(slope, sqrt(residues / free / spread) if free > 0 else 0.0)


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
