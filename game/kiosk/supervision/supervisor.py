"""The parent of the game: starts it, listens to it, ends it when it hangs, and knows when to stop trying.

It draws nothing and opens nothing, so that there is little in it that could fail. What it does with the
world goes through `Outside`; what it decides is in `rules`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from game.kiosk.supervision import rules
from game.kiosk.supervision.rules import Finish, GiveUp, Kill, Policy, StartGame, Wait, Watch

LONGEST_WAIT: Final = 5.0
"""Seconds from one word to the service manager to the next at most."""


@dataclass(frozen=True, slots=True)
class LifeSign:
    """The game lives: sent from its drawing loop."""


@dataclass(frozen=True, slots=True)
class CameUp:
    """The game shows its first screen."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the game for the log."""

    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The game's process is over; a negative status is the number of the signal that ended it."""

    status: int


@dataclass(frozen=True, slots=True)
class StopAsked:
    """The system asked the kiosk to stop."""


Heard = LifeSign | CameUp | Note | Ended | StopAsked


class Outside(Protocol):
    """The world: processes, time, the service manager."""

    def now(self) -> float:
        """Return monotonic seconds."""

    def start(self, *, still: bool) -> None:
        """Start the game, or (`still`) the picture that says "out of order". Raises OSError."""

    def kill(self) -> None:
        """End the process by force and forget it; nothing more is heard of it."""

    def stop(self) -> None:
        """Ask the process to end, and make it end when it does not."""

    def wait(self, seconds: float) -> list[Heard]:
        """Return what is heard within `seconds`."""

    def tell_manager(self, state: str) -> None:
        """Tell the service manager (sd_notify)."""


class Supervisor:
    """Runs the game until staff or the system end it."""

    def __init__(self, outside: Outside, log: Callable[[str], None], policy: Policy | None = None) -> None:
        self.outside = outside
        self.policy = policy or Policy()
        self.watch = Watch()
        self._log = log
        self._ready = False

    def run(self) -> int:
        """Return the exit status of the kiosk."""
        self._log("supervisor: begins")
        try:
            while True:
                status = self.step()
                if status is not None:
                    return status
        finally:
            self.outside.tell_manager("STOPPING=1")
            self.outside.stop()
            self._log("supervisor: ends")

    def step(self) -> int | None:
        """Do what is to be done now and listen for a while; return the exit status once it is over."""
        self.outside.tell_manager("WATCHDOG=1")
        now = self.outside.now()
        match rules.decide(self.watch, self.policy, now):
            case Finish(status):
                return status
            case StartGame():
                self._start(now)
            case Kill(silent):
                self._log(f"supervisor: the game said nothing for {silent:.0f} s and was ended by force")
                self.outside.kill()
                self._over(-9, now)
            case GiveUp(restarts):
                self._give_up(restarts, now)
            case Wait(seconds):
                for heard in self.outside.wait(min(LONGEST_WAIT, seconds)):
                    self._take(heard)
        return None

    def _start(self, now: float) -> None:
        if self.watch.gave_up is not None:
            self.outside.stop()
            self._log("supervisor: tries once more after its rest")
        self.watch = rules.begun(self.watch, now)
        try:
            self.outside.start(still=False)
        except OSError as error:
            self._log(f"supervisor: the game cannot be started: {error}")
            self._over(1, now)
            return
        self._log(f"supervisor: starts the game (restarts that count: {len(self.watch.restarts)})")

    def _give_up(self, restarts: int, now: float) -> None:
        minutes = self.policy.within / 60
        why = f"the game was restarted {restarts} times in {minutes:.0f} minutes and failed again"
        if self.watch.hopeless:
            why = "the game refuses to start"
        self._log(
            f"supervisor: OUT OF ORDER - {why}; a still picture is shown, the next try is in "
            f"{self.policy.rest / 3600:.0f} hours or after a restart"
        )
        self._tell("out of order")
        self.watch = rules.gave_up(self.watch, now)
        try:
            self.outside.start(still=True)
        except OSError as error:
            self._log(f"supervisor: the still picture cannot be shown: {error}")

    def _tell(self, status: str) -> None:
        """Tell the service manager how it stands; with the first word also that the kiosk is ready."""
        ready = "" if self._ready else "READY=1\n"
        self._ready = True
        self.outside.tell_manager(f"{ready}STATUS={status}")

    def _take(self, heard: Heard) -> None:
        now = self.outside.now()
        match heard:
            case LifeSign():
                self.watch = rules.heard(self.watch, now)
            case CameUp():
                self.watch = rules.came_up(self.watch, now)
                self._tell("running")
            case Note(text):
                self._log(f"game: {text}")
            case Ended(status):
                self._over(status, now)
            case StopAsked():
                self._log("supervisor: was asked to stop")
                self.watch = rules.stopped(self.watch)

    def _over(self, status: int, now: float) -> None:
        if self.watch.started is None:
            return
        ran = now - self.watch.started
        self.watch = rules.ended(self.watch, self.policy, status, now)
        self._log(f"supervisor: the game ended with {_words(status)} after {ran:.1f} s")


def _words(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"
