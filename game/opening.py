"""How the game at home starts: a window with its first picture at once, the rest of the game behind it.

The modules of the menu are loaded on a thread, so that the window answers the system meanwhile. What a person
does on the first picture waits for the menu: each key is taken when the menu has been drawn, and a click or a
touch only where the menu looks like the picture on which it was aimed.
"""

from __future__ import annotations

import gc
import importlib
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pygame

from game import resources
from game.ui.first_picture import FirstPicture
from game.ui.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from game.app import App
    from game.runtime import Options

MENU: Final = "game.app"
"""The module that imports what the menu needs."""
BEHIND: Final = (
    *("numpy", "av"),  # by themselves, so that a game that ends meanwhile waits for a part only
    *("game.campaign.reader", "game.campaign.pages", "game.campaign.post_step", "game.content.rights"),
    *("game.content.catalogue", "game.content.checks_reader", "game.records.history", "game.records.pooled"),
    *("game.home.practice", "game.embedded", "game.play.check_play", "game.play.ways"),
    *("babel.dates", "babel.numbers", "PIL.ImageDraw"),
)
"""The modules that import what is behind the doors that are opened first: chapters, practice, their clips."""
STANDS: Final = 1.0
"""Seconds for which the menu has stood when they are loaded."""
FOLDER: Final = "ready"
"""Where a data folder keeps what the next start takes as it is."""
_POINTED: Final = frozenset(
    {pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.FINGERDOWN, pygame.FINGERUP, pygame.MOUSEWHEEL}
)
_GLANCE: Final = 0.02
"""Seconds after which the window answers the system, and a signal is heard, at the latest."""


class Opening:
    """A window that shows its first picture."""

    def __init__(
        self, folder: Path, size: tuple[int, int], *, fullscreen: bool, asked: Sequence[str | None]
    ) -> None:
        """Open the window; `asked` is what the command line says of the look. Raises DisplayError."""
        self.screen = Screen(size, fullscreen=fullscreen)
        self.first = FirstPicture(folder / FOLDER, asked, _made_of(folder))
        self.first.show(self.screen.surface)

    def finish(self, options: Callable[[], Options]) -> App:
        """Load the rest and show the first screen. Raises what loading raises."""
        try:
            return self._finished(options)
        finally:
            gc.enable()

    def _finished(self, options: Callable[[], Options]) -> App:
        came = _loaded(MENU)
        from game.app import App
        from game.ui.time import RealTime

        timeline = RealTime()
        app = App(options(), timeline, screen=self.screen, first=self.first)
        app.start()
        app.loop.present()
        came += pygame.event.get()
        aimed = self.first.stands(self.screen.surface)
        timeline.waiting.extend(event for event in came if aimed or event.type not in _POINTED)
        gc.freeze()
        return app


@contextmanager
def behind_doors(modules: Sequence[str] = BEHIND, after: float = STANDS) -> Iterator[threading.Thread]:
    """While the menu stands, import on a thread what a player needs next; a door waits for no more than that.

    What cannot be imported is told to whoever goes through its door.
    """

    def load() -> None:
        for module in modules:
            if loading.finished.is_set():
                return
            with suppress(ImportError):
                importlib.import_module(module)

    loading = threading.Timer(after, load)
    loading.daemon = True
    loading.start()
    try:
        yield loading
    finally:
        loading.cancel()
        loading.join()  # at most one module: a library is not left half loaded while the process ends


def _loaded(module: str) -> list[pygame.event.Event]:
    """Import `module` on a thread; return the events that came meanwhile. Raises what importing raised."""
    failed: list[BaseException] = []

    def load() -> None:
        try:
            importlib.import_module(module)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            failed.append(error)

    thread = threading.Thread(target=load, name="opening", daemon=True)
    came: list[pygame.event.Event] = []
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_GLANCE)
            came += pygame.event.get()
    finally:
        thread.join()
    if failed:
        raise failed[0]
    return came


def _made_of(folder: Path) -> tuple[Path, ...]:
    """Return the files that decide how the menu looks: settings, progress, texts, look, icons, its code."""
    code, assets = Path(__file__).parent, resources.assets()
    changing = [folder / name for name in ("settings.yaml", "progress.db", "progress.db-wal")]
    texts = [assets / "theme.yaml", assets / "icons", *sorted((assets / "i18n").glob("*.yaml"))]
    chapters = sorted((resources.levels() / "campaign").glob("*.yaml"))
    drawn_by = [*sorted((code / "ui").glob("**/*.py")), code / "home" / "menu.py"]
    drawn_by += [code / "campaign" / "chapter_tile.py", code / "play" / "welcome.py", code / "app.py"]
    return (*changing, *texts, *chapters, *drawn_by)
