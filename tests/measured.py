"""The studio's actor, loaded and measured once for all tests of a process."""

from functools import cache
from pathlib import Path

import pytest

from game.studio import loop
from game.studio.cast import cast_of
from game.studio.dials import Cast
from game.studio.visibility import traces

_casts: dict[tuple[str, str, Path], Cast] = {}


def _cast_once(pack, clip, media):
    key = (pack.name, clip.id, media)
    if key not in _casts:
        _casts[key] = cast_of(pack, clip, media)
    return _casts[key]


@cache
def _traces_once(cast_id, dials):
    cast = next(cast for cast in _casts.values() if id(cast) == cast_id)
    return traces(cast, dials)


@pytest.fixture
def measured_once(monkeypatch):
    """The studio's actor is loaded, and each setting of its dials measured, once for all tests."""
    monkeypatch.setattr(loop, "cast_of", _cast_once)
    monkeypatch.setattr(loop, "traces", lambda cast, dials: _traces_once(id(cast), dials))
