"""Memory over many visits with real clips, in virtual time: `python tests/kiosk/memory.py --visits 400`.

The game's caches (set text, icons, light) fill during the first visits; what grows after that is a leak.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from game.resources import languages  # noqa: E402 - the paths come first
from kiosk.kit import Kiosk  # noqa: E402
from kiosk.test_visit import judge  # noqa: E402
from tools.trials import process_metrics  # noqa: E402

CLIPS = 4


def main() -> None:
    """Print memory (KiB), file handles and threads every so many visits, and the slope of the second half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--visits", type=int, default=400)
    parser.add_argument("--every", type=int, default=20)
    args = parser.parse_args()
    random, at, readings = Random(1), [], []
    with tempfile.TemporaryDirectory() as scratch:
        kiosk = Kiosk(Path(scratch), clips=CLIPS, lesson=False)
        for visit in range(1, args.visits + 1):
            kiosk.click(f"language-{random.choice(tuple(languages()))}")
            for _ in range(CLIPS):
                judge(kiosk, random.randint(1, 6))
                kiosk.click("next")
            kiosk.click("take-home")
            kiosk.click("done")
            if visit % args.every == 0:
                now = process_metrics.read(Path(scratch))
                at.append(float(visit))
                readings.append(now)
                used = "" if now.in_use is None else f" ({now.in_use:.0f} in use)"
                told = f"{now.memory:.0f} KiB{used}, {now.handles:.0f} handles, {now.threads:.0f} threads"
                print(visit, told, flush=True)  # noqa: T201 - what it was run for
        kiosk.close()
    half = len(at) // 2
    slope = process_metrics.slopes(at[half:], readings[half:])
    grown = {
        name: tuple(round(x, 3) for x in one) for name, one in slope.items() if name not in ("store", "log")
    }
    print("growth a visit in the second half, and its error:", grown)  # noqa: T201


if __name__ == "__main__":
    main()
