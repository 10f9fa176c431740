"""When a game is healthy, when it is killed, when it is started again, and when the kiosk gives up.

Pure: the moments come in as monotonic seconds, and what to do goes out as a value. A game that says
nothing at all is the only thing that is killed; silence before its first sign has more patience.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.kiosk.supervision import exit_codes


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient the supervisor is. All times in seconds."""

    silence: float = 10.0
    """Seconds a running game may be silent."""
    first_sign: float = 60.0
    """Seconds to its first sign: a cold start on a slow disk checks packs."""
    most_restarts: int = 5
    within: float = 600.0
    """Seconds in which `most_restarts` are allowed; one more, and the kiosk is out of order."""
    pauses: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0, 8.0)
    """How long to wait before the first, second ... restart of those that are counted."""
    rest: float = 12 * 3600.0
    """Seconds an out-of-order kiosk rests before it tries once more."""


@dataclass(frozen=True, slots=True)
class StartGame:
    """Start the game now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do for `seconds`, unless something is heard."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Kill:
    """The game hangs: end it by force."""

    silent: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Show the still picture, write one line, and rest."""

    restarts: int


@dataclass(frozen=True, slots=True)
class Finish:
    """End the supervisor with this status."""

    status: int


SupervisorAction = StartGame | Wait | Kill | GiveUp | Finish


@dataclass(frozen=True, slots=True)
class Watch:
    """What the supervisor knows. The game is running while `started` is set."""

    restarts: tuple[float, ...] = ()
    """When it was started again after a failure, the newest last; only those that still count."""
    failed: bool = False
    """Whether the next start follows a failure."""
    proved: bool = False
    """Whether the game has ever come up: then a refusal is a fault, not a mistake in the settings."""
    hopeless: bool = False
    """Whether the game refused to start although it once did."""
    started: float | None = None
    heard: float | None = None
    """When the running game last gave a sign."""
    next_start: float = 0.0
    gave_up: float | None = None
    finished: int | None = None


def decide(watch: Watch, policy: Policy, now: float) -> SupervisorAction:
    """Return what to do at `now`."""
    if watch.finished is not None:
        return Finish(watch.finished)
    if watch.gave_up is not None:
        left = watch.gave_up + policy.rest - now
        return Wait(left) if left > 0 else StartGame()
    if watch.started is None:
        counted = len(_counted(watch, policy, now))
        if watch.hopeless or (watch.failed and counted >= policy.most_restarts):
            return GiveUp(counted)
        left = watch.next_start - now
        return Wait(left) if left > 0 else StartGame()
    since, patience = watch.started, policy.first_sign
    if watch.heard is not None:
        since, patience = watch.heard, policy.silence
    left = since + patience - now
    return Wait(left) if left > 0 else Kill(now - since)


def begun(watch: Watch, now: float) -> Watch:
    """Note that the game was started."""
    if watch.gave_up is not None:
        return Watch(started=now, proved=watch.proved)
    restarts = (*watch.restarts, now) if watch.failed else watch.restarts
    return replace(watch, restarts=restarts, failed=False, started=now, heard=None)


def heard(watch: Watch, now: float) -> Watch:
    """Note that the game gave a sign."""
    return watch if watch.started is None else replace(watch, heard=now)


def came_up(watch: Watch, now: float) -> Watch:
    """Note that the game shows its first screen."""
    return replace(heard(watch, now), proved=True)


def ended(watch: Watch, policy: Policy, status: int, now: float) -> Watch:
    """Return what is known after the game ended with `status`; a signal comes as a negative status."""
    if watch.started is None:
        return watch
    over = replace(watch, started=None, heard=None)
    if status == exit_codes.CLOSED or (status == exit_codes.REFUSED and not watch.proved):
        return replace(over, finished=status)
    if status == exit_codes.REFUSED:
        return replace(over, hopeless=True)
    if status == exit_codes.RESTART:
        return replace(over, next_start=now)
    counted = _counted(watch, policy, now)
    pause = policy.pauses[min(len(counted), len(policy.pauses) - 1)]
    return replace(over, restarts=counted, failed=True, next_start=now + pause)


def gave_up(watch: Watch, now: float) -> Watch:
    """Note that the still picture is shown."""
    return replace(watch, restarts=(), failed=False, hopeless=False, gave_up=now)


def stopped(watch: Watch) -> Watch:
    """Note that the system asked the kiosk to stop."""
    return replace(watch, finished=exit_codes.CLOSED)


def _counted(watch: Watch, policy: Policy, now: float) -> tuple[float, ...]:
    return tuple(t for t in watch.restarts if now - t < policy.within)
