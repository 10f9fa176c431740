"""Signals that ask a program to stop: Ctrl-C, SIGTERM, a terminal that closed. Each is heard at once.

A command that works is broken off by `Stopped`, as by Ctrl-C; a game that waits is woken and ends in order.
Closing a window is another thing: there the player is asked.
"""

from __future__ import annotations

import _thread
import atexit
import gc
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""Those that this system knows."""
EVERY: Final = 0.2
"""Seconds after which a program that was broken off and goes on all the same is broken off again."""
AGAIN: Final = 1.0
"""Seconds in which further signals are taken for the same wish; a later one breaks off even a polite end."""


def hasten_the_end() -> None:
    """Let Python, when the program has ended, leave its memory to the system.

    Else it looks through all objects for rings that nobody holds, which takes most of a second on a slow
    machine: longer than everything that the game puts away by itself.
    """
    atexit.register(_leave_memory)


def _leave_memory() -> None:
    gc.disable()
    gc.freeze()


class Stopped(KeyboardInterrupt):
    """The program was asked to stop by the signal `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def status(self) -> int:
        """The exit status, as shells tell it: 130 after Ctrl-C, 143 after SIGTERM."""
        return 128 + self.number


@dataclass(slots=True, eq=False, repr=False)
class _Wish:
    """What the process was asked: Python has one set of signal handlers, and so has this module."""

    listening: bool = False
    number: int | None = None
    at: float = 0.0
    stop: Callable[[], None] | None = None
    unraisable: Callable[[sys.UnraisableHookArgs], object] = sys.__unraisablehook__
    sending: threading.Lock = field(default_factory=threading.Lock)
    """Held while a signal of our own is sent, so that none comes when nobody listens any more."""
    nudged: bool = False
    """The signal that comes is our own, to see whether the program goes on."""

    def take(self, number: int, _frame: FrameType | None) -> None:
        if self.nudged:
            self.nudged = False
            if not _ending():
                raise Stopped(number)
            return
        first, now = self.number is None, time.monotonic()
        if not first and now - self.at < AGAIN:
            return
        self.number, self.at = number, now
        if first and self.stop is not None:
            self.stop()
        else:
            _thread.start_new_thread(self.insist, (number, now))
            raise Stopped(number)

    def insist(self, number: int, at: float) -> None:
        """Send the signal that came at `at` again until the program ends, or another wish takes its place.

        What is raised while an object is taken away, or a library calls back, goes nowhere.
        """
        main = threading.main_thread().ident
        while main is not None:
            time.sleep(EVERY)
            with self.sending:
                if not self.listening or self.number is None or self.at != at:
                    return
                self.nudged = True
                if hasattr(signal, "pthread_kill"):
                    signal.pthread_kill(main, number)
                else:
                    _thread.interrupt_main(signal.Signals(number))

    def overlook(self, lost: sys.UnraisableHookArgs) -> None:
        """Say nothing of a `Stopped` that went nowhere: it comes again."""
        if not isinstance(lost.exc_value, Stopped):
            self.unraisable(lost)


def _ending() -> bool:
    """Tell whether the program is ending because of `Stopped` just now."""
    error = sys.exc_info()[1]
    while error is not None:
        if isinstance(error, Stopped):
            return True
        error = error.__context__
    return False


_wish = _Wish()


@contextmanager
def listening() -> Iterator[None]:
    """Let signals raise `Stopped` in the block; those that this process was told to ignore stay ignored."""
    if _wish.listening or threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _wish.take) for number in heard}
    _wish.listening, _wish.number, _wish.nudged = True, None, False
    _wish.unraisable, sys.unraisablehook = sys.unraisablehook, _wish.overlook
    try:
        yield
    finally:
        with _wish.sending:
            _wish.listening = False
        sys.unraisablehook = _wish.unraisable
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


@contextmanager
def held(stop: Callable[[], None], wake: Callable[[], None]) -> Iterator[None]:
    """Let a signal call `stop` instead of breaking in, and raise `Stopped` when the block has ended.

    `wake` is called as well, from a thread of its own: what waits outside of Python hears of no signal.
    """
    if not _wish.listening or threading.current_thread() is not threading.main_thread():
        yield
        return
    if _wish.number is not None:
        raise Stopped(_wish.number)  # it was heard before, where libraries that start up let no error through
    before, _wish.stop = _wish.stop, stop
    try:
        with _waking(wake):
            yield
    finally:
        _wish.stop = before
    if _wish.number is not None:
        raise Stopped(_wish.number)


@contextmanager
def _waking(wake: Callable[[], None]) -> Iterator[None]:
    import socket

    ear, mouth = socket.socketpair()
    mouth.setblocking(False)

    def listen() -> None:
        while ear.recv(64):
            wake()

    thread = threading.Thread(target=listen, name="signals", daemon=True)
    thread.start()
    before = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        mouth.close()
        thread.join()
        ear.close()
