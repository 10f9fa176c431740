"""The tree of rows and columns: who gets how much room, and where."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.geometry import Box
from game.ui.layout import (
    Place,
    column,
    content,
    fixed,
    flex,
    free,
    grid,
    item,
    pad,
    row,
    solve,
    spacer,
    split,
    stack,
)  # fmt: skip
from game.ui.widgets.controls import Button, Label, Panel
from ui.kit import layout

LYING, UPRIGHT = layout((1280, 720)), layout((1080, 1920))
AREA = Box(10, 20, 400, 300)


def key(name, text=""):
    return Button(name=name, icon="back", text=text)


def boxes(node, area=AREA, canvas=LYING):
    return {widget.name: widget.box for widget in node.place(canvas, area)}


def test_a_row_gives_fixed_lengths_first_and_shares_the_rest():
    tree = row(
        item(key("a"), width=fixed(50)), item(key("b"), main=flex(2)), item(key("c"), main=flex()), gap=10
    )
    assert boxes(tree) == {
        "a": Box(10, 20, 50, 300), "b": Box(70, 20, 220, 300), "c": Box(300, 20, 110, 300),
    }  # fmt: skip


def test_a_name_stands_for_a_length_of_the_theme():
    placed = boxes(row(item(key("a"), width=fixed("key")), item(key("b"), main=flex()), gap="m"))
    assert placed["a"].w == LYING.length("key") == 64
    assert placed["b"].x - placed["a"].right == LYING.length("m")
    with pytest.raises(KeyError):
        boxes(row(item(key("a"), width=fixed("kye"))))


def test_a_text_takes_the_height_that_it_measures():
    words = "A sentence that is long enough to need more than a single line in this narrow column of text."
    label = Label(name="words", text=words, style="body")
    placed = boxes(column(label, item(Panel(name="rest"), main=flex())))
    assert placed["words"].h == pytest.approx(LYING.height(words, "body", AREA.w))
    assert placed["words"].h > LYING.height("A", "body", AREA.w)
    assert placed["rest"].bottom == pytest.approx(AREA.bottom)


def test_a_split_follows_the_canvas():
    tree = split(item(key("a"), main=flex()), item(key("b"), main=flex()))
    lying, upright = boxes(tree), boxes(tree, canvas=UPRIGHT)
    assert (lying["a"].y, lying["b"].x) == (lying["b"].y, lying["a"].right)
    assert (upright["a"].x, upright["b"].y) == (upright["b"].x, upright["a"].bottom)


def test_an_item_can_be_smaller_than_its_room_and_stand_anywhere_in_it():
    tree = column(
        item(
            stack(item(key("a"), width=fixed(40), height=fixed(20), across="end", down="centre")), main=flex()
        )
    )
    assert boxes(tree)["a"] == Box(370, 160, 40, 20)


def test_a_key_is_as_wide_as_its_words_and_never_too_small_for_a_finger():
    placed = boxes(row(key("icon"), key("words", "Go on"), spacer()))
    assert placed["icon"].w == LYING.length("key")
    assert placed["words"].w > placed["icon"].w


def test_padding_stands_around_its_child():
    assert boxes(pad(key("a"), 10, x=20, bottom=0))["a"] == Box(30, 30, 360, 290)


def test_a_grid_fills_row_by_row():
    placed = boxes(grid([key(name) for name in "abc"], 2, gap=20))
    assert placed["b"] == Box(220, 20, 190, 140)
    assert placed["c"] == Box(10, 180, 190, 140)


def test_a_free_part_places_its_own():
    assert boxes(row(item(free(lambda box: [Panel(name="mine", box=box)]), main=flex())))["mine"] == AREA


def test_what_is_none_is_left_out():
    assert set(boxes(row(key("a"), None, key("b")))) == {"a", "b"}


def test_children_lie_where_the_row_leads_them():
    places: tuple[tuple[Place, float], ...] = (("start", 10), ("centre", 160), ("end", 310))
    for lead, x in places:
        assert boxes(row(item(key("a"), width=fixed(100)), lead=lead))["a"].x == x


def test_a_stretched_row_shares_out_what_its_contents_leave():
    placed = boxes(row(key("a"), key("b", "Go on"), gap=10, lead="stretch"))
    plain = boxes(row(key("a"), key("b", "Go on"), gap=10))
    assert placed["b"].right == pytest.approx(AREA.right)
    assert placed["a"].w - plain["a"].w == pytest.approx(placed["b"].w - plain["b"].w)


def test_a_firm_content_lets_the_others_give_way():
    words = "A sentence that is long enough to need more than a single line in this narrow column of text."
    tall = Box(0, 0, 120, 200)
    soft = Label(name="soft", text=words, style="body")
    firm = item(Label(name="firm", text=words, style="body"), height=content(firm=True))
    placed = boxes(column(soft, firm), tall)
    assert placed["firm"].h == pytest.approx(LYING.height(words, "body", tall.w))
    assert placed["soft"].h < placed["firm"].h


sizes = st.one_of(
    st.builds(fixed, st.floats(0, 200)),
    st.builds(flex, st.floats(0.1, 5), st.floats(0, 80), st.one_of(st.none(), st.floats(80, 300))),
    st.builds(content, st.floats(0, 20), st.one_of(st.none(), st.floats(20, 300))),
)


@given(st.lists(st.tuples(sizes, st.floats(0, 150)), min_size=1, max_size=8), st.floats(0, 2000))
def test_lengths_keep_their_bounds_and_fill_the_room(parts, room):
    asked = [size for size, _ in parts]
    lengths = solve(LYING, asked, [wanted for _, wanted in parts], room)
    for size, length in zip(asked, lengths, strict=True):
        if size.fixed is not None:
            assert length == size.fixed
        else:
            assert length >= size.least - 1e-6
            assert size.most is None or length <= max(size.most, size.least) + 1e-6
    shares = [(s, n) for s, n in zip(asked, lengths, strict=True) if s.share]
    if any(s.most is None for s, _ in shares):
        smallest = all(n <= s.least + 1e-6 for s, n in shares)
        assert sum(lengths) == pytest.approx(room) or (sum(lengths) > room and smallest)


@given(st.lists(sizes, min_size=1, max_size=6), st.sampled_from(["across", "down"]))
def test_children_never_overlap_and_stand_in_order(parts, axis):
    line = row if axis == "across" else column
    placed = line(*(item(key(str(i)), main=size) for i, size in enumerate(parts)), gap=5).place(LYING, AREA)
    for before, after in itertools.pairwise(placed):
        ahead = after.box.x - before.box.right if axis == "across" else after.box.y - before.box.bottom
        assert ahead == pytest.approx(5)
