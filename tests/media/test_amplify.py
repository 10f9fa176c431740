"""The amplified edit: larger where something was changed, untouched elsewhere."""

import pygame
import pytest

from game.media.amplify import amplify


def plain(colour, size=(8, 8)):
    surface = pygame.Surface(size)
    surface.fill(colour)
    return surface


def test_a_difference_is_enlarged_and_the_rest_stays():
    original, edit = plain((100, 100, 100)), plain((100, 100, 100))
    edit.set_at((3, 3), (110, 95, 100))
    strong = amplify(edit, original, 3)
    assert strong.get_at((3, 3))[:3] == (130, 85, 100)
    assert strong.get_at((0, 0))[:3] == (100, 100, 100)


@pytest.mark.parametrize(("before", "after", "shown"), [(250, 255, 255), (10, 3, 0)])
def test_it_stays_within_the_range_of_colours(before, after, shown):
    assert amplify(plain((after,) * 3), plain((before,) * 3), 9).get_at((1, 1))[0] == shown


def test_the_noise_of_encoding_is_not_enlarged():
    assert amplify(plain((102, 100, 101)), plain((100, 100, 100)), 9).get_at((1, 1))[:3] == (102, 100, 101)


def test_frames_of_different_sizes_leave_the_edit_as_it_is():
    edit = plain((1, 2, 3))
    assert amplify(edit, plain((9, 9, 9), (4, 4))) is edit
