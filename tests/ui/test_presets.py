"""Ready pieces: where the keys of the bar stand, and what a screen leaves for its body."""

from dataclasses import replace

import pytest

from game import resources
from game.i18n import Catalogue
from game.ui.layout import flex, item
from game.ui.presets import screen, top_bar
from game.ui.scene import Layout
from game.ui.widgets.controls import Button, Panel
from game.ui.widgets.progress import Pips
from ui.kit import layout

LYING, UPRIGHT = layout((1280, 720)), layout((1080, 1920))
T = Catalogue.read(resources.assets() / "i18n").translator("en")


def low(where: Layout) -> Layout:
    """The same layout where all keys must be low."""
    return Layout(where.canvas, replace(where.look, low_keys=True))


def placed(where: Layout):
    bar = top_bar(
        T,
        "Title",
        "Subtitle",
        back=print,
        settings=print,
        progress=Pips(name="pips", length=8, done=3),
    )
    tree = screen(bar, item(Panel(name="body"), main=flex()))
    return {widget.name: widget for widget in tree.place(where, where.area)}


def test_progress_stands_in_the_bar_and_on_an_upright_canvas_below_it():
    for where, below in ((LYING, False), (UPRIGHT, True)):
        found = placed(where)
        assert (found["pips"].box.y > found["bar.title"].box.bottom) is below
        assert found["body"].box.y >= found["pips"].box.bottom


@pytest.mark.parametrize("where", [LYING, UPRIGHT, low(LYING)], ids=["lying", "upright", "low, lying"])
def test_the_keys_of_the_bar_stand_at_the_top(where):
    found = placed(where)
    assert "dock" not in found
    assert found["back"].box.bottom < found["body"].box.y


def test_where_keys_must_be_low_those_of_the_bar_stand_below_the_body_of_an_upright_screen():
    where = low(UPRIGHT)
    found = placed(where)
    for name in ("back", "settings"):
        key = found[name]
        assert isinstance(key, Button)
        assert key.look == "secondary"
        assert key.box.within(found["dock"].box)
        assert key.box.h >= where.length("key")
    assert found["body"].box.bottom < found["dock"].box.y
    assert found["bar.title"].box.x < placed(UPRIGHT)["bar.title"].box.x
