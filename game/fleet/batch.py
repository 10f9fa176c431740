"""A batch of rows for the server, and the machine that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.fleet.wire import Table, WireRow

if TYPE_CHECKING:
    from pathlib import Path

    from game.fleet.allowed import Allowed
    from game.fleet.local import Joined, LocalFleet

BATCH: Final = 1000
"""Rows that are read and sent together."""


def nothing() -> None:
    """Note nothing."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that go in one transaction. `sent` is called once they are on the server's disk."""

    rows: tuple[tuple[Table, tuple[WireRow, ...]], ...]
    sent: Callable[[], None] = nothing


@dataclass(frozen=True, slots=True)
class Machine:
    """Whose rows these are and what may be sent; `now` is the present moment (ISO 8601)."""

    folder: Path
    fleet: LocalFleet
    joined: Joined
    allowed: Allowed
    now: str
    batch: int = BATCH


def cut(
    table: Table, rows: Sequence[WireRow], size: int, sent: Callable[[], None] = nothing
) -> Iterator[Batch]:
    """Yield `rows` in batches of `size`; with the last one `sent` is called."""
    starts = range(0, len(rows), size)
    for start in starts:
        last = start == starts[-1]
        yield Batch(((table, tuple(rows[start : start + size])),), sent if last else nothing)
