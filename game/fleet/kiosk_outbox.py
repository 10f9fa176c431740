"""What is new among the counts of a kiosk: days that are over, and how its clips went.

Counters are sent as they stand, never as a difference: the server takes the highest figure of a period, so a
batch that comes twice counts once. When the kiosk adds old days up to a month, what was sent day by day is
taken off that month.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from game.fleet import wire
from game.fleet.batch import Batch
from game.kiosk.counts.counted import FILE_NAME, SCHEMA
from game.records.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from game.fleet.batch import Machine

__all__ = ["FILE_NAME", "batches"]

Counters = dict[tuple[str, str], int]
"""How often, by period and name."""
STEPS: Final = tuple(f"{label}.{step}" for label in ("real", "manipulated") for step in range(1, 7))
VISITS: Final = ("start", "finish", "left", "idle", "failed")
KINDS: Final = ("shown.", "found.")


def batches(machine: Machine, path: Path) -> Iterator[Batch]:
    """Yield what of the file at `path` the server may not have yet. Raises StoreError."""
    db = Database.open(path, SCHEMA)
    try:
        counts = {(p, name): n for p, name, n in db.read("SELECT period, name, n FROM counts")}
        clips = db.read("SELECT pack, clip, label, answered, fooled FROM clips ORDER BY pack, clip")
    finally:
        db.close()
    device, allowed = machine.joined.device, machine.allowed
    names = {*VISITS, *STEPS, *(f"language.{code}" for code in allowed.languages)}
    names |= {begin + kind for begin in KINDS for kind in allowed.kinds}
    today = machine.now[:10]
    closed = {key: n for key, n in counts.items() if key[1] in names and key[0] < today}
    periods = new_counters(closed, machine.fleet.periods())
    known = machine.fleet.clips()
    sent: dict[tuple[str, str], tuple[int, int]] = {}
    rows: list[wire.WireRow] = []
    for pack, clip, label, answered, fooled in clips:
        run, before = known.get((pack, clip), (1, 0))
        if pack not in allowed.packs or answered == before:
            continue
        run += answered < before  # the kiosk's file was lost, and its counts began anew
        sent[pack, clip] = run, answered
        where = (device, run, pack, allowed.version(pack), clip)
        rows.append((*where, label == "manipulated", answered, fooled))
    counted = tuple((device, period, name, n) for (period, name), n in sorted(periods.items()))
    if counted or rows:
        both = ((wire.KIOSK_COUNTS, counted), (wire.KIOSK_CLIPS, tuple(rows)))
        yield Batch(both, partial(machine.fleet.counted, periods, sent))


def new_counters(here: Mapping[tuple[str, str], int], sent: Mapping[tuple[str, str], int]) -> Counters:
    """Return the counters to send, given those that are `here` and those that were `sent`.

    A month that is here contains days that were sent and are here no more: they are taken off it.
    """
    merged: Counters = {}
    for (period, name), n in sent.items():
        for length in (7, 4):
            within = period[:length], name
            if len(period) > length and within in here and (period, name) not in here:
                merged[within] = merged.get(within, 0) + n
                break
    rest = {key: n - merged.get(key, 0) for key, n in here.items()}
    return {key: n for key, n in rest.items() if n > sent.get(key, 0)}
