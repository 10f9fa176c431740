"""What staff can do at the screen: enter, read numbers and health, change settings, end the kiosk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from game.errors import ChinmiError
from game.kiosk import config, diagnostics, health, pin, staff_facts
from game.kiosk.screens.pin_pad import PinScene
from game.kiosk.screens.service import Fact, PackFact, PinResult
from game.kiosk.screens.staff import StaffScene
from game.kiosk.settings import KioskSettings, declared
from game.kiosk.state import KioskState
from game.kiosk.supervision import exit_codes
from game.kiosk.visit_service import VisitService
from game.runtime import Runtime

LOG_FILE: Final = "kiosk.log"


class StaffService:
    """What the staff's screens ask of the kiosk (`game.kiosk.screens.service.Staff`)."""

    def __init__(
        self, runtime: Runtime, state: KioskState, visits: VisitService, end: Callable[[int, str], None]
    ) -> None:
        """`end` ends the process with a status, and a reason for the log."""
        self.runtime = runtime
        self.context = runtime.context
        self.state = state
        self.visits = visits
        self._end = end
        self._short_pin = False

    @property
    def settings(self) -> KioskSettings:
        """The kiosk's settings."""
        return self.state.settings

    # -- the way in --------------------------------------------------------------------------------

    def open_entry(self) -> None:
        """Ask for the PIN; whatever a visitor was doing is over."""
        stack = self.context.stack
        if len(stack) and stack.top.scene.name in (PinScene.name, StaffScene.name):
            return
        self.visits.over()
        self.visits.here()
        stack.push(PinScene(self.context, self))

    def lock_left(self) -> float:
        """Return for how many seconds the staff entry is locked."""
        return self.state.lock.left(self.runtime.timeline.now())

    def tries_left(self) -> int:
        """Return how many tries are left."""
        return self.state.lock.tries_left

    def enter(self, typed: str) -> PinResult:
        """Try a PIN; the right one opens the staff screen."""
        if not self.state.lock.try_now(self.runtime.timeline.now()):
            return PinResult.LOCKED
        if self.settings.pin is None or not pin.fits(typed, self.settings.pin):
            self.state.note("a wrong PIN was entered")
            return PinResult.LOCKED if self.lock_left() else PinResult.WRONG
        self.state.lock.open()
        self._short_pin = len(typed) < pin.SHORTEST
        self.state.note("staff entered")
        self.context.stack.replace(StaffScene(self.context, self))
        return PinResult.RIGHT

    def over(self) -> None:
        """Back to the visitors."""
        self.visits.over()

    # -- how it stands -----------------------------------------------------------------------------

    def numbers(self) -> Sequence[Fact]:
        """Return today's numbers."""
        return staff_facts.numbers(self.state.store.of(self.state.environment.today()))

    def health(self) -> Sequence[Fact]:
        """Return how the machine is."""
        state, now = self.state, self.runtime.timeline.now()
        folder, noticed, moved = state.environment.data_dir, state.health, state.store.moved_aside
        return staff_facts.health(
            staff_facts.MachineStatus(
                running=now - noticed.started,
                screen=self.runtime.screen.surface.get_size(),
                free=health.free_bytes(folder),
                writable=health.writable(folder),
                sound=not self.context.sound.notice,
                untouched=None if noticed.last_touch is None else now - noticed.last_touch,
                touch_screens=noticed.touch_screens,
                touch_lost=noticed.touch_screens < noticed.most_touch_screens,
                aside=len({*state.clips.faulty, *state.clips.aside}),
                failures=noticed.failures,
                jumps=noticed.jumps,
                unsaved=state.store.unsaved,
                moved=moved.name if moved is not None else "",
                lock_kept=state.lock.kept,
                short_pin=self._short_pin,
            )
        )

    def packs(self) -> Sequence[PackFact]:
        """Return the packs."""
        return self.state.clips.facts()

    # -- what can be done --------------------------------------------------------------------------

    def change(self, name: str, steps: int) -> None:
        """Move a setting, take it over, keep it in the file."""
        one = next(d for d in declared() if d.name == name)
        value = one.moved(getattr(self.settings, name), steps)
        self.state.settings = self.settings.model_copy(update={name: value})
        self.context.apply(self.settings.visit_settings())
        try:
            config.write(self.state.environment.settings_path, self.settings)
        except ChinmiError as error:
            self.state.health.failed(str(error))

    def save_diagnostics(self) -> tuple[bool, str]:
        """Write diagnostics to the folder of the settings, else beside the counts."""
        environment = self.state.environment
        target = environment.data_dir
        if self.settings.diagnostics:
            target = environment.settings_path.parent / self.settings.diagnostics
        t = self.context.texts.translator("en")
        lines = [t(fact.key, **fact.values) for fact in self.health()]
        stamp = environment.wall().strftime("%Y%m%d-%H%M%S")
        notes, log = self.state.health.notes, environment.data_dir / LOG_FILE
        try:
            folder = diagnostics.save(target, stamp, [*lines, *notes], self.state.store, self.settings, log)
        except OSError as error:
            return False, str(error.strerror or error)
        return True, str(folder)

    def end(self, how: Literal["close", "restart"]) -> None:
        """Close the kiosk, or start it again."""
        self._end(exit_codes.CLOSED if how == "close" else exit_codes.RESTART, f"staff: {how}")
