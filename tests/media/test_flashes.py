"""Flashes are counted as WCAG 2.3.1 counts them: pairs of changes, size of the change, area, one second."""

from __future__ import annotations

import numpy as np
import pytest

from game.media.flashes import GRID, FlashMeter, relative_luminance

FPS = 50


def grey(luminance: float) -> int:
    """The sRGB grey level of a relative luminance."""
    levels = np.arange(256, dtype=np.uint8)
    table = relative_luminance(np.stack([levels] * 3, axis=-1))
    return int(np.abs(table - luminance).argmin())


def worst(levels: list[float], *, share: float = 1.0) -> int:
    """The worst second of a film whose left `share` of one block shows `levels`, the rest mid-grey."""
    meter = FlashMeter()
    for number, level in enumerate(levels):
        frame = np.full((GRID[1], GRID[0], 3), grey(0.4), np.uint8)
        frame[:12, : round(16 * share)] = grey(level)
        meter.add(number / FPS, frame)
    return meter.worst


def square(hertz: float, low: float, high: float, seconds: float = 2.0) -> list[float]:
    return [low if int(2 * hertz * i / FPS) % 2 == 0 else high for i in range(round(seconds * FPS))]


@pytest.mark.parametrize("hertz", [1, 2, 3, 4, 5, 10])
def test_counts_the_flashes_of_one_second(hertz: int) -> None:
    assert worst(square(hertz, 0.1, 0.9)) == hertz


def test_a_still_film_has_none() -> None:
    assert worst([0.5] * 100) == 0


def test_one_change_is_no_flash() -> None:
    assert worst([0.1] * 50 + [0.9] * 50) == 0


@pytest.mark.parametrize(("high", "flashes"), [(0.29, 0), (0.31, 5)])
def test_small_changes_do_not_count(high: float, flashes: int) -> None:
    assert worst(square(5, 0.2, high)) == flashes


@pytest.mark.parametrize(("low", "flashes"), [(0.76, 5), (0.84, 0)])
def test_changes_between_two_bright_pictures_do_not_count(low: float, flashes: int) -> None:
    assert worst(square(5, low, 1.0)) == flashes


@pytest.mark.parametrize(("share", "flashes"), [(3 / 16, 0), (4 / 16, 5)])
def test_small_areas_do_not_count(share: float, flashes: int) -> None:
    assert worst(square(5, 0.1, 0.9), share=share) == flashes


@pytest.mark.parametrize("down", [0, 7, GRID[1] - 12])
@pytest.mark.parametrize("right", [0, 9, GRID[0] - 16])
def test_a_block_counts_wherever_it_lies(down: int, right: int) -> None:
    meter = FlashMeter()
    for number, level in enumerate(square(5, 0.1, 0.9)):
        frame = np.full((GRID[1], GRID[0], 3), grey(0.4), np.uint8)
        frame[down : down + 12, right : right + 4] = grey(level)
        meter.add(number / FPS, frame)
    assert meter.worst == 5


def test_slow_waves_count_like_hard_ones() -> None:
    wave = [0.5 + 0.4 * np.sin(2 * np.pi * 4 * i / FPS) for i in range(100)]
    assert worst(wave) == 4


def test_a_long_fade_is_no_flash_however_far_it_goes() -> None:
    assert worst(list(np.linspace(0, 1, 100))) == 0


def test_the_window_is_one_second() -> None:
    pause = [0.1] * FPS
    burst = square(5, 0.1, 0.9, seconds=0.4)
    assert worst(burst + pause + burst + pause) == 2


def test_luminance_weighs_the_colours() -> None:
    colours = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0]], np.uint8)
    assert relative_luminance(colours) == pytest.approx([0.2126, 0.7152, 0.0722, 1, 0])
