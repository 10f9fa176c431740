"""The kiosk's attract loop, which runs all day: two clips side by side, against only decoding them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Final

import pygame

from game.kiosk.screens.attract import AttractScene
from game.media.measure import screen_cost
from game.ui.time import VirtualTime
from tools.trials.trial_kiosk import kiosk_app

FRAMES: Final = 200
STEP: Final = 1 / 25
NOON: Final = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def measure(scratch: Path) -> dict[str, float]:
    """Return the processor time of a frame of the loop, that of its two clips alone, and the ratio."""
    app = kiosk_app(scratch / "attract", lambda: NOON, VirtualTime(), size=(1280, 720), clips=3)
    try:
        app.start()
        scene = app.stack.top.scene
        if not isinstance(scene, AttractScene) or scene.pair is None:
            raise SystemExit("expected the attract loop with a pair of clips")
        surface = pygame.Surface((1280, 720), 0, 32)
        alone = sum(screen_cost(path, surface) for path in (scene.pair.original, scene.pair.edit))
        drawn, start = app.loop.frames_drawn, process_time()
        for _ in range(FRAMES):
            app.loop.step(STEP)
            app.settle()
        cost = (process_time() - start) / max(1, app.loop.frames_drawn - drawn)
    finally:
        app.close()
    return {"frame_ms": 1000 * cost, "clips_ms": 1000 * alone, "ratio": cost / alone}
