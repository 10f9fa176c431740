"""Boxes: splitting loses nothing, fitting keeps the shape."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ui.geometry import Box

place = st.floats(-2000, 2000, allow_nan=False)
length = st.floats(1, 4000, allow_nan=False)
boxes = st.builds(Box, place, place, length, length)
shares = st.lists(st.floats(0.1, 5), min_size=1, max_size=6).map(tuple)


@given(boxes, shares, st.floats(0, 20))
@settings(max_examples=60, deadline=None)
def test_columns_fill_the_box_in_proportion_and_leave_the_gaps(box, parts, gap):
    free = box.w - gap * (len(parts) - 1)
    if free <= 0:
        return
    cells = box.columns(parts, gap)
    assert cells[0].x == box.x
    assert cells[-1].right == pytest.approx(box.right, abs=1e-6)
    for left, right in pairwise(cells):
        assert right.x - left.right == pytest.approx(gap, abs=1e-6)
    for cell, share in zip(cells, parts, strict=True):
        assert cell.w == pytest.approx(free * share / sum(parts))
        assert (cell.y, cell.h) == (box.y, box.h)


@given(boxes, shares, st.floats(0, 20))
@settings(max_examples=40, deadline=None)
def test_rows_are_columns_lying_down(box, parts, gap):
    turned = Box(box.y, box.x, box.h, box.w).columns(parts, gap)
    assert [(r.y, r.h) for r in box.rows(parts, gap)] == [(c.x, c.w) for c in turned]


def test_a_grid_goes_row_by_row_and_its_cells_do_not_touch():
    cells = Box(0, 0, 320, 200).grid(3, 2, 10)
    assert [(round(c.x), round(c.y)) for c in cells] == [
        (0, 0),
        (110, 0),
        (220, 0),
        (0, 105),
        (110, 105),
        (220, 105),
    ]
    assert not any(a.overlaps(b) for i, a in enumerate(cells) for b in cells[i + 1 :])


@given(boxes, st.floats(0, 5000), st.floats(0, 5000))
@settings(max_examples=40, deadline=None)
def test_an_inset_never_turns_inside_out(box, dx, dy):
    inner = box.inset(dx, dy)
    assert inner.w >= 0
    assert inner.h >= 0


@given(boxes, st.floats(0.2, 5))
@settings(max_examples=60, deadline=None)
def test_a_fitted_box_keeps_its_shape_stays_inside_and_touches_two_sides(box, aspect):
    inner = box.fitted(aspect)
    assert inner.w / inner.h == pytest.approx(aspect)
    assert inner.within(box, 1e-6)
    assert inner.w == pytest.approx(box.w) or inner.h == pytest.approx(box.h)
    assert (inner.cx, inner.cy) == (pytest.approx(box.cx), pytest.approx(box.cy))


@given(boxes, boxes)
@settings(max_examples=60, deadline=None)
def test_overlap_is_mutual(a, b):
    assert a.overlaps(b) == b.overlaps(a)


def test_neighbours_share_no_point():
    left, right = Box(0, 0, 10, 10), Box(10, 0, 10, 10)
    assert right.contains(10, 5)
    assert not left.contains(10, 5)
    assert not left.overlaps(right)


def test_slack_forgives_a_small_overlap_only():
    a, b = Box(0, 0, 10, 10), Box(8, 8, 10, 10)
    assert a.overlaps(b)
    assert not a.overlaps(b, slack=2)
    assert Box(-1, 0, 10, 10).within(Box(0, 0, 20, 20), slack=1)
    assert not Box(-2, 0, 10, 10).within(Box(0, 0, 20, 20), slack=1)


def test_strips_and_what_they_leave_make_the_whole():
    box = Box(5, 7, 100, 60)
    assert box.top(20).bottom == box.without_top(20).y
    assert box.without_bottom(20).bottom == box.bottom_strip(20).y
    assert box.left(30).right == box.without_left(30).x
    assert box.right_strip(30).right == box.right
    assert box.without_top(500).h == 0
