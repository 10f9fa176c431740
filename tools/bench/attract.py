"""The kiosk's attract loop, which runs all day: two clips side by side, against only decoding them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

import pygame

from game.kiosk.screens.attract import AttractScene
from game.media.measure import screen_cost
from game.ui.time import VirtualTime
from tools.trials.trial_kiosk import kiosk_app

TURNS: Final = 5
FRAMES: Final = 150
"""Fewer than a pair is shown: the turn ends before the next one opens."""
STEP: Final = 1 / 25
NOON: Final = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def measure(scratch: Path) -> dict[str, float]:
    """Return the processor time of a frame of the loop, that of its two clips alone, and the ratio.

    They are measured in turns, each with a pair that was just opened; the turn in the middle counts.
    """
    turns = [_turn(scratch / f"attract-{number}") for number in range(TURNS)]
    frames, clips = zip(*turns, strict=True)
    return {
        "frame_ms": 1000 * median(frames),
        "clips_ms": 1000 * median(clips),
        "ratio": median(frame / alone for frame, alone in turns),
    }


def _turn(folder: Path) -> tuple[float, float]:
    """Return the processor seconds of a frame of the loop, and of a frame of both its clips alone."""
    app = kiosk_app(folder, lambda: NOON, VirtualTime(), size=(1280, 720), clips=3)
    try:
        app.start()
        app.settle()
        scene = app.stack.top.scene
        if not isinstance(scene, AttractScene) or scene.pair is None:
            raise SystemExit("expected the attract loop with a pair of clips")
        surface = pygame.Surface((1280, 720), 0, 32)
        alone = sum(screen_cost(path, surface) for path in (scene.pair.original, scene.pair.edit))
        drawn, start = app.loop.frames_drawn, process_time()
        for _ in range(FRAMES):
            app.loop.step(STEP)
            app.settle()
        return (process_time() - start) / max(1, app.loop.frames_drawn - drawn), alone
    finally:
        app.close()
