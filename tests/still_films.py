"""Films that stand still, for tests that look at screens: of each clip one frame is decoded, not hundreds.

Where a folder's `conftest.py` takes `still_by_custom`, a test whose matter is the film itself says so with
the marker `moving`.
"""

from collections.abc import Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

import pytest

from game.media.frames import DecodedFrame, FrameSource


def reading_once() -> Callable[..., DecodedFrame | None]:
    """Return a `FrameSource.read` that gives the frame which it read first for each that is asked for."""
    read = FrameSource.read
    stills: WeakKeyDictionary[FrameSource, DecodedFrame] = WeakKeyDictionary()

    def read_once(source: FrameSource, index: int, *given_up: Callable[[], bool]) -> DecodedFrame | None:
        still = stills.get(source)
        if still is not None:
            return replace(still, index=index)
        found = read(source, index, *given_up)
        if found is not None:
            stills[source] = found
        return found

    return read_once


@pytest.fixture
def still_films(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every frame of a film show the one that is read first; times and sizes are the film's own."""
    monkeypatch.setattr(FrameSource, "read", reading_once())


@pytest.fixture(autouse=True)
def still_by_custom(request: pytest.FixtureRequest) -> None:
    """Let films stand still in each test of a folder that is not marked `moving`."""
    if request.node.get_closest_marker("moving") is None:
        request.getfixturevalue("still_films")
