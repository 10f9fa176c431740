"""The ledger: it must be able to complain, or a screen without complaints would prove nothing."""

import pygame
import pytest

from game.ui.geometry import Box
from game.ui.ledger import Ledger
from game.ui.painter import Painter
from ui.kit import look

CANVAS = Box(0, 0, 640, 360)


@pytest.fixture
def page():
    """A painter that writes what it draws into a ledger."""
    pygame.init()
    return Painter(pygame.Surface((640, 360)), look(), 1.0, Ledger(CANVAS))


def complaints(painter):
    return list(painter.ledger.complaints())


def write(page, box, text, **how):
    page.text(box, text, "body", "#FFFFFF", **how)


def test_text_in_its_box_is_no_reason_to_complain(page):
    write(page, Box(10, 10, 300, 40), "Some words")
    assert complaints(page) == []


def test_a_text_too_long_for_its_box_is_named(page):
    write(page, Box(10, 10, 120, 30), "Far too many words for such a small box")
    (complaint,) = complaints(page)
    assert complaint.startswith("does not fit its box (10,10 120x30): 'Far too many")


def test_a_word_too_wide_for_its_box_is_named(page):
    write(page, Box(10, 10, 40, 200), "Unbreakable")
    assert "does not fit" in complaints(page)[0]


def test_too_many_lines_are_named_even_where_they_would_fit(page):
    write(page, Box(10, 10, 90, 300), "One line and no more, please", max_lines=1)
    assert "does not fit" in complaints(page)[0]


def test_text_that_leaves_the_screen_is_named(page):
    write(page, Box(560, 10, 300, 40), "Half of this is off the screen")
    assert any(c.startswith("leaves the screen at") for c in complaints(page))


def test_texts_over_each_other_are_named_with_both_their_words(page):
    write(page, Box(10, 10, 300, 40), "Under")
    write(page, Box(20, 20, 300, 40), "Over")
    (complaint,) = complaints(page)
    assert "overlaps" in complaint
    assert "'Under'" in complaint
    assert "'Over'" in complaint


def test_a_tag_on_a_picture_may_lie_over_something(page):
    write(page, Box(10, 10, 300, 40), "Under")
    with page.over():
        write(page, Box(20, 20, 300, 40), "Tag")
    assert complaints(page) == []


def test_a_character_that_the_typeface_lacks_is_named(page):
    write(page, Box(10, 10, 300, 40), "a 漢 b")
    (complaint,) = complaints(page)
    assert complaint.startswith("the typeface has no 漢")


def test_the_ledger_says_what_was_drawn_and_where(page):
    covered = page.text(Box(100, 50, 200, 60), "Here", "h2", "#FFFFFF", align="right", valign="bottom")
    (spot,) = page.ledger.spots
    assert (spot.text, spot.covered) == ("Here", covered)
    assert covered.right == pytest.approx(300, abs=1)
    assert covered.bottom == pytest.approx(110, abs=1)


def test_the_box_that_was_covered_is_where_the_pixels_are(page):
    page.surface.fill((0, 0, 0))
    covered = page.text(
        Box(40, 40, 400, 200), "Wide\nand high", "h1", "#FFFFFF", align="centre", valign="centre"
    )
    drawn = pygame.mask.from_threshold(page.surface, (255, 255, 255), (128, 128, 128)).get_bounding_rects()
    around = drawn[0].unionall(drawn[1:])
    assert Box(*around).within(covered, 1.5)
    assert around.w > covered.w * 0.9
