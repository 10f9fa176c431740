"""A kiosk for soaks and pictures: in a folder of its own, without a supervisor, in a window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from game.kiosk import pin
from game.kiosk.app import KioskApp
from game.kiosk.settings import KioskSettings
from game.kiosk.state import Environment
from game.kiosk.supervision.heartbeat import Heartbeat
from game.kiosk.supervision.logbook import Logbook
from game.kiosk_process import screens
from game.runtime import Options
from game.ui.time import Timeline
from tools.trials.kiosk_faults import PIN

SEED: Final = 4


def kiosk_app(
    folder: Path,
    wall: Callable[[], datetime],
    timeline: Timeline,
    size: tuple[int, int] = (1280, 720),
    **settings: object,
) -> KioskApp:
    """Return a kiosk in `folder` for a soak: no daily restart, no screen to fill."""
    chosen = KioskSettings.model_validate(
        {"pin": pin.record(PIN), "fullscreen": False, "restart_at": None, **settings}
    )
    log = Logbook(folder / "kiosk.log", lambda: wall().isoformat(timespec="seconds"), echo=False)

    class LoggedHeartbeat(Heartbeat):
        def note(self, text: str) -> None:
            log(f"game: {text}")

    heartbeat = LoggedHeartbeat(None, timeline.now)
    environment = Environment(folder, folder / "kiosk.yaml", heartbeat, wall, timeline)
    return KioskApp(Options(folder, size=size, seed=SEED, mute=True), chosen, environment, screens())
