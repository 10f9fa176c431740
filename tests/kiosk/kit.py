"""A kiosk for tests: the real app on the embedded pack, in virtual time, with a wall clock one can turn."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pygame
from ready_library import lay_out

from game.kiosk import pin
from game.kiosk.app import KioskApp
from game.kiosk.settings import KioskSettings
from game.kiosk.state import Environment
from game.kiosk.supervision.heartbeat import Heartbeat
from game.kiosk_process import screens
from game.play.clip_screen import ClipScreen
from game.runtime import Options
from game.ui.driver import Driver
from game.ui.time import VirtualTime
from tools.trials.kiosk_faults import PIN

RECORD = pin.record(PIN, b"0123456789abcdef")
NOON = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


@dataclass
class Wall:
    """A wall clock that follows the virtual time, and can be set."""

    timeline: VirtualTime
    offset: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return NOON + timedelta(seconds=self.timeline.now()) + self.offset


class Kiosk:
    """A running kiosk and a hand on it."""

    def __init__(
        self,
        folder: Path,
        *,
        size: tuple[int, int] = (1280, 720),
        library=None,
        seed: int = 4,
        **settings: object,
    ) -> None:
        pygame.init()
        pygame.event.clear()
        self.time = VirtualTime()
        self.wall = Wall(self.time)
        self.out = io.BytesIO()
        self.heartbeat = Heartbeat(self.out, self.time.now)
        chosen = KioskSettings(**{"pin": RECORD, "fullscreen": False, **settings})
        if library is None:
            lay_out(folder)
        environment = Environment(folder, folder / "kiosk.yaml", self.heartbeat, self.wall, self.time)
        options = Options(folder, size=size, seed=seed, mute=True)
        self.app = KioskApp(options, chosen, environment, screens(), library)
        self.app.start()
        self.loop = self.app.loop
        self.driver = Driver(self)
        self.pass_time(0.5)

    @property
    def scene(self) -> str:
        """The screen on top."""
        return self.driver.scene

    def settle(self) -> None:
        """Wait for the clips."""
        top = self.app.stack.top.scene if len(self.app.stack) else None
        if top is not None and hasattr(top, "settle"):
            top.settle()

    def pass_time(self, seconds: float, step: float = 0.25) -> None:
        """Let time pass as it does for a kiosk nobody touches."""
        end = self.time.now() + seconds
        with self.loop.hurried():
            while self.time.now() + step < end - 1e-9 and self.loop.running:
                self._turn(step)
        if self.loop.running:
            self._turn(end - self.time.now())

    def _turn(self, seconds: float) -> None:
        self.time.advance(seconds)
        self.app.step()
        if len(self.app.stack) and isinstance(self.app.stack.top.scene, ClipScreen):
            self.settle()

    def click(self, name: str) -> None:
        """Press what is called `name`, after the moment in which touches are ignored, and draw only then."""
        with self.loop.hurried():
            self.pass_time(0.3, 0.3)
        self.driver.click(name)

    def notes(self) -> list[str]:
        """What the kiosk told its supervisor."""
        lines = self.out.getvalue().decode().splitlines()
        return [line.removeprefix("note ") for line in lines if line.startswith("note ")]

    def close(self) -> None:
        """Put it away."""
        self.app.close()
