"""Pictures that are kept look as if they were made anew, and take no more room than they may."""

import gc

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui import rounded, strokes
from game.ui.geometry import Box
from game.ui.kept import KeptPictures, ScaledPictures, bytes_of, quick
from game.ui.painter import Painter
from ui.kit import look

KIB = 1024


def patch(size: tuple[int, int] = (16, 16), alpha: int = pygame.SRCALPHA) -> pygame.Surface:
    """A picture whose pixels all differ."""
    made = pygame.Surface(size, alpha, 32)
    for x in range(size[0]):
        for y in range(size[1]):
            made.set_at((x, y), (x * 7 % 256, y * 11 % 256, (x * y) % 256, (x * 16 + y) % 256))
    return made


def pixels(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGBA")


def test_what_is_kept_is_made_once_and_the_least_used_goes_first() -> None:
    made: list[int] = []
    kept = KeptPictures(4 * KIB)

    @kept.keeping
    def make(number: int) -> pygame.Surface:
        made.append(number)
        return patch()  # 1 KiB

    for number in (1, 2, 3, 4, 1, 5, 1, 2):
        make(number)
    assert made == [1, 2, 3, 4, 5, 2]
    assert kept.held == 4 * KIB


def test_a_picture_that_would_push_out_all_others_is_not_kept() -> None:
    kept = KeptPictures(KIB)
    big = kept.keeping(lambda: patch((32, 32)))
    assert big() is not big()
    assert kept.held == 0


def test_two_makers_with_the_same_arguments_are_told_apart() -> None:
    kept = KeptPictures(64 * KIB)
    wide = kept.keeping(lambda side: patch((2 * side, side)))
    high = kept.keeping(lambda side: patch((side, 2 * side)))
    assert wide(4).get_size() == (8, 4)
    assert high(4).get_size() == (4, 8)


def test_a_scaled_picture_is_what_scaling_makes_and_goes_with_its_picture() -> None:
    scaled, picture = ScaledPictures(), patch((40, 30))
    area = pygame.Rect(3, 4, 20, 20)
    assert pixels(scaled.get(picture, (17, 13))) == pixels(pygame.transform.smoothscale(picture, (17, 13)))
    part = pygame.transform.smoothscale(picture.subsurface(area), (17, 13))
    assert pixels(scaled.get(picture, (17, 13), area)) == pixels(part)
    assert scaled.get(picture, (17, 13)) is scaled.get(picture, (17, 13))
    other = patch((40, 30))
    assert scaled.get(other, (17, 13)) is not scaled.get(picture, (17, 13))
    assert len(scaled) == 2
    del picture, other
    gc.collect()
    assert len(scaled) == 0


def test_another_order_of_the_bytes_draws_the_same() -> None:
    other = pygame.image.frombytes(pixels(patch()), (16, 16), "RGBA")
    like = pygame.Surface((1, 1), pygame.SRCALPHA)
    assert other.get_masks() != like.get_masks() == quick(other).get_masks()
    grounds = [pygame.Surface((16, 16), 0, 32) for _ in range(2)]
    for ground, picture in zip(grounds, (other, quick(other)), strict=True):
        ground.fill((40, 90, 160))
        ground.blit(picture, (0, 0))
    assert pixels(grounds[0]) == pixels(grounds[1])


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 30), st.integers(1, 12))
def test_a_lined_panel_is_a_panel_on_a_panel(width: int, height: int, corner: int, line: int) -> None:
    r = min(corner, width // 2, height // 2)
    rect = pygame.Rect(3, 5, width, height)
    one, two = (pygame.Surface((70, 70), 0, 32) for _ in range(2))
    rounded.lined(one, rect, r, "#C04020", "#20A0F0", line)
    rounded.filled(two, rect, r, "#20A0F0")
    rounded.filled(two, rect.inflate(-2 * line, -2 * line), max(0, r - line), "#C04020")
    assert pixels(one) == pixels(two)


@pytest.mark.parametrize("height", [40, rounded.STRIP, rounded.STRIP + 1, 3 * rounded.STRIP + 7])
def test_a_veil_in_strips_is_one_veil(height: int) -> None:
    grounds = [pygame.transform.smoothscale(patch(alpha=0), (50, 250)) for _ in range(2)]
    rect = pygame.Rect(5, 6, 30, height)
    rounded.veil(grounds[0], rect, 0, "#101418", 140)
    layer = pygame.Surface(rect.size, pygame.SRCALPHA)
    layer.fill("#101418")
    layer.set_alpha(140)
    grounds[1].blit(layer, rect)
    assert pixels(grounds[0]) == pixels(grounds[1])


def test_a_shape_drawn_again_is_the_same_and_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw() -> bytes:
        p = Painter(pygame.Surface((400, 300)), look(), 1.0)
        p.polygon([(20, 30), (90.5, 44), (50, 120.25)], "#F0C040")
        p.outline([(200, 30), (290.5, 44), (250, 120.25)], "#F0C040", 4, halo=8)
        p.disc(60, 200, 70, "#80FF20", hole=30)
        p.dashed(Box(200, 180, 90, 60), 14, "#FFFFFF")
        p.veil(Box(20, 180, 90, 60), "#FFFFFF", 90, 14)
        return pixels(p.surface)

    first = draw()
    monkeypatch.setattr(pygame.transform, "smoothscale", None)
    assert draw() == first


def test_the_light_around_a_table_has_the_bytes_of_a_window() -> None:
    light = strokes.glow((90, 60), 8, 24, "#FFF0D0")
    assert light.get_masks() == pygame.Surface((1, 1), pygame.SRCALPHA).get_masks()


def test_of_pictures_that_are_never_drawn_again_only_so_many_are_kept() -> None:
    kept = KeptPictures(2**30, pictures=3)
    asked: list[int] = []

    @kept.keeping
    def make(number: int) -> pygame.Surface:
        asked.append(number)
        return pygame.Surface((number, 1))

    for number in (1, 2, 3, 1, 4, 1, 2):
        make(number)
    assert asked == [1, 2, 3, 4, 2], "the one that was used least goes first"
    assert kept.held == sum(bytes_of(make(number)) for number in (1, 2, 4))
