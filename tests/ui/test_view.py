"""A view: who has the focus, what a press means, and what reaches the scene."""

from typing import Any, Literal

import pytest

from game.ui.events import Key, Pointer, Wheel
from game.ui.geometry import Box
from game.ui.view import View
from ui.kit import Board, Pressed, button, layout


def view_of(*widgets, **how):
    view = View(Board(*widgets, **how))
    view.rebuild(layout())
    return view


def click(view, x, y):
    view.on_pointer(Pointer("down", x, y))
    view.on_pointer(Pointer("up", x, y))


@pytest.fixture
def done():
    return Pressed()


@pytest.fixture
def cross(done):
    """Five controls: one in the middle, one on each side of it."""
    places = {
        "middle": (300, 300),
        "left": (100, 300),
        "right": (500, 300),
        "up": (300, 100),
        "down": (300, 500),
    }
    return view_of(*(button(name, *at, done=done) for name, at in places.items()))


# -- focus --------------------------------------------------------------------------------------------


def test_tab_goes_through_all_in_order_and_round(done):
    view = view_of(*(button(name, i * 120, done=done) for i, name in enumerate("abc")))
    seen = []
    for _ in range(4):
        view.on_key(Key("tab"))
        seen.append(view.focus)
    assert seen == ["a", "b", "c", "a"]
    view.on_key(Key("tab", shift=True))
    assert view.focus == "c"


def test_the_first_tab_only_shows_where_the_focus_is():
    view = view_of(button("a"), button("b", 120, first=True))
    assert (view.focus, view.focus_shown) == ("b", False)
    view.on_key(Key("tab"))
    assert (view.focus, view.focus_shown) == ("b", True)


def test_tab_passes_over_what_cannot_be_used():
    view = view_of(
        button("a"), button("off", 120, enabled=False), button("words", 240, press=None), button("b", 360)
    )
    for _ in range(2):
        view.on_key(Key("tab"))
    assert view.focus == "b"


@pytest.mark.parametrize("towards", ["left", "right", "up", "down"])
def test_an_arrow_goes_to_the_control_on_that_side(cross, towards):
    cross.focus, cross.focus_shown = "middle", True
    cross.on_key(Key(towards))
    assert cross.focus == towards


def test_an_arrow_stays_where_nothing_lies_that_way(cross):
    cross.focus, cross.focus_shown = "left", True
    cross.on_key(Key("left"))
    assert cross.focus == "left"


def test_an_arrow_prefers_the_same_row_to_a_nearer_control_off_to_the_side():
    view = view_of(button("here"), button("below", 110, 200), button("far", 400))
    view.focus, view.focus_shown = "here", True
    view.on_key(Key("right"))
    assert view.focus == "far"


def test_every_control_of_a_grid_is_reached_by_arrows_alone():
    cells = Box(0, 0, 900, 500).grid(4, 3, 12)
    view = view_of(*(button(f"c{i}", c.x, c.y, c.w, c.h) for i, c in enumerate(cells)))
    view.focus, view.focus_shown = "c0", True
    reached, waiting = {"c0"}, ["c0"]
    while waiting:
        here = waiting.pop()
        for arrow in ("left", "right", "up", "down"):
            view.focus = here
            view.on_key(Key(arrow))
            if view.focus not in reached:
                reached.add(view.focus)
                waiting.append(view.focus)
    assert reached == {f"c{i}" for i in range(12)}


def test_the_ring_shows_after_a_key_and_hides_after_a_pointer(done):
    view = view_of(button("a", done=done))
    view.on_key(Key("tab"))
    assert view.state(view.find("a")).focus
    click(view, 10, 10)
    assert not view.state(view.find("a")).focus
    assert view.focus == "a"


def test_the_focus_stays_by_name_when_the_widgets_change():
    board = Board(button("a"), button("b", 120))
    view = View(board)
    view.rebuild(layout())
    view.focus = "b"
    board.widgets = [button("b", 500), button("c", 700)]
    view.rebuild(layout())
    assert view.focus == "b"


@pytest.mark.parametrize("now", [[], [button("b", enabled=False)]], ids=["gone", "disabled"])
def test_the_focus_moves_on_when_its_control_is_gone_or_disabled(now):
    board = Board(button("b"), button("home", 200, first=True))
    view = View(board)
    view.rebuild(layout())
    view.focus = "b"
    board.widgets = [*now, button("home", 200, first=True)]
    view.rebuild(layout())
    assert view.focus == "home"


def test_two_widgets_of_one_name_are_refused():
    with pytest.raises(AssertionError, match=r"unique.*\['a'\]"):
        view_of(button("a"), button("a", 200))


# -- pressing -----------------------------------------------------------------------------------------


def test_a_press_acts_on_release_inside(done):
    view = view_of(button("a", done=done))
    view.on_pointer(Pointer("down", 50, 30))
    assert view.state(view.find("a")).pressed
    assert done.log == []
    view.on_pointer(Pointer("up", 50, 30))
    assert done.log == ["a"]
    assert not view.state(view.find("a")).pressed


@pytest.mark.parametrize("end", [(300, 30), (130, 30)], ids=["on nothing", "on another control"])
def test_a_release_outside_does_nothing(done, end):
    view = view_of(button("a", done=done), button("b", 120, done=done))
    view.on_pointer(Pointer("down", 50, 30))
    view.on_pointer(Pointer("up", *end))
    assert done.log == []


def test_what_is_disabled_takes_no_press_and_lets_none_through(done):
    view = view_of(button("a", done=done, enabled=False))
    click(view, 10, 10)
    assert done.log == []


def test_a_control_that_is_disabled_while_it_is_held_does_nothing(done):
    board = Board(button("a", done=done))
    view = View(board)
    view.rebuild(layout())
    view.on_pointer(Pointer("down", 10, 10))
    board.widgets = [button("a", done=done, enabled=False)]
    view.rebuild(layout())
    view.on_pointer(Pointer("up", 10, 10))
    assert done.log == []


def test_the_topmost_control_takes_the_press(done):
    view = view_of(button("below", done=done), button("above", 20, done=done))
    click(view, 50, 30)
    click(view, 10, 30)
    assert done.log == ["above", "below"]


def test_a_drag_is_told_from_down_to_up_wherever_it_goes(done):
    view = view_of(button("knob", press=None, drag=done.drag("knob")))
    moves: tuple[tuple[Literal["down", "move", "up"], int], ...]
    moves = (("down", 10), ("move", 60), ("move", 900), ("up", 950))
    for kind, x in moves:
        view.on_pointer(Pointer(kind, x, 5))
    assert done.log == [
        ("knob", "down", 10, 5),
        ("knob", "move", 60, 5),
        ("knob", "move", 900, 5),
        ("knob", "up", 950, 5),
    ]


def test_moving_without_a_press_drags_nothing(done):
    view = view_of(button("knob", press=None, drag=done.drag("knob")))
    view.on_pointer(Pointer("move", 10, 5))
    assert done.log == []


def test_hover_follows_the_mouse_and_never_a_finger():
    view = view_of(button("a"))
    assert view.on_pointer(Pointer("move", 10, 10))
    assert view.state(view.find("a")).hover
    assert not view.on_pointer(Pointer("move", 12, 10)), "moving within a control changes no pixel"
    assert view.on_pointer(Pointer("move", 12, 10, touch=True))
    assert not view.state(view.find("a")).hover


# -- keys ---------------------------------------------------------------------------------------------


def test_a_shortcut_presses_from_anywhere(done):
    view = view_of(button("a", done=done), button("b", 120, done=done, shortcuts=("x",)))
    assert view.on_key(Key("x"))
    assert done.log == ["b"]


def test_a_shortcut_of_a_disabled_control_goes_on_to_the_scene(done):
    view = view_of(button("b", done=done, enabled=False, shortcuts=("x",)))
    view.on_key(Key("x"))
    assert done.log == []
    assert view.scene.keys == ["x"]


@pytest.mark.parametrize("key", ["return", "space"])
def test_enter_and_space_press_what_has_the_focus(done, key):
    view = view_of(button("a", done=done), button("b", 120, done=done))
    view.on_key(Key("tab"))
    view.on_key(Key("tab"))
    view.on_key(Key(key))
    assert done.log == ["b"]


def test_enter_presses_the_control_that_shows_the_focus_before_the_shortcut_of_another(done):
    view = view_of(button("a", done=done), button("main", 120, done=done, shortcuts=("return",)))
    view.on_key(Key("return"))
    view.on_key(Key("tab"))
    assert view.focus == "a"
    view.on_key(Key("return"))
    assert done.log == ["main", "a"]


def test_a_focused_control_sees_keys_before_shortcuts_and_scene(done):
    mine = []
    view = view_of(
        button("line", press=None, key=lambda key: mine.append(key.name) or key.name == "left"),
        button("b", 120, done=done, shortcuts=("left", "right")),
    )
    view.on_key(Key("left"))
    assert (mine, done.log) == ([], ["b"]), "without a visible focus the shortcut goes first"
    view.focus, view.focus_shown = "line", True
    view.on_key(Key("left"))
    view.on_key(Key("right"))
    assert mine == ["left", "right"]
    assert done.log == ["b", "b"]


def test_the_scene_sees_keys_before_they_move_the_focus(cross):
    cross.focus, cross.focus_shown = "middle", True
    cross.scene.takes = {"left"}
    cross.on_key(Key("left"))
    assert cross.focus == "middle"


@pytest.mark.parametrize("key", ["escape", "pageup"])
def test_escape_and_the_remote_s_back_key_go_back(cross, key):
    assert cross.on_key(Key(key))
    assert cross.scene.log == ["back"]


def test_the_ring_shows_on_the_dialog_that_a_key_opened():
    view = view_of(button("a"))
    view.scene.on_back = lambda: view.scene.log.append(view.focus_shown)
    view.on_key(Key("escape"))
    assert view.scene.log == [True]


def test_an_unknown_key_is_left_to_the_game(cross):
    assert not cross.on_key(Key("f11"))


# -- wheel --------------------------------------------------------------------------------------------


def test_the_wheel_turns_what_lies_under_it():
    turned: list[Any] = []
    view = view_of(button("a", wheel=turned.append), button("off", 200, wheel=turned.append, enabled=False))
    assert view.on_wheel(Wheel(10, 10, -2))
    assert not view.on_wheel(Wheel(210, 10, 1))
    assert not view.on_wheel(Wheel(600, 10, 1))
    assert turned == [-2]
