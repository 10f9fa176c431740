"""Every screen, three languages, both themes, three windows, larger text: no text is cut, covers another,
leaves the screen, lacks a glyph or is too pale to read.

One game per language and theme is played once; each of its screens is drawn on all windows.
"""

from hashlib import sha256

import numpy as np
import pytest
from pilot import Pilot
from ready_library import lay_out
from still_films import still_films

from game.app import App
from game.resources import languages
from game.runtime import Options
from game.ui.time import VirtualTime
from tools.screenshots.session import shots

__all__ = ["still_films"]

WINDOWS = ((1280, 720), (1024, 600), (1080, 1920))
THEMES = ("light_table", "high_contrast")
LEAST_SCREENS = 20
READABLE = 4.5
GREY = 0x010101


@pytest.fixture
def player(tmp_path, request, still_films):
    """A pilot with the packs that come with the game, who draws only what is looked at."""
    language, theme = request.param
    lay_out(tmp_path)
    app = App(Options(tmp_path, lang=language, theme=theme, seed=4, mute=True), VirtualTime())
    app.apply(app.context.settings.changed(reduced_motion=True))
    app.toasts.dismiss()
    with app.loop.hurried():
        yield Pilot(app)
    app.close()


def players(*pairs):
    return pytest.mark.parametrize("player", pairs, indirect=True, ids="-".join)


def luminance(rgb):
    """WCAG relative luminance of an array (..., 3) of 0..255."""
    c = np.asarray(rgb, float) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def contrast_in(pixels):
    """The contrast of the ink against the most common colour in a piece of a picture, of 0xRRGGBB each."""
    digest = sha256(np.ascontiguousarray(pixels.T).data).digest()
    if digest not in _contrasts:
        _contrasts[digest] = _contrast_of(pixels)
    return _contrasts[digest]


_contrasts: dict[bytes, float] = {}
"""Of each piece that was seen: the same words stand on many screens."""


def _contrast_of(pixels):
    colours = pixels.ravel() & 0xFFFFFF
    values, counts = np.unique(colours, return_counts=True)
    light = luminance(np.stack([values >> 16, values >> 8 & 255, values & 255], axis=-1))
    base = light[counts.argmax()]
    return float(max((light.max() + 0.05) / (base + 0.05), (base + 0.05) / (light.min() + 0.05)))


def pale(surface, ledger, scale):
    """One sentence for each text whose letters stand out too little from what lies under them."""
    import pygame

    assert surface.get_shifts()[:3] == (16, 8, 0)
    pixels = pygame.surfarray.pixels2d(surface)
    for spot in ledger.spots:
        box = spot.covered
        x0, y0 = max(0, round(box.x * scale)), max(0, round(box.y * scale))
        piece = pixels[x0 : round(box.right * scale), y0 : round(box.bottom * scale)]
        if piece.size and not spot.over and (ratio := contrast_in(piece)) < READABLE:
            yield f"is too pale ({ratio:.1f}): {spot.text!r}"


def complaints_of(player, windows, text_sizes=(1.0,)):
    """Play through all screens; return every complaint, and how many pictures there were."""
    found, pictures = [], 0
    for shot in shots(player.app, player):
        shot.prepare()
        player.step()
        player.app.toasts.dismiss()
        for size in windows:
            for text_size in text_sizes:
                chosen = player.app.context.settings
                player.app.apply(chosen.changed(text_size=text_size))
                player.resize(*size)
                surface, ledger = player.picture()
                pictures += 1
                assert ledger.spots, f"{shot.name} shows no text"
                sentences = [*ledger.complaints(), *pale(surface, ledger, player.loop.screen.canvas.scale)]
                found += [f"{shot.name} {size[0]}x{size[1]} at {text_size:g}: {s}" for s in sentences]
        player.app.apply(player.app.context.settings.changed(text_size=1.0))
        player.resize(1280, 720)
        player.app.toasts.dismiss()
    return found, pictures


@players(*((language, theme) for language in languages() for theme in THEMES))
def test_every_text_of_every_screen_is_whole_and_readable(player):
    found, pictures = complaints_of(player, WINDOWS)
    assert pictures >= LEAST_SCREENS * len(WINDOWS)
    assert "\n".join(found) == ""


@players(("ru", "light_table"), ("uz", "high_contrast"))
def test_every_text_is_whole_at_larger_sizes(player):
    found, pictures = complaints_of(player, WINDOWS[:2], (1.5, 1.3, 1.15))
    assert pictures >= LEAST_SCREENS * 6
    assert "\n".join(found) == ""


def test_the_contrast_of_a_picture_can_be_too_low():
    grey = np.full((20, 20), GREY * 120, np.uint32)
    assert contrast_in(grey) == pytest.approx(1.0)
    grey[5:8, 5:8] = GREY * 150
    assert contrast_in(grey) < READABLE
    grey[5, 5] = GREY * 255
    assert contrast_in(grey) > 4.4
