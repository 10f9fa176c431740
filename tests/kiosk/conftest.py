"""A kiosk is tested by its screens: films stand still where they are not the matter.

The films that come with the game stay as they are during a test run, so each is read through once, and a PIN
has its hash made once for each salt: that takes a twentieth of a second on purpose.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from still_films import still_by_custom, still_films

from game import resources
from game.content.models import Clip
from game.kiosk import pin
from game.packs.archive import PackFiles
from game.packs.verify import file_fault

__all__ = ["still_by_custom", "still_films"]

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


_hash_once = cache(pin._hash)


@pytest.fixture(autouse=True)
def _hashes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no PIN be hashed twice with the same salt."""
    monkeypatch.setattr(pin, "_hash", _hash_once)
