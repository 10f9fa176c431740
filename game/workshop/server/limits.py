"""How much one phone may ask for, and a note of what was refused, without saying who it was."""

from __future__ import annotations

import logging
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

log = logging.getLogger("chinmi.classroom")

_REMEMBERED = 2000
QUIET: Final = 60.0
"""Seconds in which one cause is written to the log once."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `each` a second."""

    burst: float
    each: float


@dataclass(frozen=True, slots=True)
class AddressShare:
    """What one address may have."""

    seats: int
    lines: int
    """Connections that are open at the same time."""
    requests: Rate


@dataclass(frozen=True, slots=True)
class Limits:
    """Generous for a class, tight for a flood."""

    messages: Rate = Rate(30, 6)
    """Messages of one connection."""
    wrong_codes: Rate = Rate(20, 0.2)
    """Wrong join codes of one address: the room has 923,521 possible codes."""
    wrong_teacher_codes: Rate = Rate(6, 0.05)
    lines: int = 520
    """Connections of all phones together."""
    phone: AddressShare = AddressShare(seats=2, lines=16, requests=Rate(160, 8))
    """An address is one phone: the second seat is for a page opened in another browser."""
    many: AddressShare = AddressShare(seats=220, lines=480, requests=Rate(2000, 300))
    """An address is many phones: a router that hides them, or one tablet for a table."""
    shared: bool = False
    """Whether addresses count as many phones from the start."""
    first_request: float = 5.0
    """Seconds in which a new connection must have asked for something."""
    whole_request: float = 5.0
    """Seconds in which what is asked must have come whole."""

    @classmethod
    def one_machine(cls) -> Limits:
        """For many phones behind one address, none of which waits: a test."""
        return cls(many=AddressShare(seats=1000, lines=520, requests=Rate(5000, 5000)), shared=True)


class Allowance:
    """What an address is allowed now; the teacher says whether addresses are shared, at any time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.shared = limits.shared

    @property
    def share(self) -> AddressShare:
        """What one address may have now."""
        return self.limits.many if self.shared else self.limits.phone


class Buckets:
    """Token buckets, one for each source; sources that were quiet longest are forgotten first."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, source: str, rate: Rate | None = None) -> bool:
        """Take one; tell whether there was one. `rate` replaces the rate from now on."""
        self._rate = rate or self._rate
        left = self._now(source)
        ok = left >= 1
        self._put(source, left - 1 if ok else left)
        return ok

    def _now(self, source: str) -> float:
        now = self._clock()
        left, at = self._left.get(source, (self._rate.burst, now))
        return min(self._rate.burst, left + (now - at) * self._rate.each)

    def _put(self, source: str, left: float) -> None:
        self._left[source] = (left, self._clock())
        self._left.move_to_end(source)
        while len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)


class RefusalLog:
    """Counts what was refused, by cause; writes one line a minute for one cause, whoever it came from."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.counts: Counter[str] = Counter()
        self._clock = clock
        self._told: dict[str, tuple[float, int]] = {}
        """When a cause was written last, and how often it had been then."""

    def note(self, reason: str) -> None:
        """Note one refusal."""
        self.counts[reason] += 1
        now, count = self._clock(), self.counts[reason]
        at, before = self._told.get(reason, (now - QUIET, 0))
        if now - at < QUIET:
            return
        self._told[reason] = now, count
        more = f" ({count - before} times since it was last said)" if count - before > 1 else ""
        log.warning("refused a phone's message: %s%s", reason, more)
