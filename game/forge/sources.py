"""Opening footage and sound of other people's making: its content says what it is, never its name.

One demuxer is chosen from the first bytes and pinned, and only plain files may be read: a renamed playlist
would otherwise make the library open other files and addresses. What is no film at all is told by its own
reason, because each has its own remedy.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from game.content.no_film import HEAD, no_film
from game.errors import ClipError

MOST_PIXELS: Final = 40_000_000
_MAGIC: Final[tuple[tuple[int, bytes, str], ...]] = (
    *((4, box, "mov") for box in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (8, b"AVI ", "avi"),
    (8, b"WAVE", "wav"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (0, b"\0\0\1\xba", "mpeg"),
    (0, b"\0\0\1\xb3", "mpegvideo"),
    (0, b"ID3", "mp3"),
)
_FAULTS: Final = (av.FFmpegError, OSError, ValueError, LookupError, MemoryError)
"""What the library raises for broken files: its own errors, and those of its Python part."""


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a film or a sound; every failure of the library inside the block becomes a ClipError."""
    demuxer = demuxer_of(path)
    options = {"protocol_whitelist": "file"}
    if demuxer == "wav" and _length_lies(path):
        options["ignore_length"] = "1"
    try:
        with av.open(f"file:{path}", format=demuxer, options=options, metadata_errors="replace") as container:
            yield container
    except _FAULTS as error:
        raise _told(path, error) from error


def demuxer_of(path: Path) -> str:
    """Return the demuxer for what `path` holds, by its first bytes. Raises ClipError with its own reason."""
    try:
        if not path.is_file():
            raise ClipError("missing", f"{path.name}: there is no such file")
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise ClipError("missing", f"{path.name} cannot be opened: {error.strerror}") from error
    if not head:
        raise ClipError("empty", f"{path.name} is empty")
    for at, magic, demuxer in _MAGIC:
        if head[at : at + len(magic)] == magic:
            return demuxer
    if _is_mpeg_sound(head):
        return "mp3"
    raise no_film(path.name, head)


def has_picture(container: InputContainer) -> bool:
    """Tell whether there are moving pictures; the cover of a record is none."""
    return any(_moves(stream) for stream in container.streams.video)


def picture_stream(container: InputContainer) -> VideoStream:
    """Return the stream of moving pictures. Raises ClipError."""
    stream = next(filter(_moves, container.streams.video), None)
    if stream is None:
        raise ClipError("no-picture", "the file has no moving picture")
    if stream.codec_context is None:
        raise ClipError("unknown-codec", "the pictures are in a format that cannot be decoded")
    if stream.width * stream.height > MOST_PIXELS:
        raise ClipError("too-large", f"pictures of {stream.width}x{stream.height} are too large")
    return stream


def _moves(stream: VideoStream) -> bool:
    return not stream.disposition & Disposition.attached_pic


def sound_stream(container: InputContainer) -> AudioStream | None:
    """Return the stream of sound, or None for a silent film. Raises ClipError."""
    if not container.streams.audio:
        return None
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise ClipError("unknown-codec", "the sound is in a format that cannot be decoded")
    if not stream.codec_context.layout.nb_channels:
        raise ClipError("no-channels", "the file says that its sound has no channels")
    return stream


def _is_mpeg_sound(head: bytes) -> bool:
    """Tell whether a frame of MPEG sound, layer I to III, begins here."""
    return len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and bool(head[1] & 0x06)


def _length_lies(path: Path) -> bool:
    """Tell whether a WAV goes on after its `data` chunk says it ends, with something that is no chunk."""
    whole = path.stat().st_size
    with path.open("rb") as file:
        at = 12
        while at + 8 <= whole:
            file.seek(at)
            name, length = struct.unpack("<4sI", file.read(8))
            at += 8 + length + length % 2
            if name != b"data":
                continue
            file.seek(min(at, whole))
            following = file.read(4)
            return bool(following) and not re.fullmatch(rb"[A-Za-z][A-Za-z0-9 _]{3}", following)
    return False


def _told(path: Path, error: BaseException) -> ClipError:
    if isinstance(error, av.error.DecoderNotFoundError):
        return ClipError("unknown-codec", f"{path.name} is in a format that cannot be decoded")
    if isinstance(error, MemoryError):
        return ClipError("too-large", f"{path.name} asks for more memory than there is")
    if isinstance(error, av.FFmpegError):
        return ClipError("cut-short", f"{path.name} is cut short or damaged: {error.strerror}")
    if isinstance(error, OSError):
        return ClipError("missing", f"{path.name} cannot be read: {error.strerror}")
    return ClipError("unsupported", f"{path.name} cannot be read: {error}")
