"""The kinds that the forge can make: found in the package of edits, each once."""

from __future__ import annotations

import sys

import pytest

from game.forge import edits

MODULE = """
from game.forge.edits.base import AudioKind

def plan(track, strength, rng):
    raise ValueError("not in this test")

KINDS = (AudioKind("{id}", plan, notice=1.0),)
"""


@pytest.fixture
def add(monkeypatch, tmp_path):
    """Put a module that makes a kind beside the package's own."""
    monkeypatch.setattr(edits, "__path__", [*edits.__path__, str(tmp_path)])

    def write(name, kind):
        (tmp_path / f"{name}.py").write_text(MODULE.format(id=kind), "utf-8")

    yield write
    for path in tmp_path.glob("*.py"):
        sys.modules.pop(f"{edits.__name__}.{path.stem}", None)


def test_a_new_module_is_enough_for_a_new_kind(add):
    add("whistling", "whistled-consonants")
    assert "whistled-consonants" in edits.kinds.__wrapped__()


def test_a_kind_that_two_modules_make_is_refused(add):
    add("whistling", "jitter")
    with pytest.raises(ValueError, match="'jitter' is made by two edits"):
        edits.kinds.__wrapped__()


def test_kinds_are_seen_or_heard():
    assert {**edits.video_kinds(), **edits.audio_kinds()} == dict(edits.kinds())
