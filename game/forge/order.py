"""A pack ordered from inside the game: fetched, built and installed in the background, with a way to stop.

Nothing is fetched before a person has asked for it. The first clips are installed as soon as they are made,
so that they are played while the others come. What came and what was made stays for the next time.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from game.content.guide import Guide
from game.errors import ChinmiError
from game.forge import recipe
from game.forge.build import Built, build
from game.forge.fetch import Fault, Fetcher, FetchError
from game.forge.kept import KeptWorkers, place_for
from game.forge.workers import CancelledError, LocalWorkers
from game.packs.facts import Probe
from game.packs.library import Library

SOURCES = "sources"
MADE = "made"
FIRST: Final = 12
"""Clips that are made and installed first, so that they can be played while the others are made."""
_LOOK: Final = 0.2
"""Seconds between two looks at whether somebody has stopped an order that waits."""


class OrderStage(StrEnum):
    """How far an order has come."""

    FETCH = "fetch"
    BUILD = "build"
    INSTALL = "install"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Status:
    """One moment of an order: the stage, how much of it is done, and for a failure its kind and reason."""

    stage: OrderStage
    done: int = 0
    total: int = 0
    reason: str = ""
    fault: Fault | None = None
    playable: bool = False
    """Whether the first clips are installed already."""

    @property
    def percent(self) -> int:
        """How much of the stage is done, 0..100."""
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def over(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.stage in (OrderStage.DONE, OrderStage.STOPPED, OrderStage.FAILED)


@dataclass(frozen=True, slots=True)
class PackOffer:
    """What a person is asked about before an order: how many clips, and how many bytes are to be fetched."""

    name: str
    clips: int
    bytes: int
    begun: bool = False
    """Whether something came already, so that an order goes on from there."""


def offer(name: str, data_dir: Path) -> PackOffer:
    """Return what ordering recipe `name` means on this machine. Raises ChinmiError for a broken recipe."""
    plan = recipe.read(name)
    folder = data_dir / SOURCES / name
    wanted = plan.needed(plan.first(None))
    missing = [s.bytes for s in wanted if not (folder / s.path).is_file()]
    begun = len(missing) < len(wanted) or any(folder.rglob("*.part")) or (data_dir / MADE / name).is_dir()
    return PackOffer(name, len(plan.first(None)), sum(missing), begun)


class PackOrder:
    """One order, carried out on a thread of its own; `status` may be read from any thread."""

    def __init__(
        self,
        name: str,
        data_dir: Path,
        library: Library,
        guide: Guide,
        probe: Probe,
        on_change: Callable[[], None] = lambda: None,
        *,
        fetcher: type[Fetcher] = Fetcher,
        builder: Callable[..., Built] = build,
    ) -> None:
        self.name = name
        self.status = Status(OrderStage.FETCH)
        self._data_dir = data_dir
        self._library = library
        self._guide = guide
        self._probe = probe
        self._on_change = on_change
        self._fetcher = fetcher
        self._builder = builder
        self.calm = threading.Event()
        """Set while nobody plays: only then a pack takes the place of its first clips."""
        self.calm.set()
        self._playable = False
        self._stop = threading.Event()
        self._telling = threading.Lock()
        self._fetching: Fetcher | None = None
        self._thread = threading.Thread(target=self._run, name=f"order-{name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, without waiting: the status says so at once, the thread puts its things away by itself."""
        self._stop.set()
        if self._fetching is not None:
            self._fetching.abort()
        with self._telling:
            if not self.status.over:
                self.status = Status(OrderStage.STOPPED, playable=self._playable)
        self._on_change()

    @property
    def working(self) -> bool:
        """Tell whether its thread still runs."""
        return self._thread.is_alive()

    def join(self, seconds: float | None = None) -> None:
        """Wait for the end of the thread, at most `seconds`."""
        if self._thread.ident is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self._carry_out()
        except CancelledError:
            self._tell(Status(OrderStage.STOPPED))
        except (ChinmiError, OSError) as error:
            reason = (str(error) or type(error).__name__).splitlines()[0]
            self._tell(Status(OrderStage.FAILED, reason=reason, fault=_fault(error)))

    def _carry_out(self) -> None:
        plan = recipe.read(self.name)
        folder = self._data_dir / SOURCES / self.name
        self._data_dir.mkdir(parents=True, exist_ok=True)
        made = self._data_dir / MADE / self.name
        there = any(pack.pack.name == plan.pack.name for pack in self._library.packs())
        parts = (None,) if there or len(plan.clips) < 2 * FIRST else (FIRST, None)
        for count in parts:
            self._fetch(plan.needed(plan.first(count)), folder)
            self._build(folder, made, count)
            self._playable = True
        shutil.rmtree(made, ignore_errors=True)
        self._tell(Status(OrderStage.DONE))

    def _fetch(self, footage: tuple[recipe.Footage, ...], folder: Path) -> None:
        self._fetching = self._fetcher(folder, self._progress(OrderStage.FETCH), self._stop.is_set)
        if self._stop.is_set():
            raise CancelledError("stopped; nothing was written")
        self._fetching.fetch(footage)

    def _build(self, folder: Path, made: Path, count: int | None) -> None:
        """Build the first `count` clips (None: all) and install them in the place of those that are there."""
        room = Path(tempfile.mkdtemp(prefix=".order-", dir=self._data_dir))
        try:
            told = self._progress(OrderStage.BUILD)
            local = LocalWorkers(max(1, (os.cpu_count() or 2) - 1), background=True)
            self._builder(
                self.name,
                folder,
                room / self.name,
                only=count,
                workers=KeptWorkers(local, place_for(self.name, made)),
                progress=lambda done, total, _clip: told(done, total),
                cancelled=self._stop.is_set,
            )
            checked = self._progress(OrderStage.INSTALL)
            self._library.install(
                room / self.name, self._guide, self._probe, partial(self._when_calm, checked)
            )
        finally:
            shutil.rmtree(room, ignore_errors=True)

    def _when_calm(self, tell: Callable[[int, int], None], done: int, total: int) -> None:
        """Tell how much is checked; when all is, wait until nobody plays."""
        tell(done, total)
        while done == total and not self.calm.wait(_LOOK):
            tell(done, total)

    def _progress(self, stage: OrderStage) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            self._tell(Status(stage, done, total))
            if self._stop.is_set():
                raise CancelledError("stopped; nothing was written")

        return tell

    def _tell(self, status: Status) -> None:
        with self._telling:
            if self._stop.is_set() and status.stage is not OrderStage.DONE:
                status = Status(OrderStage.STOPPED)
            status = replace(status, playable=self._playable)
            before, self.status = self.status, status
        if _seen(before) != _seen(status):
            self._on_change()


def _seen(status: Status) -> tuple[OrderStage, int, bool]:
    """Return what a screen shows of a status."""
    return status.stage, status.percent, status.playable


def _fault(error: Exception) -> Fault:
    if isinstance(error, FetchError):
        return error.fault
    return Fault.DISK if isinstance(error, OSError) else Fault.OTHER
