"""Every screen on every tour: texts whole and readable, controls usable; no screen is left out.

Each language meets each window and each theme; the other pairs are drawn by `python main.py screens`. The
first tour has more tests in `play/test_pictures.py` and `play/test_sizes.py`, with all pairs.
"""

import importlib
import pkgutil
from functools import cache

import pytest
from looking import visited
from measured import measured_once

import game
from game.ui.scene import Scene
from tools.screenshots import kiosk
from tools.screenshots.registry import TOURS

__all__ = ["measured_once"]

WIDE, LOW, UPRIGHT = (1280, 720), (1024, 600), (1080, 1920)
LOOKS = {
    "session": (("en", "light_table", WIDE, 1.0),),
    "learning": (
        ("uz", "light_table", WIDE, 1.0),
        ("en", "high_contrast", LOW, 1.15),
        ("ru", "light_table", WIDE, 1.3),
        ("ru", "high_contrast", UPRIGHT, 1.0),
        ("uz", "high_contrast", UPRIGHT, 1.3),
        ("uz", "light_table", LOW, 1.5),
    ),
    "posts": (
        ("uz", "light_table", LOW, 1.5),
        ("ru", "high_contrast", UPRIGHT, 1.5),
        ("ru", "light_table", WIDE, 1.3),
    ),
    "studio": (
        ("uz", "light_table", WIDE, 1.3),
        ("en", "high_contrast", LOW, 1.0),
        ("ru", "light_table", LOW, 1.0),
        ("ru", "high_contrast", UPRIGHT, 1.0),
        ("ru", "light_table", WIDE, 1.5),
        ("uz", "high_contrast", UPRIGHT, 1.3),
    ),
    "campaign": (
        ("en", "light_table", WIDE, 1.0),
        ("uz", "high_contrast", LOW, 1.0),
        ("ru", "light_table", UPRIGHT, 1.0),
        ("ru", "high_contrast", LOW, 1.3),
        ("uz", "light_table", WIDE, 1.5),
    ),
    "workshop": (("en", "light_table", WIDE, 1.0),),
    "voices": (
        ("en", "light_table", WIDE, 1.0),
        ("uz", "high_contrast", LOW, 1.15),
        ("ru", "light_table", UPRIGHT, 1.0),
        ("ru", "high_contrast", WIDE, 1.3),
        ("uz", "light_table", LOW, 1.5),
        ("uz", "light_table", WIDE, 1.0),
        ("ru", "light_table", LOW, 1.3),
        ("en", "high_contrast", UPRIGHT, 1.5),
    ),
}
USUAL = LOOKS["campaign"]
"""How a new tour is looked at."""
CASES = [(tour, look) for tour in TOURS for look in LOOKS.get(tour.name, USUAL)]
IDS = [f"{t.name}-{lang}-{theme}-{w}x{h}-{text:g}" for t, (lang, theme, (w, h), text) in CASES]
KIOSK = "kiosk"


@cache
def screens():
    """The name of each screen of each room, of the classes that have one of their own."""
    found: dict[str, set[str]] = {}
    for module in pkgutil.walk_packages(game.__path__, "game."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    waiting = [Scene]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        for scene in below:
            if "name" in vars(scene) and scene.__module__.startswith("game."):
                found.setdefault(scene.__module__.split(".")[1], set()).add(scene.name)
    return found


def due(tour):
    """The screens that a tour must show."""
    theirs = {name for other in TOURS if other is not tour for name in other.also}
    return {name for room in tour.rooms for name in screens()[room]} - theirs | tour.also


def test_each_room_with_screens_is_on_a_tour():
    assert sorted(screens()) == sorted([KIOSK, *(room for tour in TOURS for room in tour.rooms)])


@pytest.mark.usefixtures("measured_once")
@pytest.mark.parametrize(("tour", "look"), CASES, ids=IDS)
def test_every_screen_of_a_tour_can_be_read_and_used(tmp_path, tour, look):
    shown, complaints = visited(tmp_path, tour, look)
    assert complaints == []
    assert due(tour) - shown == set(), "no picture shows these screens"


def test_every_screen_of_the_kiosk_has_a_picture(monkeypatch):
    shown: set[str] = set()
    monkeypatch.setattr(kiosk.Hand, "wait", noted(kiosk.Hand.wait, shown))
    assert len(list(kiosk.pictures("en", "light_table", WIDE, 1.0))) > 10
    assert screens()[KIOSK] - shown == set()


def noted(wait, shown):
    """`wait` of a hand on a kiosk, which notes each screen that it waits on."""

    def wait_on(hand, seconds):
        wait(hand, seconds)
        shown.add(hand.driver.scene)

    return wait_on
