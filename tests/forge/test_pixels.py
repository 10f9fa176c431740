"""Picture arithmetic against plain formulas."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from game.forge import masks, pixels
from game.forge.grain import quantile
from game.forge.guided import guided
from game.forge.masks import fill
from game.forge.neighbours import WHOLE, gauss, weight_bits, whole
from game.forge.visibility import ciede2000
from game.forge.warp import displace, turned


def test_bytes_survive_linear_light():
    every = np.arange(256, dtype=np.uint8)[None, :, None].repeat(3, -1)
    assert (pixels.to_bytes(pixels.to_linear(every)) == every).all()


def test_too_much_light_is_clipped_not_wrapped():
    assert pixels.to_bytes(np.array([[[-0.5, 1.7, 1.0]]], dtype=np.float32)).tolist() == [[[0, 255, 255]]]


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.floats(2**-9, 1.0, width=32)] * 3))
def test_lab_and_back(colour):
    linear = np.array([[colour]], dtype=np.float32)
    assert np.allclose(pixels.from_lab(pixels.to_lab(linear)), linear, atol=2e-4)


def test_lab_of_white_and_of_a_known_blue():
    white, blue = pixels.to_lab(np.array([[1, 1, 1], [0, 0, 1]], dtype=np.float32))
    assert np.allclose(white, (100, 0, 0), atol=0.05)
    assert np.allclose(blue, (32.30, 79.19, -107.86), atol=0.1)


def test_ciede2000_agrees_with_published_pairs():
    """Sharma, Wu & Dalal 2005, table 1: pairs 1, 7, 14 and 25."""
    one = [[50, 2.6772, -79.7751], [50, 0, 0], [50, 2.5, 0], [60.2574, -34.0099, 36.2677]]
    two = [[50, 0, -82.7485], [50, -1, 2], [50, 0, -2.5], [60.4626, -34.1751, 39.4387]]
    found = ciede2000(np.array([one], dtype=np.float32), np.array([two], dtype=np.float32))
    assert np.allclose(found, [[2.0425, 2.3669, 4.3065, 1.2644]], atol=6e-4)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.2, 20.0), st.integers(0, 999))
def test_blur_keeps_the_mean_inside_the_range(sigma, seed):
    picture = np.random.default_rng(seed).random((40, 50)).astype(np.float32)
    soft = pixels.blur(picture, sigma)
    assert soft.shape == picture.shape
    assert picture.min() - 1e-3 <= soft.min() <= soft.max() <= picture.max() + 1e-3
    assert soft.std() <= picture.std() + 1e-6


def test_blur_spreads_a_point_as_far_as_asked():
    point = np.zeros((61, 61), dtype=np.float32)
    point[30, 30] = 1
    soft = pixels.blur(point, 3.0)
    x = np.arange(61) - 30
    assert np.isclose(soft.sum(), 1, atol=1e-3)
    assert np.isclose(np.sqrt((soft.sum(0) * x**2).sum()), 3.0, atol=0.05)


def test_box_is_the_plain_mean():
    picture = np.random.default_rng(1).random((12, 15)).astype(np.float32)
    assert np.isclose(pixels.box(picture, 2)[6, 7], picture[4:9, 5:10].mean(), atol=1e-5)


def test_guided_filter_smooths_noise_and_keeps_an_edge():
    rng = np.random.default_rng(2)
    picture = np.full((40, 60, 3), 0.2, dtype=np.float32)
    picture[:, 30:] = 0.8
    noisy = picture + rng.normal(0, 0.01, picture.shape).astype(np.float32)
    smooth = guided(noisy, (4, 0.001))
    assert smooth[5:35, 5:20].std() < 0.4 * noisy[5:35, 5:20].std()
    assert smooth[20, 34, 0] - smooth[20, 25, 0] > 0.55


def test_affine_moves_by_whole_pixels_exactly():
    frame = np.random.default_rng(3).integers(0, 255, (30, 40, 3), dtype=np.uint8)
    moved = pixels.affine(frame, np.array([[1.0, 0, 3], [0, 1.0, 2]]))
    assert (moved[:-2, :-3] == frame[2:, 3:]).all()


def test_displacing_by_nothing_changes_nothing():
    frame = np.random.default_rng(4).integers(0, 255, (37, 45, 3), dtype=np.uint8)
    assert (displace(frame, np.zeros_like) == frame).all()


def test_displacing_moves_the_content_the_way_it_says():
    frame = np.zeros((48, 48, 3), dtype=np.uint8)
    frame[20:24, 20:24] = 255
    moved = displace(frame, lambda points: np.full_like(points, 5.0))
    rows, columns = np.nonzero(moved[..., 0] > 128)
    assert (rows.mean(), columns.mean()) == (26.5, 26.5)


def test_resize_keeps_a_flat_picture_flat():
    flat = np.full((10, 14, 3), 0.4, dtype=np.float32)
    assert np.allclose(pixels.resize(flat, (7, 5), Image.Resampling.BICUBIC), 0.4, atol=1e-5)


def drawn(*shape: int) -> np.ndarray:
    return np.random.default_rng(sum(shape)).random(shape, dtype=np.float32)


@pytest.mark.parametrize("shape", [(37, 53, 3), (53, 37), (400, 301, 3), (2, 9, 3)])
@pytest.mark.parametrize("sigma", [0.4, 2.3])
@pytest.mark.parametrize("axis", [0, 1])
def test_a_blur_is_what_the_plain_sum_is(shape: tuple[int, ...], sigma: float, axis: int):
    """To the steps of weights and of values: a matrix product of whole steps is exact in any order."""
    picture, radius = drawn(*shape), max(1, int(3 * sigma + 0.5))
    taps = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    taps = (taps / taps.sum()).astype(np.float32)
    wide = np.pad(picture, [(radius, radius) if a == axis else (0, 0) for a in range(len(shape))], "edge")
    plain = np.zeros_like(picture)
    for i, weight in enumerate(taps):
        plain += weight * np.take(wide, range(i, i + shape[axis]), axis)
    bits = weight_bits(len(taps))
    near = np.abs(np.ldexp(whole(gauss(sigma)), -bits) - taps).sum() + 0.5 ** (WHOLE - bits + 1)
    assert near < 0.004
    assert np.allclose(pixels.blur_along(picture, sigma, axis), plain, rtol=0, atol=near + 1e-6)


def plain_box(picture: np.ndarray, radius: int) -> np.ndarray:
    for axis in (0, 1):
        margins = [(radius + 1, radius) if a == axis else (0, 0) for a in range(picture.ndim)]
        total = np.cumsum(np.pad(picture, margins, "edge"), axis, np.float32)
        length = 2 * radius + 1
        ahead, behind = range(length, total.shape[axis]), range(total.shape[axis] - length)
        picture = (np.take(total, ahead, axis) - np.take(total, behind, axis)) / length
    return picture


def test_averages_are_to_the_bit_those_of_plain_sums():
    picture = drawn(61, 44)
    assert np.array_equal(pixels.box(picture, 5), plain_box(picture, 5))


@pytest.mark.parametrize("shape", [(61, 44, 3), (130, 97, 3), (40, 300, 3), (9, 7, 3)])
@pytest.mark.parametrize("radius", [2, 5, 9])
def test_what_is_smoothed_is_near_to_what_plain_averages_of_every_pixel_give(
    shape: tuple[int, ...], radius: int
):
    """Colours with an edge and fine noise: what is taken away is far more than what differs."""
    noise, softness = pixels.blur(drawn(*shape), 0.8), 0.002
    picture = np.float32(0.3) + np.float32(0.1) * noise
    picture[:, shape[1] // 2 :] += np.array([0.3, 0.2, 0.1], dtype=np.float32)
    guide = pixels.luma(picture)
    mean, means = plain_box(guide, radius), plain_box(picture, radius)
    variance = np.maximum(plain_box(guide * guide, radius) - mean * mean, 0)
    together = plain_box(picture * guide[..., None], radius) - means * mean[..., None]
    slope = together / (variance + softness)[..., None]
    offset = means - slope * mean[..., None]
    plain = plain_box(slope, radius) * guide[..., None] + plain_box(offset, radius)
    off = np.abs(guided(picture, (radius, softness)) - plain)
    taken = np.abs(plain - picture)
    assert off.max() < 0.03
    if min(shape[:2]) > 2 * radius:
        assert off.mean() < 0.1 * taken.mean()


def test_a_mask_for_each_colour_and_a_tint_are_plain_products():
    picture, mask = drawn(9, 7, 3), drawn(9, 7)
    gain = np.array([0.5, 1.25, 0.9], dtype=np.float32)
    assert np.array_equal(pixels.thrice(mask), mask[..., None].repeat(3, -1))
    assert np.array_equal(pixels.tinted(picture, gain), picture * gain)


@pytest.mark.parametrize("step", [4, 12])
def test_meshes_that_stay_are_what_the_whole_mesh_makes_of_them(step: int):
    frame = (drawn(101, 140, 3) * 255).astype(np.uint8)

    def field(points: np.ndarray) -> np.ndarray:
        near = np.linalg.norm(points - np.array([60, 50]), axis=-1, keepdims=True) < 30
        return (near * np.array([3.25, -1.5])).astype(np.float32)

    xs, ys = ([*range(0, length, step), length] for length in (140, 101))
    wide = np.pad(frame, ((8, 8), (8, 8), (0, 0)), "edge")
    quads = []
    for (x0, x1), (y0, y1) in product(pairwise(xs), pairwise(ys)):
        corners = np.array([(x0, y0), (x0, y1), (x1, y1), (x1, y0)], dtype=np.float32)
        source = np.clip(corners - field(corners) + 8, 0, np.array([156, 117], dtype=np.float32))
        quads.append(((x0, y0, x1, y1), tuple(source.ravel().tolist())))
    how = (Image.Transform.MESH, quads, Image.Resampling.BICUBIC)
    assert np.array_equal(
        displace(frame, field, step), np.asarray(Image.fromarray(wide).transform((140, 101), *how))
    )


@settings(max_examples=30, deadline=None)
@given(
    st.tuples(st.floats(0, 70), st.floats(0, 50), st.floats(5, 40), st.floats(5, 40)),
    st.sampled_from([0.0, 0.6, 2.5, 3.5, 8.0]),
)
def test_a_mask_is_what_a_fine_canvas_gives(ellipse: tuple[float, float, float, float], feather: float):
    """Only the part that is touched is drawn, and a soft one at half the size.

    Of a soft one that is cut off, the last pixel, wider at half the size, stands for all that lies beyond.
    """
    x, y, across, down = ellipse
    whole = min(x - across, y - down, 71 - x - across, 52 - y - down) >= 2
    turns = np.linspace(0, 2 * np.pi, 24)[:-1]
    outline = np.stack([x + across * np.cos(turns), y + down * np.sin(turns)], -1).astype(np.float32)
    plain = pixels.blur(on_a_fine_canvas(outline, (71, 52)), feather)
    off = np.abs(fill([outline], (71, 52), feather) - plain)
    assert off.mean() < (0.0025 if feather <= 3 else 0.005 if whole else 0.025)


def on_a_fine_canvas(outline: np.ndarray, size: tuple[int, int], fine: int = 16) -> np.ndarray:
    canvas = Image.new("L", (size[0] * fine, size[1] * fine), 0)
    ImageDraw.Draw(canvas).polygon((outline.astype(np.float64) * fine - 0.5).ravel().tolist(), fill=255)
    return np.asarray(canvas.reduce(fine), dtype=np.float32) / np.float32(255)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_mask_crosses_pixels_where_its_outline_does(x: float, y: float):
    square = np.array([(3 + x, 2 + y), (9 + x, 2 + y), (9 + x, 7 + y), (3 + x, 7 + y)], dtype=np.float32)
    mask = fill([square], (14, 11))
    assert np.allclose(
        mask[5],
        np.clip(np.arange(14) + 1 - (3 + x), 0, 1) - np.clip(np.arange(14) + 1 - (9 + x), 0, 1),
        atol=0.005,
    )
    assert np.isclose(mask[:, 6].sum(), 5, atol=1 / 4 + 1e-6)
    assert np.isclose((mask[:, 6] * (np.arange(11) + 0.5)).sum() / mask[:, 6].sum(), 4.5 + y, atol=0.13)


def test_outlines_add_up_whichever_way_they_go_around():
    one = np.array([(1, 1), (7, 1), (7, 7), (1, 7)], dtype=np.float32)
    two = one[::-1] + 3
    mask = fill([one, two], (12, 12))
    assert mask.max() == 1
    assert mask.sum() == 36 + 36 - 9


def test_a_mask_at_half_the_size_becomes_what_is_drawn_at_once():
    turns = np.linspace(0, 2 * np.pi, 24)[:-1]
    outline = np.stack([31 + 20 * np.cos(turns), 26 + 15 * np.sin(turns)], -1).astype(np.float32)
    drawn_whole = pixels.blur(fill([outline], (63, 51)), 2.6)
    assert np.abs(masks.whole(masks.half([outline], (63, 51), 2.6), (63, 51)) - drawn_whole).max() < 0.025


@settings(max_examples=20, deadline=None)
@given(st.tuples(st.integers(1, 40), st.integers(1, 40)), st.sampled_from([0.4, 0.8, 1.2]))
def test_colours_beside_each_other_are_blurred_as_each_by_itself(shape: tuple[int, int], sigma: float):
    picture = drawn(*shape, 3)
    soft = pixels.blur_along(picture, sigma, 1)
    for colour in range(3):
        plane = np.ascontiguousarray(picture[..., colour])
        assert np.array_equal(soft[..., colour], pixels.blur_along(plane, sigma, 1))


def test_nothing_is_inside_no_outline():
    assert not fill([], (12, 9), 2.0).any()


def test_a_turned_picture_is_what_the_whole_one_is_where_it_is_wanted():
    frame = (drawn(83, 120, 3) * 255).astype(np.uint8)
    matrix = np.array([[1.01, 0.02, -1.3], [-0.02, 1.01, 0.7]])
    wanted = np.zeros((83, 120), dtype=np.bool_)
    wanted[20:31, 40:90] = True
    wanted[70:, :9] = True
    found = turned(frame, matrix, wanted)
    inverse = matrix.copy()
    inverse[:, 2] += 16
    wide = Image.fromarray(np.pad(frame, ((16, 16), (16, 16), (0, 0)), "edge"))
    plain = wide.transform(
        (120, 83), Image.Transform.AFFINE, tuple(inverse.ravel()), Image.Resampling.BILINEAR
    )
    assert np.array_equal(found[wanted], np.asarray(plain)[wanted])
    assert np.array_equal(found[48:64, 30:90], frame[48:64, 30:90])


def test_a_grey_picture_is_turned_as_each_colour_is():
    grey = (drawn(40, 50) * 255).astype(np.uint8)
    matrix = np.array([[1.01, 0.02, -1.3], [-0.02, 1.01, 0.7]])
    assert np.array_equal(pixels.affine(grey, matrix), pixels.affine(pixels.thrice(grey), matrix)[..., 0])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=60), st.floats(0, 1))
def test_a_quantile_is_that_of_numpy(values: list[float], share: float):
    some = np.array(values, dtype=np.float32)
    assert np.isclose(quantile(some, share), np.quantile(some, share), atol=1e-6)


@pytest.mark.parametrize("shape", [(6, 8, 3), (5, 7, 3)])
def test_light_is_looked_up_for_every_byte(shape: tuple[int, ...]):
    frame = np.random.default_rng(6).integers(0, 256, shape, dtype=np.uint8)
    coded = frame / 255
    plain = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    assert np.allclose(pixels.to_linear(frame), plain, atol=1e-6)


def test_what_is_no_number_is_dark():
    """It took for ever: the index that stands for it is far beyond the table."""
    picture = np.array([[[np.nan, np.inf, -np.inf], [0.0, 1.0, 2.0]]], dtype=np.float32)
    with np.errstate(invalid="ignore"):
        assert pixels.to_bytes(picture).tolist() == [[[0, 255, 0], [0, 255, 255]]]


def test_a_place_that_an_outline_goes_around_twice_is_inside_once():
    turns = 2 * np.pi * 2 / 5 * np.arange(5)
    star = np.stack([32 + 28 * np.sin(turns), 32 - 28 * np.cos(turns)], -1).astype(np.float32)
    assert fill([star], (64, 64)).max() == 1


def test_a_lone_wanted_place_is_turned_with_all_that_is_near_to_it():
    frame = (drawn(40, 60, 3) * 255).astype(np.uint8)
    wanted = np.zeros((40, 60), dtype=np.bool_)
    wanted[18, 31] = True
    turn = np.array([[0.98, 0.17, -3.0], [-0.17, 0.98, 4.0]])
    near = slice(31 - 3, 31 + 4)
    found, whole = turned(frame, turn, wanted), turned(frame, turn, np.ones_like(wanted))
    assert np.array_equal(found[18, near], whole[18, near])
