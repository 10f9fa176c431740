"""`kiosk soak`: months in minutes, robot visits in real time, and faults with a stop-watch.

`--days N` lets robots visit in virtual time (clips are stills, everything else is the real game), `--clips`
with real clips.
`--minutes N` plays real clips in real time. `--kills N` starts the kiosk with its supervisor and a robot and
kills or stops the game at random moments. All of it prints what grew, what was late and what was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

from game.errors import ChinmiError
from tools.trials.kiosk_clips import clip_visits
from tools.trials.kiosk_faults import counted, kills
from tools.trials.kiosk_processor import measure
from tools.trials.trial_kiosk import SEED, kiosk_app

if TYPE_CHECKING:
    from game.kiosk.app import KioskApp
    from tools.trials.process_metrics import ProcessMetrics, Slope

DAY = 86_400.0
OPEN_HOURS = 8.0
EVERY = 5
"""Visits from one reading to the next."""


def run(args: argparse.Namespace) -> int:
    """Do the soak that was asked for."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    if args.days:
        result = virtual_days(args.days, args.visits)
    elif args.clips:
        result = clip_visits(args.visits)
    elif args.minutes:
        result = real_minutes(args.minutes)
    elif args.kills:
        result = kills(args.kills, stops=args.stops, seed=args.seed or SEED, log=args.log)
    elif args.processor:
        result = measure()
    else:
        raise ChinmiError("kiosk soak: expected --days N, --clips, --minutes N, --kills N or --processor")
    print(json.dumps(result, indent=1))
    return 0 if result["ok"] else 1


# -- virtual days ------------------------------------------------------------------------------------------


def virtual_days(days: int, visits: int) -> dict[str, Any]:
    """Let robots visit on `days` virtual days, about `visits` a day, with a restart every night."""
    from game.kiosk.supervision.exit_codes import RESTART
    from game.ui.time import VirtualTime
    from tools.robots.kiosk_visitor import Robot
    from tools.trials import process_metrics

    begun = datetime(2026, 1, 1, 10, 0, tzinfo=UTC)
    timeline, random = VirtualTime(), Random(SEED)
    evenings: list[ProcessMetrics] = []
    within: list[dict[str, Slope]] = []
    total = failures = restarts = 0

    def wall() -> datetime:
        return begun + timedelta(seconds=timeline.now())

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for day in range(days):
            app = _still_app(
                kiosk_app(folder, wall, timeline, clips=3, lesson=day % 2 == 0, restart_at="04:30")
            )
            robot = Robot(app.loop, random, pace=(1.0, 6.0), leaves=0.2)
            app.visitor = robot.act
            app.start()
            evening = timeline.now() + OPEN_HOURS * 3600
            at: list[float] = []
            readings: list[ProcessMetrics] = []
            while timeline.now() < evening and robot.visits < visits:
                timeline.advance(0.7)
                app.step()
                if not readings or robot.visits >= at[-1] + EVERY:
                    at.append(float(robot.visits))
                    readings.append(process_metrics.read(folder))
            warm = len(readings) // 3
            within.append(process_metrics.slopes(at[warm:], readings[warm:]))
            total += robot.visits
            app.visitor = None
            morning = (day + 1) * DAY
            while timeline.now() < morning and app.loop.running:
                timeline.advance(30.0)
                app.step()
            restarts += app.status == RESTART
            failures += app.state.health.failures
            app.close()
            timeline.advance(max(0.0, morning - timeline.now()))
            evenings.append(process_metrics.read(folder))
        answers = counted(folder)
    settled = len(evenings) // 3
    grown = process_metrics.slopes([float(n) for n in range(settled, days)], evenings[settled:])
    in_use = ("memory", "in_use", "handles", "threads")
    return {
        "days": days,
        "visits": total,
        "planned restarts": restarts,
        "failures": failures,
        "counted": answers,
        "first day": process_metrics.rounded(evenings[0]),
        "last day": process_metrics.rounded(evenings[-1]),
        "growth within a day, for 100 visits": {
            name: round(100 * median(day[name].slope for day in within), 2)
            for name in in_use
            if name in grown
        },
        "growth a day": process_metrics.told(grown),
        "ok": failures == 0 and restarts == days and answers["start"] == total,
    }


def _still_app(app: KioskApp) -> KioskApp:
    """Let the clips be stills: thousands of visits need no decoding."""
    from tools.trials.kiosk_stills import still_play

    app.visits.new_play = still_play
    app.visits.show_no_pairs()
    return app


# -- real minutes ------------------------------------------------------------------------------------------


def real_minutes(minutes: float) -> dict[str, Any]:
    """Let robots visit in real time with real clips."""
    from game.ui.time import RealTime
    from tools.robots.kiosk_visitor import Robot
    from tools.trials import process_metrics

    timeline = RealTime()
    readings: list[ProcessMetrics] = []
    at: list[float] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        app = kiosk_app(folder, lambda: datetime.now(UTC), timeline, clips=4)
        robot = Robot(app.loop, Random(SEED), pace=(0.3, 0.8), leaves=0.1)
        app.visitor = robot.act
        app.start()
        begun = timeline.now()
        due = begun
        while timeline.now() - begun < minutes * 60:
            app.run_once()
            if timeline.now() >= due:
                due += 15.0
                at.append((timeline.now() - begun) / 60)
                readings.append(process_metrics.read(folder))
        visits, failures = robot.visits, app.state.health.failures
        cpu = time.process_time()
        app.close()
        answers = counted(folder)
    warm = len(readings) // 3
    grown = process_metrics.slopes(at[warm:], readings[warm:])
    return {
        "minutes": minutes,
        "visits": visits,
        "failures": failures,
        "counted": answers,
        "processor share": round(cpu / (minutes * 60), 3),
        "first": process_metrics.rounded(readings[warm]),
        "last": process_metrics.rounded(readings[-1]),
        "growth a minute": process_metrics.told(grown),
        "ok": failures == 0,
    }
