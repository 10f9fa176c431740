"""What `bench` starts in processes of their own, to time a start from nothing: the game, and bare pygame.

    python -m tools.bench.child game --data-dir DIR
    python -m tools.bench.child bare

Each ends when its first picture is in the window, and prints how many bytes of memory it holds then; with
`--lang` the game's first picture is the menu. Nothing is imported before it is wanted, as in `main.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

MEMORY = Path("/proc/self/statm")


def game(words: list[str]) -> None:
    """Do what `main.py` does with these words, up to the first picture."""
    from game.cli import parser
    from game.commands.play import finished, opened

    args = parser().parse_args(words)
    opening = opened(args)
    if only_first:
        return print(memory())
    app = finished(opening, args)


def bare() -> None:
    """Import pygame, open a window of the same size, and show it: what no pygame program can avoid."""
    import pygame

    pygame.init()
    pygame.display.set_mode((1280, 720), pygame.RESIZABLE)
    pygame.display.flip()
    print(memory())


def memory() -> int:
    """Return the bytes of memory that this process holds; 0 where the system does not tell."""
    import os

    return int(MEMORY.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if MEMORY.exists() else 0


if __name__ == "__main__":
    game(sys.argv[2:]) if sys.argv[1] == "game" else bare()
