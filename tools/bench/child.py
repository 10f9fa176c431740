"""What `bench` starts in processes of their own, to time a start from nothing: the game, and bare pygame.

    python -m tools.bench.child picture --data-dir DIR
    python -m tools.bench.child menu --data-dir DIR
    python -m tools.bench.child bare

Each prints a line as soon as it has come so far: seconds of processor time that it took, and bytes of memory
that it holds. `picture` has come so far when its first picture is in the window, `menu` when a key that was
pressed on that picture has moved the focus and the menu was drawn with it; it then ends as a game does.
Nothing is imported before it is wanted, as in `main.py`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

MEMORY = Path("/proc/self/statm")
STEPS = 50
"""Steps of the loop within which a key has to be answered."""


def picture(words: list[str]) -> None:
    """Do what `main.py` does with these words, up to the first picture."""
    from game.cli import arguments
    from game.commands.play import opened

    opened(arguments(words))
    tell()


def menu(words: list[str]) -> None:
    """Do what `main.py` does with these words, until the menu has answered a key."""
    import pygame

    from game.cli import arguments
    from game.commands.play import finished, opened

    args = arguments(words)
    opening = opened(args)
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_TAB, mod=0, unicode="", scancode=0))
    app = finished(opening, args)
    drawn = app.loop.frames_drawn
    for _ in range(STEPS):
        app.loop.step(0.0)
        if app.stack.top.focus_shown and app.loop.frames_drawn > drawn:
            break
    else:
        raise SystemExit("expected the menu to answer a key")
    tell()
    app.loop.stop()
    app.run()


def bare() -> None:
    """Import pygame, open a window of the same size, and show it: what no pygame program can avoid."""
    import pygame

    pygame.init()
    pygame.display.set_mode((1280, 720), pygame.RESIZABLE)
    pygame.display.flip()
    tell()


def tell() -> None:
    """Print the processor time that this process took so far, and the memory that it holds."""
    print(time.process_time(), memory(), flush=True)


def memory() -> int:
    """Return the bytes of memory that this process holds; 0 where the system does not tell."""
    import os

    return int(MEMORY.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if MEMORY.exists() else 0


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    bare() if what == "bare" else {"picture": picture, "menu": menu}[what](rest)
