"""The canvas: the same lengths on every window, clicks come back to where they were drawn."""

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.errors import DisplayError
from game.ui.screen import LANDSCAPE, MOST_HIGH, MOST_WIDE, PORTRAIT, Canvas, Screen, display_available

SIZES = st.tuples(st.integers(640, 7680), st.integers(480, 4320))


@given(SIZES)
@settings(max_examples=80, deadline=None)
def test_a_canvas_fills_its_window_and_shows_at_least_the_reference(size):
    canvas = Canvas.of(size)
    assert (canvas.w * canvas.scale, canvas.h * canvas.scale) == pytest.approx(size)
    width, height = PORTRAIT if canvas.portrait else LANDSCAPE
    assert canvas.w >= width - 1e-6
    assert canvas.h >= height - 1e-6


@given(SIZES)
@settings(max_examples=60, deadline=None)
def test_the_layout_lies_inside_centred_and_never_wider_than_reads_well(size):
    canvas = Canvas.of(size)
    assert canvas.content.within(canvas.whole, 1e-6)
    assert (canvas.content.cx, canvas.content.cy) == (
        pytest.approx(canvas.w / 2),
        pytest.approx(canvas.h / 2),
    )
    if not canvas.portrait:
        assert canvas.content.w <= MOST_WIDE
        assert canvas.content.h <= MOST_HIGH


@given(SIZES, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_point_of_the_canvas_is_shown_where_it_belongs_within_a_pixel(size, u, v):
    canvas = Canvas.of(size)
    x, y = u * canvas.w, v * canvas.h
    assert canvas.to_window(x, y) == pytest.approx((x * canvas.scale, y * canvas.scale), abs=0.51)


@pytest.mark.parametrize(
    ("size", "upright"), [((1280, 720), False), ((1080, 1920), True), ((800, 800), False)]
)
def test_only_a_tall_window_is_upright(size, upright):
    assert Canvas.of(size).portrait is upright


def test_a_tiny_window_is_treated_as_the_smallest_that_works():
    assert Canvas.of((10, 10)) == Canvas.of((640, 480))


def test_a_screen_takes_its_new_size_over():
    screen = Screen((1280, 720))
    pygame.display.set_mode((1024, 600), pygame.RESIZABLE)
    screen.resized()
    assert screen.surface.get_size() == (1024, 600)
    assert screen.canvas == Canvas.of((1024, 600))


def test_full_screen_and_back():
    screen = Screen((1280, 720))
    for expected in (True, False):
        screen.toggle_fullscreen()
        assert screen.fullscreen is expected
        assert screen.surface is pygame.display.get_surface()
        assert screen.canvas == Canvas.of(screen.surface.get_size())


def test_the_dummy_screen_counts_as_one():
    assert display_available()


def test_a_screen_that_cannot_be_opened_says_so(monkeypatch):
    pygame.display.quit()
    monkeypatch.setenv("SDL_VIDEODRIVER", "no-such-driver")
    assert not display_available()
    with pytest.raises(DisplayError):
        Screen((1280, 720))
    pygame.display.quit()
