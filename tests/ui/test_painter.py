"""The painter: shapes lie where they were asked for, with soft corners, whatever the scale."""

import pygame
import pytest

from game.ui import strokes
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.strokes import ellipse_points
from ui.kit import look


def painter(size=(400, 300), scale=1.0, theme="light_table", ground="#000000"):
    pygame.init()
    surface = pygame.Surface(size)
    surface.fill(pygame.Color(ground))
    return Painter(surface, look(scale, name=theme), scale)


def touched(p):
    """The box around all pixels that are not black."""
    mask = pygame.mask.from_threshold(p.surface, (0, 0, 0), (1, 1, 1))
    mask.invert()
    found = mask.get_bounding_rects()
    return Box(*found[0].unionall(found[1:])) if found else None


@pytest.mark.parametrize("scale", [0.83, 1.0, 1.5, 2.25])
@pytest.mark.parametrize("radius", [0, 8, 500])
def test_a_panel_covers_its_box_at_any_scale(scale, radius):
    p = painter(scale=scale)
    p.panel(Box(20, 30, 100, 60), radius, "#FFFFFF")
    assert touched(p) == Box(*p.rect(Box(20, 30, 100, 60)))


def test_corners_are_round_and_soft():
    p = painter()
    p.panel(Box(20, 30, 100, 60), 14, "#FFFFFF")
    corner = [p.surface.get_at((20 + i, 30 + i)).r for i in range(14)]
    assert corner[0] == 0
    assert corner[-1] == 255
    assert any(0 < value < 255 for value in corner)


def test_an_outline_lies_inside_its_box_and_leaves_the_middle_free():
    p = painter()
    p.panel(Box(20, 30, 100, 60), 10, None, "#FFFFFF", 4)
    assert touched(p) == Box(20, 30, 100, 60)
    assert p.surface.get_at((70, 60))[:3] == (0, 0, 0)
    assert p.surface.get_at((70, 32))[:3] == (255, 255, 255)
    assert p.surface.get_at((70, 34))[:3] == (0, 0, 0)


def test_a_panel_without_size_draws_nothing():
    p = painter()
    p.panel(Box(20, 30, 0, 60), 10, "#FFFFFF")
    assert touched(p) is None


def test_a_veil_lets_what_is_below_shine_through():
    p = painter(ground="#FFFFFF")
    p.veil(Box(0, 0, 400, 300), "#000000", 128)
    assert 120 <= p.surface.get_at((200, 150)).r <= 135


def test_the_focus_lies_around_the_control_not_on_it():
    p = painter()
    box = Box(60, 60, 100, 60)
    p.focus(box, 10)
    assert touched(p) == box.inset(-8)
    assert all(p.surface.get_at((x, 90))[:3] == (0, 0, 0) for x in range(60, 160))


def test_a_dashed_outline_has_gaps():
    p = painter()
    p.dashed(Box(20, 30, 200, 60), 10, "#FFFFFF")
    top = [p.surface.get_at((x, 31)).r > 128 for x in range(40, 200)]
    assert any(top)
    assert not all(top)


def test_a_halo_surrounds_the_line():
    p = painter(ground="#FFFFFF")
    p.outline([(50, 150), (350, 150)], "#FF0000", 4, closed=False, halo=12)
    column = [tuple(p.surface.get_at((200, y)))[:3] for y in range(140, 161)]
    assert column[10] == (255, 0, 0)
    assert sum(column[5]) < 150
    assert column[0] == (255, 255, 255)


def test_the_cut_of_a_ring_is_not_drawn():
    outer = [(50.0, 50.0), (250.0, 50.0), (250.0, 250.0), (50.0, 250.0), (50.0, 50.0)]
    inner = [(100.0, 100.0), (100.0, 200.0), (200.0, 200.0), (200.0, 100.0), (100.0, 100.0)]
    p = painter()
    p.outline([*outer, *inner], "#FFFFFF", 4)
    assert p.surface.get_at((75, 75))[:3] == (0, 0, 0), "the bridge between the two rings"
    assert p.surface.get_at((150, 50)).r > 200
    assert p.surface.get_at((150, 100)).r > 200


def test_drawing_stays_inside_what_it_is_clipped_to():
    p = painter()
    with p.clipped(Box(100, 100, 50, 50)):
        p.fill(Box(0, 0, 400, 300), "#FFFFFF")
    assert touched(p) == Box(100, 100, 50, 50)
    p.fill(Box(0, 0, 10, 10), "#FFFFFF")
    assert p.surface.get_at((5, 5)).r == 255


def test_a_picture_is_scaled_to_its_box():
    p = painter()
    picture = pygame.Surface((8, 8))
    picture.fill((255, 255, 255))
    p.image(picture, Box(40, 50, 100, 60))
    assert touched(p) == Box(40, 50, 100, 60)


def test_the_glow_of_the_table_is_drawn_once_and_only_where_the_theme_has_one(monkeypatch):
    p, table, other = painter(), Box(100, 100, 120, 80), Box(20, 20, 90, 90)
    p.glow(table, 8)
    assert not touched(p).within(table)
    p.glow(other, 8)
    monkeypatch.setattr("PIL.Image.new", None)
    for box in (table, other):
        painter().glow(box, 8)
    dark = painter(theme="high_contrast")
    dark.glow(Box(100, 100, 120, 80), 8)
    assert touched(dark) is None


@pytest.mark.parametrize("box", [Box(100, 90, 301.3, 200.7), Box(20, 30, 10, 9)])
def test_the_glow_lies_all_around_and_leaves_out_what_the_table_covers(box):
    p, whole = painter(), painter()
    p.glow(box, 8)
    reach = p.px(36)
    image = strokes.glow(p.rect(box).size, p.px(8), reach, p.palette.paper_lit)
    whole.surface.blit(image, p.rect(box).move(-reach, -reach))
    for each in (p, whole):
        each.panel(box, 8, "#FFFFFF")
    assert pygame.image.tobytes(p.surface, "RGB") == pygame.image.tobytes(whole.surface, "RGB")


def test_an_ellipse_touches_its_box():
    points = ellipse_points(Box(10, 20, 100, 60))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((10, 110, 20, 80))
