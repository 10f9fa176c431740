"""A player that can be killed: `python -m tools.torture.player FOLDER LIBRARY CLOCK` plays without end.

It says `up` when it plays, `shown SESSION INDEX` when a truth is on the screen, `told SESSION INDEX` where
the player was told before that the answer cannot be kept, and `step CHAPTER STEP` when a step of the campaign
was noted. CLOCK is a file with the hours by which the clock is wrong.
"""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from game import stopping
from game.app import App
from game.errors import ChinmiError
from game.packs.library import Library
from game.play.controller import Play
from game.quiz.phase import Phase
from game.runtime import Options
from game.ui.driver import Driver
from game.ui.time import VirtualTime
from tools.robots.robot import play_session, robot

if TYPE_CHECKING:
    from game.campaign.model import Campaign

ROUNDS = 6


def say(*words: object) -> None:
    """Say a line, whole, at once."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Teller(Driver):
    """Tells each truth as soon as it is on the screen, and goes on where nothing can be kept."""

    def __init__(self, app: App, random: Random) -> None:
        super().__init__(app)
        self._store = app.context.store
        self._random = random
        self._warned = False
        """The player was told, and since then no answer could be kept."""
        self._last: tuple[str, int] | None = None

    def step(self, times: int = 1) -> None:
        """Let the loop run, then tell what it shows."""
        super().step(times)
        top = self.loop.stack.top
        if top.find("unsaved") is not None:
            self._warned = True
            again = self._random.random() < 0.2
            self.click("save-again" if again else "unsaved")
            return
        play = getattr(top.scene, "play", None)
        if isinstance(play, Play) and play.session.phase is Phase.REVEAL:
            self._tell((play.session.id, len(play.session.rounds) - 1))

    def _tell(self, shown: tuple[str, int]) -> None:
        if shown == self._last:
            return
        self._last = shown
        self._warned = self._warned and bool(self._store.unsaved)
        say("told" if self._warned else "shown", *shown)


def clock(path: Path) -> str:
    """Return the moment that a clock tells which is wrong by the hours in `path`."""
    hours = 0.0
    with contextlib.suppress(OSError, ValueError):
        hours = float(path.read_text("ascii"))
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat(timespec="milliseconds")


def play(folder: Path, library: Path, wrong_by: Path) -> None:
    """Play without end."""
    random = Random()
    options = Options(folder, lang=random.choice(("uz", "en", "ru")), mute=True)
    app = App(options, VirtualTime(), Library(library))
    try:
        app.context.today = lambda: clock(wrong_by)
        app.show_menu()
        driver = Teller(app, random)
        driver.step()
        say("up")
        level = app.context.levels[0].model_copy(update={"rounds": ROUNDS, "balanced": True})
        chapters = _steps(app.journey.campaign)
        while True:
            app.play(level)
            driver.step()
            play_session(driver, robot("human:0.7", random))
            app.stack.back_to("menu")
            _note_a_step(app, random.choice(chapters))
    finally:
        app.close()


def _steps(campaign: Campaign) -> list[tuple[str, int]]:
    return [(id_, n) for id_, chapter in campaign.chapters.items() for n in range(len(chapter.lesson))]


def _note_a_step(app: App, which: tuple[str, int]) -> None:
    journey = app.journey
    chapter = journey.campaign.chapters[which[0]]
    steps = journey.steps(chapter)
    step = steps[which[1] % len(steps)]
    journey.done(chapter, step)
    if not journey.unsaved:
        say("step", chapter.id, step.id)


def main() -> int:
    """Play until somebody ends it; return the exit status."""
    try:
        with stopping.listening():
            play(*map(Path, sys.argv[1:4]))
    except stopping.Stopped as asked:
        return asked.status
    except ChinmiError as error:
        say("ended", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
