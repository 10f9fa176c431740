"""One piece of work on a thread of its own, so that the screen goes on while it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Worker(Generic[T]):
    """Runs `work` once; `wake` is called (from the thread) when it has ended.

    The thread is no executor's: those are waited for when the game ends, and work may hang on a network.
    """

    def __init__(self, work: Callable[[], T], wake: Callable[[], None] = lambda: None) -> None:
        self._work = work
        self._wake = wake
        self._future: Future[T] = Future()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Tell whether the work has ended."""
        return self._future.done()

    def join(self, seconds: float | None = None) -> None:
        """Wait for the end, at most `seconds`; raises nothing of what the work raised."""
        self._thread.join(seconds)

    def result(self) -> T:
        """Wait for the end and return what the work returned; raise what it raised."""
        self._thread.join()
        return self._future.result()

    def _run(self) -> None:
        try:
            self._future.set_result(self._work())
        except Exception as error:  # noqa: BLE001 - handed on by `result`
            self._future.set_exception(error)
        finally:
            self._wake()
