"""The running kiosk: visits and staff instead of a menu, the idle rule, and a way on after any failure."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable, Mapping
from typing import Final

import pygame

from game.embedded import open_with_packs
from game.errors import StoreError
from game.kiosk import health
from game.kiosk.count_service import FAULTS, CountService
from game.kiosk.counts.counted_answers import CountedAnswers
from game.kiosk.counts.store import VisitStore
from game.kiosk.idle_rule import clock_time, restart_due
from game.kiosk.input_filter import Corner, EventFilter, FilteredTimeline, is_press
from game.kiosk.library import KioskLibrary, NothingToPlayError, clips_of
from game.kiosk.screens.attract import AttractScene
from game.kiosk.screens.idle_warning import ApologyScene
from game.kiosk.settings import KioskSettings
from game.kiosk.staff_lock import LockFile
from game.kiosk.staff_service import StaffService
from game.kiosk.state import Environment, KioskState
from game.kiosk.supervision import exit_codes
from game.kiosk.visit_service import VisitService
from game.media import heap
from game.play.context import Context
from game.quiz.answer import Answer
from game.records.store import OpenedStore
from game.runtime import Options, Runtime, Services
from game.settings import Settings
from game.ui.scene import Scene

QUIET: Final = 60.0
"""Seconds without a touch on the attract screen before a planned restart."""
CHECK_EVERY: Final = 60.0
"""Seconds from one look at the clocks and the devices to the next."""
STORM: Final = 3
"""Failures within a minute after which the next one ends the process: the supervisor starts it afresh."""
STORM_SECONDS: Final = 60.0
LOCK_FILE: Final = "staff-lock.json"


class KioskApp(Runtime):
    """A running kiosk. Its `status` is the exit status once `run` has returned."""

    def __init__(
        self,
        options: Options,
        settings: KioskSettings,
        environment: Environment,
        screens: Mapping[str, Callable[[Context], Scene]],
        library: KioskLibrary | None = None,
    ) -> None:
        """`screens` are those of other rooms; `library` comes in the place of the folder's own."""
        self.status = exit_codes.CLOSED
        self.visitor: Callable[[float], None] | None = None
        """A visitor made of code, called at each turn of the loop with the present moment."""
        self._scratch = contextlib.ExitStack()
        self.state = self._open(settings, environment, library)
        self._filter, self._corner = EventFilter(), Corner()
        self._failures: list[float] = []
        """The moments of the last failures."""
        self._next_check = environment.timeline.now()
        answers = CountedAnswers.counting(self._answered, self._finished)
        services = Services(
            settings.visit_settings(), OpenedStore(answers), lambda: self.state.clips, screens, low_keys=True
        )
        super().__init__(options, FilteredTimeline(environment.timeline, self._turn), lambda: services)
        self.context.profile = str
        self.counts = CountService(self.state)
        self.visits = VisitService(self, self.state, self.counts)
        self.staff = StaffService(self, self.state, self.visits, self.end_with)
        self._calm_screen()

    # -- building ----------------------------------------------------------------------------------

    def _open(
        self, settings: KioskSettings, environment: Environment, library: KioskLibrary | None
    ) -> KioskState:
        """Open counts, lock and library; verify the clips, with a sign to the supervisor before each."""
        folder, heart = environment.data_dir, environment.heartbeat
        store = VisitStore(folder, environment.wall().isoformat())
        noticed = health.Health(environment.timeline.now())
        heart.beat()
        for words in filter(None, (store.healed, store.detail)):
            heart.note(words)

        def failed(why: str) -> None:
            heart.note(f"{why}; the packs are indexed for this run only")
            noticed.failed(why)

        if library is None:
            library = open_with_packs(KioskLibrary, folder, self._scratch, failed)
        library.choose(settings.packs, synthetic_voices=settings.synthetic_voices)
        for (pack, clip), why in library.verify(heart.beat).items():
            heart.note(f"{pack}/{clip} is not played: {why}")
        library.aside = {key for key, n in store.faults().items() if n >= FAULTS}
        return KioskState(environment, settings, store, LockFile(folder / LOCK_FILE), noticed, library)

    def _answered(self, answer: Answer) -> None:
        self.counts.answered(answer)

    def _finished(self) -> None:
        self.visits.finished()

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
        if not clips_of(self.state.clips):
            why = "No clip may be played: no pack allows kiosks, or none is whole (see the log)."
            raise NothingToPlayError(why)
        if self.context.sound.notice and not self.options.mute:
            self.state.note("no sound device; the game goes on without sound")
        self.toasts.dismiss()
        self.toasts.log.clear()
        self.stack.push(AttractScene(self.context, self.visits))

    def play_on(self) -> None:
        """Run until staff, the daily restart or the supervisor end it; a failure starts over."""
        while self.loop.running:
            try:
                self.loop.run()
            except Exception as error:  # noqa: BLE001 - whatever it is, the kiosk goes on
                self._recover(error)

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
        words = "".join(traceback.format_exception(error)[-3:])
        self.state.note(f"failure in {self.top_name}: {words}")
        now = self.timeline.now()
        self.state.health.failed(f"{self.top_name}: {error!r}")
        self._failures = [*(t for t in self._failures if 0 <= now - t < STORM_SECONDS), now]
        if len(self._failures) > STORM:
            self.end_with(exit_codes.FAILED, "failed too often; starts afresh")
            return
        self.visits.failed_at()
        while len(self.stack):
            with contextlib.suppress(Exception):
                self.stack.clear()
        self.visits.drop()
        try:
            self.stack.push(AttractScene(self.context, self.visits))
            self.stack.push(ApologyScene(self.context, self.visits))
        except Exception as again:  # noqa: BLE001 - nothing is left to try here
            self.end_with(exit_codes.FAILED, f"the attract screen failed: {again!r}")
        self.loop.invalidate(look=True)

    @property
    def top_name(self) -> str:
        """The name of the screen on top."""
        return self.stack.top.scene.name if len(self.stack) else "nothing"

    def end_with(self, status: int, why: str) -> None:
        """End the process with `status`; the reason goes to the log."""
        self.state.note(why)
        self.status = status
        self.loop.stop()

    def quit(self) -> None:
        """Leave nothing: visitors cannot close a kiosk."""

    def volume_of(self, chosen: Settings) -> float:
        """Return the visitor's loudness as a share of what staff allow."""
        return chosen.volume * self.state.settings.volume

    def close(self) -> None:
        """Let go of everything; counts that wait are written if that is possible."""
        super().close()
        with contextlib.suppress(StoreError):
            self.state.store.close()
        self._scratch.close()

    # -- each turn of the loop ---------------------------------------------------------------------

    def _turn(self, events: list[pygame.event.Event]) -> list[pygame.event.Event]:
        self.state.environment.heartbeat.beat()
        now = self.timeline.now()
        if self.visitor is not None:
            self.visitor(now)
        if any(is_press(event) for event in events):
            self.state.health.last_touch = now
            self.visits.touched(now)
        if self._corner.held(events, self.screen.surface.get_size(), now):
            self.staff.open_entry()
        self.visits.watch_over(now)
        if now >= self._next_check:
            self._next_check = now + CHECK_EVERY
            self._check(now)
        return self._filter.pass_on(events, self.stack.version, now)

    def _check(self, now: float) -> None:
        """Once a minute: the clocks, the daily restart, the old counts."""
        wall = self.state.environment.wall()
        jump = self.state.health.compare(wall, now)
        if jump is not None:
            self.state.note(f"the clock jumped by {jump:.0f} s")
        self.counts.retry()
        if words := self.state.health.see(health.touch_screens()):
            self.state.note(words)
        calm = len(self.stack) == 1 and now - self.visits.activity.touched >= QUIET
        if calm and restart_due(
            clock_time(self.state.settings.restart_at), wall, now - self.state.health.started
        ):
            self.state.store.clear_faults()
            with contextlib.suppress(StoreError, ValueError):
                self.state.store.compact(wall.date().isoformat())
            self.end_with(exit_codes.RESTART, "daily restart")


def _nothing(_on: bool) -> None:
    """Stand in where this pygame has no grab of the keyboard."""
