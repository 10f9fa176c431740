"""The drawn diagrams: every card can be drawn, in beats, inside its board, without cut text."""

from functools import cache
from itertools import pairwise
from typing import get_args

import numpy as np
import pygame
import pytest
from ui.kit import THEMES, look

from game import resources
from game.campaign.drawings import gan
from game.campaign.drawings.board import Board, Lexicon
from game.campaign.drawings.cases import DRAWINGS
from game.campaign.drawings.catalogue import DIAGRAMS, GAME
from game.campaign.model import Diagram
from game.campaign.reader import read_campaign
from game.i18n import Catalogue
from game.resources import languages
from game.ui.geometry import Box
from game.ui.ledger import Ledger
from game.ui.painter import Painter

BOARDS = {"wide": (1136, 356), "small": (1136, 386), "tall": (690, 900)}


@cache
def campaign():
    return read_campaign(resources.read_guide())


@cache
def texts():
    return Catalogue.read(resources.assets() / "i18n")


@cache
def shared_look(scale, theme):
    """One look for all pictures of a theme: fonts and icons are opened once."""
    return look(scale, name=theme)


CARDS = sorted({(c.diagram, c.step) for ch in campaign().chapters.values() for c in ch.lesson} - {(GAME, 1)})


def board(size, beat=99.0, *, language="en", theme="light_table", scale=1.0):
    surface = pygame.Surface((round((size[0] + 60) * scale), round((size[1] + 60) * scale)))
    box = Box(30, 30, *size)
    ledger = Ledger(box.inset(-30))
    p = Painter(surface, shared_look(scale, theme), scale, ledger)
    surface.fill(pygame.Color("#FBF9F3"))
    lexicon = Lexicon(
        tuple((m.icon, m.name.get(language)) for m in campaign().motives.values()),
        tuple((c.icon, c.title.get(language)) for c in campaign().before_share.checks),
    )
    return Board(p, box, texts().translator(language), beat, lexicon), surface, ledger


def pixels(surface):
    return pygame.surfarray.array3d(surface)


def test_every_diagram_of_the_campaign_is_drawn():
    assert {*DIAGRAMS, GAME} == {*get_args(Diagram)}
    assert {case.drawing for case in campaign().cases.values()} == {*DRAWINGS}


@pytest.mark.parametrize("language", tuple(languages()))
@pytest.mark.parametrize("size", BOARDS)
@pytest.mark.parametrize(("diagram", "step"), CARDS)
def test_words_fit_and_stay_on_the_board(diagram, step, size, language):
    scale = 0.8 if size == "small" else 1.0
    drawn, _, ledger = board(BOARDS[size], language=language, scale=scale)
    DIAGRAMS[diagram].paint(drawn, step)
    assert list(ledger.complaints()) == []
    assert ledger.spots


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("diagram", "step"), CARDS)
def test_beats_add_to_the_drawing_and_the_last_one_completes_it(diagram, step, theme):
    beats = DIAGRAMS[diagram].beats_of(step)
    made = []
    for beat in (0.4, *range(1, beats + 1), 99.0):
        drawn, surface, _ = board(BOARDS["wide"], float(beat), theme=theme)
        DIAGRAMS[diagram].paint(drawn, step)
        made.append(pixels(surface))
    changes = [int((a != b).any(axis=2).sum()) for a, b in pairwise(made[1:-1])]
    assert all(change > 100 for change in changes)
    assert np.array_equal(made[-1], made[-2])


@pytest.mark.parametrize(("diagram", "step"), CARDS)
def test_a_drawing_leaves_the_edge_of_the_board_free(diagram, step):
    drawn, surface, _ = board(BOARDS["wide"])
    DIAGRAMS[diagram].paint(drawn, step)
    edge = pixels(surface)[:4]
    assert (edge == edge[0, 0]).all()


@pytest.mark.parametrize("name", DRAWINGS)
def test_case_drawings_differ_and_show_no_text(name):
    drawn, surface, ledger = board((480, 300))
    blank = pixels(surface).copy()
    DRAWINGS[name](drawn, drawn.box)
    assert (pixels(surface) != blank).any(axis=2).mean() > 0.02
    assert ledger.spots == []


# -- the GAN's little game ---------------------------------------------------------------------------------


def test_the_game_goes_on_only_after_an_answer():
    game = gan.GanGame()
    assert game.on() == game
    answered = game.pick(1 - game.made)
    assert not answered.found
    assert answered.pick(game.made) == answered
    assert answered.on() == gan.GanGame(1)


def test_after_the_last_round_the_game_begins_again():
    game = gan.GanGame()
    for _ in range(gan.ROUNDS - 1):
        game = game.pick(game.made).on()
        assert not game.over
    assert game.last
    done = game.pick(0)
    assert done.over
    assert done.on() == gan.GanGame()


def test_the_drawing_is_not_on_the_same_side_each_time():
    assert {gan.GanGame(n).made for n in range(gan.ROUNDS)} == {0, 1}


@pytest.mark.parametrize("language", tuple(languages()))
@pytest.mark.parametrize("size", BOARDS)
@pytest.mark.parametrize("picked", [None, 0, 1])
def test_words_of_the_game_fit(size, language, picked):
    for number in range(gan.ROUNDS):
        drawn, _, ledger = board(BOARDS[size], language=language, scale=0.8 if size == "small" else 1.0)
        game = gan.GanGame(number, picked)
        gan.gan_game(drawn, game)
        at = gan.places(drawn.box)
        for side, box in enumerate((at.left, at.right)):
            assert box.within(drawn.box, 1)
            gan.picture(drawn, box, game, side)
        assert list(ledger.complaints()) == []


def test_in_the_last_round_both_pictures_are_drawn_as_finely():
    drawn, surface, _ = board(BOARDS["wide"])
    at = gan.places(drawn.box)
    amounts = []
    for side, box in enumerate((at.left, at.right)):
        gan.picture(drawn, box, gan.GanGame(gan.ROUNDS - 1), side)
        rect = drawn.p.rect(box)
        part = pygame.surfarray.array3d(surface.subsurface(rect)).astype(int)
        amounts.append(np.abs(np.diff(part, axis=0)).mean())
    assert amounts[0] == pytest.approx(amounts[1], rel=0.25)
