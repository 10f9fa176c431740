"""Truth regions move between their keys and know what is inside."""

from __future__ import annotations

from math import cos, hypot, pi, sin

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
        RegionKey(t=0, **shape)


@settings(max_examples=100, deadline=None)
@given(x=st.floats(0, 1), y=st.floats(0, 1), aspect=st.floats(0.5, 2))
def test_inside_is_exactly_distance_zero(x: float, y: float, aspect: float) -> None:
    away = distance(SQUARE, x, y, aspect)
    assert away >= 0
    if contains(SQUARE, x, y):
        assert away == 0
    elif not (0.2 <= x <= 0.4 and 0.2 <= y <= 0.4):
        assert away > 0


@st.composite
def stars(draw: st.DrawFn) -> tuple[tuple[float, float], ...]:
    """Outlines of any shape around a middle: the corners go round it, near or far."""
    reach = draw(st.lists(st.floats(0.05, 0.45), min_size=3, max_size=24))
    turns = [2 * pi * i / len(reach) for i in range(len(reach))]
    return tuple((0.5 + r * cos(a), 0.5 + r * sin(a)) for r, a in zip(reach, turns, strict=True))


@settings(max_examples=100, deadline=None)
@given(outline=stars())
def test_every_outline_has_an_inner_point(outline: tuple[tuple[float, float], ...]) -> None:
    assert contains(outline, *inner_point(outline))


@settings(max_examples=100, deadline=None)
@given(
    outline=stars(), x=st.floats(0, 1), y=st.floats(0, 1), step=st.floats(0, 0.2), turn=st.floats(0, 2 * pi)
)
def test_a_step_changes_the_distance_by_no_more_than_the_step(
    outline: tuple[tuple[float, float], ...], x: float, y: float, step: float, turn: float
) -> None:
    here = distance(outline, x, y)
    there = distance(outline, x + step * cos(turn), y + step * sin(turn))
    assert abs(here - there) <= step / 2**0.5 + 1e-9


@settings(max_examples=60, deadline=None)
@given(outline=stars(), x=st.floats(0, 1), y=st.floats(0, 1), shift=st.floats(-0.3, 0.3))
def test_inside_and_distance_move_along_with_the_outline(
    outline: tuple[tuple[float, float], ...], x: float, y: float, shift: float
) -> None:
    moved_on = tuple((px + shift, py) for px, py in outline)
    assert distance(moved_on, x + shift, y) == pytest.approx(distance(outline, x, y), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(start=stars(), t=st.floats(-1, 4), nudge=st.floats(0, 0.01))
def test_an_outline_never_jumps_between_keys_of_the_same_corners(
    start: tuple[tuple[float, float], ...], t: float, nudge: float
) -> None:
    end = tuple((0.25 + x / 2, y) for x, y in start)
    track = (RegionKey(t=1, polygon=start), RegionKey(t=2, polygon=end))
    now, soon = polygon_at(track, t), polygon_at(track, t + nudge)
    assert now is not None
    assert soon is not None
    assert all(hypot(x1 - x0, y1 - y0) <= nudge + 1e-9 for (x0, y0), (x1, y1) in zip(now, soon, strict=True))


def test_an_outline_that_encloses_nothing_contains_nothing_but_can_still_be_near() -> None:
    line = ((0.2, 0.2), (0.8, 0.2), (0.5, 0.2))
    point = ((0.5, 0.5),) * 3
    assert not contains(line, 0.5, 0.2)
    assert distance(line, 0.5, 0.2) == 0
    assert distance(point, 0.5, 0.6) == pytest.approx(0.1 / 2**0.5)


def test_a_disc_grows_and_moves_between_its_keys() -> None:
    track = (
        RegionKey(t=0, disc=Disc(centre=(0.2, 0.5), radius=0.1)),
        RegionKey(t=1, disc=Disc(centre=(0.6, 0.5), radius=0.3)),
    )
    middle = polygon_at(track, 0.5)
    assert middle is not None
    assert centroid(middle) == pytest.approx((0.4, 0.5))
    assert max(x for x, _ in middle) == pytest.approx(0.6)
