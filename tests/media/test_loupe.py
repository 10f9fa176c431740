"""The loupe shows the very place of the source frame that it points at, at the size that it says."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.media.loupe import OUTSIDE, magnify

WIDTH, HEIGHT = 120, 100


def ramp() -> pygame.Surface:
    """A frame whose red tells x and whose green tells y (of a pixel's middle, times 2)."""
    x, y = np.meshgrid(np.arange(WIDTH) * 2, np.arange(HEIGHT) * 2)
    pixels = np.stack([x, y, np.zeros_like(x)], axis=-1).astype(np.uint8)
    return pygame.image.frombytes(pixels.tobytes(), (WIDTH, HEIGHT), "RGB").convert(32)


@settings(max_examples=100, deadline=None)
@given(
    zoom=st.one_of(st.floats(0.6, 2), st.floats(1, 12)),
    diameter=st.integers(24, 240),
    u=st.floats(0, 1),
    v=st.floats(0, 1),
    across=st.floats(-0.65, 0.65),
    down=st.floats(-0.65, 0.65),
)
def test_each_point_shows_the_source_at_that_point(
    zoom: float, diameter: int, u: float, v: float, across: float, down: float
) -> None:
    lens = magnify(ramp(), (u, v), zoom, diameter)
    at = int(diameter / 2 * (1 + across)), int(diameter / 2 * (1 + down))
    x = u * WIDTH + (at[0] + 0.5 - diameter / 2) / zoom - 0.5  # in pixels, counted between their middles
    y = v * HEIGHT + (at[1] + 0.5 - diameter / 2) / zoom - 0.5
    shown = lens.get_at(at)
    margin = 1 + 2 / zoom
    if margin < x < WIDTH - 1 - margin and margin < y < HEIGHT - 1 - margin:
        near = 1.0 + (0.75 if zoom >= 1 else 2.5) / zoom  # a rounded value, and a rounded screen pixel or so
        assert (shown.r / 2, shown.g / 2) == (pytest.approx(x, abs=near), pytest.approx(y, abs=near))
    elif x < -1 or y < -1 or x > WIDTH or y > HEIGHT:
        assert tuple(shown)[:3] == OUTSIDE


@pytest.mark.parametrize("zoom", [2.0, 2.5, 4.0])
def test_the_middle_of_the_loupe_is_the_place_it_looks_at(zoom: float) -> None:
    places = np.linspace(30, 90, 241)
    lenses = [magnify(ramp(), (float(x) / WIDTH, 0.5), zoom, 101) for x in places]
    errors = np.array([lens.get_at((50, 50)).r / 2 + 0.5 for lens in lenses]) - places
    assert np.abs(errors).max() <= 0.51
    assert -0.22 < errors.mean() < 0.1  # the filter rounds down, by up to half a step of the ramp


def test_is_round_and_soft_at_the_edge() -> None:
    lens = magnify(ramp(), (0.5, 0.5), 2, 64)
    assert [lens.get_at(at).a for at in ((0, 0), (63, 0), (0, 63), (63, 63))] == [0, 0, 0, 0]
    assert [lens.get_at(at).a for at in ((32, 1), (1, 32), (62, 32), (32, 32))] == [255] * 4
    assert 0 < lens.get_at((9, 9)).a < 255


def test_shows_single_pixels_as_squares_when_they_are_large() -> None:
    lens = magnify(ramp(), (0.5, 0.5), 8, 160)
    row = [lens.get_at((x, 80)).r for x in range(40, 120)]
    assert len(set(row)) == 10 + (row[0] != row[7])


def test_leaves_the_frame_alone() -> None:
    frame = ramp()
    before = pygame.image.tobytes(frame, "RGB")
    magnify(frame, (0.3, 0.9), 3, 99)
    assert pygame.image.tobytes(frame, "RGB") == before
    assert not frame.get_locked()
