"""A clip's own clock: where in the clip we are, by a monotonic clock that is handed in.

The picture follows this clock and the sound is started together with it. Asking the mixer for its
position instead would be off by a tenth of a second and drift.
"""

from __future__ import annotations

from collections.abc import Callable


class MediaClock:
    """A position in seconds of the clip that can run, hold, jump and change its speed."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._held = 0.0
        self._since: float | None = None
        self._speed = 1.0

    @property
    def running(self) -> bool:
        """Tell whether the clock runs (also while it waits out the delay that `play` was given)."""
        return self._since is not None

    @property
    def speed(self) -> float:
        """Seconds of the clip that pass in one real second."""
        return self._speed

    @property
    def position(self) -> float:
        """Seconds of the clip at this moment."""
        if self._since is None:
            return self._held
        return self._held + max(0.0, self._now() - self._since) * self._speed

    def play(self, delay: float = 0.0) -> None:
        """Start to run after `delay` real seconds: the time that sound needs to reach the ear."""
        if self._since is None:
            self._since = self._now() + max(0.0, delay)

    def pause(self) -> None:
        """Hold the position."""
        self._held = self.position
        self._since = None

    def seek(self, position: float) -> None:
        """Jump to `position` and go on from there, running or held."""
        self._held = position
        if self._since is not None:
            self._since = self._now()

    def set_speed(self, speed: float) -> None:
        """Run at `speed` from here on; the position stays."""
        if self._since is not None:
            self.seek(self.position)
        self._speed = speed

    def until(self, position: float) -> float | None:
        """Return the real seconds until `position` is reached: 0 when it has passed, None while held."""
        if self._since is None:
            return None
        return max(0.0, self._since - self._now() + (position - self._held) / self._speed)
