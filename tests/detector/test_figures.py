"""What the detector measures: its figures move with what they are named after, and know where it was."""

import numpy as np
import pytest

from game.detector.figures import INSIDE, figures
from game.detector.maps import CELLS, measured

SIZE, COUNT = 96, 24


def untouched(_index, _image):
    pass


def film(change=untouched):
    """A grainy room that drifts evenly; `change` draws into each frame."""
    rng = np.random.default_rng(3)
    wide = rng.integers(118, 130, (SIZE, SIZE + COUNT, 3))
    for index in range(COUNT):
        image = wide[:, index : index + SIZE].astype(np.int16)
        change(index, image)
        yield np.clip(image, 0, 255).astype(np.uint8)


def by_name(change=untouched):
    return {figure.name: figure for figure in figures(measured(film(change), COUNT))}


def face(image):
    return image[24:64, 32:64]


def flicker(index, image):
    face(image)[:] += 12 * (-1) ** index


def reddening(index, image):
    face(image)[..., 2] += 20 * min(2, max(0, index - COUNT // 2))


def smearing(index, image):
    if index >= COUNT // 3:
        part = face(image)
        part[:] = part.mean(axis=(0, 1))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("trembling", flicker),
        ("flicker-beside", flicker),
        ("red-step", reddening),
        ("red-flash", reddening),
        ("noise-turn", smearing),
    ],
)
def test_a_figure_grows_with_what_it_is_named_after(name, change):
    assert by_name(change)[name].value > by_name()[name].value + 0.1


def test_each_figure_tells_the_shares_of_the_cells_in_it():
    for figure in by_name(flicker).values():
        assert figure.where.shape == (CELLS, CELLS)
        assert figure.where.sum() == pytest.approx(1)
        assert figure.where.min() >= 0
        assert figure.where[~INSIDE].sum() == pytest.approx(0)


def test_the_figures_are_the_same_for_the_same_frames_and_always_finite():
    one, two = by_name(), by_name()
    assert [figure.value for figure in one.values()] == [figure.value for figure in two.values()]
    still = figures(measured((np.full((SIZE, SIZE, 4), 90, np.uint8) for _ in range(COUNT)), COUNT))
    assert all(np.isfinite(figure.value) for figure in still)


def test_too_few_frames_are_refused():
    with pytest.raises(ValueError, match="8 frames"):
        measured(film(), 7)
