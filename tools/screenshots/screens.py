"""`screens`: every screen in a filled, realistic state as a picture, in each language and theme.

A robot plays a short session on the embedded pack, so that the pictures show the real game with real
answers; nothing is drawn for the camera only.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from game.commands import options
from game.resources import languages
from tools.screenshots import campaign, kiosk, learning, studio, workshop

if TYPE_CHECKING:
    import pygame

    from game.app import App
    from game.ui.driver import Driver
    from game.ui.ledger import Ledger

Part = Callable[["App", "Driver"], Iterator[tuple[str, Callable[[], object]]]]
SEED = 4
PARTS: tuple[Part, ...] = (
    learning.shots,
    studio.shots,
    campaign.shots,
    workshop.shots,
)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to come: its name, and what brings the screen up."""

    name: str
    prepare: Callable[[], object]


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
    language: str, theme: str, size: tuple[int, int], text_size: float = 1.0
) -> Iterator[tuple[str, pygame.Surface, Ledger]]:
    """Yield (name, picture, ledger) of every screen."""
    from game.app import App
    from game.runtime import Options
    from game.ui.driver import Driver
    from game.ui.time import VirtualTime

    with tempfile.TemporaryDirectory() as scratch:
        chosen = Options(Path(scratch), lang=language, theme=theme, size=size, seed=SEED, mute=True)
        app = App(chosen, VirtualTime())
        update = {"text_size": text_size, "reduced_motion": True}
        app.apply(app.context.settings.model_copy(update=update))
        app.toasts.dismiss()
        try:
            driver = Driver(app)
            for shot in chain(shots(app, driver), *(_part(part, app, driver) for part in PARTS)):
                shot.prepare()
                driver.step()
                app.toasts.dismiss()
                yield shot.name, *driver.picture()
        finally:
            app.close()
    yield from kiosk.pictures(language, theme, size, text_size)


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield the screens in the order in which a player meets them."""
    yield Shot("01-title", app.show_title)
    yield Shot("02-menu", app.show_menu)
    yield Shot("02-practice", lambda: driver.click("practice"))
    driver.press("escape")
    yield from _session(app, driver)
    yield Shot("11-library", lambda: _open(driver, "library"))
    yield Shot("11-library-get", lambda: driver.click("get"))
    yield Shot("14-settings", lambda: _open(driver, "settings"))
    yield Shot("18-credits", lambda: _open(driver, "credits"))
    yield Shot("19-help", lambda: _open(driver, "help"))
    yield Shot("20-glossary", lambda: driver.click("page.next"))
    yield Shot("21-quit", lambda: _ask_to_quit(driver))


def _part(part: Part, app: App, driver: Driver) -> Iterator[Shot]:
    """Yield the screens of a part of the game, from the menu on."""
    _home(driver)
    yield from (Shot(*shot) for shot in part(app, driver))


def _open(driver: Driver, name: str) -> None:
    _home(driver)
    driver.click(name)


def _home(driver: Driver) -> None:
    while driver.scene != "menu":
        driver.press("escape")


def _session(app: App, driver: Driver) -> Iterator[Shot]:
    from game.quiz.session import Failed
    from tools.robots.robot import Human, play_round, watch

    driver.click("practice")
    driver.click(f"level-{app.context.levels[0].id}")
    play = driver.loop.stack.top.scene.play  # type: ignore[attr-defined]
    player = Human(0.75, Random(SEED))
    yield Shot("04-watch", lambda: watch_with_loupe(driver))
    driver.click("loupe")
    taken: set[str] = set()
    while play.session.phase != "done":
        clip = play.clip
        wanted = "manipulated" if clip.manipulated and any(a.region for a in clip.artefacts) else "real"
        if clip.manipulated and wanted == "real" and "sound" not in taken:
            wanted = "sound"
        if wanted in taken or (clip.manipulated and wanted == "real"):
            play_round(driver, play, player)
            continue
        taken.add(wanted)
        watch(driver, play)
        yield from _round(driver, play, wanted)
        driver.click("next")
    yield Shot("08-summary", lambda: None)
    yield Shot("08-summary-lookback", lambda: driver.click("look-back"))
    driver.press("escape")
    driver.click("menu")
    driver.click("practice")
    driver.click("level-mixed")
    yield Shot("09-leave", lambda: driver.press("escape"))
    driver.press("escape")
    again = driver.loop.stack.top.scene.play  # type: ignore[attr-defined]
    yield Shot("16-skipped", lambda: again.dispatch(Failed("cut-short")))
    driver.press("escape")


def _ask_to_quit(driver: Driver) -> None:
    _home(driver)
    driver.press("escape")


def _name_and_show(driver: Driver, kind: str) -> None:
    driver.click(f"kind-{kind}")
    driver.click("show")


def watch_with_loupe(driver: Driver) -> None:
    """Show the loupe on a paused frame."""
    driver.wait_until(lambda: driver.find("ready").enabled, "the clip to play")
    driver.click("play")
    driver.click("loupe")


def _round(driver: Driver, play: object, wanted: str) -> Iterator[Shot]:
    from game.play.controller import Play
    from tools.robots.robot import point

    assert isinstance(play, Play)  # noqa: S101
    if wanted == "manipulated":
        yield Shot("05-judge", lambda: driver.click("step-5"))
        driver.click("confirm")
        point(driver, play.clip.artefacts[0], play.clip.aspect)
        yield Shot("06-spot", lambda: driver.click(f"kind-{play.clip.artefacts[0].kind}"))
        yield Shot("07-reveal", lambda: driver.click("show"))
        yield Shot("07-reveal-why", lambda: driver.click("tab-why"))
        yield Shot("07-reveal-check", lambda: driver.click("tab-check"))
        yield Shot("07-reveal-real-too", lambda: driver.click("tab-real_too"))
        yield Shot("07-reveal-compare", lambda: driver.click("compare"))
        yield Shot("07-reveal-provenance", lambda: driver.click("provenance"))
        driver.press("escape")
    elif wanted == "sound":
        driver.click("step-6")
        driver.click("confirm")
        point(driver, play.clip.artefacts[0], play.clip.aspect)
        yield Shot("06-spot-sound", lambda: driver.click(f"kind-{play.clip.artefacts[0].kind}"))
        yield Shot("07-reveal-sound", lambda: driver.click("show"))
    else:
        driver.click("step-4")
        driver.click("confirm")
        kind = play.round.deal.choices[0]
        yield Shot("07-reveal-real-missed", lambda: _name_and_show(driver, kind))
