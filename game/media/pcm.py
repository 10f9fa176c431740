"""The sound of a clip as numbers, decoded whole.

All sound here is int16, stereo, shape (n, 2). Sample 0 belongs to the start of the first frame; in a clip
that is sound only, to the start of the sound.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from numpy.typing import NDArray

from game.media.container import MAX_SECONDS, audio_stream, decoded, opened, video_stream
from game.media.frames import read_table

Samples = NDArray[np.int16]


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
        for frame in decoded(container, audio):
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


def _samples(frame: AudioFrame) -> Samples:
    return frame.to_ndarray().reshape(-1, 2).astype(np.int16, copy=False)


def _from_zero(pieces: list[Samples], start: int) -> Samples:
    """Join `pieces`, the first of which begins at sample `start`: pad or trim so that sample 0 is at 0."""
    silence = np.zeros((max(0, start), 2), np.int16)
    return np.concatenate([silence, *pieces])[max(0, -start) :]
