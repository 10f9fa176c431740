"""Small films whose frames carry their numbers, a clock that tests turn, a loudspeaker that listens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
import pygame
import pytest

from game.media.audio import SilentSound
from game.media.clip import ClipPlayer
from game.media.frames import DecodedFrame, FrameSource
from game.media.pcm import Samples
from game.media.sample import Image, tone, write_clip

BITS = 8
BLOCK = 16
SIZE = (BITS * BLOCK, 48)
FPS = 25
RATE = 48_000


def numbered(number: int, size: tuple[int, int] = SIZE) -> Image:
    """A picture that carries `number`: a row of black and white squares over a grey that drifts."""
    image = np.full((size[1], size[0], 3), 60 + number % 100, np.uint8)
    for bit in range(BITS):
        image[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 255 * (number >> bit & 1)
    return image


def number_of(frame: pygame.Surface | None) -> int:
    """The number that `frame` carries."""
    assert frame is not None
    middle = BLOCK // 2
    return sum((frame.get_at((bit * BLOCK + middle, middle)).g > 127) << bit for bit in range(BITS))


def film(path: Path, count: int = 75, *, size: tuple[int, int] = SIZE, fps: int = FPS, **how: Any) -> Path:
    """Write a film of `count` numbered frames."""
    return write_clip(path, (numbered(n, size) for n in range(count)), fps=fps, **how)


def frame_positions(path: Path) -> list[int]:
    """Where in the file each frame's bytes begin, in the order of the file."""
    with av.open(str(path)) as container:
        return [packet.pos for packet in container.demux(video=0) if packet.size]


def cut_before(path: Path, frame: int) -> bytes:
    """The file up to where a frame begins; its index (in front) promises more."""
    return path.read_bytes()[: frame_positions(path)[frame]]


def without(path: Path, frame: int) -> bytes:
    """The file with one frame made into a remark that decoders pass over."""
    content = bytearray(path.read_bytes())
    content[frame_positions(path)[frame] + 4] = 6
    return bytes(content)


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for films that live as long as the test run."""
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="session")
def silent_film(films: Path) -> Path:
    """3 s, 75 numbered frames, a key frame each second, no sound."""
    return film(films / "silent.mp4")


@pytest.fixture(scope="session")
def spoken_film(films: Path) -> Path:
    """3 s, 75 numbered frames, and a tone that begins at 1.0 s."""
    return film(films / "spoken.mp4", sound=tone(3.0, onset=1.0))


@dataclass
class FakeClock:
    """A monotonic clock that only moves when a test says so."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Heard:
    """Something that was played: the samples, when it began, when it was stopped."""

    samples: Samples
    began: float
    stopped: float | None = None


@dataclass
class ListeningSound(SilentSound):
    """A loudspeaker that plays nothing and remembers everything."""

    clock: FakeClock
    latency: float = 0.0
    heard: list[Heard] = field(default_factory=list)

    def __post_init__(self) -> None:
        latency = self.latency
        super().__init__()
        self.latency = latency

    def play(self, samples: Samples) -> _Voice:
        self.heard.append(Heard(np.array(samples), self.clock.now))
        return _Voice(self.heard[-1], self.clock)


@dataclass
class _Voice:
    heard: Heard
    clock: FakeClock

    def stop(self) -> None:
        self.heard.stopped = self.clock.now


class Gates:
    """Opens decoders that wait before each frame until the test lets them pass."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self._changed = threading.Condition()
        self._permits = 0

    def __call__(self, path: Path) -> FrameSource:
        return _GatedSource(path, self)

    def let_pass(self, frames: int) -> None:
        """Let so many more frames be decoded."""
        with self._changed:
            self._permits += frames
            self._changed.notify_all()

    def until(self, condition: Callable[[list[int]], bool]) -> None:
        """Wait until the list of the frames that were asked for meets `condition`."""
        with self._changed:
            assert self._changed.wait_for(lambda: condition(self.asked), 10)

    def enter(self, index: int, given_up: Callable[[], bool]) -> bool:
        """Wait for a permit, looking up now and then for whether the decoder was given up."""
        with self._changed:
            self.asked.append(index)
            self._changed.notify_all()
            while self._permits == 0:
                self._changed.wait(0.01)
                if given_up():
                    return False
            self._permits -= 1
            return True


class _GatedSource(FrameSource):
    def __init__(self, path: Path, gates: Gates) -> None:
        self._gates = gates
        super().__init__(path)

    def read(self, index: int, given_up: Callable[[], bool] = lambda: False) -> DecodedFrame | None:
        return super().read(index, given_up) if self._gates.enter(index, given_up) else None


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sound(clock: FakeClock) -> ListeningSound:
    return ListeningSound(clock)


@pytest.fixture
def play(clock: FakeClock, sound: ListeningSound) -> Iterator[Callable[..., ClipPlayer]]:
    """Open a player on the fake clock and loudspeaker; it is closed at the end of the test."""
    with ExitStack() as stack:
        yield lambda path, **how: stack.enter_context(ClipPlayer(path, clock=clock, sound=sound, **how))
