"""The child's side of the pipe: signs of life and notes to the supervisor, and its end when that is gone."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import IO, Final

EVERY: Final = 1.0
"""Seconds from one sign to the next at least."""


class Heartbeat:
    """Writes to the supervisor. Without one (a run by hand) it writes nowhere."""

    def __init__(self, out: IO[bytes] | None, clock: Callable[[], float]) -> None:
        self._out = out
        self._clock = clock
        self._last: float | None = None

    def beat(self) -> None:
        """Tell that the loop turns."""
        now = self._clock()
        if self._last is None or now - self._last >= EVERY or now < self._last:
            self._last = now
            self._write("sign")

    def came_up(self) -> None:
        """Tell that the first screen is shown."""
        self._write("up")

    def note(self, text: str) -> None:
        """Send a line for the log."""
        self._write("note " + " | ".join(text.strip().splitlines())[:1800])

    def _write(self, line: str) -> None:
        if self._out is None:
            return
        with contextlib.suppress(OSError, ValueError):
            self._out.write(line.encode("utf-8", "replace") + b"\n")
            self._out.flush()


def take_the_pipe() -> IO[bytes]:
    """Return standard output as the pipe to the supervisor; prints go to standard error instead."""
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pipe


def end_with_the_parent(ask: Callable[[], None], seconds: float = 3.0) -> None:
    """Call `ask` when standard input closes (the supervisor is gone); then end, hanging or not."""
    descriptor = sys.stdin.fileno()  # not the buffer: its lock, taken here, would abort the interpreter's end

    def watch() -> None:
        with contextlib.suppress(OSError):
            while os.read(descriptor, 1):
                pass
        ask()
        threading.Event().wait(seconds)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
