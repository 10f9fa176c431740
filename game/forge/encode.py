"""One encoder for all clips, real and manipulated: nothing about the file may give the label away.

H.264 in yuv420p with one quality, the same picture types at the same places whatever the picture
shows (no scene cuts, no adaptive B-frames, no look-ahead that lets one region change the rest of the
frame), a key frame each second, AAC, and no metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from PIL import Image

from game.forge.footage import RATE, Waveform
from game.forge.pixels import Frame

_QUALITY: Final = 24
_VIDEO: Final = {
    "preset": "medium",
    "crf": str(_QUALITY),
    "x264-params": "qcomp=1:mbtree=0:b-adapt=0:bframes=2:scenecut=0:weightp=0:threads=1:rc-lookahead=0",
}
SoundTrack = Waveform | Callable[[int], Waveform] | None
_FILE: Final = {"movflags": "+faststart", "fflags": "+bitexact"}
_AUDIO_RATE: Final = 96_000
_CHUNK: Final = 1024


def encode(path: Path, pictures: Iterable[Frame], track: SoundTrack, fps: float) -> int:
    """Write an MP4 of the frames (sizes multiples of 16) and the mono sound; return the frame count.

    Without `track` the film is silent; a function is handed the frame count and returns the sound.
    """
    count, colours = 0, VideoReformatter()
    with av.open(str(path), "w", format="mp4", options=_FILE) as out:
        rate = Fraction(fps).limit_denominator(1001)
        video = out.add_stream("libx264", rate=rate, options=_VIDEO)
        video.pix_fmt = "yuv420p"
        video.gop_size = round(fps)
        video.thread_count = 1
        video.codec_context.flags |= av.codec.context.Flags.bitexact
        video.codec_context.colorspace = Colorspace.ITU709
        video.codec_context.color_range = ColorRange.MPEG
        video.codec_context.color_primaries = 1
        video.codec_context.color_trc = 1
        audio = None if track is None else _audio(out)
        for picture in pictures:
            if count == 0:
                video.height, video.width = picture.shape[:2]
            out.mux(video.encode(_to_yuv(picture, colours, count, rate)))
            count += 1
        out.mux(video.encode(None))
        if audio is not None and track is not None:
            _hear(out, audio, track(count) if callable(track) else track)
    return count


def encode_sound(path: Path, track: Waveform) -> None:
    """Write an MP4 of the mono sound alone, made as the sound of a film is."""
    with av.open(str(path), "w", format="mp4", options=_FILE) as out:
        _hear(out, _audio(out), track)


def _audio(out: OutputContainer) -> AudioStream:
    audio = out.add_stream("aac", rate=RATE, layout="mono")
    audio.bit_rate = _AUDIO_RATE
    audio.codec_context.flags |= av.codec.context.Flags.bitexact
    return audio


def _hear(out: OutputContainer, audio: AudioStream, track: Waveform) -> None:
    for start in range(0, len(track), _CHUNK):
        out.mux(audio.encode(_to_audio(track[start : start + _CHUNK], start)))
    out.mux(audio.encode(None))


def _to_yuv(picture: Frame, colours: VideoReformatter, index: int, rate: Fraction) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
    yuv = colours.reformat(
        frame,
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        threads=1,
    )
    yuv.pts = index
    yuv.time_base = 1 / rate
    return yuv


def _to_audio(part: Waveform, start: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(part[None, :]), format="fltp", layout="mono")
    frame.sample_rate = RATE
    frame.pts = start
    frame.time_base = Fraction(1, RATE)
    return frame


def write_poster(path: Path, picture: Frame) -> None:
    """Write the poster picture of a clip, at its own size."""
    Image.fromarray(picture).save(path, "JPEG", quality=82, optimize=True)
