"""Making one clip of a pack: the work that runs in a process of its own.

decode -> prop (if the recipe wants one) -> edits -> look -> encode. Real and manipulated clips differ in
nothing but the edits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from game.content.base import LocalText
from game.content.models import Artefact, Clip
from game.errors import ChinmiError
from game.forge import loudness, visibility
from game.forge.edits.base import Resound, Retouch
from game.forge.encode import encode, write_poster
from game.forge.gauge import Gauge
from game.forge.looks import Look, looks
from game.forge.pixels import Frame
from game.forge.recipe import Texts
from game.forge.scene import Cut, Scene
from game.forge.tracks import track
from game.resources import languages


@dataclass(frozen=True)
class ClipJob:
    """Everything a process needs to make one clip: its scene, its name, where its media go, the texts."""

    scene: Scene
    original: str | None
    media: Path
    name: str
    texts: Texts


def make_clip(job: ClipJob) -> Clip:
    """Make the clip's media file and poster and return its record. Raises ChinmiError."""
    scene = job.scene
    cuts = scene.plan()
    look = _look(scene)
    gauge = Gauge(cuts, len(scene.window))
    video = job.media / f"{job.name}.mp4"
    poster: list[Frame] = []

    def pictures() -> Iterator[Frame]:
        for i, frame in enumerate(look.pictures(_edited(scene, cuts, gauge), scene.fps, scene.seed)):
            if i == len(scene.window) // 2:
                poster.append(frame)
            yield frame

    sound = scene.sound()
    for cut in cuts:
        if isinstance(cut.edit, Resound):
            sound = cut.edit.apply(sound)
    encode(video, pictures(), loudness.level(look.sound(sound, scene.seed)), scene.fps)
    write_poster(video.with_suffix(".jpg"), poster[0])
    return _record(job, cuts, gauge, video.read_bytes())


def _edited(scene: Scene, cuts: tuple[Cut, ...], gauge: Gauge) -> Iterator[Frame]:
    for i, (shown, bare) in enumerate(scene.frames()):
        frame = shown
        for which, cut in enumerate(cuts):
            if isinstance(cut.edit, Retouch):
                before, frame = frame, cut.edit.apply(i, frame, bare)
                gauge.add(which, i, before, frame)
        yield frame


def _look(scene: Scene) -> Look:
    name = scene.entry.look
    if name is None:
        return Look()
    look = looks().get(name)
    if look is None:
        raise ChinmiError(f"{scene.entry.id}: no look {name!r}; expected one of {', '.join(looks())}")
    return look


def _record(job: ClipJob, cuts: tuple[Cut, ...], gauge: Gauge, content: bytes) -> Clip:
    scene, source = job.scene, job.scene.source
    seen = max((gauge.seen(k) for k in range(len(cuts))), default=0.5)
    artefacts = tuple(_artefact(job, cut) for cut in cuts)
    return Clip(
        id=scene.entry.id,
        path=f"media/{job.name}.mp4",
        poster=f"media/{job.name}.jpg",
        hash=f"sha256:{hashlib.sha256(content).hexdigest()}",
        bytes=len(content),
        label="manipulated" if cuts else "real",
        original=job.original,
        person=source.person,
        method="self-blend" if cuts else None,
        seconds=round(len(scene.window) / scene.fps, 3),
        size=scene.size,
        fps=source.fps,
        audio=True,
        language=source.language,
        captions=source.captions,
        description=_description(job),
        difficulty=_difficulty(job, cuts, seen),
        artefacts=artefacts,
        looks_odd=None if cuts else _odd(job),
    )


def _artefact(job: ClipJob, cut: Cut) -> Artefact:
    notes = job.texts.notes.get(cut.order.kind, {})
    note = notes.get(cut.edit.variant or "any", notes.get("any"))
    if isinstance(cut.edit, Resound):
        start, end = cut.edit.interval
        return Artefact(
            kind=cut.order.kind,
            interval=(round(start, 3), round(end, 3)),
            strength=cut.order.strength,
            note=note,
        )
    span, scene = cut.edit.span, job.scene
    return Artefact(
        kind=cut.order.kind,
        interval=(round(span.first / scene.fps, 3), round(span.last / scene.fps, 3)),
        region=track(cut.edit.outline, span.first, span.last, scene.size, scene.fps),
        strength=cut.order.strength,
        note=note,
    )


def _difficulty(job: ClipJob, cuts: tuple[Cut, ...], seen: float) -> float:
    """Return the prior: for an edit from what is seen of it, for a real clip from how odd it looks."""
    if not cuts:
        return 0.6 if _odd(job) else 0.4
    veiled = 0.85 if job.scene.entry.look else 1.0
    return visibility.difficulty(seen * veiled)


def _odd(job: ClipJob) -> LocalText | None:
    entry = job.scene.entry
    key = entry.odd or entry.look or entry.prop
    return job.texts.looks.get(key) if key else None


def _description(job: ClipJob) -> LocalText:
    prop = job.scene.entry.prop
    more = job.texts.props.get(prop) if prop else None
    words = job.scene.source.description
    if more is None:
        return words
    return LocalText(**{code: f"{words.get(code)} {more.get(code)}" for code in languages()})
