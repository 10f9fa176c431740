"""The films that come with the game stay as they are during a test run: each is read through once."""

from __future__ import annotations

from pathlib import Path

import pytest

from game import resources
from game.content.models import Clip
from game.packs.archive import PackFiles
from game.packs.verify import file_fault

_faults: dict[tuple[Path, str, int], str | None] = {}


def fault_once(files: PackFiles, clip: Clip) -> str | None:
    """Return what `file_fault` does; of a pack that comes with the game no film is read twice."""
    if not files.path.is_relative_to(resources.assets()):
        return file_fault(files, clip)
    key = (files.path / clip.path, clip.hash, clip.bytes)
    if key not in _faults:
        _faults[key] = file_fault(files, clip)
    return _faults[key]


@pytest.fixture(autouse=True)
def _reads_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a kiosk that starts compare a film with its hash only where no kiosk of this process did."""
    monkeypatch.setattr("game.kiosk.library.file_fault", fault_once)
