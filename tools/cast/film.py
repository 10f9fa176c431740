"""Rendered frames as a phone's camera takes them, and written to a film with their sound."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from tools.cast.voices import RATE

ZOOM = 1.012
"""How much larger the picture is than its frame, so that a hand may tremble."""


def tremble(frames: int, seed: int) -> np.ndarray:
    """Pixels by which a hand-held camera moves, frame by frame."""
    rng = np.random.default_rng(seed)
    kernel = np.exp(-0.5 * (np.arange(-30, 31) / 10.0) ** 2)
    moves = np.stack(
        [np.convolve(rng.normal(size=frames + 60), kernel / kernel.sum(), "valid") for _ in "xy"], 1
    )
    return (moves / (moves.std() + 1e-9) * 0.45).astype(np.float32)


def moved(picture: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Return a picture as the trembling camera sees it."""
    height, width = picture.shape[:2]
    matrix = np.float32(
        [[ZOOM, 0, by[0] - (ZOOM - 1) / 2 * width], [0, ZOOM, by[1] - (ZOOM - 1) / 2 * height]]
    )
    return cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def as_a_phone(picture: np.ndarray, by: np.ndarray, rng: np.random.Generator, size: int) -> np.ndarray:
    """One frame with a phone's softness, sharpening, dark corners and grain, as bytes, blue first."""
    picture = cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA)
    picture = moved(picture, by)
    picture = cv2.GaussianBlur(picture, (0, 0), 0.4)
    picture += 0.28 * (picture - cv2.GaussianBlur(picture, (0, 0), 1.5))
    y, x = np.mgrid[:size, :size].astype(np.float32) / size - 0.5
    picture *= (1 - 0.14 * (x * x + y * y) / 0.5)[..., None]
    fine = cv2.GaussianBlur(rng.normal(size=(size, size)).astype(np.float32), (0, 0), 0.7)
    coloured = cv2.GaussianBlur(rng.normal(size=(size, size, 3)).astype(np.float32), (0, 0), 1.3)
    dark = 0.6 + 0.8 * (1 - picture.mean(2, keepdims=True).clip(0, 1))
    picture += (fine[..., None] * 0.012 + coloured * 0.009) * dark
    return (picture.clip(0, 1) * 255).round().astype(np.uint8)


def levelled(samples: np.ndarray, seconds: float, rng: np.random.Generator) -> np.ndarray:
    """Speech of a take's length, at one level, in the quiet noise of a room."""
    count = round(seconds * RATE)
    speech = np.pad(samples, (0, max(0, count - len(samples))))[:count]
    speech = speech / (np.abs(speech).max() + 1e-9) * 0.7
    room = np.convolve(rng.normal(size=count), np.ones(24) / 24, "same") * 0.004
    end = int(0.03 * RATE)
    fade = np.ones(count)
    fade[:end], fade[-end:] = np.linspace(0, 1, end), np.linspace(1, 0, end)
    return (speech + room) * fade


def write(path: Path, frames: Iterable[np.ndarray], samples: np.ndarray, fps: int) -> None:
    """Return an H.264 and AAC film of frames (blue first) and samples from -1 to 1."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        video = None
        audio = container.add_stream("aac", rate=RATE, layout="mono")
        audio.bit_rate = 128_000
        for number, frame in enumerate(frames):
            if video is None:
                video = container.add_stream("libx264", rate=fps)
                video.height, video.width = frame.shape[:2]
                video.pix_fmt = "yuv420p"
                video.options = {"crf": "14", "preset": "medium", "threads": "1", "g": str(fps)}
                video.color_range, video.colorspace = 1, 1
            picture = av.VideoFrame.from_ndarray(frame, format="bgr24")
            picture = picture.reformat(format="yuv420p", dst_colorspace=1, dst_color_range=1)
            picture.pts, picture.time_base = number, Fraction(1, fps)
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        for packet in _sound(audio, samples):
            container.mux(packet)


def _sound(stream: av.AudioStream, samples: np.ndarray) -> Iterator[list[av.Packet]]:
    pcm = np.clip(samples * 32767, -32768, 32767).astype(np.int16)
    for start in range(0, len(pcm), 1024):
        block = av.AudioFrame.from_ndarray(pcm[None, start : start + 1024], format="s16", layout="mono")
        block.sample_rate, block.pts, block.time_base = RATE, start, Fraction(1, RATE)
        yield stream.encode(block)
    yield stream.encode(None)
