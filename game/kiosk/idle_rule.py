"""Is somebody there? The two-step idle rule and the rule of the daily restart, as pure functions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Final

LONGEST_VIDEO: Final = 180.0
"""Seconds after the last touch in which a playing video counts as activity; one left to run does not."""
WINDOW: Final = 2 * 3600.0
"""Seconds after its time within which the daily restart is made."""
YOUNG: Final = 3 * 3600.0
"""Seconds that a game must have run before the daily restart: so never twice in one window."""
OLD: Final = 48 * 3600.0
"""Seconds after which a game is restarted at the next quiet moment, whatever the clock says."""


class Presence(StrEnum):
    """What the idle rule says."""

    HERE = "here"
    ASK = "ask"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class IdleRule:
    """After `quiet` seconds without a touch ask; `grace` seconds later the visitor is gone."""

    quiet: float = 45.0
    grace: float = 30.0


@dataclass(frozen=True, slots=True)
class Activity:
    """When somebody last did something, and until when a video was seen playing (monotonic seconds)."""

    touched: float
    video: float | None = None

    def touch(self, now: float) -> Activity:
        """Note that somebody pressed something."""
        return Activity(now)

    def playing(self, now: float) -> Activity:
        """Note that a video is playing; it counts for `LONGEST_VIDEO` after the last touch."""
        if now - self.touched > LONGEST_VIDEO:
            return self
        return replace(self, video=now)

    @property
    def last(self) -> float:
        """The last sign of somebody."""
        return self.touched if self.video is None else max(self.touched, self.video)

    def presence(self, rule: IdleRule, now: float) -> Presence:
        """Return whether somebody is there."""
        quiet = now - self.last
        if quiet < rule.quiet:
            return Presence.HERE
        return Presence.ASK if quiet < rule.quiet + rule.grace else Presence.GONE

    def left(self, rule: IdleRule, now: float) -> float:
        """Return the seconds until the visitor counts as gone."""
        return max(0.0, self.last + rule.quiet + rule.grace - now)


def restart_due(at: time | None, wall: datetime, running: float) -> bool:
    """Tell whether a planned restart is due. `wall` is the local time, `running` seconds since the start.

    A clock that jumps makes at most one restart early or late: the running time is monotonic.
    """
    if at is None:
        return False
    if running >= OLD:
        return True
    if running < YOUNG:
        return False
    since = (wall - wall.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)).total_seconds()
    return 0 <= since % 86400 < WINDOW


def clock_time(text: str | None) -> time | None:
    """Return `HH:MM` as a time; None for None."""
    return None if text is None else time.fromisoformat(text)
