"""The entry of the bundled game: the same as main.py, and the first program of its child processes."""

import multiprocessing
import sys

from game.entry import start

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(start(sys.argv[1:]))
