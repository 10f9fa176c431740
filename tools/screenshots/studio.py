"""The pictures of the studio's screens: each stage's dials, no trace left, the challenge and its truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from game.studio.dials import BEST, Dials
from game.studio.screen import StudioScene
from tools.screenshots.shot import Shot, clicks

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield (name, what brings the screen up) of the studio's screens; leaves the top scene as it was."""
    start = len(app.stack)
    scene = StudioScene(app.context)
    yield Shot("12-studio", lambda: app.stack.push(scene))
    for stage in (2, 3, 4):
        yield Shot(f"12-studio-{stage}", clicks(driver, f"stage-{stage}"))
    yield Shot("12-studio-mask", clicks(driver, "stage-3", "mask"))
    yield Shot("12-studio-none-left", lambda: _set(driver, scene, BEST))
    yield Shot("12-studio-original", lambda: _original(scene, on=True))
    scene.loop.original = False
    hard = replace(BEST, colour=0.2, softness=0.1, size=0.5)
    _set(driver, scene, hard)
    yield Shot("12-studio-hand-over", clicks(driver, "hand-over"))
    driver.click("ready")
    yield Shot("12-studio-look", clicks(driver, "kind-colour-mismatch", "stage"))
    yield Shot("12-studio-told", clicks(driver, "show"))
    driver.click("back-to-studio")
    _set(driver, scene, Dials())
    driver.click("hand-over")
    driver.click("ready")
    yield Shot("12-studio-told-many", clicks(driver, "cant-tell"))
    while len(app.stack) > start:
        app.stack.pop()


def _set(driver: Driver, scene: StudioScene, dials: Dials) -> None:
    scene.loop.dials = dials
    driver.loop.invalidate()
    driver.step()


def _original(scene: StudioScene, *, on: bool) -> None:
    scene.loop.original = on
