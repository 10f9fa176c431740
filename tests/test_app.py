"""The composition root: services are built once, told when they are damaged, put away at the end."""

import pygame
import pytest
from clip_threads import clip_threads
from pilot import make_pilot, pilot, small_pack

from game.app import App
from game.cli import main
from game.errors import StoreError
from game.home.doors import PLAY_SCENES
from game.home.title_halves import title_halves
from game.media.clip import ClipPlayer, PlayerState
from game.quiz.phase import Phase
from game.runtime import Options
from game.ui.events import WAKE
from game.ui.time import VirtualTime

__all__ = ["make_pilot", "pilot", "small_pack"]


def test_every_phase_that_shows_something_has_a_scene():
    assert set(PLAY_SCENES) >= {Phase.WATCH, Phase.JUDGE, Phase.SPOT, Phase.REVEAL, Phase.SKIPPED, Phase.DONE}
    assert not set(PLAY_SCENES) & {Phase.NEW, Phase.DEALING, Phase.STORING}, (
        "these pass before anything is drawn"
    )
    for phase, scene in PLAY_SCENES.items():
        assert callable(scene), phase


def test_the_first_start_shows_the_title_with_a_real_pair_of_halves(tmp_path):
    app = App(Options(tmp_path, mute=True), VirtualTime())
    app.start()
    app.loop.step(0.0)
    assert app.stack.top.scene.name == "title"
    left, right = title_halves(app.context)
    assert left.get_size() == right.get_size()
    assert pygame.image.tobytes(left, "RGB") != pygame.image.tobytes(right, "RGB")
    app.close()


def test_without_a_fitting_pack_the_title_has_no_picture_and_stands_all_the_same(make_pilot):
    pilot = make_pilot(packs=(), lang=None)
    assert title_halves(pilot.app.context) is None
    pilot.app.start()
    pilot.step()
    assert pilot.scene == "title"


def test_the_command_line_goes_before_the_settings(make_pilot, tmp_path):
    first = make_pilot(folder=tmp_path / "data", lang="ru")
    first.app.apply(first.app.context.settings.changed(theme="high_contrast"))
    again = make_pilot(folder=tmp_path / "data", lang="en", theme="light_table")
    assert (again.app.context.language, again.app.context.settings.theme) == ("en", "light_table")


@pytest.mark.parametrize("size", [(1024, 600), (1920, 1080), (1080, 1920)])
def test_the_window_has_the_size_that_was_asked_for(make_pilot, size):
    assert make_pilot(size=size).app.screen.surface.get_size() == size


def test_everything_is_put_away_when_the_run_ends(pilot):
    left = []
    pilot.start(rounds=2)
    play = pilot.play
    player = play.player
    scene = pilot.loop.stack.top.scene
    leave = scene.leave
    scene.leave = lambda: left.append(scene.name) or leave()
    for _ in range(2):  # the first one is asked about
        pygame.event.post(pygame.event.Event(pygame.QUIT))
    pilot.app.run()
    assert left == ["watch"]
    assert len(pilot.app.stack) == 0
    with pytest.raises(Exception, match="closed"):
        pilot.app.context.library.counts()
    assert player.frame is None, "its decoder is gone, and its frames"


def test_a_game_that_is_left_on_a_reveal_closes_the_clip_and_the_next_one(pilot, monkeypatch):
    opened = []

    class Noted(ClipPlayer):
        def __init__(self, *args, **how):
            super().__init__(*args, **how)
            opened.append(self)

    monkeypatch.setattr("game.play.opening_clip.ClipPlayer", Noted)
    pilot.start(rounds=3)
    pilot.to_clip(manipulated=True)
    pilot.judge(2)
    pilot.let(0.5)
    assert len(opened) >= 3, "the clip, its original and the next clip"
    assert pilot.scene == "reveal"
    pilot.app.close()
    assert [player.state for player in opened] == [PlayerState.ENDED] * len(opened)
    assert not pilot.app.context.playing


def test_the_clip_that_was_opened_ahead_is_put_away_as_well(pilot):
    others = clip_threads()  # of tests before this one in the same process
    pilot.start(rounds=3)
    pilot.judge(2)
    if pilot.scene == "spot":
        pilot.click("cant-tell")
    assert pilot.scene == "reveal"
    pilot.app.close()
    assert set(clip_threads()) <= set(others)
    assert not pilot.app.context.playing


def test_the_game_is_put_away_even_when_a_screen_breaks(pilot):
    class BrokenError(Exception):
        pass

    def broken(_layout):
        raise BrokenError

    pilot.loop.stack.top.scene.build = broken
    pilot.loop.invalidate()
    with pytest.raises(BrokenError):
        pilot.app.run()
    assert len(pilot.app.stack) == 0


class Acts(VirtualTime):
    """Time in which a player does one thing after another, each when the game waits, and then leaves."""

    def __init__(self, pilot, *acts):
        super().__init__()
        self._acts = [*acts, pilot.app.leave]

    def wait(self, seconds):
        if self._acts and seconds != 0.0:
            self._acts.pop(0)()
        return super().wait(0.0)


def failing(*_args, **_named):
    raise StoreError("the disk is gone")


def test_a_store_that_fails_when_a_key_is_pressed_is_told_and_the_game_goes_on(pilot):
    told: list[object] = []

    def press():
        pilot.loop.stack.top.scene.on_key = failing
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_z, mod=0, unicode="", scancode=0))

    def look():
        told.extend((pilot.scene, pilot.reads(pilot.t("trouble.text"))))

    pilot.app.timeline = pilot.loop.timeline = Acts(pilot, press, look)
    pilot.app.run()
    assert told == ["menu", True]


@pytest.mark.parametrize(("way", "found"), [("again", "practice"), ("menu", "menu")])
def test_a_screen_that_cannot_be_drawn_gives_way_to_one_that_says_so(pilot, way, found):
    pilot.to_practice()
    scene = pilot.loop.stack.top.scene
    told: list[object] = []
    right, scene.build = scene.build, failing
    pilot.loop.invalidate()

    def look():
        told.extend((pilot.scene, pilot.reads(pilot.t("trouble.title"))))
        scene.build = right
        pilot.loop.stack.top.find(way).press()

    def see():
        told.append(pilot.scene)

    pilot.app.timeline = pilot.loop.timeline = Acts(pilot, look, see)
    pilot.app.run()
    assert told == ["dialog", True, found]


def test_a_game_that_cannot_even_say_so_ends_with_the_reason(pilot, monkeypatch):
    monkeypatch.setattr("game.ui.loop.Loop.paint", failing)
    pilot.loop.invalidate()
    with pytest.raises(StoreError, match="the disk is gone"):
        pilot.app.run()


def test_a_wake_from_another_thread_reaches_the_loop_and_is_harmless_without_a_window(pilot, monkeypatch):
    pygame.event.clear()
    pilot.app.context.wake()
    assert WAKE in {event.type for event in pygame.event.get()}
    pygame.display.quit()
    pilot.app.context.wake()
    with monkeypatch.context() as between:  # it goes between the question and the post
        between.setattr(pygame.display, "get_init", lambda: True)
        pilot.app.context.wake()
    pygame.display.init()


def test_main_plays_until_the_window_is_closed(tmp_path):
    pygame.init()
    pygame.display.set_mode((640, 480))
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    assert main(["--data-dir", str(tmp_path), "--mute", "--lang", "en"]) == 0
    assert {"answers.db", "library.db"} <= {path.name for path in tmp_path.iterdir()}


def test_a_folder_that_cannot_be_used_is_one_plain_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("not a folder", "utf-8")
    assert main(["--data-dir", str(tmp_path / "file"), "--mute"]) == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert line == (
        f"The data folder {tmp_path / 'file'} cannot be used (it is a file, or lies in one);"
        " choose another one with --data-dir."
    )


def test_nothing_about_the_player_or_the_machine_is_kept(make_pilot, tmp_path):
    """What is written names no user, no host, no path."""
    import getpass
    import socket

    pilot = make_pilot(folder=tmp_path / "data")
    pilot.start(rounds=2)
    pilot.finish()
    pilot.app.close()
    kept = b"".join(
        path.read_bytes()
        for path in (tmp_path / "data").glob("*")
        if path.is_file() and "library" not in path.name
    )
    for private in (getpass.getuser(), socket.gethostname(), str(tmp_path)):
        assert len(private) < 3 or private.encode() not in kept, private
