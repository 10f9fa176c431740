"""Pieces of a layout tree: rows of badges, text in pages, answers to choose, dots for pages."""

from dataclasses import replace

import pygame
import pytest

from game.ui.flow import Flow
from game.ui.geometry import Box
from game.ui.ledger import Ledger
from game.ui.paged_text import PagedText
from game.ui.painter import Painter
from game.ui.widgets.base import State
from game.ui.widgets.choice import ChoiceCard
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.page_dots import PageDots
from game.ui.widgets.switches import Chip
from ui.kit import layout, look

LYING = layout((1280, 720))
WORDS = "A clip without traces is not thereby real: look who posted it, where, and what others report."


def chips(*texts):
    return tuple(Chip(name=f"chip-{i}", icon="check", text=text) for i, text in enumerate(texts))


def paged(text, page=0):
    return PagedText(
        name="words", text=text, page=page, more=lambda: None, spoken=lambda n, total: f"{n} of {total}"
    )


def placed(node, box):
    return {widget.name: widget for widget in node.place(LYING, box)}


def drawn(widget, state=State()):  # noqa: B008 - a frozen value
    surface = pygame.Surface((640, 360))
    painter = Painter(surface, look(), 1.0, Ledger(Box(0, 0, 640, 360)))
    widget.draw(painter, state)
    return surface, painter.ledger


def texts(widget):
    return [spot.text for spot in drawn(widget)[1].spots]


# -- rows of badges ----------------------------------------------------------------------------------------


def test_badges_stand_side_by_side_while_there_is_room_and_then_begin_a_row():
    flow = Flow(chips("one", "two", "three"), gap=8)
    first, second, third = (chip.natural(LYING, 500)[0] for chip in flow.children)
    boxes = placed(flow, Box(10, 20, first + 8 + second, 200))
    assert boxes["chip-1"].box.x == pytest.approx(10 + first + 8)
    assert boxes["chip-0"].box.y == boxes["chip-1"].box.y == 20
    assert (boxes["chip-2"].box.x, boxes["chip-2"].box.w) == (10, third)
    assert boxes["chip-2"].box.y == 20 + LYING.length("chip") + 8


def test_badges_in_two_rows_ask_for_no_more_width_than_that_takes():
    flow = Flow(chips("one", "a longer one", "two", "three"), gap=8, rows=2)
    wide, high = flow.natural(LYING, 900)
    assert high == 2 * LYING.length("chip") + 8
    assert max(chip.natural(LYING, 900)[0] for chip in flow.children) <= wide < 900
    assert Flow(flow.children, gap=8).natural(LYING, 900)[0] == 900
    assert len({w.box.y for w in flow.place(LYING, Box(0, 0, wide, high))}) == 2


def test_a_badge_wider_than_all_room_has_a_row_of_its_own():
    boxes = placed(Flow(chips("one", "far too long a name for it"), gap=8), Box(0, 0, 120, 200))
    assert boxes["chip-1"].box.y > boxes["chip-0"].box.y
    assert Flow(()).natural(LYING, 120) == (120, 0)


# -- text in pages -----------------------------------------------------------------------------------------


def test_a_text_that_fits_needs_no_key():
    node = paged(WORDS)
    wide, high = node.natural(LYING, 400)
    shown = placed(node, Box(0, 0, wide, high))
    assert set(shown) == {"words"}
    assert shown["words"].text == WORDS


def test_a_longer_text_comes_in_pages_and_begins_again_after_the_last():
    box = Box(0, 0, 400, 2 * LYING.height("A", "body", 400))
    pages = [placed(paged(WORDS, page), box) for page in range(4)]
    total = int(pages[0]["more"].spoken.split()[-1])
    assert total > 1
    whole = " ".join(page["words"].text.replace("\n", " ") for page in pages[:total])
    assert whole == WORDS
    assert pages[total % 4]["words"].text == pages[0]["words"].text
    assert isinstance(pages[0]["words"], Label)
    key = pages[0]["more"]
    assert isinstance(key, Button)
    assert key.box.right == box.right
    assert pages[0]["words"].box.right < key.box.x


# -- answers and dots --------------------------------------------------------------------------------------


def choice(high=92, **how):
    return ChoiceCard(name="answer", box=Box(20, 20, 360, high), text="Somebody gains", icon="check", **how)


def test_a_second_text_is_left_out_where_there_is_no_room_for_both():
    assert texts(choice(detail="You can see it")) == ["Somebody gains", "You can see it"]
    assert texts(choice(40, detail="You can see it")) == ["Somebody gains"]


def test_a_first_text_gives_height_to_a_second_one_that_needs_two_lines():
    widget = choice(84, style="strong", detail=WORDS, detail_style="note", detail_floor=0.8)
    _, ledger = drawn(replace(widget, box=Box(20, 20, 600, 76)))
    assert list(ledger.complaints()) == []
    upper, lower = ledger.spots
    assert upper.covered.h < LYING.height(upper.text, "strong", 600)
    assert lower.covered.h > LYING.height("A", "note", 600)


def test_each_state_of_an_answer_can_be_seen():
    looks = [
        choice(),
        choice(on=True),
        choice(firm=True),
        choice(faded=True),
        choice(mark="miss"),
        choice(tick=True),
        choice(tick=True, on=True),
        choice(ground="room1"),
    ]
    pictures = [pygame.image.tobytes(drawn(one)[0], "RGB") for one in looks]
    pictures += [
        pygame.image.tobytes(drawn(choice(), state)[0], "RGB")
        for state in (State(hover=True), State(focus=True), State(pressed=True))
    ]
    assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize("total", [1, 6, 40])
def test_one_dot_stands_for_each_page_and_the_present_one_is_seen(total):
    box = Box(100, 40, 300, 24)
    first, last = (
        pygame.image.tobytes(drawn(PageDots(name="dots", box=box, total=total, at=at))[0], "RGB")
        for at in (0, total - 1)
    )
    assert (first == last) == (total == 1)
