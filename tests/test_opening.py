"""A start: what its first picture needs, what is kept of it, and that nothing is lost meanwhile."""

import gc
import json
import subprocess
import sys
import zlib
from argparse import Namespace

import pygame
import pytest
from pilot import make_pilot, pilot, small_pack

from game import opening, readymade, resources, settings
from game.commands import play
from game.home import doors
from game.opening import FOLDER, Opening
from game.quiz.phase import Phase
from game.ui import first_picture
from game.ui.first_picture import FILE
from game.ui.theme import theme_at

__all__ = ["make_pilot", "pilot", "small_pack"]

HEAVY = ("numpy", "av", "PIL", "pydantic", "yaml", "babel")
"""Libraries that the menu does without."""

STARTER = """
import json, sys
from pathlib import Path
written = []
def watch(event, args):
    if event == "open" and isinstance(args[0], (str, Path)) and set(str(args[1] or "r")) & set("wax+"):
        written.append(str(args[0]))
sys.addaudithook(watch)
from game.cli import arguments
from game.commands.play import finished, opened
args = arguments(["--data-dir", sys.argv[1]])
start = opened(args)
first = sorted(sys.modules)
app = finished(start, args)
shown = start.first.shown is not None
print(json.dumps([first, sorted(sys.modules), shown, app.stack.top.scene.name, written]))
app.loop.stop()
app.run()
"""


def started(root, folder, *options):
    """Start and end the game in a process of its own; return what it loaded, showed and wrote."""
    ended = subprocess.run(
        [sys.executable, "-B", "-W", "error", *options, "-c", STARTER, str(folder)],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.fixture
def home(tmp_path):
    """The data folder of somebody who has answered what is asked once."""
    settings.save(tmp_path / "settings.yaml", settings.Settings(language="en", people_offered=True))
    return tmp_path


@pytest.fixture
def start(home):
    """Start the game in this process, as the command line does; what a start changes is put back."""
    apps = []

    def opened(**asked):
        given = {"data_dir": home, "lang": None, "theme": None, "size": (1280, 720), "seed": None}
        args = Namespace(**{**given, "fullscreen": False, "mute": True, **asked})
        window = play.opened(args)
        return window, lambda: apps.append(play.finished(window, args)) or apps[-1]

    yield opened
    for app in apps:
        app.close()
    readymade.keep_in(None)
    gc.enable()
    gc.unfreeze()


def leave(app):
    """End the game as a player does."""
    app.loop.stop()
    app.run()


def post(kind, **what):
    pygame.event.post(pygame.event.Event(kind, **what))


def press(key):
    post(pygame.KEYDOWN, key=key, mod=0, unicode="", scancode=0)


def click(x, y):
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        post(kind, pos=(x, y), button=1, touch=False)


def take_all(app):
    """Let the loop take what waits."""
    while app.timeline.waiting:
        app.loop.step(0.0)
    app.loop.step(0.0)


# -- what it loads --------------------------------------------------------------------------------------


def test_first_picture_and_menu_load_no_library_that_only_a_room_needs(root, home):
    first, _, _, _, _ = started(root, home)
    assert not set(HEAVY) & set(first), "a very first start shows its picture before it reads anything"
    first, menu, shown, scene, written = started(root, home)
    assert shown
    assert scene == "menu"
    assert "sqlite3" not in first
    assert not [name for name in first if name.startswith(("game.home", "game.play", "game.campaign"))]
    rooms = ("game.studio", "game.workshop", "game.kiosk", "game.forge", "game.datasets", "game.packs")
    assert not [name for name in menu if name.startswith((*rooms, *HEAVY))]
    assert not [name for name in menu if name.startswith("game.media.") and name != "game.media.audio"]
    assert {path for path in written if not path.startswith(str(home))} == set(), "an install is only read"


def test_where_nothing_can_be_kept_the_game_starts_all_the_same(root, home):
    (home / FOLDER).write_text("a file in the place of the folder")
    for _ in range(2):
        _, _, shown, scene, _ = started(root, home)
        assert (shown, scene) == (False, "menu")


# -- the first picture ----------------------------------------------------------------------------------


def test_a_later_start_shows_the_menu_at_once_pixel_for_pixel(home, start):
    window, finish = start()
    assert window.first.shown is None
    leave(finish())
    window, finish = start()
    shown = window.screen.surface.copy()
    app = finish()
    assert window.first.shown is not None
    assert pygame.image.tobytes(shown, "RGB") == pygame.image.tobytes(app.screen.surface, "RGB")


@pytest.mark.parametrize("size", [(1024, 600), (810, 1296)])
def test_it_is_that_of_the_window_that_was_asked_for(start, size):
    leave(start(size=size)[1]())
    assert start(size=size)[0].first.shown is not None
    assert start(size=(1280, 720))[0].first.shown is None


def test_it_is_the_menu_however_the_game_was_left(start):
    app = start()[1]()
    app.stack.push(doors.help_page(app.context))
    app.toasts.show("info", "a note")
    pygame.display.set_mode((900, 700), pygame.RESIZABLE)
    app.screen.resized()
    leave(app)
    window, finish = start()
    finish()
    assert window.first.stands(window.screen.surface)


def changed_settings(home):
    settings.save(home / "settings.yaml", settings.Settings(language="uz", people_offered=True))


def progress_made(home):
    with (home / "progress.db").open("ab") as file:
        file.write(b" ")


def cut_short(home):
    place = home / FOLDER / FILE
    place.write_bytes(place.read_bytes()[:-40])


def too_much(home):
    place = home / FOLDER / FILE
    head, _, _ = place.read_bytes().partition(b"\n")
    place.write_bytes(head + b"\n" + zlib.compress(bytes(1280 * 720 * 4 + 1)))


@pytest.mark.parametrize("harm", [changed_settings, progress_made, cut_short, too_much])
def test_a_stale_or_broken_one_is_not_shown(home, start, harm):
    leave(start()[1]())
    harm(home)
    window, finish = start()
    assert window.first.shown is None
    leave(finish())
    assert start()[0].first.shown is not None


def test_what_is_shown_instead_has_the_colours_of_the_look():
    palette = theme_at(resources.assets() / "theme.yaml").themes["light_table"]
    assert (palette.room0, palette.text) == (first_picture.GROUND, first_picture.INK)


# -- what comes meanwhile -------------------------------------------------------------------------------


def test_keys_pressed_on_the_first_picture_are_taken_when_the_menu_is_there(start):
    _, finish = start()
    press(pygame.K_F1)
    press(pygame.K_ESCAPE)
    press(pygame.K_TAB)
    app = finish()
    take_all(app)
    assert app.stack.top.scene.name == "menu"
    assert app.stack.top.focus_shown


def spot_of(app, name):
    box = app.stack.top.find(name).box
    return app.screen.canvas.to_window(box.cx, box.cy)


def test_a_click_is_taken_where_the_menu_looks_like_the_picture(start):
    app = start()[1]()
    at = spot_of(app, "settings")
    leave(app)
    _, finish = start()
    click(*at)
    app = finish()
    take_all(app)
    assert app.stack.top.scene.name == "settings"


def test_a_click_on_another_picture_was_not_aimed_at_the_menu(start):
    app = start()[1]()
    at = spot_of(app, "settings")
    app.close()
    _, finish = start(size=(1280, 720), lang="ru")
    click(*at)
    app = finish()
    take_all(app)
    assert app.stack.top.scene.name == "menu"


def test_closing_the_window_meanwhile_ends_the_game(start):
    _, finish = start()
    post(pygame.QUIT)
    app = finish()
    take_all(app)
    assert not app.loop.running


def test_what_loading_raises_is_raised_where_it_is_waited_for(start, monkeypatch):
    _, finish = start()
    monkeypatch.setattr(opening, "MENU", "game.no_such_module")
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        finish()
    assert gc.isenabled()


def test_the_collector_works_again_once_the_menu_is_there(start):
    window, finish = start()
    assert isinstance(window, Opening)
    assert not gc.isenabled()
    finish()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


# -- behind the doors -----------------------------------------------------------------------------------

GOER = """
import importlib, json, sys
from game.cli import arguments
from game.commands.play import finished, opened
from game.home import doors
from game.opening import BEHIND
args = arguments(["--data-dir", sys.argv[1], "--mute"])
app = finished(opened(args), args)
for module in BEHIND:
    importlib.import_module(module)
before = set(sys.modules)
doors.practice(app.context, app.play)
app.loop.step(0.0)
app.play(app.context.levels[0])
app.loop.step(0.0)
app.journey.start(app.outlines[0].id)
app.loop.step(0.0)
print(json.dumps([app.stack.top.scene.name, sorted(set(sys.modules) - before)]))
app.loop.stop()
app.run()
"""


def test_first_doors_import_nothing_any_more_once_the_menu_has_stood(root, home):
    ended = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", GOER, str(home)],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    scene, late = json.loads(ended.stdout)
    assert scene != "menu"
    assert [name for name in late if name.startswith("game.") or name in HEAVY] == []


def test_what_is_behind_the_doors_is_loaded_on_a_thread_of_its_own():
    with opening.behind_doors(("game.no_such_module", "colorsys"), after=0.0) as loading:
        loading.join()
    assert "colorsys" in sys.modules


def test_a_game_that_ends_first_loads_nothing():
    with opening.behind_doors(("game.no_such_module",), after=1e6) as loading:
        assert loading.is_alive()
    loading.join()


# -- doors ----------------------------------------------------------------------------------------------

OPENED = {
    "practice": lambda app: doors.practice(app.context, app.play),
    "profile": lambda app: doors.profile(app.context, app.checks, app.play),
    "studio": lambda app: doors.studio(app.context),
    "help_page": lambda app: app.stack.push(doors.help_page(app.context)),
    "settings": lambda app: app.stack.push(doors.settings(app.context)),
    "library": lambda app: app.stack.push(doors.library(app.context, app.arrivals)),
    "at_hand": lambda app: app.stack.push(doors.at_hand(app.context)),
    "credit_list": lambda app: app.stack.push(doors.credit_list(app.context)),
    "players": lambda app: app.stack.push(doors.players(app.journey)),
    "leaving": lambda app: app.stack.push(doors.leaving(app.context)),
    "title": lambda app: app.stack.push(doors.title(app.context, app.show_menu)),
    "play": lambda app: doors.play(app.context, app.context.levels[0]),
    "workshop": lambda app: doors.workshop(app.context),
}
ELSEWHERE = {"why", "choose_folder", "checks", "campaign", "open_library", "intake", "people_offer"}
"""Doors that show no screen of their own, or one that tests of the room open through them."""


def test_every_door_is_tried():
    every = {name for name, what in vars(doors).items() if getattr(what, "__module__", "") == doors.__name__}
    phases = {scene.__name__ for scene in doors.PLAY_SCENES.values()}
    assert every - phases == set(OPENED) | ELSEWHERE
    assert set(doors.PLAY_SCENES) == {
        *(Phase.WATCH, Phase.JUDGE, Phase.SPOT, Phase.REVEAL, Phase.SKIPPED, Phase.DONE)
    }


@pytest.mark.parametrize("name", OPENED)
def test_a_door_opens(pilot, name):
    pilot.app.show_menu()
    OPENED[name](pilot.app)
    pilot.step()
    assert pilot.scene != "menu"
