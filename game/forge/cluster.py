"""Work on other machines, on an existing engine: a Dask cluster (extra `cluster`).

The scheduler hands orders out and does those of a dead worker again; here is only the way to it. The workers
need this very game, in the same versions, and the footage at the same place. Then what they make is byte for
byte what this machine would make.
"""

from __future__ import annotations

import hashlib
import logging
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from queue import Empty, SimpleQueue
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from game.errors import ChinmiError
from game.forge.workers import AHEAD, Lost, Order, Result, never, stop_if

if TYPE_CHECKING:
    from distributed import Client, Future

log = logging.getLogger(__name__)

LIBRARIES: Final = ("av", "numpy", "pillow")
"""Those whose version can show in a clip's bytes."""
_ANSWERS: Final = 10.0
_LOOK: Final = 0.2


@dataclass(frozen=True)
class ClusterWorkers:
    """The workers of the Dask scheduler at `address`, such as `tcp://10.0.0.5:8786`."""

    address: str

    def each(
        self,
        work: Callable[[Order], Result],
        orders: Iterable[Order],
        cancelled: Callable[[], bool] = never,
    ) -> Iterator[tuple[Order, Result | Lost]]:
        """Yield each order with its result, as `Workers` says."""
        waiting = iter(orders)
        first = list(islice(waiting, 1))
        if not first:
            return
        waiting = chain(first, waiting)
        wanted = dict(versions())
        done: SimpleQueue[Future] = SimpleQueue()
        with self._client() as client:
            running: dict[str, Order] = {}
            told = False
            while True:
                stop_if(cancelled)
                threads = _threads(client)
                if not (threads or told):
                    log.warning("the cluster at %s has no worker now; the work waits for one", self.address)
                told = not threads
                for order in islice(waiting, max(0, AHEAD * max(1, threads) - len(running))):
                    future = client.submit(done_alike, work, order, wanted, pure=False)
                    running[future.key] = order
                    future.add_done_callback(done.put)
                if not running:
                    return
                with suppress(Empty):
                    future = done.get(timeout=_LOOK)
                    result = self._result(future)
                    yield running.pop(future.key), result

    @contextmanager
    def _client(self) -> Iterator[Client]:
        try:
            from distributed import Client
        except ModuleNotFoundError as error:
            raise ChinmiError(f'--on needs the extra: pip install "chinmi[cluster]" ({error})') from error
        client = Client.__new__(Client)
        try:
            Client.__init__(client, self.address, timeout=_ANSWERS, set_as_default=False)
        except (OSError, ValueError) as error:
            client.close()  # left to the collector it would be closed within the start of another, for ever
            raise ChinmiError(f"no Dask scheduler answers at {self.address}: {error}") from error
        with client:
            yield client

    def _result(self, future: Future) -> Any:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return Lost("each worker that took it up ended without a word")
        except ModuleNotFoundError as error:
            raise ChinmiError(f"the workers lack the game; install the same one there ({error})") from error
        except OSError as error:
            raise ChinmiError(f"the cluster at {self.address} went away: {error}") from error


def _threads(client: Client) -> int:
    threads: Mapping[str, int] = client.nthreads()
    return sum(threads.values())


def done_alike(work: Callable[[Order], Result], order: Order, wanted: Mapping[str, str]) -> Result:
    """Do an order where it gives the same bytes as with who handed it out. Raises ChinmiError elsewhere."""
    mine = versions()
    other = [f"{name} {mine.get(name)}, not {one}" for name, one in wanted.items() if mine.get(name) != one]
    if other:
        raise ChinmiError(f"a worker of the cluster would make other clips: it has {', '.join(other)}")
    return work(order)


@cache
def versions() -> Mapping[str, str]:
    """Return what a clip's bytes hang on: the code of the game, its libraries, the kind of processor."""
    code = hashlib.sha256()
    game = Path(__file__).resolve().parent.parent
    for path in sorted(game.rglob("*.py")):
        code.update(path.read_bytes())
    return MappingProxyType(
        {
            "game": code.hexdigest()[:12],
            "processor": platform.machine(),
            **{name: version(name) for name in LIBRARIES},
        }
    )
