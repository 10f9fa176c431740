"""The sound of a clip as numbers: decode it whole, slow it down.

All sound here is int16, stereo, shape (n, 2). Sample 0 belongs to the start of the first frame; in a clip
that is sound only, to the start of the sound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as NothingMore
from av.filter import Graph
from numpy.typing import NDArray

from game.media.container import MAX_SECONDS, audio_stream, opened, video_stream
from game.media.frames import read_table

Samples = NDArray[np.int16]

CHUNK: Final = 1 << 16
SPEEDS: Final = {1.0: 0, 0.5: 1, 0.25: 2}
"""How often the sound is halved in tempo for each speed."""
LEADS: Final = {0.5: 0.008, 0.25: 0.010}
"""How much too early (seconds of the clip) the stretching brings a sound, as measured on speech."""


def read_sound(path: Path, rate: int, given_up: Callable[[], bool] = lambda: False) -> Samples | None:
    """Decode the sound of a clip to `rate` samples a second, at most a minute; None for a silent clip.

    Raises ClipError. When `given_up()` becomes true, it returns what was decoded so far.
    """
    with opened(path) as container:
        audio = audio_stream(container)
        if audio is None:
            return None
        zero = _start_of_pictures(container) if container.streams.video else 0.0
        resampler = AudioResampler(format="s16", layout="stereo", rate=rate)
        pieces: list[Samples] = []
        start, count = 0, 0
        for frame in container.decode(audio):
            if not pieces:
                start = round(min((frame.time or 0.0) - zero, MAX_SECONDS) * rate)
            pieces += map(_samples, resampler.resample(frame))
            count += len(pieces[-1]) if pieces else 0
            if given_up() or count > MAX_SECONDS * rate:
                break
        pieces += map(_samples, resampler.resample(None))
    return _from_zero(pieces, start)[: round(MAX_SECONDS * rate)]


def _start_of_pictures(container: InputContainer) -> float:
    start = read_table(container, video_stream(container)).start
    container.seek(0)
    return start


def slowed(
    samples: Samples, rate: int, speed: float, given_up: Callable[[], bool] = lambda: False
) -> Samples:
    """Stretch a sound for playing at `speed` (1/2 or 1/4), its pitch kept; 1 / speed times as long.

    The moment t of the clip is heard at t / speed, within about 5 ms of the clip's time. When `given_up()`
    becomes true, the rest stays silent.
    """
    graph = Graph()
    last = graph.add_abuffer(sample_rate=rate, format="s16", layout="stereo")
    for name, argument in [("atempo", "0.5")] * SPEEDS[speed] + [("abuffersink", None)]:
        following = graph.add(name, argument)
        last.link_to(following)
        last = following
    graph.configure()
    pieces = list(takewhile(lambda _: not given_up(), _through(graph, samples, rate)))
    length = round(len(samples) / speed)
    slow = _from_zero(pieces, round(LEADS[speed] / speed * rate))[:length]
    return np.concatenate([slow, np.zeros((length - len(slow), 2), np.int16)])


def _through(graph: Graph, samples: Samples, rate: int) -> Iterator[Samples]:
    for start in range(0, len(samples), CHUNK):
        chunk = np.ascontiguousarray(samples[start : start + CHUNK])
        frame = AudioFrame.from_ndarray(chunk.reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate, frame.pts = rate, start
        graph.push(frame)
        yield from map(_samples, ready_frames(graph))
    graph.push(None)
    yield from map(_samples, ready_frames(graph))


def ready_frames(graph: Graph) -> Iterator[AudioFrame]:
    """Yield the pieces of sound that a graph has done so far."""
    while True:
        try:
            frame = graph.pull()
        except (NothingYet, NothingMore):
            return
        if isinstance(frame, AudioFrame):
            yield frame


def _samples(frame: AudioFrame) -> Samples:
    return frame.to_ndarray().reshape(-1, 2).astype(np.int16, copy=False)


def _from_zero(pieces: list[Samples], start: int) -> Samples:
    """Join `pieces`, the first of which begins at sample `start`: pad or trim so that sample 0 is at 0."""
    silence = np.zeros((max(0, start), 2), np.int16)
    return np.concatenate([silence, *pieces])[max(0, -start) :]
