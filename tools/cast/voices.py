"""A sentence spoken: samples, and when each phoneme begins and ends.

`espeak-ng` (Uzbek, Russian, English) tells its phonemes through its library; `flite` (English) prints them.
"""

import ctypes
import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

RATE = 48000
_RETRIEVAL, _PHONEME_EVENTS, _UTF8 = 1, 1, 1
_SPEED, _PITCH, _RANGE = 1, 3, 4
_PHONEME = 7


@dataclass(frozen=True)
class Sound:
    """A phoneme, from one second to another."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class Speech:
    """Samples at 48 kHz from -1 to 1, and their phonemes."""

    samples: np.ndarray
    sounds: tuple[Sound, ...]


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("id", _Id),
    ]


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


def espeak(text: str, voice: str, speed: int = 150, pitch: int = 50) -> Speech:
    """Return a sentence by espeak-ng: `voice` is a language and a variant, such as `uz+f2`."""
    library = ctypes.CDLL("libespeak-ng.so.1")
    rate = library.espeak_Initialize(2, 500, None, _PHONEME_EVENTS)
    begins: list[tuple[str, float]] = []
    parts: list[bytes] = []

    def heard(samples: int | None, count: int, events: "ctypes._Pointer[_Event]") -> int:
        i = 0
        while events[i].type:
            if events[i].type == _PHONEME:
                name = events[i].id.string.decode("utf-8", "replace")
                begins.append((name, events[i].audio_position / 1000))
            i += 1
        if samples and count > 0:
            parts.append(ctypes.string_at(samples, count * 2))
        return 0

    callback = _CALLBACK(heard)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice.encode()):
        raise ValueError(f"no voice {voice}")
    for parameter, value in ((_SPEED, speed), (_PITCH, pitch), (_RANGE, 60)):
        library.espeak_SetParameter(parameter, value, 0)
    data = text.encode()
    library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    pcm = np.frombuffer(b"".join(parts), np.int16).astype(np.float64) / 32768
    ends = [start for _, start in begins[1:]] + [len(pcm) / rate]
    sounds = tuple(Sound(name, start, end) for (name, start), end in zip(begins, ends, strict=True))
    return Speech(_resampled(pcm, RATE, rate), sounds)


def flite(text: str, voice: str, pitch: float = 1.0) -> Speech:
    """Return a sentence by flite; the pitch is shifted by resampling, so the tempo goes with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        printed = subprocess.run(  # noqa: S603 - our own words
            ["flite", "-voice", voice, "-psdur", "-t", text, "-o", str(path)],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        with wave.open(str(path)) as file:
            rate, pcm = file.getframerate(), file.readframes(file.getnframes())
    samples = np.frombuffer(pcm, np.int16).astype(np.float64) / 32768
    percent = round(100 * pitch)
    sounds, start = [], 0.0
    for token in printed.split():
        name, end = token.split(":")
        sounds.append(Sound(name, start / pitch, float(end) / pitch))
        start = float(end)
    return Speech(_resampled(samples, RATE * 100, rate * percent), tuple(sounds))


def _resampled(samples: np.ndarray, up: int, down: int) -> np.ndarray:
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(samples, up, down))


def spoken(text: str, voice: str, speed: int = 150, pitch: float = 50) -> Speech:
    """Return a sentence by the named voice: `flite:slt`, or a voice of espeak-ng."""
    if voice.startswith("flite:"):
        return flite(text, voice.removeprefix("flite:"), pitch / 50)
    return espeak(text, voice, speed, int(pitch))
