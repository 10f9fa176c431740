"""Grain is given back to a picture that has lost its own, and to no other."""

from __future__ import annotations

import numpy as np
import pytest

from game.forge.grain import grained
from game.forge.pixels import blur

MASK = np.ones((300, 80), dtype=np.float32)


def noisy(shape: tuple[int, int], spread: float) -> np.ndarray:
    """A grey picture with a soft slope and a camera's noise."""
    rng = np.random.default_rng(5)
    slope = np.linspace(0.3, 0.5, shape[1], dtype=np.float32)[None, :, None].repeat(shape[0], 0).repeat(3, 2)
    fine = blur(rng.standard_normal(shape, dtype=np.float32), 0.7, 8.0)
    return slope + np.float32(spread) * (fine / fine.std())[..., None]


def noise(picture: np.ndarray) -> float:
    grey = picture[..., 1]
    return float((grey - blur(grey, 2.0))[4:-4, 4:-4].std())


@pytest.mark.parametrize("height", [300, 60])
@pytest.mark.parametrize("spread", [0.004, 0.012])
def test_a_smooth_picture_gets_noise_as_there_was_some(height: int, spread: float):
    original = noisy((height, 80), spread)
    smooth = blur(original, 4.0)
    assert noise(smooth) < 0.3 * noise(original)
    back = grained(smooth, original, MASK[:height], 3)
    assert 0.4 < noise(back) / noise(original) < 1
    assert np.isclose(back.mean(), smooth.mean(), atol=0.001)


def test_a_picture_with_its_own_noise_stays_as_it_is():
    original = noisy((300, 80), 0.008)
    assert np.abs(grained(original, original, MASK, 3) - original).max() < 0.001


def test_other_frames_have_other_grain():
    original = noisy((300, 80), 0.01)
    smooth = blur(original, 4.0)
    one, same, two = (grained(smooth, original, MASK, seed) for seed in (3, 3, 4))
    assert np.array_equal(one, same)
    assert abs(float(np.corrcoef((one - smooth).ravel(), (two - smooth).ravel())[0, 1])) < 0.1


def test_of_a_few_pixels_nothing_is_said():
    original = noisy((300, 80), 0.01)
    mask = np.zeros_like(MASK)
    mask[:7, :7] = 1
    smooth = blur(original, 4.0)
    assert np.array_equal(grained(smooth, original, mask, 3), smooth)
