"""Clips that were looked over once: the small packs hold the same films again and again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from game.media import probe as real

_facts: dict[bytes, real.ProbedFacts] = {}
_look = real.probe


def probe(path: Path) -> real.ProbedFacts:
    """Return the facts of the file at `path`, decoding it only where no file of the same bytes was."""
    digest = sha256(path.read_bytes()).digest()
    if digest not in _facts:
        _facts[digest] = _look(path)
    return _facts[digest]


@pytest.fixture
def probed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever asks for the probe from now on look each film over once for all tests of a process."""
    monkeypatch.setattr(real, "probe", probe)
