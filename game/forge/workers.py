"""Where pieces of work run: in this process, on all cores, or elsewhere, behind one interface.

A piece of work is a function of a module and an order that can be pickled. What it returns is the result,
files included, so that nothing has to lie at the same place for everyone. Orders are handed out a few at a
time and come back as they are done.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, Generic, Protocol, TypeVar

from game.errors import ChinmiError

Order = TypeVar("Order")
Result = TypeVar("Result")

AHEAD: Final = 2
"""Orders for each worker that are handed out at a time: one at work, one waiting."""
TRIES: Final = 2
"""How often an order that was at work when a worker was lost is tried by itself."""
GIVING_WAY: Final = 10
"""How much nicer than the game its work in the background is (Unix)."""
_LOOK: Final = 0.2


class CancelledError(ChinmiError):
    """The person stopped the work; nothing was written."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What comes back instead of a result when every worker that took up an order died of it."""

    reason: str


def never() -> bool:
    """Return that nobody wants to stop."""
    return False


class Workers(Protocol):
    """Does orders, some at a time."""

    def each(
        self,
        work: Callable[[Order], Result],
        orders: Iterable[Order],
        cancelled: Callable[[], bool] = never,
    ) -> Iterator[tuple[Order, Result | Lost]]:
        """Yield each order with its result, in the order in which they are done.

        A worker that dies loses nothing: its orders are done again. What `work` raises is raised here.
        Raises CancelledError soon after `cancelled()` became true.
        """


@dataclass(frozen=True)
class LocalWorkers:
    """Processes on this machine; `jobs` is how many (None: one per core), one works in this process.

    In the `background` even one is a process of its own, and all give way to whoever plays.
    """

    jobs: int | None = None
    background: bool = False

    def each(
        self,
        work: Callable[[Order], Result],
        orders: Iterable[Order],
        cancelled: Callable[[], bool] = never,
    ) -> Iterator[tuple[Order, Result | Lost]]:
        """Yield each order with its result, as `Workers` says."""
        jobs = self.jobs or os.cpu_count() or 1
        waiting = iter(orders)
        first = list(islice(waiting, jobs))
        waiting = chain(first, waiting)
        if min(jobs, len(first)) > 1 or (self.background and first):
            begin = _give_way if self.background else _leave_stopping_to_parent
            yield from _Processes(work, min(jobs, len(first)), cancelled, begin).each(waiting)
            return
        for order in waiting:
            stop_if(cancelled)
            yield order, work(order)


def stop_if(cancelled: Callable[[], bool]) -> None:
    """Raise CancelledError when `cancelled()` is true."""
    if cancelled():
        raise CancelledError("stopped; nothing was written")


class _Processes(Generic[Order, Result]):
    """A pool of processes that is made anew when one of them is killed."""

    def __init__(
        self,
        work: Callable[[Order], Result],
        jobs: int,
        cancelled: Callable[[], bool],
        begin: Callable[[], None],
    ) -> None:
        """`begin` is called first in each process."""
        self._work = work
        self._jobs = jobs
        self._cancelled = cancelled
        self._begin = begin

    def each(self, orders: Iterator[Order]) -> Iterator[tuple[Order, Result | Lost]]:
        while True:
            suspects: list[Order] = []
            yield from self._until_broken(orders, suspects, self._jobs)
            if not suspects:
                return
            for order in suspects:
                yield from self._alone(order)

    def _alone(self, order: Order) -> Iterator[tuple[Order, Result | Lost]]:
        """Do an order that was at work when a process died: alone, so that it takes no other with it."""
        for _ in range(TRIES):
            suspects: list[Order] = []
            yield from self._until_broken(iter([order]), suspects, 1)
            if not suspects:
                return
        yield order, Lost("the process that worked on it ended without a word")

    def _until_broken(
        self, orders: Iterator[Order], suspects: list[Order], jobs: int
    ) -> Iterator[tuple[Order, Result | Lost]]:
        """Do orders until there are no more, or until a process dies: then `suspects` holds those at work."""
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=self._begin) as pool:
            running: dict[Future[Result], Order] = {}
            try:
                while True:
                    stop_if(self._cancelled)
                    for order in islice(orders, AHEAD * jobs - len(running)):
                        suspects.append(order)
                        running[pool.submit(self._work, order)] = order
                        suspects.pop()
                    if not running:
                        return
                    done, _ = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED)
                    for future in done:
                        result = future.result()
                        yield running.pop(future), result
            except BrokenProcessPool:
                yield from _rescued(running, suspects)
            except BaseException:
                processes = tuple((pool._processes or {}).values())  # noqa: SLF001 - public from Python 3.14 on
                pool.shutdown(wait=False, cancel_futures=True)
                for process in processes:
                    process.terminate()
                raise


def _rescued(
    running: dict[Future[Result], Order], suspects: list[Order]
) -> Iterator[tuple[Order, Result | Lost]]:
    """Yield what was done before the pool broke; put all other orders among the suspects."""
    for future, order in running.items():
        if future.done() and not future.cancelled() and future.exception() is None:
            yield order, future.result()
        else:
            suspects.append(order)


def _leave_stopping_to_parent() -> None:
    """Let Ctrl-C reach the parent alone, which ends its processes in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _give_way() -> None:
    """Work only while nothing else wants the processor, where the system has such a thing."""
    _leave_stopping_to_parent()
    if hasattr(os, "nice"):
        os.nice(GIVING_WAY)
