"""Clips that are looked over once: small packs hold the same films many times, large ones stay as they are.

What a probe finds depends on the bytes of the clip and on the code that reads them, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import av
import pytest
from pydantic import TypeAdapter

from game.files import write_whole_bytes
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
def kept_probe(pytestconfig: pytest.Config) -> Callable[[Path], real.ProbedFacts]:
    """A probe that keeps what it finds from run to run, until the clip, `game/media` or PyAV changes."""
    code = sha256(av.__version__.encode())
    for module in sorted(Path(real.__file__).parent.glob("*.py")):
        code.update(module.read_bytes())
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir(f"probed-{code.hexdigest()[:16]}")
    facts = TypeAdapter(real.ProbedFacts)

    def kept(path: Path) -> real.ProbedFacts:
        place = folder / f"{sha256(path.read_bytes()).hexdigest()}.json"
        if not place.exists():
            write_whole_bytes(place, facts.dump_json(_look(path)))
        return facts.validate_json(place.read_bytes())

    return kept


@pytest.fixture
def probed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever asks for the probe from now on look each film over once for all tests of a process."""
    monkeypatch.setattr(real, "probe", probe)
