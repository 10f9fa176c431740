"""The drawing of a sound: whatever its size and that of the text, no words of it lie on others."""

from itertools import combinations

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ui.geometry import Box
from game.ui.ledger import Ledger
from game.ui.painter import Painter
from game.ui.widgets.base import State
from game.ui.widgets.spectrogram import Moment, NamedSpan, SoundStage, SpectrumPicture
from game.ui.widgets.stage import MOUNT, stage_tag
from ui.kit import look

CANVAS = Box(0, 0, 1280, 720)
SILENCE = np.zeros((64, 64), np.uint8)


def words_of(stage, text_size):
    """The texts of the drawing, with the verdict in its corner as the reveal draws it."""
    pygame.init()
    ledger = Ledger(CANVAS)
    painter = Painter(pygame.Surface((1280, 720)), look(text_size=text_size), 1.0, ledger)
    stage.draw(painter, State())
    stage_tag(painter, stage.box.inset(MOUNT), "manipulated", "Изменённое", right=True)
    return ledger.spots


def drawing(width, height, seconds, **how):
    return SoundStage(
        name="stage",
        box=Box(0, 0, width, height),
        picture=lambda: pygame.Surface((1, 1)),
        aspect=1.5,
        spectrum=SpectrumPicture(SILENCE),
        outline=((0.0, 0.0),) * 64,
        seconds=seconds,
        position=lambda: 0.0,
        kilohertz="8 кГц",
        unit="секунд",
        **how,
    )


def apart(one, other):
    """Tell whether two texts have room between them; lines of a scale may stand close above each other."""
    return not one.covered.inset(-2, 2).overlaps(other.covered.inset(-2, 2))


@given(st.integers(5, 600), st.integers(520, 1240), st.sampled_from((1.0, 1.15, 1.3, 1.5)))
@settings(max_examples=15, deadline=None)
def test_the_labels_of_time_stand_apart(tenths, width, text_size):
    spots = words_of(drawing(width, 320, tenths / 10), text_size)
    scale = [spot for spot in spots if spot.covered.y > 320 - 60]
    assert any("секунд" in spot.text for spot in scale)
    for one, other in combinations(scale, 2):
        assert apart(one, other), (one.text, other.text)


@pytest.mark.parametrize("text_size", [1.0, 1.3])
@pytest.mark.parametrize("at", [1.55, 1.9, 2.4])
def test_a_mark_s_name_lies_below_the_verdict_and_above_that_of_the_part(text_size, at):
    spans = (NamedSpan(1.2, 1.9, "audio-splice", "Склейка звука"),)
    marks = (Moment(at, "target", "Вы"),)
    stage = drawing(666, 242, 3.0, spans=spans, marks=marks, waved=False, caption="Слова.")
    spots = {spot.text: spot for spot in words_of(stage, text_size)}
    tags = [spots[words] for words in ("Изменённое", "Вы", "Склейка звука")]
    for one, other in combinations(tags, 2):
        assert apart(one, other), (one.text, other.text)
