"""A game that can be killed: for each line "DIR SEED" on stdin a fork plays `autoplay` there by itself.

It prints `pid N`, the lines of `autoplay --verbose`, then - once it was killed or has ended - `dead`.
Forking spares each of the many kills the time to start Python, to load the libraries and to read the guide.
Its films stand still: what is killed is a game that deals, asks and writes.
"""

import importlib
import os
import sys

from still_films import stand_still

from game import resources
from game.cli import main
from game.i18n import Catalogue


def say(text):
    os.write(1, f"{text}\n".encode())


def play(pack, line):
    folder, seed = line.rsplit(" ", 1)
    os.dup2(1, 2)
    null = os.open(os.devnull, os.O_WRONLY)
    say(f"pid {os.getpid()}")
    sys.stdout = os.fdopen(null, "w")
    options = ["--pack", pack, "--rounds", "5000", "--player", "human:0.7", "--verbose"]
    os._exit(main(["autoplay", "--data-dir", folder.strip(), "--seed", seed.strip(), *options]))


def serve(pack):
    for module in ("game.app", "tools.robots.library", "tools.robots.robot", "tools.robots.tracing_driver"):
        importlib.import_module(module)
    stand_still(setattr)
    guide = resources.read_guide()
    resources.read_levels()
    resources.read_checks(guide)
    Catalogue.read(resources.assets() / "i18n")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            play(pack, line)
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    serve(sys.argv[1])
