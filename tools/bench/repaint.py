"""A full picture drawn anew: the dearest screen of the tours, in a 720p and in a 4K window."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final

import pygame

from game.app import App
from game.runtime import Options
from game.ui.driver import Driver
from game.ui.time import VirtualTime
from tools.screenshots.registry import TOURS, Tour
from tools.screenshots.session import SEED

RUNS: Final = 5
SIZES: Final = {"720": (1280, 720), "4k": (3840, 2160)}
SHOWN: Final = ("session", "campaign")
"""The tours whose screens are drawn: those with clips on them and those with drawings."""


def measure(scratch: Path) -> dict[str, Any]:
    """Return for each size the processor milliseconds of the dearest screen, its name, and the median."""
    tours = [tour for tour in TOURS if tour.name in SHOWN]
    told: dict[str, Any] = {}
    for name, size in SIZES.items():
        costs = costs_of(scratch / f"repaint-{name}", size, tours)
        worst = max(costs, key=lambda screen: costs[screen])
        told[f"worst_{name}_ms"] = 1000 * costs[worst]
        told[f"worst_{name}_screen"] = worst
        told[f"median_{name}_ms"] = 1000 * median(costs.values())
    return told


def costs_of(folder: Path, size: tuple[int, int], tours: list[Tour]) -> dict[str, float]:
    """Return the processor seconds in which each screen is built and drawn once more (median of RUNS)."""
    app = App(Options(folder, lang="en", size=size, seed=SEED, mute=True), VirtualTime())
    try:
        app.apply(app.context.settings.changed(reduced_motion=True))
        driver, costs = Driver(app), {}
        surface = pygame.Surface(size)
        for tour in tours:
            for shot in tour.visit(app, driver):
                app.toasts.dismiss()
                app.loop.paint(surface)
                costs[shot.name] = median(_once(app, surface) for _ in range(RUNS))
    finally:
        app.close()
    return costs


def _once(app: App, surface: pygame.Surface) -> float:
    start = process_time()
    app.loop.paint(surface)
    return process_time() - start
