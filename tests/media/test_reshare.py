"""The picture that is handed on: unchanged as posted, then ever less detail, always at its own size."""

import numpy as np
import pytest
from PIL import Image

from game.media.reshare import detail, handed_on


@pytest.fixture(scope="module")
def picture():
    rng = np.random.default_rng(3)
    noise = rng.integers(0, 255, (240, 320, 3)).astype(np.uint8)
    smooth = np.linspace(0, 255, 320, dtype=np.uint8)[None, :, None].repeat(240, 0).repeat(3, 2)
    return Image.fromarray((noise // 3 + smooth // 3 * 2).astype(np.uint8))


def test_as_posted_it_is_the_same_picture(picture):
    assert handed_on(picture, 1, 0) is picture


def test_each_rung_holds_less_detail(picture):
    rungs = [handed_on(picture, *rung) for rung in ((1, 0), (0.75, 1), (0.5, 3), (0.35, 4))]
    found = [detail(rung) for rung in rungs]
    assert found == sorted(found, reverse=True)
    assert found[-1] < found[0] / 3
    assert {rung.size for rung in rungs} == {picture.size}


def test_what_is_large_stays(picture):
    last = np.asarray(handed_on(picture, 0.35, 4), float)
    left, right = last[:, :40].mean(), last[:, -40:].mean()
    assert right - left > 60


def test_the_same_steps_give_the_same_picture(picture):
    assert handed_on(picture, 0.5, 3).tobytes() == handed_on(picture, 0.5, 3).tobytes()


def test_a_tiny_picture_survives():
    tiny = Image.new("RGB", (30, 20), (200, 90, 40))
    assert handed_on(tiny, 0.1, 5).size == (30, 20)


@pytest.mark.parametrize(("scale", "passes"), [(0, 1), (1.5, 1), (0.5, -1)])
def test_nonsense_is_refused(picture, scale, passes):
    with pytest.raises(ValueError, match="expected a scale"):
        handed_on(picture, scale, passes)
