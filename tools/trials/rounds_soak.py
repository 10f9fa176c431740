"""A robot plays round after round in virtual time, with real clips: what grows, with the error of its slope.

`python -m tools.trials.rounds_soak --rounds 10000` prints growth for one round, in KiB: of memory as the
system sees it, and of the bytes in use. Where only the first grows, malloc keeps free memory in pieces.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from game.packs.library import Library
    from game.ui.driver import Driver

SEED: Final = 1
WARM: Final = 1 / 3
"""The share of the rounds after which caches are full, and growth counts."""


def main() -> int:
    """Play and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    with tempfile.TemporaryDirectory() as scratch:
        from tools.robots.library import library_with

        folder = Path(scratch)
        library = library_with(folder / "library", folder, None)
        print(json.dumps(soak(folder, library, parser.parse_args().rounds), indent=1))
    return 0


def soak(folder: Path, library: Library, rounds: int) -> dict[str, Any]:
    """Play sessions until `rounds` rounds are over; return what grew for each of them."""
    from game.app import App
    from game.runtime import Options
    from game.ui.driver import Driver
    from game.ui.time import VirtualTime
    from tools.robots.robot import robot
    from tools.trials import process_metrics

    app = App(Options(folder, lang="en", seed=SEED, mute=True), VirtualTime(), library)
    at: list[float] = []
    readings: list[process_metrics.ProcessMetrics] = []
    try:
        driver, player, played = Driver(app), robot("human:0.7", Random(SEED)), 0
        app.show_menu()
        driver.step()
        while played < rounds:
            played += play_one(driver, player)
            at.append(float(played))
            readings.append(process_metrics.read(folder))
    finally:
        app.close()
    warm = min(int(len(at) * WARM), max(0, len(at) - 3))
    grown = process_metrics.slopes(at[warm:], readings[warm:])
    return {
        "rounds": played,
        "memory": [readings[warm].memory, readings[-1].memory],
        "in_use": [readings[warm].in_use, readings[-1].in_use],
        "growth a round": {
            name: words
            for name, words in process_metrics.told(grown).items()
            if name in ("memory", "in_use", "handles", "threads")
        },
    }


def play_one(driver: Driver, player: Any) -> int:
    """Play one session from the menu to its summary and back to the menu; return its rounds."""
    from tools.robots.robot import play_session

    driver.click("practice")
    driver.click("level-mixed")
    rounds = len(play_session(driver, player).session.answers)
    driver.click("menu")
    return rounds


if __name__ == "__main__":
    raise SystemExit(main())
