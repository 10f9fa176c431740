"""Where an edit is, found on the way in: from the film of its area, else from its original."""

from __future__ import annotations

import numpy as np
import pytest
import small_pack

from game.content.regions import contains, polygon_at
from game.datasets.clip_work import MadeFiles, MakeOrder, make
from game.datasets.road import Alike
from game.media.sample import write_clip

SIZE = (160, 120)
FRAMES = 25
CENTRE = (0.375, 0.425)
"""The middle of what is lighter in the edited film."""


@pytest.fixture
def films(tmp_path):
    """A film, an edit of it, and a film of the edited area."""
    for name, edited in (("original", False), ("edit", True)):
        (tmp_path / f"{name}.mp4").write_bytes(
            small_pack.film(edited=edited, seconds=FRAMES / small_pack.FPS, size=SIZE).media
        )
    write_mask(tmp_path / "mask.mp4", FRAMES)
    return tmp_path


def write_mask(path, frames):
    width, height = SIZE
    black = np.zeros((height, width, 3), np.uint8)
    (left, top), (right, bottom) = small_pack.SQUARE[0], small_pack.SQUARE[2]
    black[int(top * height) : int(bottom * height), int(left * width) : int(right * width)] = 255
    write_clip(path, [black] * frames, fps=small_pack.FPS)


def made(films, **more):
    order = MakeOrder("k", "edit.mp4", films / "edit.mp4", Alike(), **more)
    found = make(order)
    assert isinstance(found, MadeFiles)
    return found.record


@pytest.mark.parametrize("beside", ["original", "mask"])
def test_the_area_is_found(films, beside):
    record = made(films, method="face-swap", **{beside: films / f"{beside}.mp4"})
    (artefact,) = record.artefacts
    assert artefact.kind is None
    assert record.quality > 0.4
    assert contains(polygon_at(artefact.region, 1.0), *CENTRE)
    assert not contains(polygon_at(artefact.region, 1.0), 0.8, 0.8)


def test_a_mask_that_is_too_short_gives_no_area(films):
    write_mask(films / "mask.mp4", 15)
    record = made(films, method="face-swap", mask=films / "mask.mp4")
    assert record.artefacts == ()
    assert "shorter than its clip" in record.told


def test_an_original_that_is_no_other_film_gives_no_area(films):
    record = made(films, method="face-swap", original=films / "edit.mp4")
    assert record.artefacts == ()
    assert record.told


def test_real_clips_have_none_and_nothing_is_said(films):
    record = made(films)
    assert record.artefacts == ()
    assert record.told == ""


def test_without_original_and_mask_it_is_said(films):
    assert "neither" in made(films, method="face-swap").told
