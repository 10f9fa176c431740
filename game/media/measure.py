"""Measures the player on a film made on the spot, as ratios to bare decoding: for `bench`.

A ratio says the same on a fast and on a slow machine; the absolute times stand beside it. Costs are in
processor time and the best of a few runs, so that what else the machine does disturbs them little.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, Self

import pygame

from game.media.audio import SilentSound
from game.media.clip import ClipPlayer, PlayerState
from game.media.container import opened, video_stream
from game.media.frames import DecodedFrame, FrameSource, PixelSize
from game.media.sample import moving_images, tone, write_clip
from game.media.surface import surface_of

SIZE: Final = (1280, 720)
FPS: Final = 25
SECONDS: Final = 10
RUNS: Final = 3
SEEKS: Final = 20


@dataclass(frozen=True, slots=True)
class MediaSpeed:
    """How fast clips are here. Times in milliseconds, on a 720p film of 10 s with 25 frames a second."""

    decode_ms: float
    """Processor time of a frame decoded by PyAV, and nothing else."""
    screen_ms: float
    """Processor time of a frame decoded, converted, wrapped as a surface, and drawn in its own size."""
    ratio: float
    """`screen_ms` / `decode_ms`."""
    first_frame_ms: float
    """From opening a player to its first frame."""
    seek_ms: float
    """From a jump to anywhere to its frame, on average."""
    late_frames: int
    """Of `frames` shown in real time by a player with a main loop that sleeps in between."""
    frames: int
    cpu_share: float
    """Share of one core while it played, the decoder's threads included."""


def measure(folder: Path, screen: pygame.Surface) -> MediaSpeed:
    """Write the film into `folder` and measure; takes about 20 seconds. Frames are drawn on `screen`."""
    path = write_clip(folder / "speed.mp4", moving_images(SIZE, SECONDS * FPS), fps=FPS, sound=tone(SECONDS))
    decode = min(decode_cost(path) for _ in range(RUNS))
    shown = min(screen_cost(path, screen) for _ in range(RUNS))
    late, frames, share = play_in_real_time(path, screen)
    return MediaSpeed(
        decode_ms=1000 * decode,
        screen_ms=1000 * shown,
        ratio=shown / decode,
        first_frame_ms=1000 * min(first_frame(path) for _ in range(RUNS)),
        seek_ms=1000 * seek_cost(path),
        late_frames=late,
        frames=frames,
        cpu_share=share,
    )


def decode_cost(path: Path) -> float:
    """Return the processor seconds that PyAV needs for a frame of `path`, without converting it."""
    with opened(path) as container:
        stream = video_stream(container)
        start = process_time()
        count = sum(1 for _ in container.decode(stream))
        return (process_time() - start) / count


def screen_cost(path: Path, screen: pygame.Surface) -> float:
    """Return the processor seconds that a frame of `path` needs from the file to `screen`."""
    return _cost_of_frames(path, None, lambda frame: screen.blit(surface_of(frame), (0, 0)))


def shaped_cost(path: Path, size: PixelSize) -> float:
    """Return the processor seconds of a frame, decoded and brought to `size` on one thread, and not drawn."""
    return _cost_of_frames(path, size, lambda _frame: None)


def _cost_of_frames(path: Path, size: PixelSize | None, show: Callable[[DecodedFrame], object]) -> float:
    """Return the processor seconds of a frame that is read in `size` (None: its own), and shown."""
    with FrameSource(path) as source:
        source.shown = size
        count = len(source.timeline.times)
        start = process_time()
        for index in range(count):
            frame = source.read(index)
            if frame is not None:
                show(frame)
        return (process_time() - start) / count


def first_frame(path: Path) -> float:
    """Return the seconds from opening a player until it has its first frame."""
    start = perf_counter()
    with _Loop(path, start_paused=True) as loop:
        loop.until(lambda player: player.frame is not None)
        return perf_counter() - start


def seek_cost(path: Path) -> float:
    """Return the seconds that a jump to a frame anywhere takes, on average over SEEKS jumps."""
    anywhere = random.Random(1)
    with _Loop(path, start_paused=True) as loop:
        loop.until(lambda player: player.frame is not None)
        start = perf_counter()
        for _ in range(SEEKS):
            index = anywhere.randrange(loop.player.frames)
            loop.player.show(index)
            loop.until(lambda player, index=index: player.index == index)  # type: ignore[misc]
        return (perf_counter() - start) / SEEKS


def play_in_real_time(path: Path, screen: pygame.Surface) -> tuple[int, int, float]:
    """Play `path` once and draw each frame; return its late frames, its frames, and the share of a core."""

    def draw(player: ClipPlayer) -> bool:
        if player.frame is not None:
            screen.blit(player.frame, (0, 0))
        return player.state in (PlayerState.ENDED, PlayerState.FAILED)

    with _Loop(path) as loop:
        start, busy = perf_counter(), process_time()
        loop.until(draw)
        share = (process_time() - busy) / (perf_counter() - start)
        return loop.player.late_frames, loop.player.frames, share


class _Loop:
    """A main loop that sleeps until the player has something new, as the game's loop does."""

    def __init__(self, path: Path, *, start_paused: bool = False) -> None:
        self._woken = threading.Event()
        self.player = ClipPlayer(
            path,
            clock=perf_counter,
            sound=SilentSound(),
            start_paused=start_paused,
            on_wake=self._woken.set,
        )

    def until(self, done: Callable[[ClipPlayer], bool]) -> None:
        """Update the player until `done` with it, asked after every update, or until it has failed."""
        while True:
            self._woken.clear()
            self.player.update()
            if done(self.player) or self.player.state is PlayerState.FAILED:
                return
            self._woken.wait(self.player.next_due())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.player.close()
