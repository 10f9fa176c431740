"""The kiosk's composition root: the game without its menu, with visits, idle rule, staff and failsafe."""

from __future__ import annotations

import contextlib
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

import pygame

from game.app import App, Options
from game.embedded import embed
from game.errors import ChinmiError, StoreError
from game.kiosk import health, heap
from game.kiosk.counts.counted_answers import CountedAnswers
from game.kiosk.counts.store import VisitStore
from game.kiosk.idle_rule import clock_time, restart_due
from game.kiosk.input_filter import Corner, Gate, KioskTime, is_press
from game.kiosk.library import KioskLibrary, NothingToPlayError, clips_of
from game.kiosk.robot import Robot
from game.kiosk.screens.attract import AttractScene
from game.kiosk.screens.dock import NORMAL, VisitSettingsScene
from game.kiosk.screens.idle_warning import ApologyScene
from game.kiosk.service import FAULTS, Desk
from game.kiosk.settings import KioskSettings
from game.kiosk.staff_lock import LockFile
from game.kiosk.supervision import exit_codes
from game.kiosk.supervision.heartbeat import Signs
from game.play.clip_screen import ClipScreen
from game.play.context import Context
from game.quiz.answer import Answer
from game.records.store import Opened
from game.settings import Settings
from game.ui.events import Key
from game.ui.painter import Look
from game.ui.scene import Scene
from game.ui.time import RealTime, Timeline

QUIET: Final = 60.0
"""A planned restart waits until nobody has touched the attract screen for so long, seconds."""
CHECK_EVERY: Final = 60.0
STORM: Final = 3
"""After so many failures within a minute the next one ends the process: the supervisor starts it afresh."""
LOCK_FILE: Final = "staff-lock.json"


@dataclass(slots=True)
class Surroundings:
    """What the kiosk is given: where things are, and the world's clocks."""

    data_dir: Path
    settings_path: Path
    signs: Signs
    wall: Callable[[], datetime] = field(default=lambda: datetime.now().astimezone())
    timeline: Timeline = field(default_factory=RealTime)


class KioskApp(App):
    """A running kiosk. Its `status` is the exit status once `run` has returned."""

    def __init__(
        self,
        options: Options,
        kiosk: KioskSettings,
        around: Surroundings,
        library: KioskLibrary | None = None,
    ) -> None:
        self.kiosk_settings = kiosk
        self.around = around
        self.status = exit_codes.CLOSED
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self.robot: Robot | None = None
        """A visitor of code, for soaks."""
        self.store = VisitStore(around.data_dir, around.wall().isoformat())
        self.lock = LockFile(around.data_dir / LOCK_FILE)
        inner = around.timeline
        now = inner.now()
        self.noticed = health.Health(now)
        self._gate, self._corner = Gate(), Corner()
        self._storm: list[float] = []
        self._next_check = now
        super().__init__(options, KioskTime(inner, self._turn), self._library(library))
        self.context.profile = str
        self.desk = Desk(self)
        self._calm_screen()

    # -- building ----------------------------------------------------------------------------------

    def _library(self, library: KioskLibrary | None) -> KioskLibrary:
        signs = self.around.signs
        signs.alive()
        for told in filter(None, (self.store.healed, self.store.detail)):
            signs.note(told)
        if library is None:
            library = self._own_library()
            embed(library)
        library.choose(self.kiosk_settings.packs)
        for (pack, clip), why in library.verify(signs.alive).items():
            signs.note(f"{pack}/{clip} is not played: {why}")
        library.aside = {key for key, n in self.store.faults().items() if n >= FAULTS}
        self.clips = library
        return library

    def _own_library(self) -> KioskLibrary:
        """Open the library; where its folder refuses, index the same packs in a folder of the moment."""
        folder = self.around.data_dir
        try:
            return KioskLibrary(folder)
        except StoreError as error:
            self.around.signs.note(f"{error}; the packs are indexed for this run only")
            self.noticed.failed(str(error))
        self._scratch = tempfile.TemporaryDirectory(prefix="chinmi-kiosk-", ignore_cleanup_errors=True)
        library = KioskLibrary(Path(self._scratch.name))
        for path in sorted((folder / "packs").glob("*/pack.yaml")):
            with contextlib.suppress(ChinmiError):
                library.register_folder(path.parent)
        return library

    def _load_settings(self) -> tuple[Settings, str | None]:
        return self.visit_settings(), None

    def _open_store(self) -> Opened:
        return Opened(CountedAnswers.counting(self._answered, self._at_end))

    def _answered(self, answer: Answer) -> None:
        self.desk.answered(answer)

    def _at_end(self) -> None:
        self.desk.at_end()

    def visit_settings(self) -> Settings:
        """Return the settings with which each visit begins."""
        kiosk = self.kiosk_settings
        return Settings(
            language=kiosk.language,
            text_size=kiosk.text_size / 100,
            theme="high_contrast" if kiosk.high_contrast else "light_table",
            reduced_motion=kiosk.reduced_motion,
            captions=kiosk.captions,
            volume=NORMAL,
        )

    def _screens(self) -> dict[str, Callable[[Context], Scene]]:
        return {"settings": VisitSettingsScene}

    def _look(self, scale: float) -> Look:
        return replace(super()._look(scale), low_keys=True)

    def _calm_screen(self) -> None:
        """Keep hands and other windows off: no pointer, no screen saver, the grab where SDL has one."""
        with contextlib.suppress(pygame.error):
            pygame.display.set_allow_screensaver(False)
        if self.options.fullscreen:
            with contextlib.suppress(pygame.error):
                # An empty pointer, not a hidden one: hidden and grabbed, SDL would report movements only.
                pygame.mouse.set_cursor((8, 8), (0, 0), (0,) * 8, (0,) * 8)
                pygame.event.set_grab(True)
                getattr(pygame.event, "set_keyboard_grab", _nothing)(True)

    # -- running -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the attract screen. Raises NothingToPlayError."""
        heap.map_large_blocks()
        if not clips_of(self.clips):
            told = "No clip may be played: no pack allows kiosks, or none is whole (see the log)."
            raise NothingToPlayError(told)
        if self.context.sound.notice and not self.options.mute:
            self.around.signs.note("no sound device; the game goes on without sound")
        self.toasts.dismiss()
        self.toasts.log.clear()
        self.stack.push(AttractScene(self.context, self.desk))

    def run(self) -> None:
        """Run until staff, the daily restart or the supervisor end it; a failure starts over."""
        try:
            while self.loop.running:
                try:
                    self.loop.run()
                except Exception as error:  # noqa: BLE001 - whatever it is, the kiosk goes on
                    self._recover(error)
        finally:
            self.close()

    def step(self) -> None:
        """Do one step of the loop, as `run` would (for robots and tests)."""
        try:
            self.loop.step(0.0)
        except Exception as error:  # noqa: BLE001 - as in `run`
            self._recover(error)

    def run_once(self) -> None:
        """Wait for what is due next and do it, as `run` would (for soaks in real time)."""
        try:
            self.loop.step(self.loop._patience())  # noqa: SLF001 - what `Loop.run` does, once
        except Exception as error:  # noqa: BLE001 - as in `run`
            self._recover(error)

    def _recover(self, error: Exception) -> None:
        """Apologise and start over. When that fails again and again, end for a fresh start."""
        told = "".join(traceback.format_exception(error)[-3:])
        self.around.signs.note(f"failure in {self.top_name}: {told}")
        now = self.timeline.now()
        self.noticed.failed(f"{self.top_name}: {error!r}")
        self._storm = [*(t for t in self._storm if 0 <= now - t < 60), now]
        if len(self._storm) > STORM:
            self.end_with(exit_codes.FAILED, "failed too often; starts afresh")
            return
        self.desk.visit_failed()
        while len(self.stack):
            with contextlib.suppress(Exception):
                self.stack.clear()
        self.desk.drop_visit()
        try:
            self.stack.push(AttractScene(self.context, self.desk))
            self.stack.push(ApologyScene(self.context, self.desk))
        except Exception as again:  # noqa: BLE001 - nothing is left to try here
            self.end_with(exit_codes.FAILED, f"the attract screen failed: {again!r}")
        self.loop.invalidate(look=True)

    @property
    def top_name(self) -> str:
        """The name of the screen on top."""
        return self.stack.top.scene.name if len(self.stack) else "nothing"

    def end_with(self, status: int, why: str) -> None:
        """End the process with `status`; the reason goes to the log."""
        self.around.signs.note(why)
        self.status = status
        self.loop.stop()

    def quit(self) -> None:
        """Leave nothing: visitors cannot close a kiosk."""

    def apply(self, chosen: Settings) -> None:
        """Take over settings for this visit; nothing is saved."""
        context = self.context
        before, context.settings = context.settings, chosen
        if chosen.language and chosen.language != context.language:
            context.t = context.texts.translator(chosen.language)
        if chosen.sound != before.sound:
            context.sound.set_mute(self.options.mute or not chosen.sound)
        context.sound.set_volume(chosen.volume * self.kiosk_settings.volume)
        self.loop.invalidate(look=True)

    def _on_key(self, key: Key) -> bool:
        """Only the text size: everything else of the desktop's keys is locked."""
        return super()._on_key(key) if key.name in ("+", "-") else False

    def close(self) -> None:
        """Let go of everything; counts that wait are written if that is possible."""
        super().close()
        with contextlib.suppress(StoreError):
            self.store.close()
        if self._scratch is not None:
            self._scratch.cleanup()

    # -- each turn of the loop ---------------------------------------------------------------------

    def _turn(self, events: list[pygame.event.Event]) -> list[pygame.event.Event]:
        self.around.signs.alive()
        now = self.timeline.now()
        if self.robot is not None:
            self.robot.act(now)
        if any(is_press(event) for event in events):
            self.noticed.last_touch = now
            self.desk.activity = self.desk.activity.touch(now)
        if self._corner.held(events, self.screen.surface.get_size(), now):
            self.desk.open_staff_entry()
        if len(self.stack) and self.top_name not in (AttractScene.name, ApologyScene.name):
            top = self.stack.top.scene
            self.desk.mind_the_visitor(now, playing=isinstance(top, ClipScreen) and top.is_playing())
        if now >= self._next_check:
            self._next_check = now + CHECK_EVERY
            self._check(now)
        return self._gate.pass_on(events, self.stack.version, now)

    def _check(self, now: float) -> None:
        """Once a minute: the clocks, the daily restart, the old counts."""
        wall = self.around.wall()
        jump = self.noticed.compare(wall, now)
        if jump is not None:
            self.around.signs.note(f"the clock jumped by {jump:.0f} s")
        if told := self.noticed.see(health.touch_screens()):
            self.around.signs.note(told)
        calm = len(self.stack) == 1 and now - self.desk.activity.touched >= QUIET
        if calm and restart_due(clock_time(self.kiosk_settings.restart_at), wall, now - self.noticed.started):
            self.store.clear_faults()
            with contextlib.suppress(StoreError, ValueError):
                self.store.compact(wall.date().isoformat())
            self.end_with(exit_codes.RESTART, "daily restart")


def _nothing(_on: bool) -> None:
    """Stand in where this pygame has no grab of the keyboard."""
