"""Frames that are asked for beforehand are those that the clip will have there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from game.errors import ClipError
from game.forge import footage
from game.forge.footage import Window
from game.media.sample import moving_images, write_clip

SIZE = (64, 48)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("stills") / "film.mp4", moving_images((96, 72), 20), fps=25)


@pytest.mark.parametrize("fps", [25.0, 50.0])
def test_stills_are_the_frames_at_their_places(film: Path, fps: float) -> None:
    window, wanted = Window(4, 15), {0, 3, 9, 10}
    every = list(footage.frames(film, SIZE, window, fps))
    found = footage.stills(film, SIZE, window, fps, wanted)
    assert set(found) == wanted
    assert all(np.array_equal(found[place], every[place]) for place in wanted)


def test_a_film_that_ends_before_a_still_is_cut_short(film: Path) -> None:
    with pytest.raises(ClipError) as caught:
        footage.stills(film, SIZE, Window(4, 40), 25.0, {0, 30})
    assert caught.value.reason == "cut-short"
