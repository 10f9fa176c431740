"""The look: every pair of colours that is used together can be read and told apart."""

import pygame
import pytest

from game.errors import ContentError
from game.ui.theme import Palette, read_theme
from ui.kit import THEMES, theme

TEXT, SHAPE = 4.5, 3.0
"""WCAG 2.2: text on its ground, and the parts of a control that must be seen to use it."""


def luminance(colour):
    c = pygame.Color(colour)
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c.r / 255, c.g / 255, c.b / 255)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    """The contrast ratio of WCAG, 1 .. 21."""
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def laid_over(top, opacity, below):
    """The colour of a see-through layer over another colour."""
    mixed = pygame.Color(below).lerp(pygame.Color(top), opacity / 255)
    return f"#{mixed.r:02X}{mixed.g:02X}{mixed.b:02X}"


def text_pairs(c: Palette):
    """(what, letters, ground) of all texts."""
    rooms = {"room": c.room0, "panel": c.room1, "control": c.room2, "hovered control": c.room3}
    for name, ground in rooms.items():
        yield f"text on {name}", c.text, ground
    for name in ("room", "panel", "control"):
        yield f"quiet text on {name}", c.text_mid, rooms[name]
    for name in ("room", "panel"):
        yield f"the word 'real' on {name}", c.real.on_dark, rooms[name]
        yield f"the word 'manipulated' on {name}", c.manipulated.on_dark, rooms[name]
    yield "a control that is off", c.text_disabled, c.room0
    for name, ground in (("key", c.key_fill), ("hovered key", c.key_hover), ("pressed key", c.key_pressed)):
        yield f"words on the {name}", c.key_text, ground
    for name, ground in (("paper", c.paper), ("tab", c.paper_2)):
        yield f"ink on {name}", c.ink, ground
    yield "quiet ink on paper", c.ink_mid, c.paper
    yield "paper on ink", c.paper, c.ink
    yield "paper on hovered ink", c.paper, c.ink_mid
    for name, verdict in (("real", c.real), ("manipulated", c.manipulated)):
        yield f"ink on the band of {name}", c.ink, verdict.fill
        yield f"{name} on paper", verdict.on_paper, c.paper
    for i, ground in enumerate(c.scale):
        yield f"words on step {i + 1}", c.scale_text, ground
    for below in ("#000000", "#808080", "#FFFFFF"):
        ground = laid_over(c.tag_bg, c.tag_opacity, below)
        yield f"tag over a {below} picture", c.tag_text, ground
    on_mount = (c.ink, c.paper_lit) if not c.outlined_panels else (c.text, c.room0)
    yield "captions on the lit table", *on_mount
    yield "captions on the dark table", c.text, c.room2


def shape_pairs(c: Palette):
    """(what, line, ground) of all outlines and rings that a player must see."""
    for name, ground in (("room", c.room0), ("panel", c.room1), ("control", c.room2)):
        yield f"outline of a control on {name}", c.edge, ground
        yield f"focus on {name}", c.focus_on_dark, ground
    yield "focus on paper", c.focus_on_paper, c.paper
    yield "focus on a tab", c.focus_on_paper, c.paper_2
    yield "focus around the main key", c.focus_on_dark, c.room0
    yield "outline of a tab on paper", c.paper_line, c.paper
    yield "knob on its track", c.text, c.room3 if not c.outlined_panels else c.room0
    yield "chosen toggle", c.text, c.room3
    yield "the truth's outline on its halo", c.truth, c.halo
    yield "the player's mark on its halo", c.player, c.halo
    yield "outline of 'real' on a tag", c.real.on_dark, c.tag_bg
    yield "outline of 'manipulated' on a tag", c.manipulated.on_dark, c.tag_bg
    yield "step of the making stages", c.ink, c.manipulated.fill
    yield "switch that is on", c.ink, c.paper


@pytest.mark.parametrize("name", THEMES)
def test_all_text_can_be_read(name):
    poor = {
        w: round(contrast(a, b), 2) for w, a, b in text_pairs(theme().themes[name]) if contrast(a, b) < TEXT
    }
    assert poor == {}


@pytest.mark.parametrize("name", THEMES)
def test_all_controls_and_marks_can_be_seen(name):
    poor = {
        w: round(contrast(a, b), 2) for w, a, b in shape_pairs(theme().themes[name]) if contrast(a, b) < SHAPE
    }
    assert poor == {}


@pytest.mark.parametrize("name", THEMES)
def test_the_halo_makes_marks_visible_on_any_footage(name):
    c = theme().themes[name]
    for line in (c.player, c.truth):
        for footage in ("#000000", "#7F7F7F", "#FFFFFF", "#C68642", "#FFE0BD"):
            assert max(contrast(line, footage), contrast(c.halo, footage)) >= SHAPE


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_two_verdicts_differ_in_brightness_or_shape_not_only_in_hue():
    for name in THEMES:
        steps = theme().themes[name].scale
        for below, above in ((0, 1), (1, 2), (4, 3), (5, 4)):
            assert luminance(steps[below]) < luminance(steps[above]), (
                "the wedge gets paler towards its middle"
            )


def test_around_the_clip_there_is_no_hue():
    for name in THEMES:
        c = theme().themes[name]
        for colour in (c.room0, c.room1, c.room2, c.room3):
            p = pygame.Color(colour)
            assert max(p.r, p.g, p.b) - min(p.r, p.g, p.b) <= 12


def test_all_text_styles_leave_room_between_their_lines():
    for style in theme().type.values():
        assert style.line >= style.size * 1.05
        assert style.size >= 18


def test_a_colour_that_is_none_is_refused_with_its_line():
    with pytest.raises(ContentError, match=r"theme\.yaml:\d+:\d+"):
        read_theme("type: {}\nthemes: {light_table: {room0: blue}}\n", "theme.yaml")
