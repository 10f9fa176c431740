"""The house as its source shows it: every import counts, circles are found, nothing is left out."""

from itertools import pairwise

import pytest

from tools.house.imports import circles, direct, house, layers, module_graph, modules, room_graph
from tools.house.picture import boxes, draw, filled_in, said, without_lines

CONTRACT = """
[[tool.importlinter.contracts]]
type = "independence"
modules = ["game.a", "game.b"]
[[tool.importlinter.contracts]]
type = "layers"
layers = ["game.top", "game.a | game.b", "game.floor"]
"""


@pytest.fixture
def small_house(tmp_path):
    """Three layers: top uses both rooms, in all ways of importing; they stand on the floor."""
    texts = {
        "pyproject.toml": CONTRACT,
        "game/__init__.py": "",
        "game/top.py": "from game.a.door import open_it\ndef later():\n    import game.b.screen\n",
        "game/a/__init__.py": "",
        "game/a/door.py": "import json\nfrom game.floor import plank\nfrom game.a import hinge\n",
        "game/a/hinge.py": "",
        "game/b/__init__.py": "",
        "game/b/screen.py": "if TYPE_CHECKING:\n    from game import floor\n",
        "game/floor.py": "plank = 1\n",
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_imports_count_wherever_they_stand(small_house):
    graph = module_graph(modules(small_house, "game"))
    assert graph["game.top"] == {"game.a.door", "game.b.screen"}
    assert graph["game.a.door"] == {"game.floor", "game.a.hinge"}
    assert graph["game.b.screen"] == {"game.floor"}


def test_rooms_are_what_stands_directly_in_the_game(small_house):
    assert house(small_house) == {"top": {"a", "b"}, "a": {"floor"}, "b": {"floor"}, "floor": set()}
    assert layers(small_house) == [["top"], ["a", "b"], ["floor"]]


@pytest.mark.parametrize(
    "line",
    [
        "from game.a import door",
        "def f():\n    from game.a.door import open_it",
        "if TYPE_CHECKING:\n    import game.a.door",
    ],
    ids=["at-the-beginning", "in-a-function", "for-types"],
)
def test_a_circle_is_found_whatever_hides_it(small_house, line):
    (small_house / "game/floor.py").write_text(line, "utf-8")
    graph = module_graph(modules(small_house, "game"))
    assert circles(graph) == [{"game.a.door", "game.floor"}]
    assert circles(room_graph(graph)) == [{"a", "floor"}]


def test_a_circle_of_three_is_one_and_its_neighbours_are_in_none():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}) == [{"a", "b", "c"}]
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_an_arrow_is_left_out_where_others_lead_there_too():
    assert direct({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": {"b"}, "b": {"c"}, "c": set()}


def test_the_picture_has_a_box_for_each_room_and_an_arrow_for_each_direct_import(small_house):
    svg = draw(house(small_house), layers(small_house), {"a": 1234, "b": 3})
    assert [f">{name}</text>" in svg for name in ("top", "a", "b", "floor")] == [True] * 4
    assert svg.count('class="arrow"') == 4
    assert ">about 1,200 lines<" in svg
    assert without_lines(svg) == without_lines(draw(house(small_house), layers(small_house), {}))


def test_no_box_of_the_real_house_lies_on_another():
    placed = list(boxes(layers()).values())
    rows = {box.y: sorted(b.x for b in placed if b.y == box.y) for box in placed}
    assert all(right - left > 126 for xs in rows.values() for left, right in pairwise(xs))


def test_counts_are_rounded():
    assert [said(n) for n in (8, 149, 5251)] == ["under 100 lines", "about 100 lines", "about 5,300 lines"]


def test_the_page_s_rows_are_filled_in():
    page = "| room | for | uses |\n| `a` | doors | old |\n| `b` | bees | |\n"
    written = "| room | for | uses |\n| `a` | doors | `b`, `c` |\n| `b` | bees | nothing |\n"
    assert filled_in(page, {"a": {"c", "b"}, "b": set()}) == written
