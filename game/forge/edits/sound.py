"""Edits of the sound: lips that do not fit, a voice on one note, a word from elsewhere, a vocoder."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.forge import vocoder, voice
from game.forge.edits.base import AudioEdit, AudioKind
from game.forge.footage import RATE, Waveform
from game.forge.rng import EditRandom

LEAST_SHIFT: Final = 0.2
"""Seconds of the weakest shift that counts as altered: what viewers object to (ITU-R BT.1359: 0.185 s)."""
_FADE: Final = 480
"""Samples over which two sounds are joined: 10 ms."""


def lip_sync_mismatch(track: Waveform, strength: float, rng: EditRandom) -> AudioEdit:
    """Move the sound against the picture by 0.2-0.4 s and fill the gap with the room's own tone."""
    start, end = voice.speech(track)
    shift = LEAST_SHIFT + 0.2 * strength
    free_before, free_after = start, len(track) / RATE - end
    roomy = min(free_before, free_after) > shift
    ways = ("late", "early") if roomy else ("late",) if free_after >= free_before else ("early",)
    late = rng.pick(ways) == "late"
    step = round(shift * RATE)
    seed = rng.getrandbits(32)

    def apply(sound: Waveform) -> Waveform:
        gap = voice.room(sound, step + _FADE, seed)
        joined = _join(gap, sound[:-step]) if late else _join(sound[step:], gap)
        return joined[: len(sound)]

    moved = shift if late else -shift
    return AudioEdit(
        interval=(max(0.0, min(start, start + moved)), min(len(track) / RATE, max(end, end + moved))),
        apply=apply,
        variant="late" if late else "early",
        size=shift,
    )


def flat_intonation(track: Waveform, strength: float, rng: EditRandom) -> AudioEdit:
    """Pull the voice's pitch towards one note."""
    now = voice.pitch(track)
    keep = 0.55 * (1 - strength)
    rng.random()
    if not now.voiced.any():
        raise ValueError("flat-intonation needs a voice with a pitch")
    middle = float(np.median(now.hz[now.voiced]))
    ratio = np.where(now.voiced, np.maximum(now.hz, 1.0) / middle, 1.0)
    wanted = voice.Pitch(np.where(now.voiced, middle * ratio**keep, 0.0))
    return AudioEdit(
        interval=voice.speech(track),
        apply=lambda sound: voice.repitch(sound, now, wanted),
        size=now.spread - wanted.spread,
    )


def audio_splice(track: Waveform, strength: float, rng: EditRandom) -> AudioEdit:
    """Cut a word out and put it back from another "room": other tone, level and background, hard edges."""
    first, last = _word(track, rng)
    dull = rng.pick(("dull", "dull", "thin")) == "dull"
    depth, louder = 4.0 + 12.0 * strength, rng.choice((-1, 1)) * (1.0 + 3.5 * strength)
    jump = round(rng.choice((-1, 1)) * (0.010 + 0.025 * strength) * RATE)
    hiss = 10 ** ((-44 + 18 * strength) / 20)
    seed = rng.getrandbits(32)

    def apply(sound: Waveform) -> Waveform:
        a, b = round(first * RATE), round(last * RATE)
        low, high = np.clip([a + jump, b + jump], 0, len(sound))
        part = np.zeros(b - a, dtype=np.float32)
        part[: high - low] = sound[low:high]
        loud = float(np.sqrt((sound[a:b].astype(np.float64) ** 2).mean()))
        noise = np.random.default_rng(seed).standard_normal(len(part)).astype(np.float32)
        part = _tilt(part, -depth if dull else depth * 0.6) * np.float32(10 ** (louder / 20))
        part += _tilt(noise, -6.0) * np.float32(loud * hiss)
        out = sound.copy()
        edge = np.minimum(1, np.minimum(np.arange(len(part)), np.arange(len(part))[::-1]) / 48)
        out[a:b] = out[a:b] * (1 - edge) + part * edge
        return out

    return AudioEdit(
        interval=(first, last), apply=apply, variant="dull" if dull else "thin", size=depth + abs(louder)
    )


def metallic_voice(track: Waveform, strength: float, rng: EditRandom) -> AudioEdit:
    """Put the voice together again from its pitch and its envelope, with pulses in the place of breath."""
    start, end = voice.speech(track)
    pulses_to = 2000.0 + 5000.0 * strength
    seed = rng.getrandbits(32)
    if not voice.pitch(track).voiced.any():
        raise ValueError("metallic-voice needs a voice with a pitch")

    def apply(sound: Waveform) -> Waveform:
        here = np.arange(len(sound))
        inside = np.minimum(here - round(start * RATE), round(end * RATE) - here) / _FADE
        share = np.clip(inside, 0, 1).astype(np.float32)
        return sound * (1 - share) + vocoder.resynthesise(sound, pulses_to, seed) * share

    return AudioEdit(interval=(start, end), apply=apply, size=pulses_to / 1000)


def _join(a: Waveform, b: Waveform) -> Waveform:
    """Lay two sounds end to end; they overlap by a cross-fade of 10 ms."""
    ramp = np.linspace(0, 1, _FADE, dtype=np.float32)
    seam = a[-_FADE:] * (1 - ramp) + b[:_FADE] * ramp
    return np.concatenate([a[:-_FADE], seam, b[_FADE:]])


def _word(track: Waveform, rng: EditRandom) -> tuple[float, float]:
    """Return start and end of a stretch of 0.25-0.6 s between two pauses, away from the ends."""
    moments = voice.pauses(track)
    fits = [(a, b) for a in moments[:-1] for b in moments if 0.25 <= b - a <= 0.6]
    if fits:
        return rng.choice(fits)
    start, end = voice.speech(track)
    middle = (start + end) / 2
    return max(0.0, middle - 0.2), min(len(track) / RATE, middle + 0.2)


def _tilt(track: Waveform, decibels: float) -> Waveform:
    """Raise or lower everything above about 2 kHz by `decibels`, smoothly."""
    spectrum = np.fft.rfft(track)
    hz = np.fft.rfftfreq(len(track), 1 / RATE)
    rise = 1 / (1 + (2000 / np.maximum(hz, 1)) ** 3)
    return np.fft.irfft(spectrum * 10 ** (decibels * rise / 20), len(track)).astype(np.float32)


KINDS: Final = (
    AudioKind("lip-sync-mismatch", lip_sync_mismatch, notice=0.24, forms=("late", "early"), starter=0.9),
    AudioKind("flat-intonation", flat_intonation, notice=2.2),
    AudioKind("audio-splice", audio_splice, notice=11.0, forms=("dull", "thin")),
    AudioKind("metallic-voice", metallic_voice, notice=4.5),
)
