"""Check blocks are read with all their problems at once, at their lines."""

from __future__ import annotations

import pytest

from game import resources
from game.content.checks_reader import checks_from
from game.errors import ContentError

GOOD = """\
id: small
title: {en: Small}
subtitle: {en: Two clips}
items:
  - {label: manipulated, kind: jitter}
  - {label: real}
"""


def problems(**texts: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        checks_from({f"{name}.yaml": text for name, text in texts.items()}, resources.read_guide())
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_blocks_are_read_in_three_languages() -> None:
    blocks = resources.read_checks(resources.read_guide())
    assert {block.id for block in blocks} == {"check-short", "check-long"}
    assert [len(block.items) for block in sorted(blocks, key=lambda b: len(b.items))] == [10, 20]
    assert [block.id for block in blocks if block.held_back] == ["check-short"]
    for block in blocks:
        assert set(block.title.root) == set(block.subtitle.root) == set(resources.languages())


def test_a_small_block_is_read() -> None:
    (block,) = checks_from({"small.yaml": GOOD}, resources.read_guide())
    assert [item.kind for item in block.items] == ["jitter", None]


def test_every_problem_is_told_at_its_line() -> None:
    found = problems(
        a=GOOD.replace("jitter", "jiter"),
        b=GOOD.replace("label: real", "label: reall"),
        c=GOOD + "colour: red\n",
        d="id: [",
    )
    text = "\n".join(found)
    assert "a.yaml:5" in text
    assert "jitter" in text
    assert "b.yaml:6" in text
    assert "c.yaml:7" in text
    assert "d.yaml" in text


def test_an_id_belongs_to_one_block() -> None:
    (found,) = problems(a=GOOD, b=GOOD)
    assert "b.yaml:1" in found
    assert "small" in found
