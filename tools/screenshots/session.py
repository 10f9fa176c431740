"""The pictures of the screens that everybody meets: title, menu, a session, library, settings, help."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Final

from game.play.controller import Play
from game.play.unsaved import unsaved_question
from game.quiz.session import Failed
from game.records.database import FullError
from tools.robots.robot import Human, play_round, point, watch
from tools.screenshots.shot import Shot, to_menu

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver

SEED: Final = 4
TOURED: Final = frozenset({"practice", "workshop", "studio", "profile"})
"""Entries of the menu whose screens have pictures of their own; any other one gets one by its name."""


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
    for name in (entry.name for entry in app.menu_entries()):
        if name not in TOURED:
            yield Shot(f"02-menu-{name}", partial(_open, driver, name))
    yield Shot("21-quit", lambda: _ask_to_quit(driver))


def _open(driver: Driver, name: str) -> None:
    to_menu(driver)
    driver.click(name)


def _session(app: App, driver: Driver) -> Iterator[Shot]:
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
    yield Shot("08-summary")
    yield Shot("08-summary-lookback", lambda: driver.click("look-back"))
    driver.press("escape")
    driver.click("menu")
    driver.click("practice")
    driver.click("level-mixed")
    yield Shot("09-leave", lambda: driver.press("escape"))
    driver.press("escape")
    yield Shot("09-unsaved", lambda: _ask_about_unsaved(app))
    driver.press("escape")
    again = driver.loop.stack.top.scene.play  # type: ignore[attr-defined]
    yield Shot("16-skipped", lambda: again.dispatch(Failed("cut-short")))
    driver.press("escape")


def _ask_about_unsaved(app: App) -> None:
    stack = app.stack
    stack.push(unsaved_question(app.context, FullError("no room left"), stack.pop, stack.pop))


def _ask_to_quit(driver: Driver) -> None:
    to_menu(driver)
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
