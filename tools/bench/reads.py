"""What the screens read of a large library while they open: the dearest read on the screen's thread.

The stores of answers and progress are not looked at, nor are the kiosk's screens.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import thread_time
from typing import Any, Final

from game.app import App
from game.embedded import open_with_packs
from game.home import doors
from game.packs import index
from game.packs.library import Library
from game.runtime import Options
from game.ui.driver import Driver
from game.ui.time import VirtualTime
from tools.screenshots.session import SEED

READS: Final = (
    *("packs", "people", "virtual", "version", "pool", "counts", "tally", "clip", "clips", "candidates"),
    *("media_path", "poster_path", "register_folder"),
)
TURNS: Final = 3
"""Each screen is opened so often, nothing of it remembered; the least of what a read costs counts."""
SCREENS: Final[dict[str, Callable[[App], object]]] = {
    "library": lambda app: app.stack.push(doors.library(app.context, app.arrivals)),
    "practice": lambda app: doors.practice(app.context, app.play),
    "session": lambda app: app.play(app.context.levels[0]),
    "profile": lambda app: doors.profile(app.context, app.checks, app.play),
    "check": lambda app: app.checks.clips_left(),
    "chapter": lambda app: app.journey.start(app.outlines[0].id),
    "studio": lambda app: doors.studio(app.context),
    "workshop": lambda app: doors.workshop(app.context),
    "settings": lambda app: app.stack.push(doors.settings(app.context)),
    "credits": lambda app: app.stack.push(doors.credit_list(app.context)),
    "title": lambda app: app.stack.push(doors.title(app.context, app.show_menu)),
}
"""The screens that ask the library something, each with its door."""


class Reads:
    """What each read of a library costs the screen's thread, in seconds of processor time."""

    def __init__(self) -> None:
        self.costs: list[tuple[float, str]] = []

    def library(self, data_dir: Path, scratch: ExitStack) -> Library:
        """Open the library of a data folder, with the packs of the game, so that its reads are timed."""
        timed = {name: self._timed(name) for name in READS}
        kind: type[Library] = type("TimedLibrary", (Library,), timed)
        return open_with_packs(kind, data_dir, scratch, print)

    def _timed(self, name: str) -> Callable[..., Any]:
        read = getattr(Library, name)

        def timed(*args: Any, **how: Any) -> Any:
            if threading.current_thread() is not threading.main_thread():
                return read(*args, **how)
            start = thread_time()
            try:
                return read(*args, **how)
            finally:
                self.costs.append((thread_time() - start, name))

        return timed


def worst(data_dir: Path) -> tuple[float, str]:
    """Return the processor milliseconds of the dearest read, and of which screen it is.

    `data_dir` has a library already, and the packs of the game come to it before anything is timed.
    """
    with ExitStack() as scratch:
        open_with_packs(Library, data_dir, scratch, print).close()
    found: dict[str, float] = {}
    for _ in range(TURNS):
        for screen, cost in _turn(data_dir):
            found[screen] = min(cost, found.get(screen, cost))
    dearest = max(found, key=lambda screen: found[screen])
    return 1000 * found[dearest], dearest


def _turn(data_dir: Path) -> Iterator[tuple[str, float]]:
    """Open each screen once; yield its name, with that of its dearest read, and what that cost."""
    for name, show in SCREENS.items():
        reads = Reads()
        with _app(data_dir, reads) as app:
            app.show_menu()
            Driver(app).step()
            app.context.library.packs()
            index.clip_of.cache_clear()
            gc.collect()
            gc.freeze()
            reads.costs.clear()
            show(app)
            Driver(app).step()
            gc.unfreeze()
        if reads.costs:
            cost, read = max(reads.costs)
            yield f"{name}: {read}", cost


@contextmanager
def _app(data_dir: Path, reads: Reads) -> Iterator[App]:
    with ExitStack() as scratch:
        library = reads.library(data_dir, scratch)
        app = App(Options(data_dir, lang="en", seed=SEED, mute=True), VirtualTime(), library)
        try:
            yield app
        finally:
            app.close()
