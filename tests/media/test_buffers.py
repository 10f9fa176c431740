"""Memory for frames and threads for decoders are used again, whoever gives them back."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.media.buffers import FrameBuffers
from game.media.clip import ClipPlayer
from game.media.frames import FrameSource
from game.media.threads import StandingThreads
from media.conftest import FakeClock, film, number_of


def address(block: np.ndarray) -> int:
    return block.__array_interface__["data"][0]


def waiting_for(gate: threading.Event) -> Callable[[], None]:
    def wait() -> None:
        gate.wait()

    return wait


def test_a_block_that_nobody_refers_to_is_lent_again() -> None:
    buffers = FrameBuffers()
    first = buffers.lend(1000)
    at = address(first)
    second = buffers.lend(1000)
    assert address(second) != at, "the first one is in use"
    del first
    assert address(buffers.lend(1000)) == at


def test_a_surface_keeps_its_block_and_so_does_a_part_of_it() -> None:
    buffers = FrameBuffers()
    block = buffers.lend(64 * 64 * 4)
    block[:] = 7
    part = pygame.image.frombuffer(block.data, (64, 64), "BGRA").subsurface((8, 8, 8, 8))
    del block
    gc.collect()
    buffers.lend(64 * 64 * 4)[:] = 9
    assert part.get_at((0, 0)).g == 7
    del part
    assert buffers.lend(64 * 64 * 4)[0] in (7, 9), "an old block, not a new one"


def test_blocks_of_another_size_are_left_and_only_so_many_are_kept() -> None:
    buffers = FrameBuffers(kept=2)
    small = buffers.lend(100)
    at = address(small)
    del small
    assert len(buffers.lend(200)) == 200
    assert address(buffers.lend(100)) == at
    many = [buffers.lend(50) for _ in range(5)]
    many.clear()
    assert len(buffers._free) == 2


def test_a_thread_serves_one_task_after_another_and_side_by_side_another_one() -> None:
    threads, seen, gate = StandingThreads(), [], threading.Event()
    for _ in range(3):
        threads.run(lambda: seen.append(threading.get_ident())).wait()
    assert len(set(seen)) == 1
    waiting = threads.run(waiting_for(gate))
    threads.run(lambda: seen.append(threading.get_ident())).wait()
    assert len(set(seen)) == 2
    gate.set()
    waiting.wait()


def test_a_task_that_raises_takes_no_thread_with_it(caplog: pytest.LogCaptureFixture) -> None:
    threads, seen = StandingThreads(), []

    def task() -> None:
        seen.append(threading.get_ident())
        raise ValueError("the frame is broken")

    for _ in range(2):
        threads.run(task).wait()
    assert len(set(seen)) == 1
    assert "the frame is broken" in caplog.text


def test_more_threads_than_are_kept_end() -> None:
    threads, gate = StandingThreads(kept=1), threading.Event()
    over = [threads.run(waiting_for(gate)) for _ in range(3)]
    gate.set()
    for each in over:
        each.wait()
    assert len(threads._idle) == 1


def test_clips_one_after_another_share_a_thread_and_their_memory(films: Path, clock: FakeClock) -> None:
    path, on, blocks = film(films / "shared.mp4", 40), set(), set()

    class Noted(FrameSource):
        def read(self, index, given_up=lambda: False):
            picture = super().read(index, given_up)
            on.add(threading.get_ident())
            if picture is not None:
                blocks.add(address(picture.data))
            return picture

    for _ in range(6):
        with ClipPlayer(path, clock=clock, sound=None, open_source=Noted) as player:
            assert player.settle()
            assert number_of(player.frame) == 0
            for _ in range(30):
                clock.advance(0.04)
                assert player.settle()
            assert number_of(player.frame) == 30
    assert len(on) == 1
    assert len(blocks) <= 8, "the queue, the frame on screen and the next one"
