"""A change drawn into a moving film is found where and when it is, and nothing where there is none."""

from pathlib import Path

import numpy as np
import pytest

from game.content.models import Artefact
from game.content.regions import contains, polygon_at
from game.forge.difference import SAME_SCENE, FoundRegion, NoRegion, from_mask, from_pair, in_pair
from game.forge.encode import encode
from game.forge.film_pair import compare
from game.forge.footage import RATE
from game.forge.outlines import components, shape_of

SIZE, FPS, FRAMES = (160, 128), 25.0, 50
SPOT = (40, 48, 40, 32)
"""Left, top, width and height of what is changed, in pixels."""
WHEN = range(15, 40)
SILENCE = np.zeros(int(FRAMES / FPS * RATE), dtype=np.float32)


def picture(i: int) -> np.ndarray:
    """A soft landscape that slides, with a bright ball that crosses it: something moves at each moment."""
    x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    waves = 110 + 50 * np.sin((x + i) / 9) * np.cos(y / 11) + 20 * np.sin((x - y) / 5)
    ball = 80 * np.exp(-(((x - 3 * i) % SIZE[0] - 80) ** 2 + (y - 20 - 10 * np.sin(i * i / 40)) ** 2) / 90)
    grey = np.clip(waves + ball, 0, 255)
    return np.stack([grey, grey * 0.9, grey * 0.8], -1).astype(np.uint8)


def changed(i: int) -> np.ndarray:
    frame = picture(i)
    if i in WHEN:
        left, top, width, height = SPOT
        part = frame[top : top + height, left : left + width]
        part[..., 0] = np.clip(part[..., 0].astype(int) + 45, 0, 255)
    return frame


def film(path: Path, draw=picture, frames=range(FRAMES)) -> Path:
    encode(path, (draw(i) for i in frames), SILENCE, FPS)
    return path


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    return film(tmp_path_factory.mktemp("films") / "original.mp4")


def overlap(found: FoundRegion, t: float) -> float:
    outline = polygon_at(found.region, t, SIZE[0] / SIZE[1])
    left, top, width, height = SPOT
    columns, rows = ((np.arange(n) + 0.5) / n for n in SIZE)
    inside = np.array([[contains(outline, x, y) for x in columns] for y in rows])
    true = np.zeros(SIZE[::-1], dtype=bool)
    true[top : top + height, left : left + width] = True
    return float((inside & true).sum() / (inside | true).sum())


def test_what_was_changed_is_found_in_its_place_and_time(original, tmp_path):
    found = from_pair(original, film(tmp_path / "edit.mp4", changed))
    assert isinstance(found, FoundRegion)
    assert found.interval == pytest.approx((WHEN[0] / FPS, (WHEN[-1] + 1) / FPS), abs=0.13)
    assert overlap(found, 1.0) > 0.6
    assert found.quality > 0.5
    artefact = Artefact(interval=found.interval, region=found.region)
    assert all(len(key.polygon) <= 60 for key in artefact.region)


def test_a_film_that_starts_later_and_is_darker_is_laid_over_its_original(original, tmp_path):
    def darker(i: int) -> np.ndarray:
        return (changed(i) * 0.9 + 8).astype(np.uint8)

    late = film(tmp_path / "late.mp4", darker, range(4, FRAMES))
    assert compare(original, late).lag == pytest.approx(4 / FPS)
    found = from_pair(original, late)
    assert isinstance(found, FoundRegion)
    assert found.interval[0] == pytest.approx((WHEN[0] - 4) / FPS, abs=0.13)
    assert overlap(found, 0.8) > 0.6


def test_where_the_original_starts_later_times_are_those_of_the_edit(tmp_path):
    late = film(tmp_path / "original.mp4", picture, range(4, FRAMES))
    edit = film(tmp_path / "edit.mp4", changed)
    pair = compare(late, edit)
    assert (pair.lag, pair.start) == pytest.approx((-4 / FPS, 4 / FPS))
    found = from_pair(late, edit)
    assert isinstance(found, FoundRegion)
    assert found.interval == pytest.approx((WHEN[0] / FPS, (WHEN[-1] + 1) / FPS), abs=0.13)


def test_the_same_film_has_no_region(original, tmp_path):
    assert isinstance(from_pair(original, film(tmp_path / "again.mp4")), NoRegion)


def test_a_film_of_something_else_has_no_region(original, tmp_path):
    def other(i: int) -> np.ndarray:
        return np.ascontiguousarray(255 - picture(3 * i + 7)[::-1, ::-1])

    assert isinstance(from_pair(original, film(tmp_path / "other.mp4", other)), NoRegion)


def test_films_of_two_scenes_give_no_region_and_the_reason_says_so(original, tmp_path):
    def elsewhere(i: int) -> np.ndarray:
        return np.ascontiguousarray(np.roll(picture(i), (18, 31), (0, 1)))

    pair = compare(original, film(tmp_path / "elsewhere.mp4", elsewhere))
    assert pair.alike < SAME_SCENE
    assert in_pair(pair) is NoRegion.OTHER_SCENE
    assert "same scene" in NoRegion.OTHER_SCENE.told
    assert compare(original, film(tmp_path / "edit.mp4", changed)).alike > SAME_SCENE


# -- masks -----------------------------------------------------------------------------------------


def white(i: int) -> np.ndarray:
    frame = np.zeros((*SIZE[::-1], 3), dtype=np.uint8)
    if i in WHEN:
        left, top, width, height = SPOT
        frame[top : top + height, left : left + width] = 255
    return frame


def test_a_mask_film_gives_the_region(original, tmp_path):
    found = from_mask(film(tmp_path / "mask.mp4", white), original, FPS)
    assert isinstance(found, FoundRegion)
    assert found.interval == pytest.approx((WHEN[0] / FPS, (WHEN[-1] + 1) / FPS), abs=0.05)
    assert overlap(found, 1.0) > 0.85


@pytest.mark.parametrize(("missing", "taken"), [(0, True), (1, True), (2, False)])
def test_a_mask_may_be_one_frame_shorter_than_its_clip(original, tmp_path, missing, taken):
    found = from_mask(film(tmp_path / "mask.mp4", white, range(FRAMES - missing)), original, FPS)
    assert (found is not NoRegion.SHORT_MASK) is taken


def test_a_black_mask_says_nothing(original, tmp_path):
    black = film(tmp_path / "mask.mp4", lambda _i: np.zeros((*SIZE[::-1], 3), dtype=np.uint8))
    assert from_mask(black, original, FPS) is NoRegion.EMPTY_MASK


def test_each_reason_has_words():
    assert all(reason.told for reason in NoRegion)


# -- shapes ----------------------------------------------------------------------------------------


def test_connected_areas_are_counted_by_sides_and_corners():
    drawn = ["##..#", "..#..", "#...#", "#..##"]
    mask = np.array([[c == "#" for c in row] for row in drawn])
    labels = components(mask)
    assert labels.max() == 4
    assert labels[0, 0] == labels[1, 2] != labels[0, 4]
    assert ((labels > 0) == mask).all()


def test_a_ring_is_a_band_and_a_disc_is_not():
    x, y = np.meshgrid(np.arange(100), np.arange(100))
    far = np.hypot(x - 50, y - 50)
    ring, disc = shape_of((far < 40) & (far > 32)), shape_of(far < 40)
    assert ring is not None
    assert disc is not None
    assert (ring.band, disc.band) == (True, False)
    outlines = [tuple((float(x), float(y)) for x, y in each.outline) for each in (ring, disc)]
    assert [contains(outline, 50.3, 50.7) for outline in outlines] == [False, True]
    assert shape_of(far < 1) is None
