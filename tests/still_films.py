"""Films that stand still, for tests that look at screens: of each clip one frame is decoded, not hundreds.

What a film told once - when its frames are due, the frame, the sound - is told again without opening it, to
all tests of a process, as long as it is the same file.

Where a folder's `conftest.py` takes `still_by_custom`, a test whose matter is the film itself says so with
the marker `moving`.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import pytest
from av.video.frame import VideoFrame

from game.media import decoder_thread
from game.media.frames import DecodedFrame, FrameSource, FrameTable, PixelSize, Shaper
from game.media.pcm import Samples, read_sound


class Film(NamedTuple):
    """A file as it is now: one that was changed or replaced is another film."""

    path: str
    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> "Film":
        """Return the file at `path`; one that is not there is a film as well, which nothing is known of."""
        try:
            found = path.stat()
        except OSError:
            return cls(str(path), 0, 0, 0)
        return cls(str(path), found.st_ino, found.st_size, found.st_mtime_ns)


Found = TypeVar("Found")


class Kept(Generic[Found]):
    """What was found of films, of the last `most` that were looked at."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Found] = OrderedDict()

    def get(self, key: Hashable) -> Found | None:
        """Return what was found; None where nothing was yet."""
        return self._found.get(key)

    def keep(self, key: Hashable, found: Found) -> Found:
        """Keep and return what was found."""
        self._found[key] = found
        if len(self._found) > self._most:
            self._found.popitem(last=False)
        return found


_open, _read = FrameSource.__init__, FrameSource.read
_tables: Kept[tuple[FrameTable, PixelSize]] = Kept(512)
_frames: Kept[DecodedFrame] = Kept(24)
_decoded: Kept[VideoFrame] = Kept(192)
_sounds: Kept[tuple[Samples | None]] = Kept(64)


def open_still(source: FrameSource, path: Path) -> None:
    """Open a film, in the place of `FrameSource.__init__`: its file only where nothing is known of it yet."""
    state, film = vars(source), Film.of(path)
    known = _tables.get(film)
    if known is None:
        _open(source, path)
        known = _tables.keep(film, (source.table, source.size))
    else:
        state |= {"_stack": ExitStack(), "shown": None}
    state["table"], state["_size"] = known
    state |= {"path": path, "film": film, "first": None}


def read_still(source: FrameSource, index: int, *given_up: Callable[[], bool]) -> DecodedFrame | None:
    """Give the frame that was read first for each that is asked for, in the place of `FrameSource.read`."""
    state, size = vars(source), source.shown or source.size
    first = index if state["first"] is None else state["first"]
    key = state["film"], first
    still, decoded = _frames.get((*key, size)), _decoded.get(key)
    if still is None and decoded is not None:
        still = _frames.keep((*key, size), DecodedFrame(first, Shaper().made(decoded, size), size, decoded))
    elif still is None:
        if "_container" not in state:
            _open(source, state["path"])
        source.shown = size
        still = _read(source, first, *given_up)
        if still is None:
            return None
        _frames.keep((*key, size), still)
        if still.source is not None:
            _decoded.keep(key, still.source)
    state["first"] = first
    return replace(still, index=index)


def hear_once(path: Path, rate: int, given_up: Callable[[], bool]) -> Samples | None:
    """Read a sound that was not read yet, in the place of `read_sound`."""
    key = (Film.of(path), rate)
    known = _sounds.get(key)
    if known is not None:
        return known[0]
    heard = read_sound(path, rate, given_up)
    if not given_up():
        _sounds.keep(key, (heard,))
    return heard


def stand_still(put: Callable[[Any, str, Any], None]) -> None:
    """Let every film of this process stand still; `put` sets an attribute."""
    put(FrameSource, "__init__", open_still)
    put(FrameSource, "read", read_still)
    put(decoder_thread, "read_sound", hear_once)


@pytest.fixture
def still_films(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every frame of a film show the one that is read first; times and sizes are the film's own."""
    stand_still(monkeypatch.setattr)


@pytest.fixture(autouse=True)
def still_by_custom(request: pytest.FixtureRequest) -> None:
    """Let films stand still in each test of a folder that is not marked `moving`."""
    if request.node.get_closest_marker("moving") is None:
        request.getfixturevalue("still_films")
