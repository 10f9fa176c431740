"""Draws two-screen teaching for the docs: the desk in a real browser, beside it the wall that it leads.

python -m tools.screenshots.two_screens

Needs playwright and a Chromium (`CHINMI_CHROMIUM`, else what the system has).
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

from tools.screenshots.montage import FOLDER, SIZE, montage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LANGUAGES: Final = ("uz", "en", "ru")
SHOWN: Final = (640, 360)
SEEN: Final = 9
"""Of the seats those that have voted."""
GONE: Final = 280
"""Seconds since the lesson began."""


def main() -> int:
    """Write the picture."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    from playwright.sync_api import sync_playwright

    path = FOLDER / "two-screens.png"
    chromium = os.environ.get("CHINMI_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        screens = [screen for language in LANGUAGES for screen in both(browser, language)]
        browser.close()
    montage(screens, 2, SHOWN).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size:,} bytes")
    return 0


def both(browser: Browser, language: str) -> tuple[Image.Image, Image.Image]:
    """Return the desk and the wall in the middle of a vote."""
    from game.app import App
    from game.runtime import Options
    from game.ui.driver import Driver
    from game.ui.time import VirtualTime
    from game.workshop.server.limits import Limits
    from game.workshop.wall.desk import desk_address
    from game.workshop.wall.opening import Workshop
    from tools.screenshots import workshop as tour
    from tools.screenshots.montage import image_of

    with tempfile.TemporaryDirectory() as scratch:
        time = VirtualTime()
        app = App(Options(Path(scratch), lang=language, size=SIZE, seed=3, mute=True), time)
        workshop = Workshop(app.context, address="127.0.0.1", limits=Limits.one_machine())
        try:
            driver = Driver(app)
            workshop.begin()
            tour.open_room(workshop)
            driver.step()
            driver.click("start")
            for _ in range(2):
                driver.press("pagedown")
            tour.vote(workshop, SEEN)
            time.advance(GONE)
            driver.step(3)
            app.toasts.dismiss()
            assert workshop.teaching is not None  # noqa: S101 - it was just opened
            page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
            page.goto(f"{desk_address(workshop.teaching)}.{language}")
            page.locator("#do-next").wait_for()
            page.locator("#phone summary").click()
            page.locator("#phone svg").wait_for()
            desk = Image.open(io.BytesIO(page.screenshot()))
            page.close()
            return desk.convert("RGB"), image_of(driver.picture()[0])
        finally:
            workshop.close()
            app.close()


if __name__ == "__main__":
    sys.exit(main())
