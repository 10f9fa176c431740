"""The entry: `python main.py` plays the game; `python main.py --help` lists the commands.

Any Python can read this file, so that one that is too old can say so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - told to those who have an older one
    sys.exit("Chinmi? needs Python 3.11 or newer, this is %d.%d." % sys.version_info[:2])  # noqa: UP031

from game.entry import start

if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
