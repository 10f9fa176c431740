"""Films and sounds as people really have them, made on the spot.

The picture: quarters of red, green, blue and light grey; its middle is black and flashes white for 80 ms at
0.5, 1.5, 2.5 ... s. The sound beeps at the same moments with 1 kHz.
"""

from __future__ import annotations

import struct
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np

QUARTERS = ((200, 30, 30), (30, 200, 30), (30, 30, 200), (220, 220, 220))
UNEVEN = [n / 30 for n in range(30)] + [1 + n / 10 for n in range(10)] + [2 + n / 60 for n in range(120)]
BASE = 90_000
QUICK = {
    "libx264": {"preset": "veryfast"},
    "libvpx": {"deadline": "realtime", "cpu-used": "8", "threads": "1"},
}
"""How an encoder is told to hurry; pictures still refer to later ones, as in most films. Threads of
libvpx spin while they wait for each other."""


def even(seconds: float, fps: int = 30) -> list[float]:
    return [n / fps for n in range(round(seconds * fps))]


def flashes(when: float) -> bool:
    return when >= 0.5 and (when - 0.5) % 1 < 0.08


def picture(size: tuple[int, int], *, lit: bool = False) -> np.ndarray:
    width, height = size
    image = np.zeros((height, width, 3), np.uint8)
    for number, colour in enumerate(QUARTERS):
        down, right = divmod(number, 2)
        rows = slice(height // 2, None) if down else slice(0, height // 2)
        columns = slice(width // 2, None) if right else slice(0, width // 2)
        image[rows, columns] = colour
    image[height // 3 : 2 * height // 3, width // 3 : 2 * width // 3] = 255 if lit else 0
    return image


def _frame(size: tuple[int, int], pix: str, colours: int, *, lit: bool) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(picture(size, lit=lit), "rgb24")
    return frame.reformat(format=pix, dst_color_range=colours)


def beeps(seconds: float, rate: int) -> np.ndarray:
    t = np.arange(round(seconds * rate)) / rate
    on = (t >= 0.5) & ((t - 0.5) % 1 < 0.08)
    return (0.5 * np.sin(2 * np.pi * 1000 * t) * on).astype(np.float32)


@dataclass(frozen=True)
class Sound:
    """How a film sounds: when its sound begins and how long it lasts (None: as the picture)."""

    rate: int = 48_000
    layout: str = "mono"
    delay: float = 0.0
    seconds: float | None = None
    codec: str = "aac"


def film(
    path: Path,
    times: Sequence[float],
    *,
    size: tuple[int, int] = (320, 240),
    codec: str = "libx264",
    pix: str = "yuv420p",
    sound: Sound | None = None,
    full_range: bool = False,
    first: float = 0.0,
    base: int = BASE,
    options: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
) -> Path:
    """Write a film whose pictures come at `times`, all of it moved by `first` seconds."""
    plain = (tuple(times), size, codec, pix, sound, full_range, first, base)
    quick = QUICK.get(codec, {}) if options is None else options
    path.write_bytes(_content(path.suffix, *plain, tuple(quick.items()), tuple((metadata or {}).items())))
    return path


@cache
def _content(
    suffix: str,
    times: tuple[float, ...],
    size: tuple[int, int],
    codec: str,
    pix: str,
    sound: Sound | None,
    full_range: bool,
    first: float,
    base: int,
    options: tuple[tuple[str, str], ...],
    metadata: tuple[tuple[str, str], ...],
) -> bytes:
    """Return the bytes of a film: many tests begin with the same one."""
    with TemporaryDirectory() as folder, av.open(path := f"{folder}/film{suffix}", "w") as box:
        box.metadata.update(metadata)
        video: Any = box.add_stream(codec, rate=30, options=dict(options))
        video.width, video.height, video.pix_fmt = *size, pix
        video.time_base = video.codec_context.time_base = Fraction(1, base)
        if full_range:
            video.codec_context.color_range = 2
        heard = box.add_stream(sound.codec, rate=sound.rate, layout=sound.layout) if sound else None
        packets: list[Any] = []
        frames = {lit: _frame(size, pix, 2 if full_range else 1, lit=lit) for lit in (False, True)}
        for when in times:
            frame = frames[flashes(when)]
            frame.pts, frame.time_base = round((when + first) * base), Fraction(1, base)
            packets += video.encode(frame)
        packets += video.encode(None)
        if sound and heard:
            lasts = times[-1] + 1 / 30 if sound.seconds is None else sound.seconds
            packets += sound_packets(heard, sound, lasts, first)
        packets.sort(key=lambda packet: float((packet.dts or 0) * packet.time_base))
        for packet in packets:
            box.mux(packet)
        box.close()
        return Path(path).read_bytes()


def sound_packets(stream: Any, sound: Sound, seconds: float, first: float) -> list[Any]:
    context = stream.codec_context
    data = np.tile(beeps(seconds, sound.rate), (context.layout.nb_channels, 1))
    frame = av.AudioFrame.from_ndarray(data, "fltp", layout=sound.layout)
    frame.sample_rate, frame.time_base = sound.rate, Fraction(1, sound.rate)
    frame.pts = round((sound.delay + first) * sound.rate)
    shaped = av.AudioResampler(context.format.name, sound.layout, sound.rate, context.frame_size or 1024)
    pieces = shaped.resample(frame) + shaped.resample(None)
    return [packet for piece in [*pieces, None] for packet in stream.encode(piece)]


def turned(path: Path, degrees: int, out: Path) -> Path:
    """Copy an MP4 with a display matrix in its first track header, as phones write it."""
    data = bytearray(path.read_bytes())
    header = data.find(b"tkhd") + 4
    matrix = header + 4 + (32 if data[header] else 20) + 16
    width, height = struct.unpack(">II", data[matrix + 36 : matrix + 44])
    one = 0x10000
    rows = {
        90: (0, one, 0, -one, 0, 0, height, 0),
        180: (-one, 0, 0, 0, -one, 0, width, height),
        270: (0, -one, 0, one, 0, 0, 0, width),
    }[degrees]
    data[matrix : matrix + 36] = struct.pack(">9I", *(value & 0xFFFFFFFF for value in rows), 0x40000000)
    out.write_bytes(data)
    return out


def wav(path: Path, bits: int, rate: int, channels: int = 1, seconds: float = 3.0) -> Path:
    data = np.repeat(beeps(seconds, rate)[:, None], channels, 1)
    with wave.open(str(path), "wb") as box:
        box.setnchannels(channels)
        box.setsampwidth(bits // 8)
        box.setframerate(rate)
        eight = (data * 127 + 128).astype(np.uint8)
        box.writeframes((eight if bits == 8 else (data * 32767).astype("<i2")).tobytes())
    return path


def with_length(path: Path, length: int, out: Path) -> Path:
    """Copy a WAV whose `data` chunk says another length than it has."""
    data = bytearray(path.read_bytes())
    data[40:44] = struct.pack("<I", length)
    out.write_bytes(data)
    return out


def begins_later(path: Path, seconds: float, out: Path) -> Path:
    """Copy an MP4 whose edit lists leave out its first seconds, as phones do that cut without re-encoding."""
    data = bytearray(path.read_bytes())
    at = data.find(b"elst")
    while at > 0:
        lasts, starts = struct.unpack(">Ii", data[at + 12 : at + 20])
        header = data.index(b"mdhd", at)
        scale = struct.unpack(">I", data[header + 16 : header + 20])[0]
        data[at + 12 : at + 20] = struct.pack(
            ">Ii", lasts - round(seconds * 1000), starts + round(seconds * scale)
        )
        at = data.find(b"elst", at + 1)
    out.write_bytes(data)
    return out


def without_channels(film: bytes) -> bytes:
    """Change an MP4 so that its sound has no channels, by its track's header and by the codec's."""
    content = bytearray(film)
    entry = content.index(b"mp4a")
    content[entry + 20 : entry + 22] = bytes(2)
    at = content.index(b"\x05", content.index(b"esds") + 20)
    while content[at + 1] & 0x80:
        at += 1
    content[at + 3] &= 0x87
    return bytes(content)


def out_of_order(film: bytes, number: int, ticks: int) -> bytes:
    """Change when an MP4 says that a picture is due: its index is not what a decoder gives."""
    content = bytearray(film)
    entry = content.index(b"ctts") + 12 + 8 * number
    offset = struct.unpack(">I", content[entry + 4 : entry + 8])[0]
    content[entry + 4 : entry + 8] = struct.pack(">I", offset + ticks)
    return bytes(content)
