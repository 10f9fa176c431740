"""Threads that stay: a clip that was closed leaves its thread to the next one.

Each new thread would get heaps of its own from malloc; with a thread for every clip, hour after hour, what
is free in them adds up.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Final

log = logging.getLogger("chinmi.media")

KEPT: Final = 4
"""Idle threads that stay: as many as clips are open at once."""
NAME: Final = "idle decoder"

_Task = tuple[Callable[[], None], threading.Event]


class StandingThreads:
    """Runs tasks side by side, each on a thread of its own for as long as it takes."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._idle: list[SimpleQueue[_Task]] = []

    def run(self, task: Callable[[], None]) -> threading.Event:
        """Begin `task`; the event is set when it is over and its thread free again."""
        over = threading.Event()
        with self._lock:
            inbox = self._idle.pop() if self._idle else None
        if inbox is None:
            inbox = SimpleQueue()
            threading.Thread(target=self._work, args=(inbox,), name=NAME, daemon=True).start()
        inbox.put((task, over))
        return over

    def _work(self, inbox: SimpleQueue[_Task]) -> None:
        stays = True
        while stays:
            task, over = inbox.get()
            try:
                task()
            except Exception:
                log.exception("a decoder failed")
            del task
            threading.current_thread().name = NAME
            with self._lock:
                stays = len(self._idle) < self._kept
                if stays:
                    self._idle.append(inbox)
            over.set()
