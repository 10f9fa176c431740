"""Making one clip that is sound alone: the same road for what we edit and for what is taken as it is.

part -> edits -> degradation -> band limit -> fades -> silence at both ends -> loudness -> AAC in MP4. Without
it the band, the level and the silences of published clips would tell the label before a word is heard.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from game.content.base import LocalText
from game.content.models import Artefact, Clip
from game.errors import ChinmiError
from game.forge import footage, loudness, visibility, voice
from game.forge.band import band_limited
from game.forge.degradations import degradations
from game.forge.edits import audio_kinds
from game.forge.edits.base import AudioEdit
from game.forge.encode import encode_sound
from game.forge.footage import RATE, Waveform
from game.forge.recipe import ClipOrder, EditOrder, Footage, RecipeSpan, Technique, Texts
from game.forge.rng import EditRandom

LEAD: Final = 0.15
"""Seconds of silence before and after every clip."""
_BEFORE: Final = 0.06
_AFTER: Final = 0.10
"""Seconds kept around the speech: a breath, the end of a word in the room."""
_FADE: Final = 0.04
_SEAM: Final = 480
"""Samples over which a replaced word is joined: 10 ms, inside the word."""


@dataclass(frozen=True)
class SoundSources:
    """The sources of a clip in `folder`: its own, the one it was made from, the one that words come from."""

    folder: Path
    own: Footage
    pair: Footage | None = None
    words: Footage | None = None

    def track(self, source: Footage) -> Waveform:
        """Return the sound of a source. Raises ClipError."""
        return footage.sound(self.folder / source.path)


@dataclass(frozen=True)
class SoundJob:
    """Everything a process needs to make one sound: sources, what is done, its name, the texts.

    `technique` is what the publisher did, or what replaced words were made by; `notes` as of a `ClipJob`.
    """

    entry: ClipOrder
    sources: SoundSources
    technique: Technique | None
    original: str | None
    band: float
    media: Path
    name: str
    texts: Texts
    notes: Mapping[str, Mapping[str, LocalText]]

    @property
    def id(self) -> str:
        """The clip's id."""
        return self.entry.id


def make_sound(job: SoundJob) -> Clip:
    """Make the clip's media file and return its record. Raises ChinmiError."""
    track, start = _part(job)
    edits = [(order, _planned(job, order, track)) for order in job.entry.edits]
    track = _replaced(job, track, start)
    for _, edit in edits:
        track = edit.apply(track)
    if job.entry.look:
        track = _looked(job, track)
    path = job.media / f"{job.name}.mp4"
    finished = loudness.level(_framed(band_limited(track, job.band)))
    encode_sound(path, finished)
    content = path.read_bytes()
    seconds = len(finished) / RATE
    return _record(job, tuple(_artefacts(job, edits, start, seconds)), edits, seconds, content)


def _part(job: SoundJob) -> tuple[Waveform, float]:
    """Return the part of the source that becomes the clip, and where in the source (seconds) it begins."""
    own = job.sources.own
    track = job.sources.track(own)
    timing = job.sources.track(job.sources.pair) if own.aligned and job.sources.pair else track
    begin, end = job.entry.seconds or voice.speech(timing)
    begin, end = round((begin - _BEFORE) * RATE) / RATE, round((end + _AFTER) * RATE) / RATE
    return footage.cut(track, begin, end), begin


def _planned(job: SoundJob, order: EditOrder, track: Waveform) -> AudioEdit:
    kind = audio_kinds().get(order.kind)
    if kind is None:
        expected = ", ".join(audio_kinds())
        raise ChinmiError(f"{job.id}: no edit of a sound for {order.kind}; expected one of {expected}")
    try:
        return kind.plan(track, float(order.strength), EditRandom(f"{job.id} {order.kind}", order.variant))
    except ValueError as error:
        raise ChinmiError(f"{job.id}: {error}") from error


def _replaced(job: SoundJob, track: Waveform, start: float) -> Waveform:
    """Lay the altered words over the track, by cross-fades that lie inside the words."""
    swap, words = job.entry.replaced, job.sources.words
    if swap is None or words is None:
        return track
    other = footage.cut(job.sources.track(words), start, start + len(track) / RATE)
    here = np.arange(len(track))
    for first, last in swap.at:
        a, b = round((first - start) * RATE), round((last - start) * RATE)
        if not 0 <= a < b <= len(track):
            raise ChinmiError(f"{job.id}: {first}-{last} s lies outside the clip")
        share = np.clip(np.minimum(here - a, b - here) / _SEAM, 0, 1).astype(np.float32)
        track = track * (1 - share) + other * share
    return track


def _looked(job: SoundJob, track: Waveform) -> Waveform:
    look = degradations().get(job.entry.look or "")
    if look is None:
        raise ChinmiError(
            f"{job.id}: no look {job.entry.look!r}; expected one of {', '.join(degradations())}"
        )
    return look.sound(track, zlib.crc32(repr(job.entry.twin).encode()))


def _framed(track: Waveform) -> Waveform:
    """Fade the ends and put the same silence before and after."""
    here = np.arange(len(track))
    ramp = np.clip(np.minimum(here, len(track) - 1 - here) / (_FADE * RATE), 0, 1)
    faded = track * np.sin(ramp * np.pi / 2).astype(np.float32) ** 2
    return np.pad(faded, round(LEAD * RATE))


def _artefacts(
    job: SoundJob, edits: list[tuple[EditOrder, AudioEdit]], start: float, seconds: float
) -> Iterator[Artefact]:
    for order, edit in edits:
        notes = job.notes.get(order.kind, {})
        yield Artefact(
            kind=order.kind,
            interval=_times(edit.interval, LEAD),
            strength=order.strength,
            note=notes.get(edit.variant or "any", notes.get("any")),
        )
    if job.technique is None:
        return
    swap = job.entry.replaced
    spans = [_times(span, LEAD - start) for span in swap.at] if swap else [_times((LEAD, seconds - LEAD))]
    for span in spans:
        for trace in job.technique.traces:
            yield Artefact(kind=trace.kind, interval=span, note=trace.note)


def _times(span: RecipeSpan, later: float = 0.0) -> tuple[float, float]:
    return round(span[0] + later, 3), round(span[1] + later, 3)


def _record(
    job: SoundJob,
    artefacts: tuple[Artefact, ...],
    edits: list[tuple[EditOrder, AudioEdit]],
    seconds: float,
    content: bytes,
) -> Clip:
    own, technique = job.sources.own, job.technique
    odd = None if artefacts else job.texts.looks.get(job.entry.odd or job.entry.look or "")
    return Clip(
        id=job.id,
        media="audio",
        path=f"media/{job.name}.mp4",
        hash=f"sha256:{hashlib.sha256(content).hexdigest()}",
        bytes=len(content),
        label="manipulated" if artefacts else "real",
        original=job.original,
        person=own.person,
        method=technique.method if technique else "self-blend" if edits else None,
        made=technique.made if technique else None,
        seconds=round(seconds, 3),
        audio=True,
        language=own.language,
        captions=_said(job),
        description=own.description,
        difficulty=_difficulty(job, edits, odd),
        artefacts=artefacts,
        looks_odd=odd,
        look=job.entry.look,
    )


def _said(job: SoundJob) -> LocalText | None:
    return job.entry.captions or job.sources.own.captions


def _difficulty(job: SoundJob, edits: list[tuple[EditOrder, AudioEdit]], odd: LocalText | None) -> float:
    """Return the prior: measured for our edits, the recipe's guess for what others did."""
    veiled = 0.85 if job.entry.look else 1.0
    if job.technique is not None:
        return visibility.difficulty((1 - job.technique.difficulty) * veiled)
    if not edits:
        return visibility.of_real((job.entry.odd or job.entry.look) if odd else None)
    seen = (visibility.visibility(order.kind, visibility.of_sound(order.kind, edit)) for order, edit in edits)
    return visibility.difficulty(max(seen) * veiled)
