"""Cards, rows of choices and lists in pages: what a menu, a practice and a library are made of."""

import pygame
import pytest

from game.ui.choice_rows import ChoiceKey, ChoiceRow, choice_rows
from game.ui.geometry import Box
from game.ui.layout import column
from game.ui.ledger import Ledger
from game.ui.paged_list import PagedList
from game.ui.painter import Painter
from game.ui.widgets.base import State, two_lines
from game.ui.widgets.card import EntryCard, LineCard, TileCard
from game.ui.widgets.controls import Button, Label, Panel
from game.ui.widgets.single_cards import PictureCard, StepTab
from ui.kit import layout, look

LYING, UPRIGHT = layout((1280, 720)), layout((1080, 1920))
BOX = Box(40, 20, 280, 260)
AREA = Box(0, 0, 600, 400)
CARDS = {
    "entry": EntryCard(name="c", box=BOX, icon="eye", title="Practice", text="One stage or all"),
    "quiet": EntryCard(name="c", box=BOX, icon="eye", title="Practice", ground="room1"),
    "tile": TileCard(
        name="c", box=BOX, number=3, icon="eye", title="Swap", text="Edges", state_icon="play", state="Begun",
        steps=8, done=3,
    ),
    "line": LineCard(
        name="c", box=BOX, number=0, icon="eye", title="What is it", state_icon="play", state="Begun"
    ),
    "picture": PictureCard(name="c", box=BOX, icon="eye", text="free"),
    "step": StepTab(name="c", box=BOX, text="1. Collect data"),
}  # fmt: skip


def draw(widget, state=State(), theme="light_table"):  # noqa: B008 - a frozen value
    surface = pygame.Surface((400, 300))
    ledger = Ledger(Box(0, 0, 400, 300))
    painter = Painter(surface, look(name=theme), 1.0, ledger)
    painter.fill(Box(0, 0, 400, 300), painter.palette.room0)
    widget.draw(painter, state)
    return pygame.image.tobytes(surface, "RGB"), ledger


def said(widget):
    return [spot.text for spot in draw(widget)[1].spots]


# -- cards ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light_table", "high_contrast"])
@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_card_shows_hover_focus_and_press(name, theme):
    states = (State(), State(hover=True), State(focus=True), State(pressed=True))
    assert len({draw(CARDS[name], state, theme)[0] for state in states}) == len(states)


@pytest.mark.parametrize("name", sorted(CARDS))
def test_all_words_of_a_card_fit_where_there_is_room(name):
    assert list(draw(CARDS[name])[1].complaints()) == []


def test_a_text_gives_way_to_the_title_where_there_is_no_room_for_both():
    entry, tile = CARDS["entry"], CARDS["tile"]
    low_entry = EntryCard(name="c", box=BOX.top(40), icon="eye", title="Practice", text="One stage or all")
    assert said(entry) == ["Practice", "One stage or all"]
    assert said(low_entry) == ["Practice"]
    assert "Edges" in said(tile)
    low = TileCard(
        name="c", box=BOX.top(170), number=3, icon="eye", title="Swap", text="Edges", state_icon="play",
        state="Begun", steps=8,
    )  # fmt: skip
    assert said(low) == ["3", "Begun", "Swap"]


def test_a_width_for_two_lines_breaks_no_word():
    wide = two_lines(LYING, "To the longestwordofall", "label")
    assert wide >= LYING.width("longestwordofall", "label")
    assert LYING.height("To the longestwordofall", "label", wide) == 2 * LYING.height("A", "label", wide)


# -- rows of choices --------------------------------------------------------------------------------------


def choices(*words):
    keys = [ChoiceKey(str(i), text, on=i == 0, press=lambda: None) for i, text in enumerate(words)]
    return ChoiceRow("one", "filter", "Which way", keys)


def laid(one, canvas, area=Box(0, 0, 1200, 500)):  # noqa: B008 - a frozen value
    return {widget.name: widget for widget in choice_rows(canvas, [one]).place(canvas, area)}


def test_keys_stand_beside_the_word_or_below_it_on_an_upright_canvas():
    lying, upright = laid(choices("A", "B"), LYING), laid(choices("A", "B"), UPRIGHT, Box(0, 0, 660, 500))
    assert lying["one-0"].box.x >= lying["row-one.label"].box.right
    assert upright["one-0"].box.y >= upright["row-one.label"].box.bottom
    assert lying["one-0"].box.w == lying["one-1"].box.w < lying["row-one"].box.w / 3


def test_in_a_full_row_longer_words_have_wider_keys():
    words = ("All", "Data", "The training of a model", "Swap", "Finish", "Voice")
    keys = laid(choices(*words), LYING)
    assert keys["one-2"].box.w > keys["one-0"].box.w
    assert keys["one-5"].box.right <= keys["row-one"].box.right


def test_in_large_type_the_icon_of_a_full_row_stands_for_its_word():
    large = layout((1280, 720), text_size=1.5)
    words = tuple("ABCDEF")
    assert laid(choices(*words), LYING)["row-one.label"].text == "Which way"
    assert laid(choices(*words), large)["row-one.label"].text == ""
    assert laid(choices(*words[:4]), large)["row-one.label"].text == "Which way"


# -- a list in pages --------------------------------------------------------------------------------------


def listed(count, page):
    rows = [Panel(name=f"row-{i}") for i in range(count)]
    node = PagedList(
        rows,
        height=100,
        gap=10,
        page=page,
        foot=lambda n: column(Button(name="foot", icon="next", spoken=str(n))),
    )
    *shown, foot = node.place(LYING, AREA)
    return [row.name for row in shown], foot.spoken


def test_a_list_shows_as_many_rows_as_fit_above_its_foot():
    assert listed(2, 0) == (["row-0", "row-1"], "1")
    assert listed(7, 0) == (["row-0", "row-1", "row-2"], "3")


def test_pages_count_on_round_and_round():
    assert listed(7, 2)[0] == ["row-6"]
    assert listed(7, 3)[0] == listed(7, 0)[0]
    assert listed(7, -1)[0] == listed(7, 2)[0]


def test_a_row_without_a_height_takes_all_the_room():
    empty, foot = Label(name="empty", text="None yet"), column(Panel(name="foot"))
    node = PagedList([empty], height=None, gap=10, page=0, foot=lambda _: foot)
    placed = {widget.name: widget.box for widget in node.place(LYING, AREA)}
    assert placed["empty"].h == 390
