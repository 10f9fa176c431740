"""Degradations: what happens to a whole video on its way - and can make a real one look manipulated.

A degradation (`look` in a recipe) never changes a face more than its surroundings. Real clips carry them so
that the game does not teach suspicion; some manipulated clips too, so that they say nothing about the label.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from PIL import Image

from game.forge import voice
from game.forge.footage import RATE, Waveform
from game.forge.guided import guided
from game.forge.pixels import Frame, blur, luma, to_bytes, to_linear

Pictures = Callable[[Iterable[Frame], float, int], Iterator[Frame]]
"""From frames, frames a second and a seed to frames."""


def _same_pictures(frames: Iterable[Frame], _fps: float, _seed: int) -> Iterator[Frame]:
    yield from frames


def _same_sound(track: Waveform, _seed: int) -> Waveform:
    return track


@dataclass(frozen=True)
class Degradation:
    """What a degradation does to the pictures and to the sound of a whole clip."""

    pictures: Pictures = _same_pictures
    sound: Callable[[Waveform, int], Waveform] = _same_sound


def degradations() -> Mapping[str, Degradation]:
    """Return all degradations by id; their explanations are in `assets/recipes/texts.yaml`."""
    return MappingProxyType(
        {
            "compressed": Degradation(pictures=_compressed),
            "low-light": Degradation(pictures=_each(_low_light)),
            "enlarged": Degradation(pictures=_each(_enlarged)),
            "warm-filter": Degradation(pictures=_each(_warm)),
            "sharpened": Degradation(pictures=_each(_sharpened)),
            "smooth-filter": Degradation(pictures=_each(_smooth)),
            "stutter": Degradation(pictures=_stutter),
            "late-sound": Degradation(sound=_late),
            "phone-sound": Degradation(sound=_phone),
        }
    )


def _each(change: Callable[[Frame, int], Frame]) -> Pictures:
    def pictures(frames: Iterable[Frame], _fps: float, seed: int) -> Iterator[Frame]:
        for i, frame in enumerate(frames):
            yield change(frame, seed + i)

    return pictures


LATE: Final = 0.1
"""Seconds by which the sound of a real clip is late: most do not notice it yet (ITU-R BT.1359: 0.125 s)."""
_POOR: Final = {"crf": "37", "preset": "veryfast", "x264-params": "threads=1:keyint=50:scenecut=0:mbtree=0"}
"""x264's macroblock tree gives other bytes from run to run, also on one thread."""


def _compressed(frames: Iterable[Frame], fps: float, _seed: int) -> Iterator[Frame]:
    """Send the video through a hard compression at two thirds of its size, as a messenger does."""
    store = io.BytesIO()
    size = (0, 0)
    smaller, larger = VideoReformatter(), VideoReformatter()
    with av.open(store, "w", format="matroska") as out:
        stream = out.add_stream("libx264", rate=Fraction(fps).limit_denominator(1001), options=_POOR)
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            if size == (0, 0):
                size = (frame.shape[1], frame.shape[0])
                stream.width, stream.height = size[0] // 24 * 16, size[1] // 24 * 16
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")
            small = smaller.reformat(
                picture,
                stream.width,
                stream.height,
                "yuv420p",
                dst_colorspace=Colorspace.ITU709,
                src_color_range=ColorRange.JPEG,
                dst_color_range=ColorRange.MPEG,
            )
            out.mux(stream.encode(small))
        out.mux(stream.encode(None))
    store.seek(0)
    with av.open(store, "r", format="matroska") as back:
        for decoded in back.decode(video=0):
            big = larger.reformat(
                decoded,
                size[0],
                size[1],
                "rgb24",
                src_colorspace=Colorspace.ITU709,
                src_color_range=ColorRange.MPEG,
                interpolation=Interpolation.BILINEAR,
            )
            yield np.asarray(big.to_ndarray(), dtype=np.uint8)


def _low_light(frame: Frame, seed: int) -> Frame:
    """Take most of the light away and let the sensor's noise show (shot noise and read noise)."""
    rng = np.random.default_rng(seed)
    light = to_linear(frame) * np.float32(0.24)
    noise = blur(rng.standard_normal(light.shape, dtype=np.float32), 0.6, 8.0)
    light = light + noise * np.sqrt(np.maximum(light, 0) * np.float32(0.0016) + np.float32(1.2e-5))
    grey = luma(light)[..., None]
    return to_bytes(np.clip(grey + (light - grey) * np.float32(0.75), 0, 1) * np.float32(1.7))


def _enlarged(frame: Frame, _seed: int) -> Frame:
    """Make the video small and large again: everything is soft alike."""
    picture = Image.fromarray(frame)
    small = picture.resize((frame.shape[1] * 3 // 10, frame.shape[0] * 3 // 10), Image.Resampling.BOX)
    return np.asarray(small.resize(picture.size, Image.Resampling.BILINEAR))


def _warm(frame: Frame, _seed: int) -> Frame:
    """Lay a warm tone and more contrast over the whole picture, as a camera filter does."""
    light = to_linear(frame) * np.array([1.10, 1.0, 0.80], dtype=np.float32)
    grey = luma(light)[..., None]
    light = grey + (light - grey) * np.float32(1.12)
    return to_bytes(np.clip(light, 0, None) ** np.float32(1.12) * np.float32(1.1))


def _sharpened(frame: Frame, _seed: int) -> Frame:
    """Sharpen everything until each edge has a rim, as cheap cameras do."""
    light = to_linear(frame)
    return to_bytes(np.clip(light + np.float32(2.2) * (light - blur(light, 1.6)), 0, 1))


def _smooth(frame: Frame, _seed: int) -> Frame:
    """Let a phone's noise filter wash over the whole picture: background, clothes and skin alike."""
    return to_bytes(guided(to_linear(frame), (4, 0.0005), (3, 0.0003)))


def _stutter(frames: Iterable[Frame], _fps: float, _seed: int) -> Iterator[Frame]:
    """Show every third frame three times, as a weak connection does."""
    held: Frame | None = None
    for i, frame in enumerate(frames):
        held = frame if held is None or i % 3 == 0 else held
        yield held


def _late(track: Waveform, seed: int) -> Waveform:
    """Let the sound come a little late, as a poor wireless microphone does."""
    step = round(LATE * RATE)
    return np.concatenate([voice.room(track, step, seed), track])[: len(track)]


def _phone(track: Waveform, _seed: int) -> Waveform:
    """Leave only what a telephone line carries (300-3400 Hz), a little overdriven."""
    spectrum = np.fft.rfft(track)
    hz = np.fft.rfftfreq(len(track), 1 / RATE)
    carried = 1 / (1 + (300 / np.maximum(hz, 1)) ** 8) / (1 + (hz / 3400) ** 12)
    narrow = np.fft.irfft(spectrum * carried, len(track))
    loud = max(float(np.sqrt((narrow**2).mean())), 1e-6)
    return (np.tanh(narrow / (4 * loud)) * 4 * loud).astype(np.float32)
