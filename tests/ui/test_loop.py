"""The loop: a still screen costs nothing, and whatever is drawn in parts looks as if drawn whole."""

import gc
import weakref
from dataclasses import replace
from typing import ClassVar

import pygame
import pytest

from game.ui.events import WAKE, Key
from game.ui.geometry import Box
from game.ui.loop import Loop, picture
from game.ui.scene import Change
from game.ui.time import RealTime, VirtualTime
from game.ui.toast import Toasts
from game.ui.widgets.sliders import Scrubber
from game.ui.widgets.stage import Stage
from ui.kit import Board, Patch, button, make_loop


def pixels(surface):
    return pygame.image.tobytes(surface, "RGB")


def shows_what_it_should(loop):
    """Tell whether the window holds just what a fresh picture of the screen would."""
    return pixels(loop.screen.surface) == pixels(picture(loop))


class Scripted:
    """A timeline that gives out prepared events and notes how long the loop was ready to wait."""

    def __init__(self, *batches):
        self.batches = list(batches)
        self.waits = []
        self.time = 0.0

    def now(self):
        return self.time

    def wait(self, seconds):
        self.waits.append(seconds)
        return self.batches.pop(0) if self.batches else [pygame.event.Event(pygame.QUIT)]


def scripted(board, *batches):
    loop = make_loop(board)
    loop.timeline = Scripted(*batches)
    return loop


# -- when to draw ---------------------------------------------------------------------------------------


def test_a_still_screen_is_drawn_once():
    board = Board(button("a"))
    board.due = 0.25
    loop = make_loop(board)
    for _ in range(200):
        loop.step(0.25)
    assert loop.timeline.now() >= 49.0
    assert loop.frames_drawn == 1


def test_moving_the_mouse_over_nothing_draws_nothing():
    loop = make_loop(Board(button("a", 300)))
    loop.step()
    for x in range(0, 200, 10):
        pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=(x, 300), rel=(1, 0), buttons=(0, 0, 0)))
        loop.step()
    assert loop.frames_drawn == 1
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=(350, 30), rel=(1, 0), buttons=(0, 0, 0)))
    loop.step()
    assert loop.frames_drawn == 2, "now something is under it"


def test_a_key_that_means_nothing_draws_nothing():
    loop = make_loop(Board(button("a")))
    loop.step()
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F7, mod=0, scancode=0))
    loop.step()
    assert loop.frames_drawn == 1


def test_waking_lets_the_scene_look_and_draws_only_a_change():
    board = Board(button("a"))
    loop = make_loop(board)
    loop.step()
    pygame.event.post(pygame.event.Event(WAKE))
    loop.step()
    assert loop.frames_drawn == 1
    board.changes = [Change.ALL]
    pygame.event.post(pygame.event.Event(WAKE))
    loop.step()
    assert loop.frames_drawn == 2


# -- how long to sleep ----------------------------------------------------------------------------------


def test_with_nothing_due_the_loop_sleeps_until_an_event():
    loop = scripted(Board(button("a")), [], [])
    loop.run()
    assert loop.timeline.waits[0] == 0.0, "the first picture is not kept waiting"
    assert loop.timeline.waits[1:] == [None, None]


def test_the_loop_sleeps_until_the_scene_s_next_moment():
    board = Board(button("a"))
    board.due = 0.4
    loop = scripted(board, [], [])
    loop.run()
    assert loop.timeline.waits[1:] == [0.4, 0.4]


def test_a_note_that_must_go_wakes_the_loop():
    loop = scripted(Board(button("a")), [], [])
    loop.toasts.show("check", "saved")
    loop.run()
    assert loop.timeline.waits[1:] == [4.0, 4.0]


def test_quitting_ends_the_run_and_drops_what_came_after():
    board = Board(button("a"))
    loop = scripted(
        board, [pygame.event.Event(pygame.QUIT), pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a)]
    )
    loop.run()
    assert not loop.running
    assert board.keys == []


def test_the_run_ends_with_the_last_scene():
    board = Board(button("a"))
    loop = make_loop(board)
    board.on_key = lambda _key: bool(loop.stack.clear())  # type: ignore[method-assign, assignment]
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a, mod=0, scancode=0))
    loop.run()
    assert board.log[-1] == "leave"


def test_real_time_gives_out_what_was_posted_without_waiting_longer():
    pygame.init()
    pygame.event.clear()
    pygame.event.post(pygame.event.Event(WAKE))
    assert [e.type for e in RealTime().wait(None) if e.type == WAKE] == [WAKE]
    assert [e for e in RealTime().wait(0.0) if e.type == WAKE] == []
    assert RealTime().now() <= RealTime().now()


def test_virtual_time_passes_only_while_nothing_happens():
    pygame.init()
    pygame.event.clear()
    time = VirtualTime(longest=1.0)
    time.wait(0.25)
    assert time.now() == 0.25
    time.wait(None)
    assert time.now() == 1.25, "waiting for ever lasts one second"
    pygame.event.post(pygame.event.Event(WAKE))
    time.wait(0.5)
    assert time.now() == 1.25
    time.advance(2.0)
    assert time.now() == 3.25


# -- drawing in parts -----------------------------------------------------------------------------------


class Film(Board):
    """A live picture that changes colour with each update, a plain control above it and one beside it."""

    def __init__(self, *, on_top=()):
        super().__init__()
        self.frame = 0
        self.built = 0
        self.on_top = on_top

    def build(self, _layout):
        self.built += 1
        colour = f"#{self.frame * 37 % 256:02X}4080"
        live = Patch(name="film", box=Box(100, 80, 640, 360), live=True, colour=colour)
        knob = Patch(name="knob", box=Box(90 + self.frame % 40, 450, 40, 40), live=True, press=lambda: None)
        return [button("beside", 800, 100), live, knob, *self.on_top]


def film_loop(**how):
    film = Film(**how)
    loop = make_loop(film)
    loop.step()
    return film, loop


def next_frame(film, loop, change=Change.LIVE):
    film.frame += 1
    film.changes = [change]
    loop.stack.top.rebuild(loop.layout)
    loop.step()


@pytest.mark.parametrize("theme", ["light_table", "high_contrast"])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 600), (1080, 1920)])
def test_drawing_the_live_part_alone_looks_like_drawing_all(size, theme):
    film = Film()
    loop = make_loop(film, size=size, theme=theme)
    loop.step()
    for _ in range(3):
        next_frame(film, loop)
        assert shows_what_it_should(loop)
    assert loop.frames_drawn == 4


@pytest.mark.parametrize("reaches", [-300, 0, 260])
def test_a_note_over_a_film_is_kept_on_top_without_drawing_the_rest(reaches):
    wide = Patch(name="wide", box=Box(100 + reaches, 380, 900, 330), live=True, colour="#206080")
    film, loop = film_loop(on_top=(wide,))
    loop.toasts.show("warning", "The loudspeaker is gone")
    loop.step()
    beside = next(w for w in loop.stack.top.widgets if w.name == "beside")
    for _ in range(3):
        next_frame(film, loop)
        assert shows_what_it_should(loop)
    assert len(beside.draws) == 1, "only by the picture before, and by those to compare with"


@pytest.mark.parametrize("theme", ["light_table", "high_contrast"])
@pytest.mark.parametrize("caption", ["", "What is said"])
@pytest.mark.parametrize("bare", [True, False])
def test_a_clip_on_its_stage_is_drawn_alone(theme, caption, bare):
    frames = [pygame.Surface((64, 36)) for _ in range(3)]
    for number, frame in enumerate(frames):
        frame.fill((80 * number, 90, 200))
    shown = [frames[0]]
    line = Scrubber(
        name="line",
        box=Box(40, 560, 832, 64),
        live=True,
        position=lambda: 0.7 * frames.index(shown[0]),
        seconds=3.0,
        tick=0.2,
        spans=((0.5, 1.5),),
        marks=(2.0,),
    )
    stage = Stage(
        name="stage",
        box=Box(40, 88, 832, 464),
        live=True,
        picture=lambda: shown[0],
        aspect=16 / 9,
        caption=caption,
        drag=lambda *_: None,
        key=lambda _key: False,
        overlay=None
        if bare
        else lambda p, clip: p.disc(clip.x + 20 * frames.index(shown[0]), clip.y, 30, "#E0E0E0"),
    )
    board = Board(stage, line)
    loop = make_loop(board, theme=theme)
    loop.stack.top.focus, loop.stack.top.focus_shown = "stage", True
    loop.step()
    for frame in (*frames, frames[0]):
        shown[0], board.changes = frame, [Change.LIVE]
        loop.step()
        assert shows_what_it_should(loop)


def test_a_frame_with_nothing_over_it_changes_the_clip_alone(monkeypatch):
    frame = pygame.Surface((64, 36))
    stage = Stage(
        name="stage",
        box=Box(40, 88, 832, 464),
        live=True,
        picture=lambda: frame,
        aspect=16 / 9,
        caption="Words",
    )
    shown: list[list[pygame.Rect]] = []
    board = Board(stage)
    loop = make_loop(board)
    loop.step()
    monkeypatch.setattr(pygame.display, "update", shown.append)
    board.changes = [Change.LIVE]
    loop.step()
    clip = stage.clip_box
    assert [[(rect.topleft, rect.bottomright) for rect in rects] for rects in shown] == [
        [((round(clip.x), round(clip.y)), (round(clip.right), round(clip.bottom)))]
    ]


def test_in_a_hurry_nothing_is_drawn_but_controls_are_where_they_would_be():
    film = Film()
    loop = make_loop(film)
    loop.step()
    drawn = loop.frames_drawn
    with loop.hurried():
        next_frame(film, loop)
        next_frame(film, loop)
        assert loop.frames_drawn == drawn
        before = loop.stack.top.find("knob").box
        film.frame += 1
        film.changes = [Change.ALL]
        loop.step()
        assert loop.stack.top.find("knob").box == before.moved(1, 0)
        next_frame(film, loop)
        assert loop.frames_drawn == drawn
    loop.step()
    assert loop.frames_drawn == drawn + 1
    assert pygame.image.tobytes(loop.screen.surface, "RGB") == pygame.image.tobytes(picture(loop), "RGB")


def test_in_a_hurry_controls_are_made_only_for_who_looks_for_them():
    film = Film()
    loop = make_loop(film)
    loop.step()
    built = film.built
    with loop.hurried():
        for _ in range(5):
            film.changes = [Change.ALL]
            loop.step()
        assert film.built == built
        assert loop.stack.top.find("knob") is loop.stack.top.find("knob")
        assert film.built == built + 1
    loop.step()
    assert film.built == built + 2


def test_drawing_the_live_part_leaves_the_rest_alone():
    film, loop = film_loop()
    beside = next(w for w in loop.stack.top.widgets if w.name == "beside")
    drawn = len(beside.draws)
    next_frame(film, loop)
    assert len(beside.draws) == drawn


def test_a_live_part_that_has_the_focus_keeps_its_ring():
    film, loop = film_loop()
    loop.stack.top.focus, loop.stack.top.focus_shown = "knob", True
    loop.invalidate()
    loop.step()
    next_frame(film, loop)
    assert shows_what_it_should(loop)


def test_a_live_control_above_the_film_stays_above_it():
    film, loop = film_loop(on_top=[replace(button("key", 120, 100), live=True, colour="#FF0000")])
    next_frame(film, loop)
    assert loop.screen.surface.get_at((150, 120))[:3] == (255, 0, 0)
    assert shows_what_it_should(loop)


def test_a_note_over_the_film_is_not_painted_over():
    film, loop = film_loop()
    loop.toasts.show("check", "A note that is wide enough to lie over a part of the film, wherever it begins")
    film.on_top = [Patch(name="wide", box=Box(700, 500, 560, 200), live=True)]
    loop.step()
    next_frame(film, loop)
    assert loop.toasts.current is not None
    assert shows_what_it_should(loop)


def test_a_dialog_dims_what_lies_below_and_takes_all_input():
    below, dialog = Board(button("below", 400, 300)), Board(button("yes"), name="dialog", overlay=True)
    loop = make_loop(below)
    loop.step()
    bright = loop.screen.surface.get_at((450, 330))
    loop.stack.push(dialog)
    loop.step()
    assert sum(loop.screen.surface.get_at((450, 330))[:3]) < sum(bright[:3])
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a, mod=0, scancode=0))
    loop.step()
    assert (below.keys, dialog.keys) == ([], ["a"])
    assert shows_what_it_should(loop)


# -- the window -----------------------------------------------------------------------------------------


def test_a_new_size_makes_a_new_layout_and_a_new_look():
    loop = make_loop(Board(button("a")))
    loop.step()
    look = loop.look
    pygame.display.set_mode((1920, 1080), pygame.RESIZABLE)
    pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, size=(1920, 1080), w=1920, h=1080))
    loop.step()
    assert loop.screen.canvas.scale == pytest.approx(1.5)
    assert loop.look is not look
    assert loop.look.type.scale == pytest.approx(1.5)
    assert shows_what_it_should(loop)


def test_a_window_that_was_covered_is_drawn_again():
    loop = make_loop(Board(button("a")))
    loop.step()
    pygame.event.post(pygame.event.Event(pygame.VIDEOEXPOSE))
    loop.step()
    assert loop.frames_drawn == 2


def test_keys_that_no_screen_takes_reach_the_game():
    taken = []
    board = Board(button("a"))
    base = make_loop(board)
    loop = Loop(
        base.screen,
        base.stack,
        base.timeline,
        base._make_look,
        Toasts(),
        lambda key: taken.append(key) or True,
    )
    board.takes = {"a"}
    loop.dispatch(Key("a"))
    loop.dispatch(Key("f11"))
    assert taken == [Key("f11")]


class FakeGamepad:
    """As a real one: it is closed, and sends nothing more, once nobody holds it."""

    open: ClassVar[weakref.WeakSet[object]] = weakref.WeakSet()

    def __init__(self, index):
        if index > 7:
            raise pygame.error("Invalid joystick device number")
        self.open.add(self)

    def init(self):
        pass

    def get_instance_id(self):
        return 5


def test_a_gamepad_stays_open_until_it_is_unplugged(monkeypatch):
    monkeypatch.setattr(pygame.joystick, "Joystick", FakeGamepad)
    loop = make_loop(Board(button("a")))
    pygame.event.post(pygame.event.Event(pygame.JOYDEVICEADDED, device_index=0))
    loop.step()
    gc.collect()
    assert len(FakeGamepad.open) == 1
    pygame.event.post(pygame.event.Event(pygame.JOYDEVICEREMOVED, instance_id=5))
    loop.step()
    gc.collect()
    assert not FakeGamepad.open


def test_a_gamepad_that_is_gone_already_is_passed_over(monkeypatch):
    monkeypatch.setattr(pygame.joystick, "Joystick", FakeGamepad)
    loop = make_loop(Board(button("a")))
    pygame.event.post(pygame.event.Event(pygame.JOYDEVICEADDED, device_index=8))
    loop.step()
    assert not FakeGamepad.open
