"""The pictures of packs that come: the first offer, an order on its way or failed, files that are opened."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.content.base import LocalText
from game.datasets.catalogue import recognise
from game.datasets.said import FEATURE, Sentence
from game.datasets.tree import Tree
from game.forge.fetch import Fault
from game.forge.order import OrderStage, Status
from game.home.files import FilesScene
from game.home.intake import Intake, IntakeItem, IntakeOutcome, recognised
from game.home.places import places
from game.home.set_import import terms_to_confirm
from game.media.probe import probe
from tools.screenshots.shot import Shot, to_menu

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver

TITLE: Final = LocalText({"uz": "Bizning sinf", "en": "Our own class", "ru": "Наш класс"})
STICK: Final = "/media/aziza/SCHOOL"
OWN_FOOTAGE: Final = (f"python main.py pack new {STICK} --out recipe.yaml", "docs/forge.md")
IMPORTED: Final = (
    Sentence("came_in", {"real": 100, "manipulated": 100, "title": "ASVspoof 2019", "regions": 0}),
    Sentence("cut", {"seconds": 3.5}),
    Sentence("nothing_tells", {FEATURE: "silence before the sound", "auc": 0.58}),
    Sentence("left_out", {"reason": "no-file", "n": 12}),
)
REPORT: Final = "/media/aziza/SCHOOL/chinmi/imports/imported-la.report.html"
PROBLEMS: Final = (
    "class-8b/clips.yaml:14:9: expected `real` or `manipulated`, got `fake`",
    "class-8b/media/0f3a.mp4: the hash differs; the file was changed after its record was written",
)


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield the offer, an order in all its states, the browser, and what became of files."""
    asked = {"people_offered": False}
    app.apply(app.context.settings.changed(**asked))
    yield Shot("22-people", app.show_people)
    driver.click("later")
    yield from _order(app, driver)
    with tempfile.TemporaryDirectory() as folder:
        yield from _files(app, driver, _disk(Path(folder)))
        yield from _intake(app, driver, Path(folder))
    app.arrivals.intake = app.arrivals.order = None
    to_menu(driver)


def _order(app: App, driver: Driver) -> Iterator[Shot]:
    order = app.arrivals.order = app.arrivals.new_order()

    def at(stage: OrderStage, done: int = 0, fault: Fault | None = None) -> None:
        order.status = Status(stage, done, 100, fault=fault)

    yield Shot("22-menu-on-its-way", lambda: at(OrderStage.FETCH, 45))
    driver.click("library")
    yield Shot("22-library-on-its-way", lambda: at(OrderStage.BUILD, 62))
    yield Shot("22-library-begun", lambda: at(OrderStage.STOPPED))
    driver.click("get")
    yield Shot("22-getting-on-its-way", lambda: at(OrderStage.FETCH, 45))
    yield Shot("22-getting-stopped", lambda: at(OrderStage.STOPPED))
    for fault in Fault:
        yield Shot(f"22-getting-{fault}", partial(at, OrderStage.FAILED, fault=fault))
    yield Shot("22-getting-done", lambda: at(OrderStage.DONE))
    driver.press("escape")
    app.arrivals.order = None


def _files(app: App, driver: Driver, disk: Path) -> Iterator[Shot]:
    home = disk / "home" / "aziza"
    scene = FilesScene(app.context, app.arrivals.take, lambda: places(home, disk, "linux"))
    yield Shot("22-files", lambda: app.context.stack.push(scene))
    yield Shot("22-files-stick", lambda: driver.click("file-0"))
    driver.press("escape")
    yield Shot("22-files-empty", lambda: driver.click("file-1"))
    driver.click("close")
    saving = FilesScene(app.context, app.arrivals.take, lambda: places(home, disk, "linux"), saving=True)
    app.context.stack.push(saving)
    driver.step()
    yield Shot("22-files-save", lambda: driver.click("file-0"))
    driver.click("close")


def _disk(root: Path) -> Path:
    """Make a small disk with a home and a stick."""
    for name in ("home/aziza/Downloads", "home/aziza/Documents", "media/aziza/SCHOOL"):
        (root / name).mkdir(parents=True)
    stick = root / "media" / "aziza" / "SCHOOL"
    for name in ("Geometry", "Photographs of the spring festival, all classes together"):
        (stick / name).mkdir()
    for name in ("real-people.zip", "voices.zip", "class-8b.zip", "festival.mp4", *_numbered()):
        (stick / name).touch()
    return root


def _numbered() -> Iterator[str]:
    return (f"lesson-{number:02}.mp4" for number in range(1, 17))


def _intake(app: App, driver: Driver, disk: Path) -> Iterator[Shot]:
    intake = app.arrivals.intake = Intake((), app.context.library, app.context.guide, probe, room=disk)
    stick = disk / "media" / "aziza" / "SCHOOL"
    one = IntakeItem(stick / "real-people.zip", IntakeOutcome.CHECKING, 57, 98)
    intake.items = (one, IntakeItem(stick / "festival.mp4"))
    yield Shot("22-intake-checking", app.arrivals.shown)
    known = disk / "dfdc"
    known.mkdir()
    (known / "metadata.json").write_text('{"abcdefghij.mp4": {"label": "REAL", "split": "train"}}', "utf-8")
    unasked = disk / "celeb"
    for name in ("Celeb-real", "Celeb-synthesis", "YouTube-real"):
        (unasked / name).mkdir(parents=True)
    sets = (recognised(IntakeItem(folder)) for folder in (known, unasked))
    shown = [_on_a_stick(item, disk) for item in sets]
    intake.items = (
        replace(one, outcome=IntakeOutcome.INSTALLED, title=TITLE),
        IntakeItem(stick / "class-8b.zip", IntakeOutcome.REFUSED, details=PROBLEMS),
        IntakeItem(
            stick / "festival.mp4",
            IntakeOutcome.FILM,
            details=(f"python main.py pack new {STICK} --out recipe.yaml", "docs/forge.md"),
        ),
        *shown,
        IntakeItem(stick / "voices.zip", IntakeOutcome.ASKS, title=TITLE),
        IntakeItem(stick / "letter.txt", IntakeOutcome.UNKNOWN),
        IntakeItem(stick / "lesson-01.zip", IntakeOutcome.STOPPED),
    )
    yield Shot("22-intake")
    yield Shot("22-intake-2", lambda: _turn(driver))
    known_set = next(one for one in shown if one.outcome is IntakeOutcome.SET)
    terms = terms_to_confirm(recognise(Tree(known)))
    intake.items = (replace(known_set, terms=terms),)
    yield Shot("22-intake-terms")
    driver.click("terms")
    yield Shot("22-terms")
    driver.click("later")
    importing = IntakeItem(
        stick / "LA", IntakeOutcome.IMPORTING, 41, 200, title="ASVspoof 2019", stage="make"
    )
    intake.items = (importing,)
    yield Shot("22-intake-importing")
    told = replace(importing, said=IMPORTED, details=(REPORT,))
    intake.items = (replace(told, outcome=IntakeOutcome.IMPORTED, taken=(100, 100)),)
    yield Shot("22-intake-imported")
    intake.items = (IntakeItem(stick / "voices", IntakeOutcome.NUMBERS, title="CSV"),)
    yield Shot("22-intake-numbers")
    driver.press("escape")


def _on_a_stick(item: IntakeItem, disk: Path) -> IntakeItem:
    """Return `item` as it would be on a stick: the scratch folder's name is never the same."""
    return replace(item, details=tuple(line.replace(str(disk), STICK) for line in item.details))


def _turn(driver: Driver) -> None:
    if driver.loop.stack.top.find("page.next") is not None:
        driver.press("pagedown")
