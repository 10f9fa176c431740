"""Looks a clip over before it may enter a pack: decodes it to its end and measures what rules ask for.

A file without a picture is looked over as a sound: what is said of pictures is then 0 or empty.

It needs no screen and no pygame, so `pack verify` can run anywhere. What is wrong is told as a ClipError
with a reason of `container`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Final

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as NothingMore
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream

from game.errors import ClipError
from game.media.container import (
    MAX_FPS,
    MAX_GAP,
    SLACK,
    audio_stream,
    lone_sound,
    opened,
    packets,
    refuse_long,
    video_stream,
)
from game.media.flashes import GRID, FlashMeter
from game.media.frames import FrameSource, FrameTable, read_table
from game.media.sound_meter import SoundFacts, SoundMeter
from game.media.timeline import FrameTimes

SILENT: Final = -70.0
"""Loudness (LUFS) at and below which a sound counts as silence: the absolute gate of BS.1770."""
MOST_JUMPS: Final = 12
SQUARE: Final = frozenset({None, 0, 1})
LOUDNESS_KEY: Final = "lavfi.r128.I"


@dataclass(frozen=True, slots=True)
class ProbedFacts:
    """What was found in a clip that decodes to its end."""

    width: int
    height: int
    fps: float
    """Frames a second, on average."""
    seconds: float
    frames: int
    audio: bool
    codec: str
    pix_fmt: str
    loudness: float | None
    """Integrated loudness in LUFS (ITU-R BS.1770, EBU R 128); None without sound or with silence only."""
    bit_rate: float
    """Bits a second of the whole file."""
    flashes: int
    """The most general flashes in any one second (WCAG 2.3.1)."""
    bytes: int
    sound_codec: str | None
    key_seconds: float
    """The longest time between two key frames: a seek decodes so much at worst."""
    heard: SoundFacts | None = None
    """What was measured of the sound; None without one, or of silence."""


def probe(path: Path) -> ProbedFacts:
    """Decode the clip at `path` to its end and return what was found. Raises ClipError."""
    with opened(path) as container:
        lone = lone_sound(container)
        if lone is not None:
            return _sound_only(path, container, lone)
        video, audio = video_stream(container), audio_stream(container)
        table = read_table(container, video)
        line = table.timeline
        _refuse_holes(line)
        if line.fps > MAX_FPS + SLACK:
            raise ClipError(
                "too-large", f"expected at most {MAX_FPS:g} frames a second, found {line.fps:.4g}"
            )
        if video.sample_aspect_ratio not in SQUARE:
            raise ClipError("unsupported", f"expected square pixels, found {video.sample_aspect_ratio}")
        pictures, loudness = _decode(container, video, audio, table)
    _jump_about(path, table)
    size = path.stat().st_size
    return ProbedFacts(
        width=video.width,
        height=video.height,
        fps=line.fps,
        seconds=line.seconds,
        frames=pictures.count,
        audio=audio is not None,
        codec=video.codec_context.name,
        pix_fmt=pictures.pix_fmt,
        loudness=loudness.value if loudness else None,
        bit_rate=size * 8 / line.seconds,
        flashes=pictures.flashes.worst,
        bytes=size,
        sound_codec=audio.codec_context.name if audio else None,
        key_seconds=_key_seconds(table),
        heard=loudness.facts if loudness else None,
    )


def _sound_only(path: Path, container: InputContainer, audio: AudioStream) -> ProbedFacts:
    loudness, end, count = _Sound(), 0.0, 0
    for packet in packets(container, audio):
        if packet.is_corrupt:
            raise ClipError("cut-short", "a part of the file is damaged")
        count += packet.size > 0
        for frame in packet.decode():
            if isinstance(frame, AudioFrame):
                loudness.add(frame)
                end = max(end, (frame.time or 0.0) + frame.samples / frame.sample_rate)
        refuse_long(end)
    if not end or count < audio.frames:
        raise ClipError("cut-short", f"expected {audio.frames} parts of sound, found {count}")
    size = path.stat().st_size
    return ProbedFacts(
        width=0,
        height=0,
        fps=0.0,
        seconds=end,
        frames=0,
        audio=True,
        codec="",
        pix_fmt="",
        loudness=loudness.value,
        bit_rate=size * 8 / end,
        flashes=0,
        bytes=size,
        sound_codec=audio.codec_context.name,
        key_seconds=0.0,
        heard=loudness.facts,
    )


def _decode(
    container: InputContainer, video: VideoStream, audio: AudioStream | None, table: FrameTable
) -> tuple[_Pictures, _Sound | None]:
    pictures = _Pictures(table)
    loudness = _Sound() if audio else None
    container.seek(0)
    for packet in packets(container, *([video, audio] if audio else [video])):
        if packet.is_corrupt:
            raise ClipError("cut-short", "a part of the file is damaged")
        for frame in packet.decode():
            if isinstance(frame, VideoFrame):
                pictures.add(frame)
            elif isinstance(frame, AudioFrame) and loudness:
                loudness.add(frame)
    expected = len(table.stamps)
    if pictures.count < expected:
        raise ClipError("cut-short", f"expected {expected} frames, {pictures.count} could be decoded")
    return pictures, loudness


def _refuse_holes(line: FrameTimes) -> None:
    """Raise ClipError for a single picture, and for a time without a new one."""
    if len(line.times) < 2:
        raise ClipError("one-picture", "there is one picture only; a clip has to move")
    for before, after in pairwise(line.times):
        if after - before > MAX_GAP + SLACK:
            raise ClipError("gap", f"no new picture for {after - before:.1f} seconds, from {before:.1f} s on")


def _jump_about(path: Path, table: FrameTable) -> None:
    """Look up a few key frames as a player does who steps back: each must be where the table has it."""
    with FrameSource(path) as source:
        for key in table.keys[:: len(table.keys) // MOST_JUMPS + 1]:
            source.read(key)


def _key_seconds(table: FrameTable) -> float:
    times = [table.timeline.times[key] for key in table.keys] + [table.timeline.seconds]
    return max(after - before for before, after in pairwise(times))


@dataclass
class _Pictures:
    """Counts the frames and watches them for flashes."""

    table: FrameTable
    count: int = 0
    pix_fmt: str = ""
    flashes: FlashMeter = field(default_factory=FlashMeter)
    _size: tuple[int, int] = (0, 0)
    _reformatter: VideoReformatter = field(default_factory=VideoReformatter)

    def add(self, frame: VideoFrame) -> None:
        if frame.is_corrupt or frame.pts is None:
            raise ClipError("cut-short", f"frame {self.count} is damaged")
        shown = bisect_right(self.table.stamps, frame.pts) - 1
        if shown < self.count:
            return  # a player passes over it, too
        if shown > self.count:
            raise ClipError("cut-short", f"frame {self.count} is missing")
        if self.count == 0:
            self.pix_fmt, self._size = frame.format.name, (frame.width, frame.height)
        if (frame.width, frame.height) != self._size:
            raise ClipError("unsupported", f"frame {self.count} has another size than the clip")
        if frame.rotation:
            raise ClipError("unsupported", f"the clip is to be turned by {frame.rotation} degrees")
        width, height = GRID
        small = self._reformatter.reformat(
            frame, width=width, height=height, format="rgb24", interpolation=Interpolation.AREA
        )
        self.flashes.add(float(frame.time or 0.0), np.asarray(small.to_ndarray(), np.uint8))
        self.count += 1


class _Sound:
    """Measures the integrated loudness with the meter that comes with the decoder (EBU R 128), and more."""

    def __init__(self) -> None:
        self.heard: SoundMeter | None = None
        self._graph: Graph | None = None
        self._kind: tuple[int, str, str] | None = None
        self._latest = SILENT

    @property
    def value(self) -> float | None:
        if self._graph is not None:
            self._graph.push(None)
            self._read(self._graph)
        return self._latest if isfinite(self._latest) and self._latest > SILENT else None

    @property
    def facts(self) -> SoundFacts | None:
        """What else was measured; None before the first piece of sound."""
        return self.heard.facts() if self.heard is not None else None

    def add(self, frame: AudioFrame) -> None:
        kind = (frame.sample_rate, frame.layout.name, frame.format.name)
        if self._graph is None or self.heard is None:
            self._graph, self._kind, self.heard = _meter(frame), kind, SoundMeter(frame.sample_rate)
        if kind != self._kind:
            raise ClipError("unsupported", f"the sound changes its format at {frame.time or 0:.1f} s")
        self._graph.push(frame)
        self._read(self._graph)
        self.heard.add(frame)

    def _read(self, graph: Graph) -> None:
        for frame in _ready_frames(graph):
            self._latest = float(frame.metadata.get(LOUDNESS_KEY, self._latest))


def _meter(frame: AudioFrame) -> Graph:
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=frame.sample_rate,
        format=frame.format.name,
        layout=frame.layout.name,
        time_base=frame.time_base,
    )
    meter = graph.add("ebur128", "metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    return graph


def _ready_frames(graph: Graph) -> Iterator[AudioFrame]:
    """Yield the pieces of sound that a graph has done so far."""
    while True:
        try:
            frame = graph.pull()
        except (NothingYet, NothingMore):
            return
        if isinstance(frame, AudioFrame):
            yield frame
