"""A waveform: as many bars as its box has room for, none lost; the part that matters seen without colour."""

from itertools import pairwise

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.widgets.base import State
from game.ui.widgets.waveform import KNOB, WaveformStrip
from ui.kit import THEMES, look

BOX = Box(20, 20, 600, 64)
LOUD_LATE = ((0.0, 0.0),) * 100 + ((-0.5, 0.25),) * 100


def waveform(outline=LOUD_LATE, seconds=2.0, box=BOX, **how):
    return WaveformStrip(name="wave", box=box, outline=outline, seconds=seconds, **how)


def draw(widget, state=State(), theme="light_table"):  # noqa: B008 - a frozen value
    pygame.init()
    surface = pygame.Surface((640, 160))
    widget.draw(Painter(surface, look(name=theme), 1.0), state)
    return surface


def lit_rows(surface, widget, t):
    """The rows of the window in which the sound is drawn at `t` seconds."""
    ground = surface.get_at((round(widget.x_of(t)), round(widget.box.y + 6)))
    column = [surface.get_at((round(widget.x_of(t)) + dx, y)) for y in range(24, 80) for dx in (0, 1, 2)]
    return len([pixel for pixel in column if pixel != ground])


@given(st.floats(0.5, 60), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_point_of_the_drawing_is_the_moment_it_shows(seconds, share):
    drawn = waveform(seconds=seconds)
    assert drawn.at(drawn.x_of(seconds * share)) == pytest.approx(seconds * share, abs=1e-6)


def test_a_sound_of_no_length_has_a_drawing_all_the_same():
    drawn = waveform((), 0.0)
    assert drawn.at(300) == 0.0
    draw(drawn)


@given(st.integers(1, 900), st.floats(40, 900))
@settings(max_examples=60, deadline=None)
def test_no_peak_is_lost_in_a_narrow_box(parts, width):
    outline = [(0.0, 0.1)] * parts
    outline[parts // 2] = (-0.9, 0.8)
    bars = waveform(tuple(outline), box=Box(0, 0, width, 64)).bars()
    assert len(bars) <= max(1, (width - 2 * KNOB) / 3, parts)
    assert (min(low for low, _ in bars), max(high for _, high in bars)) == (-0.9, 0.8)


def test_loud_parts_stand_higher_than_silence():
    drawn = waveform()
    surface = draw(drawn)
    assert lit_rows(surface, drawn, 0.5) < 12
    assert lit_rows(surface, drawn, 1.5) > 30


def test_the_drawing_follows_its_box():
    tall = waveform(box=Box(20, 10, 600, 128))
    assert lit_rows(draw(tall), tall, 1.5) > lit_rows(draw(waveform()), waveform(), 1.5)


def test_two_sounds_can_be_drawn_to_one_scale():
    quiet, full = ((-0.1, 0.1),) * 50, 0.1
    assert draw(waveform(quiet)).get_buffer().raw != draw(waveform(quiet, full=full)).get_buffer().raw


@pytest.mark.parametrize("theme", THEMES)
def test_the_part_that_matters_is_marked_by_shape_as_well(theme):
    marked = draw(waveform(spans=((0.5, 1.5),)), theme=theme)
    drawn, grey = waveform(), look(name=theme).palette
    post = round(drawn.x_of(0.5)) + 1
    assert marked.get_at((post, 50)) == pygame.Color(grey.truth)
    teeth = [marked.get_at((x, 28)) == pygame.Color(grey.truth) for x in range(post + 4, post + 200)]
    assert sum(a != b for a, b in pairwise(teeth)) > 30, "a comb, not a bar"


def test_the_playhead_shows_where_it_is_and_which_of_two_is_heard():
    still = draw(waveform())
    at = [draw(waveform(position=lambda: 1.0, lit=lit)) for lit in (False, True)]
    x = round(waveform().x_of(1.0))
    for surface in at:
        assert surface.get_at((x, 30)) == pygame.Color(look().palette.player)
        assert still.get_at((x, 30)) != surface.get_at((x, 30))
    assert at[0].get_buffer().raw != at[1].get_buffer().raw
