"""What `bench` starts in processes of their own, to time a start from nothing: the game, and bare pygame.

    python -m tools.bench.child game --data-dir DIR
    python -m tools.bench.child bare

Each ends when its first picture is in the window. Nothing is imported before it is wanted, as in `main.py`.
"""

from __future__ import annotations

import sys


def game(words: list[str]) -> None:
    """Do what `main.py` does with these words, up to the first picture."""
    from game.cli import parser
    from game.commands.play import started

    app = started(parser().parse_args(words))
    app.loop.step(0.0)
    if app.loop.frames_drawn != 1:
        raise SystemExit("expected the first picture to be drawn")
    app.close()


def bare() -> None:
    """Import pygame, open a window of the same size, and show it: what no pygame program can avoid."""
    import pygame

    pygame.init()
    pygame.display.set_mode((1280, 720), pygame.RESIZABLE)
    pygame.display.flip()


if __name__ == "__main__":
    game(sys.argv[2:]) if sys.argv[1] == "game" else bare()
