"""Every screen on every tour: texts whole and readable, controls usable; no screen is left out.

Each language meets each window and each theme; the other pairs are drawn by `python main.py screens`. The
first tour has more tests in `play/test_pictures.py` and `play/test_sizes.py`, with all pairs.
"""

import importlib
import pkgutil
from contextlib import nullcontext
from functools import cache

import pytest
from looking import visited, wrong
from measured import measured_once
from pilot import make_pilot, small_pack
from still_films import still_films

import game
from game.ui.geometry import Box
from game.ui.scene import Scene
from game.ui.widgets.controls import Button, Label
from tools.screenshots import kiosk
from tools.screenshots.registry import TOURS

__all__ = ["make_pilot", "measured_once", "small_pack", "still_films"]

WIDE, LOW, UPRIGHT, SMALL = (1280, 720), (1024, 600), (1080, 1920), (720, 1280)
LOOKS = {
    "session": (("en", "light_table", WIDE, 1.0), ("uz", "light_table", SMALL, 1.0)),
    "learning": (
        ("uz", "light_table", WIDE, 1.0),
        ("en", "high_contrast", LOW, 1.15),
        ("ru", "light_table", WIDE, 1.3),
        ("ru", "high_contrast", UPRIGHT, 1.0),
        ("uz", "high_contrast", UPRIGHT, 1.3),
        ("uz", "light_table", LOW, 1.5),
        ("ru", "light_table", SMALL, 1.0),
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
        ("ru", "high_contrast", WIDE, 1.5),
    ),
    "workshop": (
        ("en", "light_table", WIDE, 1.0),
        ("ru", "high_contrast", WIDE, 1.5),
        ("ru", "light_table", SMALL, 1.0),
    ),
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
USUAL = LOOKS["campaign"][:5]
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


FAULTS = ("does not fit its box", "upper and lower lie on each other", "covered by 'lower'", "say what it is")


def pressed():
    """Do nothing."""


class FaultyScene(Scene):
    """Keys on each other, one of them mute, words that are cut."""

    name = "faulty"

    def build(self, _layout):
        upper, lower = Box(100, 100, 200, 80), Box(100, 130, 200, 80)
        return [
            Button(name="upper", text="One", box=upper, press=pressed),
            Button(name="lower", icon="next", box=lower, press=pressed),
            Label(name="cut", text="Words " * 90, box=Box(100, 400, 200, 30)),
        ]


@pytest.mark.usefixtures("still_films")
@pytest.mark.parametrize("hurried", [False, True])
def test_the_faults_of_a_screen_are_found_whether_or_not_the_way_to_it_was_drawn(make_pilot, hurried):
    pilot = make_pilot()
    with pilot.loop.hurried() if hurried else nullcontext():
        pilot.app.show_menu()
        pilot.step()
        assert list(wrong(pilot)) == []
        pilot.loop.stack.push(FaultyScene())
        pilot.step()
        found = "\n".join(wrong(pilot))
    for told in FAULTS:
        assert told in found


def test_each_room_with_screens_is_on_a_tour():
    assert sorted(screens()) == sorted([KIOSK, *(room for tour in TOURS for room in tour.rooms)])


@pytest.mark.usefixtures("measured_once", "still_films")
@pytest.mark.parametrize(("tour", "look"), CASES, ids=IDS)
def test_every_screen_of_a_tour_can_be_read_and_used(tmp_path, tour, look):
    first = LOOKS.get(tour.name, USUAL)[0]
    shown, complaints = visited(tmp_path, tour, look, hurried=look != first)
    assert complaints == []
    assert due(tour) - shown == set(), "no picture shows these screens"


@pytest.mark.usefixtures("still_films")
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
