"""A drawn face with real mesh points: enough for every edit, and nobody's footage is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from forge.drawn_face import FPS, FRAMES, draw_frame, drawn_clip, drawn_face
from game.forge.edits import video_kinds
from game.forge.edits.base import AnalysedClip, VideoEdit
from game.forge.encode import encode
from game.forge.face import FacePoints
from game.forge.pixels import Frame
from game.forge.rng import EditRandom


@pytest.fixture(scope="session")
def face() -> FacePoints:
    """The face of a virtual actor, in pixels."""
    return drawn_face()


@pytest.fixture(scope="session")
def frames(face: FacePoints) -> list[Frame]:
    """Thirty drawn frames of that face."""
    drawn = [draw_frame(face.raw[i], i) for i in range(FRAMES)]
    for frame in drawn:
        frame.setflags(write=False)
    return drawn


@pytest.fixture(scope="session")
def clip(face: FacePoints, frames: list[Frame]) -> AnalysedClip:
    """The clip as edits see it, with a card before the mouth in its middle."""
    return drawn_clip(face, frames)


@pytest.fixture(scope="session")
def planned(clip: AnalysedClip) -> Callable[..., VideoEdit]:
    """Plan an edit of a kind at a strength."""

    def plan(kind: str, strength: float, seed: int = 3) -> VideoEdit:
        return video_kinds()[kind].plan(clip, strength, EditRandom(seed))

    return plan


@pytest.fixture(scope="session")
def voice_like() -> np.ndarray:
    """Three seconds of a voice-like sound at 48 kHz: two vowels that glide in pitch, pauses, room noise."""
    rate, rng = 48_000, np.random.default_rng(5)
    time = np.arange(3 * rate) / rate
    hz = 120 + 40 * np.sin(2 * np.pi * 0.8 * time)
    phase = np.cumsum(hz) / rate
    pulse = np.exp(-(((phase % 1) / 0.09) ** 2))
    loud = ((time > 0.5) & (time < 1.2)) | ((time > 1.35) & (time < 2.3))
    envelope = np.convolve(loud, np.hanning(2400) / np.hanning(2400).sum(), "same")
    sound = 0.5 * (pulse - pulse.mean()) * envelope + rng.normal(0, 0.002, len(time))
    return sound.astype(np.float32)


@pytest.fixture(scope="session")
def footage_folder(
    tmp_path_factory: pytest.TempPathFactory, frames: list[Frame], voice_like: np.ndarray
) -> Path:
    """A folder with one drawn clip, `drawn.mp4`."""
    folder = tmp_path_factory.mktemp("footage")
    encode(folder / "drawn.mp4", iter(frames), voice_like[: int(FRAMES / FPS * 48_000)], FPS)
    return folder
