"""A game that is stopped from outside: `stopped_game.py PLACE PACK FOLDER` says `still` once it waits there.

PLACE is `menu` or `reveal`. When it has ended it says which threads are left.
"""

import os
import sys
import threading
from pathlib import Path

from pilot import Pilot, library_of

from game.app import App
from game.commands import play
from game.entry import start
from game.runtime import Options
from game.ui.time import RealTime, VirtualTime


def say(*words):
    os.write(1, f"{' '.join(words)}\n".encode())


class Telling(RealTime):
    """Real time that says when the game has come to rest."""

    def wait(self, seconds):
        if seconds is None or seconds > 0:
            say("still")
        return super().wait(seconds)


def at(place, pack, folder):
    app = App(Options(folder, lang="en", seed=1, mute=True), VirtualTime(), library_of(folder / "lib", pack))
    pilot = Pilot(app)
    app.show_menu()
    pilot.step()
    if place == "reveal":
        pilot.start(rounds=3)
        pilot.judge(2)
        if pilot.scene == "spot":
            pilot.click("cant-tell")
        assert pilot.scene == "reveal"
    app.timeline = app.loop.timeline = Telling()
    return app


if __name__ == "__main__":
    place, pack, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    # In the place of the window:
    setattr(play, "opened", lambda _args: None)  # noqa: B010
    setattr(play, "finished", lambda _opening, _args: at(place, pack, folder))  # noqa: B010
    status = start(["--data-dir", str(folder)])
    left = sorted(thread.name for thread in threading.enumerate() if thread is not threading.main_thread())
    say("left", *left)
    sys.exit(status)
