"""`screens`: every screen in a filled, realistic state as a picture, in each language and theme.

A robot plays a short session on the embedded pack, so that the pictures show the real game with real
answers; nothing is drawn for the camera only.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.commands import options
from game.resources import languages
from tools.screenshots import kiosk
from tools.screenshots.registry import TOURS, Tour
from tools.screenshots.session import SEED

if TYPE_CHECKING:
    import pygame

    from game.ui.ledger import Ledger


def run(args: argparse.Namespace) -> int:
    """Save all pictures below `--out`; with `--check`, list the texts that do not fit."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    import pygame

    size = options.window_size(args)
    complaints = 0
    count = 0
    for language in options.several(args.lang, tuple(languages()), "--lang"):
        for theme in options.several(args.theme, options.THEMES, "--theme"):
            folder = args.out / f"{language}-{theme}-{size[0]}x{size[1]}"
            folder.mkdir(parents=True, exist_ok=True)
            for name, surface, ledger in pictures(language, theme, size, args.text_size):
                pygame.image.save(surface, str(folder / f"{name}.png"))
                count += 1
                for complaint in ledger.complaints() if args.check else ():
                    complaints += 1
                    print(f"{folder.name}/{name}: {complaint}")
    print(f"{count} pictures in {args.out}" + (f", {complaints} complaints" if args.check else ""))
    return 1 if complaints else 0


def pictures(
    language: str,
    theme: str,
    size: tuple[int, int],
    text_size: float = 1.0,
    tours: Sequence[Tour] = TOURS,
) -> Iterator[tuple[str, pygame.Surface, Ledger]]:
    """Yield (name, picture, ledger) of every screen of the `tours` and of the kiosk."""
    from game.app import App
    from game.runtime import Options
    from game.ui.driver import Driver
    from game.ui.time import VirtualTime

    with tempfile.TemporaryDirectory() as scratch:
        chosen = Options(Path(scratch), lang=language, theme=theme, size=size, seed=SEED, mute=True)
        app = App(chosen, VirtualTime())
        update = {"text_size": text_size, "reduced_motion": True}
        app.apply(app.context.settings.changed(**update))
        app.toasts.dismiss()
        try:
            driver = Driver(app)
            for shot in (shot for tour in tours for shot in tour.visit(app, driver)):
                app.toasts.dismiss()
                yield shot.name, *driver.picture()
        finally:
            app.close()
    yield from kiosk.pictures(language, theme, size, text_size)
