"""`kiosk soak --clips`: visits with real clips, one after another in virtual time, without a restart.

The game's caches (set text, icons, light) fill during the first visits; what grows after the first third of
them is a leak. There is a reading each time that the attract screen is back.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from game.kiosk.screens.attract import AttractScene
from game.ui.time import VirtualTime
from tools.robots.kiosk_visitor import Robot
from tools.trials import process_metrics
from tools.trials.kiosk_faults import counted
from tools.trials.trial_kiosk import SEED, kiosk_app

CLIPS: Final = 4
"""Clips in a visit."""
TURN: Final = 1.0
"""Virtual seconds from one turn of the loop to the next; a robot presses at most once in a turn."""
PACE: Final = (0.2, 0.9)
LEAVES: Final = 0.05
BEGUN: Final = datetime(2026, 1, 1, 10, 0, tzinfo=UTC)


def clip_visits(visits: int) -> dict[str, Any]:
    """Let robots visit `visits` times; return what grew for each visit after the first third."""
    timeline = VirtualTime()
    at: list[float] = []
    readings: list[process_metrics.ProcessMetrics] = []

    def wall() -> datetime:
        return BEGUN + timedelta(seconds=timeline.now())

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        app = kiosk_app(folder, wall, timeline, clips=CLIPS)
        robot = Robot(app.loop, Random(SEED), pace=PACE, leaves=LEAVES)
        app.visitor = robot.act
        app.start()
        while not at or at[-1] < visits:
            timeline.advance(TURN)
            app.step()
            app.settle()
            if app.top_name == AttractScene.name and (not at or robot.visits > at[-1]):
                at.append(float(robot.visits))
                readings.append(process_metrics.read(folder))
        failures = app.state.health.failures
        app.close()
        answers = counted(folder)
    warm = min(len(at) // 3, max(0, len(at) - 3))
    grown = process_metrics.slopes(at[warm:], readings[warm:])
    return {
        "visits": robot.visits,
        "failures": failures,
        "counted": answers,
        "warm": process_metrics.rounded(readings[warm]),
        "last": process_metrics.rounded(readings[-1]),
        "growth a visit": process_metrics.told(grown),
        "ok": failures == 0 and answers["start"] == robot.visits,
    }
