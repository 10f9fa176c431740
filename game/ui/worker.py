"""One piece of work on a thread of its own, so that the screen goes on while it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Worker(Generic[T]):
    """Runs `work` once; `wake` is called (from the thread) when it has ended."""

    def __init__(self, work: Callable[[], T], wake: Callable[[], None] = lambda: None) -> None:
        self._work = work
        self._wake = wake
        self._result: T | None = None
        self._error: Exception | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Tell whether the work has ended."""
        return self._ended.is_set()

    def result(self) -> T:
        """Wait for the end and return what the work returned; raise what it raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]

    def _run(self) -> None:
        try:
            self._result = self._work()
        except Exception as error:  # noqa: BLE001 - handed on by `result`
            self._error = error
        finally:
            self._ended.set()
            self._wake()
