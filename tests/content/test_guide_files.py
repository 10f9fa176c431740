"""The guide and the levels that ship with the game are sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.content.lint import lint
from game.content.yaml_source import load
from game.resources import languages, read_guide, read_levels

if TYPE_CHECKING:
    from pathlib import Path


def test_the_guide_and_the_levels_can_be_read() -> None:
    guide = read_guide()
    levels = read_levels()
    assert guide.kinds
    for level in levels:
        assert set(level.kinds) <= set(guide.kinds)
        assert set(level.stages) <= set(guide.stages)


def test_their_texts_have_no_faults(root: Path) -> None:
    files = sorted((root / "levels").glob("*/*.yaml"))
    assert files
    assert [
        problem for path in files for problem in lint(load(path.read_text("utf-8"), path.name), languages())
    ] == []
