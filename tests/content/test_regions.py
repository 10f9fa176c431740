"""Truth regions move between their keys and know what is inside."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from game.content.regions import Disc, RegionKey, centroid, contains, distance, inner_point, polygon_at

SQUARE = ((0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4))
HORSESHOE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.8, 1.0), (0.8, 0.2), (0.2, 0.2), (0.2, 1.0), (0.0, 1.0))


def moved(dx: float, t: float) -> RegionKey:
    return RegionKey(t=t, polygon=tuple((x + dx, y) for x, y in SQUARE))


def test_the_outline_moves_linearly_and_holds_at_its_ends() -> None:
    track = (moved(0.0, 1.0), moved(0.4, 2.0))
    middle = polygon_at(track, 1.25)
    assert middle is not None
    assert middle[0] == pytest.approx((0.3, 0.2))
    assert polygon_at(track, 0.0) == track[0].polygon
    assert polygon_at(track, 9.0) == track[1].polygon
    assert polygon_at((), 1.0) is None


def test_outlines_of_different_lengths_hold_until_the_next() -> None:
    track = (moved(0.0, 0.0), RegionKey(t=1.0, polygon=SQUARE[:3]))
    assert polygon_at(track, 0.9) == SQUARE


def test_a_disc_is_round_on_the_frame() -> None:
    outline = polygon_at((RegionKey(t=0, disc=Disc(centre=(0.5, 0.5), radius=0.1)),), 0.0, aspect=2.0)
    assert outline is not None
    assert max(x for x, _ in outline) == pytest.approx(0.6)
    assert max(y for _, y in outline) == pytest.approx(0.7)


def test_distance_counts_in_diagonals() -> None:
    assert distance(SQUARE, 0.3, 0.3) == 0
    assert distance(SQUARE, 0.5, 0.3) == pytest.approx(0.1 / 2**0.5)
    assert distance(SQUARE, 0.5, 0.3, aspect=2.0) == pytest.approx(0.2 / 5**0.5)


def test_an_inner_point_lies_inside_even_where_the_centre_does_not() -> None:
    assert not contains(HORSESHOE, *centroid(HORSESHOE))
    assert contains(HORSESHOE, *inner_point(HORSESHOE))


@pytest.mark.parametrize("shape", [{}, {"polygon": SQUARE, "disc": Disc(centre=(0, 0), radius=0.1)}])
def test_a_key_has_one_shape(shape: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="either polygon or disc"):
        RegionKey(t=0, **shape)  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(x=st.floats(0, 1), y=st.floats(0, 1), aspect=st.floats(0.5, 2))
def test_inside_is_exactly_distance_zero(x: float, y: float, aspect: float) -> None:
    away = distance(SQUARE, x, y, aspect)
    assert away >= 0
    if contains(SQUARE, x, y):
        assert away == 0
    elif not (0.2 <= x <= 0.4 and 0.2 <= y <= 0.4):
        assert away > 0
