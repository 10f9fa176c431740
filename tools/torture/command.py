"""`torture`: breaks the game for some minutes while robots play, and counts what was tried and what was lost.

Zero lost, and nothing else that went wrong, is the only pass.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from tools.torture import classroom, desktop, kiosk
from tools.torture.bag import Bag
from tools.torture.child import quiet
from tools.torture.outcome import CannotTryError, Outcome, plain, summed

if TYPE_CHECKING:
    import argparse

Fault = Callable[[Random], Outcome]
MODES: Final = ("desktop", "class", "kiosk")


def run(args: argparse.Namespace) -> int:
    """Break things until the minutes are over; a round that was begun is ended."""
    quiet()
    if args.out is not None:
        args.out.mkdir(parents=True, exist_ok=True)
    chosen = [args.mode] if args.mode else list(MODES)
    seed = args.seed if args.seed is not None else time.time_ns() % 1_000_000
    result = torture(args.minutes, chosen, args.out, seed, verbose=args.verbose)
    print(json.dumps(result, indent=1, ensure_ascii=False) if args.json else _lines(result))
    return 0 if result["lost"] == 0 and not result["findings"] else 1


def torture(
    minutes: float, modes: list[str], out: Path | None, seed: int, *, verbose: bool = False
) -> dict[str, Any]:
    """Return what so many minutes have shown.

    Each fault of each mode gets as many rounds as any other, give or take one.
    """
    with tempfile.TemporaryDirectory() as scratch:
        begun, random = time.monotonic(), Random(seed)
        tables: dict[str, dict[str, Fault]] = {
            "desktop": desktop.FAULTS,
            "class": classroom.FAULTS,
            "kiosk": kiosk.faults(out or Path(scratch), random),
        }
        kinds = [(mode, name) for mode in modes for name in tables[mode]]
        bag = Bag(kinds, random)
        outcomes: list[Outcome] = []
        not_tried: set[str] = set()
        while time.monotonic() - begun < minutes * 60:
            mode, name = bag.draw()
            try:
                outcome = tables[mode][name](random)
            except CannotTryError as reason:
                not_tried.add(f"{mode}: {name} ({reason})")
                outcome = Outcome(mode, name)
            except Exception as error:  # noqa: BLE001 - a round that fails is a finding; the hour goes on
                traceback.print_exc()
                outcome = Outcome(mode, name, tried=1, findings=[f"the round failed: {error!r}"])
            outcomes.append(outcome)
            if verbose:
                print(f"{time.monotonic() - begun:7.0f} s  {plain(outcome)}", file=sys.stderr, flush=True)
        if len(outcomes) < len(kinds):
            not_tried |= {f"{mode}: {name} (no time)" for mode, name in bag.left}
        return _result(outcomes, not_tried, time.monotonic() - begun, seed)


def _result(outcomes: list[Outcome], not_tried: set[str], seconds: float, seed: int) -> dict[str, Any]:
    rows = [one for one in summed(outcomes) if one.tried]
    return {
        "seconds": round(seconds),
        "seed": seed,
        "rounds": len(outcomes),
        "tried": sum(one.tried for one in rows),
        "acknowledged": sum(one.acknowledged for one in rows),
        "told": sum(one.told for one in rows),
        "lost": sum(one.lost for one in rows),
        "not tried": sorted(not_tried),
        "findings": [f"{one.mode}, {one.fault}: {what}" for one in rows for what in one.findings],
        "faults": [plain(one) for one in rows],
    }


def _lines(result: dict[str, Any]) -> str:
    columns = ("rounds", "tried", "acknowledged", "told", "lost")
    lines = [f"{'mode':8} {'fault':18}" + "".join(f" {name:>12}" for name in columns)]
    for row in result["faults"]:
        counts = "".join(f" {row[name]:12}" for name in columns)
        lines.append(f"{row['mode']:8} {row['fault']:18}{counts}")
    lines += [f"not tried: {what}" for what in result["not tried"]]
    lines += [f"wrong: {what}" for what in result["findings"]]
    lines.append(f"{result['acknowledged']} acknowledged, {result['lost']} lost in {result['seconds']} s")
    return "\n".join(lines)
