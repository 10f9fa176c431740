"""Windows and displays: low keys stay on the screen, the wall moves to the projector and comes back."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from game.ui.displays import Area, Display, WindowFrame, fitted
from game.ui.placement import Placement
from game.ui.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
LAPTOP = Display("laptop", Area(0, 0, 1280, 720), Area(0, 0, 1280, 680))
PROJECTOR = Display("projector", Area(1280, 0, 1024, 768), Area(1280, 0, 1024, 768))
OTHER = Display("another", Area(0, 0, 1280, 720), Area(0, 0, 1280, 720))


class FakeDisplays:
    """Displays as a test wants them, and a window that goes where it is put."""

    def __init__(self, *there):
        self.there = there
        self.at = 0
        self.drawn = WindowFrame(top=30, left=1, bottom=5, right=1)

    def all(self):
        return tuple(self.there)

    def frame(self):
        return self.drawn

    def move_window(self, x, y):
        self.corner = (x, y)

    def under_window(self):
        return min(self.at, len(self.there) - 1)


class PlacedScreen(Screen):
    """A screen that notes where it was put; the pretended driver has one display only."""

    displays: FakeDisplays

    def fill_display(self, number):
        self.fullscreen, self.displays.at = True, number

    def come_home(self):
        self.fullscreen, self.displays.at = False, 0


@pytest.mark.parametrize(
    ("size", "room"), [((1280, 720), (1278, 645)), ((1024, 600), (1024, 600)), ((7680, 500), (1278, 500))]
)
def test_a_window_is_as_large_as_wanted_or_as_there_is_room_for(size, room):
    assert fitted(size, LAPTOP.usable, WindowFrame(top=30, left=1, bottom=5, right=1)) == room


def test_a_window_as_large_as_the_screen_leaves_room_for_title_bar_and_panel():
    displays = FakeDisplays(LAPTOP)
    screen = Screen((1280, 720), displays=displays)
    assert screen.surface.get_size() == (1278, 645)
    assert displays.corner == (1, 30), "its title bar is on the screen"
    assert screen.canvas.whole.h * screen.canvas.scale == pytest.approx(645)


def test_a_window_is_never_smaller_than_the_screens_need():
    tiny = Display("tiny", Area(0, 0, 320, 240), Area(0, 0, 320, 240))
    assert Screen((1280, 720), displays=FakeDisplays(tiny)).surface.get_size() == (640, 480)


@pytest.fixture
def placed():
    """A placement on two displays, and what it said."""
    displays = FakeDisplays(LAPTOP, PROJECTOR)
    said = []
    screen = PlacedScreen((1280, 720), displays=displays)
    made = Placement(screen, lambda key, **numbers: said.append((key, numbers)), lambda: None)
    return made, displays, said


def test_a_key_moves_the_wall_to_the_next_display_and_back(placed):
    place, displays, said = placed
    place.next()
    assert (displays.at, said[-1]) == (1, ("display.on", {"n": 2, "total": 2}))
    place.next()
    assert (displays.at, said[-1]) == (0, ("display.on", {"n": 1, "total": 2}))


def test_an_unplugged_projector_brings_the_wall_back_and_says_so(placed):
    place, displays, said = placed
    place.put(2)
    place.watch(10.0)
    place.watch(12.0)
    assert displays.at == 1, "it stays where it was put"
    displays.there = (LAPTOP,)
    place.watch(14.0)
    assert (displays.at, said[-1][0]) == (0, "display.gone")
    place.watch(16.0)
    assert len(said) == 2, "it is said once"
    displays.there = (LAPTOP, PROJECTOR)
    place.watch(18.0)
    assert said[-1][0] == "display.new"


def test_a_window_that_the_system_took_off_the_projector_comes_back_as_well(placed):
    """Some systems keep the list of displays for a while and only move the window."""
    place, displays, said = placed
    place.put(2)
    place.watch(10.0)
    displays.at = 0
    place.watch(12.0)
    assert said[-1][0] == "display.gone"


def test_panels_that_move_are_no_other_display(placed):
    place, displays, said = placed
    place.put(2)
    place.watch(10.0)
    displays.there = (LAPTOP, Display("projector", PROJECTOR.whole, Area(1280, 0, 1024, 700)))
    place.watch(12.0)
    assert [key for key, _ in said] == ["display.on"]


def test_one_display_is_told_and_nothing_moves(placed):
    place, displays, said = placed
    displays.there = (LAPTOP,)
    place.next()
    place.put(2)
    assert [key for key, _ in said] == ["display.one", "display.missing"]
    assert displays.at == 0


REAL = """
import ctypes
import pygame
from game.ui import displays
from game.ui.screen import Screen

screen = Screen((1280, 720))
for _ in range(200):
    pygame.event.pump()
    frame = screen.displays.frame()
    if frame.top:
        break
    pygame.time.wait(10)
area, frame = screen.displays.all()[0].usable, screen.displays.frame()
at = (ctypes.c_int * 2)()
displays._sdl().SDL_GetWindowPosition(
    ctypes.c_void_p(displays._window()), ctypes.byref(at, 0), ctypes.byref(at, ctypes.sizeof(ctypes.c_int))
)
x, y = at
w, h = screen.surface.get_size()
print(area.h, frame.top, y - frame.top >= area.y, y + h + frame.bottom <= area.y + area.h, x + w <= area.w)
"""
PANEL = """<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc">
<margins><top>0</top><bottom>40</bottom><left>0</left><right>0</right></margins></openbox_config>"""


@pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("openbox")) and not os.environ.get("CHINMI_REQUIRE_BROWSER"),
    reason="Xvfb and openbox are needed",
)
def test_with_a_real_window_manager_the_lowest_keys_are_on_the_screen(tmp_path):
    (tmp_path / "rc.xml").write_text(PANEL, "utf-8")
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        environment = {**os.environ, "DISPLAY": display, "PYTHONPATH": str(ROOT), "SDL_AUDIODRIVER": "dummy"}
        environment.pop("SDL_VIDEODRIVER", None)
        openbox = ["openbox", "--config-file", str(tmp_path / "rc.xml"), "--startup", "echo ready"]
        manager = subprocess.Popen(
            openbox, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            assert manager.stdout.readline() == "ready\n"
            asked = [sys.executable, "-c", REAL]
            done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True)
        finally:
            for process in (manager, server):
                process.terminate()
            manager.wait()
            manager.stdout.close()
    height, top, *inside = done.stdout.split()[-5:]
    assert int(height) == 680, "the panel is known"
    assert int(top) > 0, "the title bar is known"
    assert inside == ["True", "True", "True"]
