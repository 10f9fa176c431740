"""Parts of a screen: declared as dataclasses are, and each one is itself only."""

from dataclasses import fields, replace

from game.ui.nodes import Leaf
from game.ui.widgets.base import NOWHERE
from game.ui.widgets.controls import Label


def test_a_part_has_its_fields_and_can_be_had_with_others():
    label = Label(name="title", text="Hello")
    assert {"name", "box", "text", "style"} <= {field.name for field in fields(label)}
    other = replace(label, text="Bye")
    assert (other.name, other.text, other.box, label.text) == ("title", "Bye", NOWHERE, "Hello")


def test_no_two_parts_are_equal_and_each_can_be_a_key():
    first, second = (Label(name="title", text="Hello") for _ in range(2))
    assert first != second
    assert {first: 1, second: 2, Leaf(first): 3}[second] == 2
