"""What the parts of a kiosk share: places, settings, stores, and what was noticed since the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from game.kiosk.counts.store import VisitStore
from game.kiosk.health import Health
from game.kiosk.library import KioskLibrary
from game.kiosk.settings import KioskSettings
from game.kiosk.staff_lock import LockFile
from game.kiosk.supervision.heartbeat import Heartbeat
from game.ui.time import RealTime, Timeline


@dataclass(slots=True)
class Environment:
    """What a kiosk is given: where things are, its line to the supervisor, and the world's clocks."""

    data_dir: Path
    settings_path: Path
    heartbeat: Heartbeat
    wall: Callable[[], datetime] = field(default=lambda: datetime.now().astimezone())
    timeline: Timeline = field(default_factory=RealTime)

    def today(self) -> str:
        """Return today's date by the wall clock."""
        return self.wall().date().isoformat()


@dataclass(slots=True)
class KioskState:
    """What a running kiosk knows. `settings` changes when staff change one; the rest stays."""

    environment: Environment
    settings: KioskSettings
    store: VisitStore
    lock: LockFile
    health: Health
    clips: KioskLibrary

    def note(self, text: str) -> None:
        """Write a line to the supervisor's log."""
        self.environment.heartbeat.note(text)
