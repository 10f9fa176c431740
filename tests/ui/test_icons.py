"""Icons: each name that the game uses has a drawing; an unknown one is a ring, not a crash."""

import ast
from typing import Any

import pygame
import pytest

from game import resources
from game.ui.icons import Icons

CALLS = {"icon": 0, "tag": 3, "chip": 2, "show": 0, "icon_key": 1, "_toggle": 1, "_side_card": 2}
"""Functions that take an icon's name, and as which argument."""


@pytest.fixture(scope="module")
def icons():
    pygame.init()
    return Icons(resources.assets() / "icons")


def named_in(expression):
    """The names that an icon expression can give: constants, and those of `a if b else c`."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from named_in(expression.body)
        yield from named_in(expression.orelse)


ROOMS = {"play", "campaign", "home", "studio", "workshop", "kiosk", "ui"}


def icons_in_code(root):
    """(file, line, name) of each icon that a module names."""
    for path in sorted((root / "game").rglob("*.py")):
        if not ROOMS & set(path.relative_to(root).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [k.value for k in node.keywords if k.arg == "icon"]
            if called in CALLS and len(node.args) > CALLS[called]:
                given.append(node.args[CALLS[called]])
            for expression in given:
                for name in named_in(expression):
                    yield path.name, node.lineno, name


def test_every_icon_that_the_code_names_is_drawn(icons, root):
    used = list(icons_in_code(root))
    assert len({name for *_, name in used}) > 25, "the search finds nothing any more"
    assert [f"{file}:{line}: {name}" for file, line, name in used if name not in icons.names()] == []


def test_every_icon_of_tables_in_the_scenes_is_drawn(icons):
    from game.play.provenance import CONSENT_ICONS
    from game.play.watch import PLACES

    assert {*CONSENT_ICONS.values(), *(icon for icon, _ in PLACES)} <= set(icons.names())


def test_every_icon_of_the_guide_and_the_levels_is_drawn(icons):
    guide = resources.read_guide()
    owners: tuple[Any, ...] = (*guide.kinds.values(), *guide.stages.values(), *resources.read_levels())
    named = {owner.icon for owner in owners}
    assert named - set(icons.names()) == set()


def test_every_drawing_fits_the_24_grid_and_can_be_tinted(root):
    for path in sorted((resources.assets() / "icons").glob("*.svg")):
        svg = path.read_text("utf-8")
        assert 'width="24" height="24"' in svg, path.name
        assert "<text" not in svg, f"{path.name}: letters in a drawing cannot be translated"


@pytest.mark.parametrize("px", [18, 30, 96])
def test_an_icon_has_the_size_and_the_colour_that_was_asked_for(icons, px):
    image = icons.get("check", px, "#FF8000")
    assert image.get_size() == (px, px)
    solid = [image.get_at((x, y)) for x in range(px) for y in range(px) if image.get_at((x, y)).a > 250]
    assert solid
    assert {tuple(c)[:3] for c in solid} == {(255, 128, 0)}


def test_every_icon_leaves_a_trace_of_its_own(icons):
    drawn = {name: pygame.image.tobytes(icons.get(name, 48, "#FFFFFF"), "RGBA") for name in icons.names()}
    assert len(set(drawn.values())) == len(drawn)
    assert all(any(picture[3::4]) for picture in drawn.values())


def test_an_unknown_icon_is_a_ring(icons):
    ring = icons.get("no-such-icon", 32, "#FFFFFF")
    assert ring.get_at((16, 16)).a == 0
    assert ring.get_at((16, 4)).a > 0
    assert "no-such-icon" not in icons.names()


def test_an_icon_is_rendered_once(icons):
    assert icons.get("check", 40, "#FFFFFF") is icons.get("check", 40, "#FFFFFF")
