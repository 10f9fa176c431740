"""The door of the room: how many connections may be open, before any of them has said a word.

A connection that is too much is closed as it is accepted, so that it never holds a file handle that the game
or a voter needs. Where the room is full, the oldest connection without a seat makes place.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

from game.workshop.server.limits import Allowance

RESERVE: Final = 140
"""File handles that are left to the game: clips, fonts, journals, reports."""
HANDLES: Final = 2048
"""File handles that are asked for, where the system gives as many."""
FEWEST: Final = 24
"""Connections that are let in however few handles there are."""
AT_ONCE: Final = 64
"""Connections that are turned away in one go, before those inside have their turn."""
ENDING: Final = 16
"""Connections that may wait to be closed."""
_NO_HANDLES: Final = (errno.EMFILE, errno.ENFILE)

PeerAddress = tuple[str, int]
"""Address and port of the other end."""


def lines_that_fit(wanted: int) -> int:
    """Return how many of `wanted` connections leave the game its reserve of file handles."""
    try:
        import resource
    except ImportError:
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    more = HANDLES if hard == resource.RLIM_INFINITY else min(HANDLES, hard)
    if soft < more:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
            soft = more
    try:
        used = len(list(Path("/dev/fd").iterdir()))
    except OSError:
        used = RESERVE // 2
    return min(wanted, max(FEWEST, soft - used - RESERVE))


class Door:
    """Who is inside. All methods run on the server's own loop."""

    def __init__(self, allowance: Allowance, most: int, note: Callable[[str], None]) -> None:
        self.most = most
        self._allowance = allowance
        self._note = note
        self._lines: dict[PeerAddress, CountedSocket] = {}
        self._of: Counter[str] = Counter()
        self._seated: set[PeerAddress] = set()
        self._ending: set[CountedSocket] = set()

    @property
    def busy(self) -> bool:
        """Tell whether those who were let go have still to be closed, before anybody else is let in."""
        return len(self._ending) >= ENDING

    def __len__(self) -> int:
        """Return how many connections are open."""
        return len(self._lines)

    def admits(self, where: PeerAddress) -> bool:
        """Tell whether one more may come from `where`; make place for it when the room is full."""
        if self._of[where[0]] >= self._allowance.share.lines:
            self._note("connections of one address")
            return False
        if len(self._lines) < self.most:
            return True
        oldest = next((line for line in self._lines.values() if line.where not in self._seated), None)
        self._note("connections")
        if oldest is None:
            return False
        self.leave(oldest)
        self._ending.add(oldest)
        oldest.end()
        return True

    def enter(self, line: CountedSocket) -> None:
        """Count a connection in."""
        self._lines[line.where] = line
        self._of[line.where[0]] += 1

    def leave(self, line: CountedSocket) -> None:
        """Count a connection out."""
        self._ending.discard(line)
        if self._lines.get(line.where) is not line:
            return
        del self._lines[line.where]
        self._seated.discard(line.where)
        self._of[line.where[0]] -= 1
        if not self._of[line.where[0]]:
            del self._of[line.where[0]]

    def seat(self, where: PeerAddress) -> None:
        """Keep the connection from `where`: it belongs to a seat."""
        if where in self._lines:
            self._seated.add(where)

    def out_of_handles(self) -> None:
        """Note that the computer has no file handle left."""
        self._note("no file handles")


class CountedSocket(socket.socket):
    """An accepted connection, which is counted until it is closed."""

    def __init__(self, accepted: socket.socket, where: PeerAddress, door: Door) -> None:
        self.where = where
        self._door = door
        super().__init__(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())
        door.enter(self)

    def end(self) -> None:
        """Let it end soon: the loop closes it when it has its turn."""
        with contextlib.suppress(OSError):
            self.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close it and count it out."""
        self._door.leave(self)
        super().close()


class Doorway(socket.socket):
    """A listening socket that lets in what the door admits."""

    def __init__(self, listening: socket.socket, door: Door) -> None:
        super().__init__(listening.family, listening.type, listening.proto, fileno=listening.detach())
        self.setblocking(False)
        self._door = door
        self._rested = False

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next connection that is let in. Raises BlockingIOError when there is none for now."""
        for _ in range(AT_ONCE):
            if self._door.busy:
                break
            try:
                line, where = super().accept()
            except OSError as error:
                raise self._rest(error) from None
            if self._door.admits(where):
                return CountedSocket(line, where, self._door), where
            line.close()
        raise BlockingIOError

    def _rest(self, error: OSError) -> OSError:
        """Return what the loop is told: without handles it rests for a second, and hears of it once."""
        if error.errno not in _NO_HANDLES:
            return error
        self._rested = not self._rested
        if not self._rested:
            return BlockingIOError()
        self._door.out_of_handles()
        return error


class PhoneProtocol(H11Protocol):
    """HTTP whose first request must come soon, and each request's head whole and soon."""

    first_request = 5.0
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; wait on while it is no whole request."""
        super().data_received(data)
        upgraded = self not in self.connections
        if upgraded or (self.cycle is not None and not self.cycle.response_complete):
            self._rest()
        else:
            self._wait()

    def _wait(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(self.first_request, self._end)

    def _rest(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _end(self) -> None:
        self._patience = None
        self.transport.abort()


def protocol(seconds: float) -> type[PhoneProtocol]:
    """Return the protocol of connections that must ask within `seconds`."""
    return type("PhoneProtocol", (PhoneProtocol,), {"first_request": seconds})
