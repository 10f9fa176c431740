"""The pictures of a kiosk: its own screens, and a visit of one clip between them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.kiosk.screens.idle_warning import ApologyScene
from tools.trials.kiosk_faults import PIN

if TYPE_CHECKING:
    import pygame

    from game.kiosk.app import KioskApp
    from game.ui.driver import Driver
    from game.ui.ledger import Ledger
    from game.ui.time import VirtualTime

NOON: Final = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
QR: Final = "https://example.org/chinmi"


def pictures(
    language: str, theme: str, size: tuple[int, int], text_size: float
) -> Iterator[tuple[str, pygame.Surface, Ledger]]:
    """Yield (name, picture, ledger) of every screen of a kiosk in one language."""
    from game.ui.driver import Driver
    from game.ui.time import VirtualTime
    from tools.trials.trial_kiosk import kiosk_app

    timeline = VirtualTime()
    with tempfile.TemporaryDirectory() as scratch:
        app = kiosk_app(
            Path(scratch),
            lambda: NOON,
            timeline,
            size=size,
            language=language,
            high_contrast=theme == "high_contrast",
            text_size=round(text_size * 100),
            reduced_motion=True,
            clips=3,
            post=True,
            qr_text=QR,
        )
        try:
            app.start()
            hand = Hand(app, Driver(app), timeline)
            for name in hand.shots(language):
                hand.wait(0.4)
                yield name, *hand.driver.picture()
        finally:
            app.close()


class Hand:
    """A hand on a kiosk, slow enough for the moment in which touches are ignored."""

    def __init__(self, app: KioskApp, driver: Driver, timeline: VirtualTime) -> None:
        self.app = app
        self.driver = driver
        self.timeline = timeline

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.timeline.advance(seconds)
        self.driver.step()

    def click(self, *names: str) -> None:
        """Press keys, one after the other."""
        for name in names:
            self.wait(0.4)
            self.driver.click(name)

    def shots(self, language: str) -> Iterator[str]:
        """Bring up one screen after the other; yield its name."""
        yield "31-kiosk-attract"
        self._can_keep("There is no room left")
        yield "31-kiosk-attract-unsaved"
        self._can_keep("")
        self.click(f"language-{language}")
        yield "31-kiosk-lesson"
        self.click("next", "next")
        yield "31-kiosk-watch"
        self.click("settings")
        yield "31-kiosk-settings"
        self.click("done")
        self._judge()
        yield "31-kiosk-reveal"
        self.click("next")
        for _ in range(2):
            self._judge()
            self.click("next")
        yield "31-kiosk-post"
        self.click("check-search", "decide", "step-4")
        yield "31-kiosk-post-picture"
        self.click("confirm", "share-5")
        yield "31-kiosk-post-share"
        self.click("confirm")
        yield "31-kiosk-post-truth"
        self.click("next")
        yield "31-kiosk-summary"
        self.click("take-home")
        yield "31-kiosk-take-home"
        self.wait(50)
        yield "31-kiosk-still-there"
        self.app.staff.open_entry()
        yield "31-kiosk-pin"
        for digit in PIN:
            self.click(f"pin-{digit}")
        self.click("pin-enter")
        yield "31-kiosk-staff"
        for page in ("health", "settings", "packs"):
            self.click(f"page-{page}")
            yield f"31-kiosk-staff-{page}"
        self.app.stack.push(ApologyScene(self.app.context, self.app.visits))
        yield "31-kiosk-apology"

    def _can_keep(self, detail: str) -> None:
        self.app.state.store.detail = detail
        self.app.loop.invalidate()

    def _judge(self) -> None:
        self.driver.wait_until(lambda: self.driver.find("ready").enabled, "the key to judge")
        self.click("ready", "step-2", "confirm")
