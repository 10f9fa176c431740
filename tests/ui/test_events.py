"""From devices to meanings: keys by letter on any keyboard, the gamepad as keys, fingers as pointers."""

import pygame
import pytest

from game.ui.events import WAKE, EventTranslator, Exposed, Key, KeyUp, Pointer, Quit, Resized, Wheel, Woken


def key_event(key, *, scancode=0, mod=0):
    return pygame.event.Event(pygame.KEYDOWN, key=key, scancode=scancode, mod=mod, unicode="")


@pytest.fixture
def translate():
    pygame.init()
    translator = EventTranslator()
    return lambda event, scale=1.0: translator.translate(event, scale)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (pygame.K_RETURN, "return"), (pygame.K_KP_ENTER, "return"), (pygame.K_ESCAPE, "escape"),
        (pygame.K_SPACE, "space"), (pygame.K_TAB, "tab"), (pygame.K_BACKSPACE, "backspace"),
        (pygame.K_LEFT, "left"), (pygame.K_PAGEDOWN, "pagedown"), (pygame.K_PAGEUP, "pageup"),
        (pygame.K_a, "a"), (pygame.K_1, "1"), (pygame.K_KP_1, "1"), (pygame.K_KP_0, "0"),
        (pygame.K_KP_PLUS, "+"), (pygame.K_EQUALS, "+"), (pygame.K_MINUS, "-"), (pygame.K_KP_MINUS, "-"),
        (pygame.K_COMMA, ","), (pygame.K_PERIOD, "."), (pygame.K_F1, "f1"), (pygame.K_F11, "f11"),
    ],
)  # fmt: skip
def test_keys_have_names(translate, code, name):
    assert translate(key_event(code)) == Key(name)


@pytest.mark.parametrize(("letter", "cyrillic"), [("l", "д"), ("r", "к"), ("m", "ь"), ("w", "ц"), ("h", "р")])
def test_a_letter_is_found_by_its_place_on_a_cyrillic_keyboard(translate, letter, cyrillic):
    scancode = 4 + ord(letter) - ord("a")  # USB usage ids: A is 4
    assert translate(key_event(ord(cyrillic), scancode=scancode)) == Key(letter)


def test_modifiers_are_kept(translate):
    assert translate(key_event(pygame.K_TAB, mod=pygame.KMOD_LSHIFT)) == Key("tab", shift=True)
    assert translate(key_event(pygame.K_q, mod=pygame.KMOD_LCTRL)) == Key("q", ctrl=True)


def test_letting_go_of_a_key_is_told_apart_from_pressing_it(translate):
    assert translate(pygame.event.Event(pygame.KEYUP, key=pygame.K_a, mod=0, scancode=4)) == KeyUp("a")


@pytest.mark.parametrize(
    ("button", "key"),
    [
        (0, Key("return")), (1, Key("escape")), (2, Key("space")), (3, Key("r")),
        (4, Key("tab", shift=True)), (5, Key("tab")),
    ],
)  # fmt: skip
def test_gamepad_buttons_are_keys(translate, button, key):
    assert translate(pygame.event.Event(pygame.JOYBUTTONDOWN, button=button, instance_id=0)) == key


def test_a_gamepad_button_that_is_not_used_means_nothing(translate):
    assert translate(pygame.event.Event(pygame.JOYBUTTONDOWN, button=14, instance_id=0)) is None


@pytest.mark.parametrize(
    ("value", "name"), [((1, 0), "right"), ((-1, 0), "left"), ((0, 1), "up"), ((0, -1), "down")]
)
def test_the_cross_of_a_gamepad_is_the_arrows(translate, value, name):
    assert translate(pygame.event.Event(pygame.JOYHATMOTION, value=value, hat=0, instance_id=0)) == Key(name)


def test_a_cross_at_rest_means_nothing(translate):
    assert translate(pygame.event.Event(pygame.JOYHATMOTION, value=(0, 0), hat=0, instance_id=0)) is None


def test_a_stick_moves_once_for_each_tilt(translate):
    def tilt(value, axis=0):
        return translate(pygame.event.Event(pygame.JOYAXISMOTION, axis=axis, value=value, instance_id=0))

    assert tilt(0.3) is None, "a worn stick is never quite at rest"
    assert tilt(0.9) == Key("right")
    assert tilt(1.0) is None, "held, it does not run away"
    assert tilt(0.0) is None
    assert tilt(0.9) == Key("right")
    assert tilt(-0.9) == Key("left")
    assert tilt(0.9, axis=1) == Key("down")
    assert tilt(-0.9, axis=1) == Key("up")
    assert tilt(1.0, axis=4) is None, "the trigger is no direction"


def test_a_stick_pushed_to_a_corner_tells_the_new_direction(translate):
    tilts = ((0, 0.9), (1, 0.9))
    events = [pygame.event.Event(pygame.JOYAXISMOTION, axis=a, value=v, instance_id=0) for a, v in tilts]
    assert [translate(event) for event in events] == [Key("right"), Key("down")]


def test_the_pointer_is_told_in_canvas_lengths(translate):
    down = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(300, 150), button=1, touch=False)
    assert translate(down, 1.5) == Pointer("down", 200, 100)


def test_a_finger_is_a_pointer_that_says_so(translate):
    up = pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(30, 15), button=1, touch=True)
    assert translate(up) == Pointer("up", 30, 15, touch=True)


@pytest.mark.parametrize("button", [2, 3, 6])
def test_other_mouse_buttons_mean_nothing(translate, button):
    assert (
        translate(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(3, 5), button=button, touch=False)) is None
    )


@pytest.mark.parametrize(
    ("kind", "meaning"),
    [
        (pygame.QUIT, Quit()), (WAKE, Woken()), (pygame.VIDEORESIZE, Resized()),
        (pygame.WINDOWSIZECHANGED, Resized()), (pygame.VIDEOEXPOSE, Exposed()),
    ],
)  # fmt: skip
def test_the_window_s_events_have_meanings(translate, kind, meaning):
    assert translate(pygame.event.Event(kind)) == meaning


def test_the_wheel_is_told_with_its_place():
    turned = pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-2)
    assert EventTranslator().wheel(turned, (10, 20)) == Wheel(10, 20, -2)
    assert EventTranslator().wheel(pygame.event.Event(pygame.MOUSEWHEEL, x=1, y=0), (10, 20)) is None
