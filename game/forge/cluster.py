"""Work on other machines, on an existing engine: a Dask cluster (extra `cluster`).

The scheduler hands orders out and does those of a dead worker again; here is only the way to it. The workers
need this very game, in the same versions, and the footage at the same place. Then what they make is byte for
byte what this machine would make.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from game.errors import ChinmiError
from game.forge.workers import AHEAD, Lost, Order, Result, never, stop_if

if TYPE_CHECKING:
    from distributed import Client, Future

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
        first = next(waiting, None)
        if first is None:
            return
        with self._client() as client:
            running: dict[Future, Order] = {client.submit(work, first, pure=False): first}
            while running:
                stop_if(cancelled)
                for order in islice(waiting, max(0, AHEAD * _threads(client) - len(running))):
                    running[client.submit(work, order, pure=False)] = order
                for future in _done(running):
                    yield running.pop(future), self._result(future)

    @contextmanager
    def _client(self) -> Iterator[Client]:
        try:
            from distributed import Client
        except ModuleNotFoundError as error:
            raise ChinmiError(f'--on needs the extra: pip install "chinmi[cluster]" ({error})') from error
        try:
            client = Client(self.address, timeout=_ANSWERS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ChinmiError(f"no Dask scheduler answers at {self.address}: {error}") from error
        with client:
            _refuse_strangers(client)
            yield client

    def _result(self, future: Future) -> Any:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return Lost("each worker that took it up ended without a word")
        except OSError as error:
            raise ChinmiError(f"the cluster at {self.address} went away: {error}") from error


def _done(running: Mapping[Future, object]) -> Iterable[Future]:
    """Return what is done after a short while: nothing, perhaps."""
    from distributed import TimeoutError as NothingYet
    from distributed import wait

    try:
        done: Iterable[Future] = wait(list(running), timeout=_LOOK, return_when="FIRST_COMPLETED").done
    except NothingYet:
        return ()
    return done


def _threads(client: Client) -> int:
    threads: Mapping[str, int] = client.nthreads()
    return max(1, sum(threads.values()))


def _refuse_strangers(client: Client) -> None:
    """Raise ChinmiError for workers that would make other bytes, or could make none."""
    try:
        found: Mapping[str, Mapping[str, str]] = client.run(versions)
    except ModuleNotFoundError as error:
        raise ChinmiError(f"the workers lack the game; install the same one there ({error})") from error
    mine = versions()
    wrong = [
        f"{worker}: {name} {theirs.get(name)}, here {own}"
        for worker, theirs in sorted(found.items())
        for name, own in mine.items()
        if theirs.get(name) != own
    ]
    if wrong:
        raise ChinmiError("\n".join(("the workers would make other clips than this machine:", *wrong)))


def versions() -> dict[str, str]:
    """Return what a clip's bytes hang on: the code of the game, its libraries, the kind of processor."""
    code = hashlib.sha256()
    game = Path(__file__).resolve().parent.parent
    for path in sorted(game.rglob("*.py")):
        code.update(path.read_bytes())
    return {
        "game": code.hexdigest()[:12],
        "processor": platform.machine(),
        **{name: version(name) for name in LIBRARIES},
    }
