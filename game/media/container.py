"""Opens a clip's file the safe way, for everything that decodes: pictures, sound, checks.

The demuxer is pinned and only plain files may be read: a renamed playlist would otherwise make the
library open other files and addresses. What is wrong is told as a ClipError with one of these reasons:

missing, empty, not-video, web-page, lfs-pointer, playlist, no-picture, cut-short, too-large, unsupported,
unknown-codec, no-channels
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, cast, overload

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from game.content.no_film import HEAD, no_film
from game.errors import ClipError

MAX_SECONDS: Final = 60.0
MAX_WIDTH: Final = 1920
MAX_HEIGHT: Final = 1088
MAX_FPS: Final = 60.0
MAX_GAP: Final = 1.0
"""Seconds a picture may stand: with a longer gap frames are missing."""
MAX_FRAMES: Final = round(MAX_SECONDS * MAX_FPS)
VIDEO_CODECS: Final = frozenset({"h264"})
AUDIO_CODECS: Final = frozenset({"aac"})
SLACK: Final = 0.05
"""How far (seconds, frames a second) a cap may be passed: frame times are rounded in files."""


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open an mp4 file; every failure of the library inside the block becomes a ClipError."""
    try:
        _refuse_early(path)
        with av.open(f"file:{path}", format="mp4", options={"protocol_whitelist": "file"}) as container:
            yield container
    except FFmpegError as error:
        raise ClipError(_reason(path, error), f"{path.name}: {error.strerror}") from error
    except OSError as error:
        raise ClipError("missing", f"{path.name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ClipError("unsupported", f"{path.name}: a name inside the file is not UTF-8 text") from error
    except (ValueError, LookupError, MemoryError) as error:
        raise ClipError("unsupported", f"{path.name}: {error}") from error


@overload
def packets(container: InputContainer, stream: VideoStream, /) -> Iterator[Packet[VideoStream]]: ...
@overload
def packets(container: InputContainer, stream: AudioStream, /) -> Iterator[Packet[AudioStream]]: ...
@overload
def packets(container: InputContainer, /, *streams: VideoStream | AudioStream) -> Iterator[Packet[Any]]: ...
def packets(container: InputContainer, /, *streams: VideoStream | AudioStream) -> Iterator[Packet[Any]]:
    """Yield the packets of `streams` from where the file stands, in order; it may be left at any of them.

    The library's own loop never frees the packet that it reads into where it is left before its end (PyAV
    18): a few hundred bytes each time that a clip is stopped, jumps, or turns out to be damaged.
    """
    with closing(cast("Generator[Packet[Any]]", container.demux(*streams))) as found:
        yield from found


@overload
def decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]: ...
@overload
def decoded(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]: ...
def decoded(container: InputContainer, stream: VideoStream | AudioStream) -> Iterator[Any]:
    """Decode `stream` from where the file stands, in order; it may be left at any frame, as `packets` may."""
    for packet in packets(container, stream):
        yield from packet.decode()


def video_stream(container: InputContainer) -> VideoStream:
    """Return the one picture stream, after its header was found within the caps.

    Raises ClipError: no-picture, unknown-codec, unsupported, too-large, cut-short.
    """
    if not container.streams.video:
        raise ClipError("no-picture", "the file has no picture stream")
    stream = container.streams.video[0]
    if stream.codec_context is None:
        raise ClipError("unknown-codec", "the pictures are in a format that cannot be decoded")
    codec = stream.codec_context.name
    if codec not in VIDEO_CODECS:
        raise ClipError("unsupported", f"expected {_listed(VIDEO_CODECS)} pictures, found {codec}")
    width, height = stream.width, stream.height
    if not width or not height:
        raise ClipError("cut-short", "the file says nothing about the size of its pictures")
    if width > MAX_WIDTH or height > MAX_HEIGHT:
        raise ClipError("too-large", f"expected at most {MAX_WIDTH}x{MAX_HEIGHT}, found {width}x{height}")
    if stream.average_rate and stream.average_rate > MAX_FPS + SLACK:
        rate = float(stream.average_rate)
        raise ClipError("too-large", f"expected at most {MAX_FPS:g} frames a second, found {rate:.4g}")
    if stream.duration and stream.time_base:
        refuse_long(float(stream.duration * stream.time_base))
    return stream


def audio_stream(container: InputContainer) -> AudioStream | None:
    """Return the sound stream, or None for a silent clip.

    Raises ClipError: unknown-codec, unsupported, no-channels.
    """
    if not container.streams.audio:
        return None
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise ClipError("unknown-codec", "the sound is in a format that cannot be decoded")
    codec = stream.codec_context.name
    if codec not in AUDIO_CODECS:
        raise ClipError("unsupported", f"expected {_listed(AUDIO_CODECS)} sound, found {codec}")
    if not stream.codec_context.layout.nb_channels:
        raise ClipError("no-channels", "the file says that its sound has no channels")
    return stream


def lone_sound(container: InputContainer) -> AudioStream | None:
    """Return the sound of a file without any picture; None where there is a picture, or nothing at all.

    Raises ClipError: unsupported, too-large.
    """
    if container.streams.video:
        return None
    stream = audio_stream(container)
    if stream is not None and stream.duration and stream.time_base:
        refuse_long(float(stream.duration * stream.time_base))
    return stream


def refuse_long(seconds: float) -> None:
    """Raise ClipError (too-large) for a clip that lasts longer than the cap."""
    if seconds > MAX_SECONDS + SLACK:
        raise ClipError("too-large", f"expected at most {MAX_SECONDS:g} seconds, found {seconds:.1f}")


def _refuse_early(path: Path) -> None:
    if not path.is_file():
        raise ClipError("missing", f"{path.name}: there is no such file")
    if path.stat().st_size == 0:
        raise ClipError("empty", f"{path.name}: the file is empty")


def _reason(path: Path, error: FFmpegError) -> str:
    if isinstance(error, MemoryError):
        return "too-large"
    if isinstance(error, LookupError):
        return "unsupported"
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return "missing"
    return "cut-short" if head[4:8] == b"ftyp" else no_film(path.name, head).reason


def _listed(names: frozenset[str]) -> str:
    return " or ".join(sorted(names))
