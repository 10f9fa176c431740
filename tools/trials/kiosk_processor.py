"""How much processor the kiosk takes while nobody is there, as ratios to decoding and to an empty loop."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SECONDS = 20.0


def measure(seconds: float = SECONDS) -> dict[str, Any]:
    """Return processor seconds for each second: attract loop, decoding alone, still screen, empty loop."""
    from game.ui.time import RealTime
    from tools.trials.trial_kiosk import kiosk_app

    def share(still: bool) -> tuple[float, list[Path], int]:
        timeline = RealTime()
        with tempfile.TemporaryDirectory() as scratch:
            app = kiosk_app(Path(scratch), lambda: datetime.now(UTC), timeline, reduced_motion=still)
            app.start()
            _for(2.0, app.run_once)
            drawn = app.loop.frames_drawn
            spent = _for(seconds, app.run_once)
            drawn = app.loop.frames_drawn - drawn
            pair = app.visits.pair(0)
            paths = [pair.original, pair.edit] if pair is not None else []
            app.close()
        return spent / seconds, paths, drawn

    playing, paths, drawn = share(still=False)
    still, _, still_drawn = share(still=True)
    decoding = _decoding(paths)
    empty = _for(seconds, lambda: RealTime().wait(1.0)) / seconds
    return {
        "attract loop": round(playing, 4),
        "pictures a second": round(drawn / seconds, 1),
        "decoding the same two clips": round(decoding, 4),
        "attract loop / decoding": round(playing / decoding, 2) if decoding else None,
        "still screen": round(still, 4),
        "pictures drawn while still": still_drawn,
        "empty loop": round(empty, 4),
        "still screen / empty loop": round(still / empty, 2) if empty else None,
        "ok": True,
    }


def _for(seconds: float, turn: Callable[[], object]) -> float:
    """Call `turn` for some seconds; return the processor seconds of this process."""
    end, before = time.monotonic() + seconds, time.process_time()
    while time.monotonic() < end:
        turn()
    return time.process_time() - before


def _decoding(paths: list[Path]) -> float:
    """Return the processor seconds that decoding and converting these clips takes for each second of them."""
    from game.media.frames import FrameSource

    before, length = time.process_time(), 0.0
    for path in paths:
        with FrameSource(path) as source:
            for index in range(len(source.timeline.times)):
                source.read(index)
            length = max(length, source.timeline.seconds)
    return (time.process_time() - before) / length if length else 0.0
