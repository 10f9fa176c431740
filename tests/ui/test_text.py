"""Text: nothing of it is lost, it fits where it says so, and it is never smaller than can be read."""

import re
from itertools import pairwise

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import resources
from game.ui.text import FLOOR_PX, Fonts, Typesetter, wrap
from ui.kit import look, theme

WORD = st.text("abcmwiАБЖшщоʻgʻʼ0123.,?-", min_size=1, max_size=14)
TEXT = st.lists(st.lists(WORD, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4).map("\n".join)
STYLES = sorted(theme().type)


@pytest.fixture(scope="module")
def font():
    return Fonts().at("regular", 20)


@given(text=TEXT, width=st.integers(20, 600))
@settings(max_examples=80, deadline=None)
def test_each_line_fits_or_is_one_word_and_no_word_is_lost(font, text, width):
    lines = wrap(font, text, width)
    assert "".join(lines).replace(" ", "") == re.sub(r"\s", "", text)
    for line in lines:
        assert font.size(line)[0] <= width or not re.search(r"[- ./_=?&](?=\S)", line)


@given(text=TEXT, width=st.integers(20, 600))
@settings(max_examples=60, deadline=None)
def test_no_line_breaks_earlier_than_it_must(font, text, width):
    for paragraph in text.split("\n"):
        lines = wrap(font, paragraph, width)
        for line, following in pairwise(lines):
            assert font.size(f"{line} {following.split()[0]}")[0] > width


def test_a_name_too_long_for_its_line_breaks_where_it_can(font):
    address = "https://example.org/a-very-long/path_to.something"
    lines = wrap(font, f"See {address} there", 180)
    assert all(font.size(line)[0] <= 180 for line in lines)
    assert address in "".join(lines)
    assert wrap(font, "Unbreakable" * 5, 180) == ["Unbreakable" * 5]


def test_own_line_breaks_stay_even_empty_ones(font):
    assert wrap(font, "a\n\nb", 500) == ["a", "", "b"]


@given(
    text=TEXT,
    style=st.sampled_from(STYLES),
    width=st.integers(40, 900),
    height=st.integers(20, 400),
    floor=st.sampled_from([1.0, 0.9, 0.7]),
    text_size=st.sampled_from([1.0, 1.15, 1.3, 1.5]),
    scale=st.sampled_from([0.83, 1.0, 1.5, 3.0]),
    max_lines=st.sampled_from([0, 1, 2]),
)
@settings(max_examples=60, deadline=None)
def test_a_setting_tells_the_truth_about_its_fit(
    text, style, width, height, floor, text_size, scale, max_lines
):
    kind = theme().type[style]
    fonts = Fonts()
    setting = Typesetter(fonts, scale, text_size).set(
        text, kind, width, height, floor=floor, max_lines=max_lines
    )
    font = fonts.at(kind.weight, setting.px)
    few = not max_lines or len(setting.lines) <= max_lines
    inside = (
        max(font.size(line)[0] for line in setting.lines) <= width + 0.5 and setting.height <= height + 1.5
    )
    assert setting.fits == (inside and few)
    assert setting.px >= max(FLOOR_PX, round(kind.size * scale * floor))
    assert setting.px <= max(FLOOR_PX, round(kind.size * scale * text_size))
    assert "".join(setting.lines).replace(" ", "") == re.sub(r"\s", "", text)


def test_text_is_set_smaller_only_when_it_must_be():
    setter, body = Typesetter(Fonts(), 1.0, 1.0), theme().type["h1"]
    roomy = setter.set("Two words", body, 1000, 1000, floor=0.5)
    tight = setter.set("Two words", body, roomy.width * 0.8, roomy.line_px, floor=0.5)
    assert roomy.px == body.size
    assert tight.px < body.size
    assert tight.fits


def test_lines_move_together_before_the_type_gets_smaller():
    setter, body = Typesetter(Fonts(), 1.0, 1.0), theme().type["body"]
    text = "A sentence that is long enough to take some lines. " * 4
    height = setter.height(text, body, 300)
    close = setter.set(text, body, 300, height * 0.95, floor=0.7)
    closer = setter.set(text, body, 300, height * 0.6, floor=0.7)
    assert (close.fits, close.px) == (True, body.size)
    assert close.height <= height * 0.95 + 1.5
    assert closer.px < body.size


def test_larger_text_gives_way_down_to_what_normal_text_would_have():
    normal, large = (Typesetter(Fonts(), 1.0, size) for size in (1.0, 1.5))
    body, text = theme().type["body"], "A label of some words"
    width = normal.set(text, body, 1e6, 1e6).width
    assert large.set(text, body, width, body.line, floor=1.0, max_lines=1).px == body.size


def test_the_text_size_setting_moves_what_may_grow_and_nothing_else():
    small, large = (Typesetter(Fonts(), 1.0, size) for size in (1.0, 1.5))
    body = theme().type["body"]
    assert large.px(body) == round(body.size * 1.5)
    assert large.px(body, grow=False) == small.px(body)


@pytest.mark.parametrize("scale", [0.4, 0.83, 1.0, 3.0])
def test_no_style_is_ever_smaller_than_the_floor(scale):
    setter = Typesetter(Fonts(), scale, 1.0)
    for style in theme().type.values():
        assert setter.set("word", style, 10, 10, floor=0.1).px >= FLOOR_PX


def test_the_height_asked_for_is_the_height_taken():
    setter, body = Typesetter(Fonts(), 1.0, 1.0), theme().type["body"]
    text = "A sentence that is long enough to take some lines. " * 6
    height = setter.height(text, body, 300)
    taken = setter.set(text, body, 300, height)
    assert (taken.fits, taken.px, taken.height) == (True, body.size, pytest.approx(height))


def test_characters_that_the_typeface_lacks_are_named():
    assert Fonts().missing("漢 word 字") == {"漢", "字"}


def test_the_typeface_draws_every_character_of_every_text():
    folders = (resources.assets() / "i18n", resources.assets() / "packs", resources.levels())
    texts = "".join(path.read_text("utf-8") for folder in folders for path in sorted(folder.rglob("*.yaml")))
    used = set(re.sub(r"(?m)^\s*#.*$", "", texts))
    assert {"ʻ", "ʼ", "Ж", "½"} & used, "the texts are not there"
    assert look().fonts.missing("".join(used)) == set()


def test_letters_of_uzbek_and_russian_are_letters_of_their_own():
    fonts = Fonts()
    for a, b in (("ʻ", "ʼ"), ("г", "ғ"), ("к", "қ"), ("х", "ҳ")):
        images = [fonts.line(letter, "regular", 40, "#FFFFFF") for letter in (a, b)]
        pixels = {(image.get_size(), pygame.image.tobytes(image, "RGBA")) for image in images}
        assert len(pixels) == 2, f"{a} and {b} look the same"


@pytest.mark.parametrize("style", STYLES)
def test_lines_are_as_far_apart_as_the_style_says_to_the_last_digit(style):
    """A length that differs in its last digit is rounded the other way where a text stands between pixels."""
    kind = theme().type[style]
    for size in range(90, 151):
        setting = Typesetter(Fonts(), 1.0, size / 100).set("One", kind, 1e6, 1e9)
        assert setting.line_px == setting.px * kind.line / kind.size
