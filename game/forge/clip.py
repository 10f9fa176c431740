"""Making one clip of a pack: the work that runs in a process of its own.

decode -> prop (if the recipe wants one) -> edits -> degradation -> encode. Real and manipulated clips differ
in nothing but the edits.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from game.content.base import LocalText
from game.content.models import Artefact, Clip
from game.errors import ChinmiError
from game.forge import loudness, visibility
from game.forge.degradations import Degradation, degradations
from game.forge.edits.base import AudioEdit, VideoEdit
from game.forge.encode import encode, write_poster
from game.forge.pixels import Frame
from game.forge.recipe import Texts
from game.forge.scene import ClipScene, PlannedEdit
from game.forge.sound_clip import SoundJob, make_sound
from game.forge.tracks import track
from game.forge.visibility_sampler import VisibilitySampler
from game.resources import languages


@dataclass(frozen=True)
class ClipJob:
    """Everything a process needs to make one clip: its scene, its name, where its media go, the texts.

    `notes` are those of the catalogue for the clip's kinds, by the form of the edit.
    """

    scene: ClipScene
    original: str | None
    media: Path
    name: str
    texts: Texts
    notes: Mapping[str, Mapping[str, LocalText]]

    @property
    def id(self) -> str:
        """The clip's id."""
        return self.scene.entry.id


@dataclass(frozen=True)
class MadeClip:
    """A finished clip with the bytes of its files, by name: whoever made it, they can be written anywhere."""

    clip: Clip
    files: Mapping[str, bytes]


def make_and_carry(job: ClipJob | SoundJob) -> MadeClip:
    """Make the clip and return it with its files, which leave nothing behind here. Raises ChinmiError."""
    with tempfile.TemporaryDirectory(prefix="clip-") as room:
        if isinstance(job, SoundJob):
            clip = make_sound(replace(job, media=Path(room)))
        else:
            clip = make_clip(replace(job, media=Path(room)))
        return MadeClip(clip, {path.name: path.read_bytes() for path in Path(room).iterdir()})


def make_clip(job: ClipJob) -> Clip:
    """Make the clip's media file and poster and return its record. Raises ChinmiError."""
    scene = job.scene
    edits = scene.plan()
    degradation = _degradation(scene)
    sampler = VisibilitySampler(edits, len(scene.window))
    video = job.media / f"{job.name}.mp4"
    poster: list[Frame] = []

    def pictures() -> Iterator[Frame]:
        for i, frame in enumerate(
            degradation.pictures(_edited(scene, edits, sampler), scene.fps, scene.seed)
        ):
            if i == len(scene.window) // 2:
                poster.append(frame)
            yield frame

    sound = scene.sound()
    for planned in edits:
        if isinstance(planned.edit, AudioEdit):
            sound = planned.edit.apply(sound)
    encode(video, pictures(), loudness.level(degradation.sound(sound, scene.seed)), scene.fps)
    write_poster(video.with_suffix(".jpg"), poster[0])
    return _record(job, edits, sampler, video.read_bytes())


def _edited(scene: ClipScene, edits: tuple[PlannedEdit, ...], sampler: VisibilitySampler) -> Iterator[Frame]:
    for i, (shown, bare) in enumerate(scene.frames()):
        frame = shown
        for which, planned in enumerate(edits):
            if isinstance(planned.edit, VideoEdit):
                before, frame = frame, planned.edit.apply(i, frame, bare)
                sampler.add(which, i, before, frame)
        yield frame


def _degradation(scene: ClipScene) -> Degradation:
    name = scene.entry.look
    if name is None:
        return Degradation()
    found = degradations().get(name)
    if found is None:
        raise ChinmiError(f"{scene.entry.id}: no look {name!r}; expected one of {', '.join(degradations())}")
    return found


def _record(job: ClipJob, edits: tuple[PlannedEdit, ...], sampler: VisibilitySampler, content: bytes) -> Clip:
    scene, source = job.scene, job.scene.source
    seen = max((sampler.seen(k) for k in range(len(edits))), default=0.5)
    artefacts = tuple(_artefact(job, planned) for planned in edits)
    return Clip(
        id=scene.entry.id,
        path=f"media/{job.name}.mp4",
        poster=f"media/{job.name}.jpg",
        hash=f"sha256:{hashlib.sha256(content).hexdigest()}",
        bytes=len(content),
        label="manipulated" if edits else "real",
        original=job.original,
        person=source.person,
        method="self-blend" if edits else None,
        seconds=round(len(scene.window) / scene.fps, 3),
        size=scene.size,
        fps=source.fps,
        audio=True,
        language=source.language,
        captions=source.captions,
        description=_description(job),
        difficulty=_difficulty(job, edits, seen),
        artefacts=artefacts,
        looks_odd=None if edits else _odd(job),
        look=scene.entry.look,
        prop=scene.entry.prop,
    )


def _artefact(job: ClipJob, planned: PlannedEdit) -> Artefact:
    notes = job.notes.get(planned.order.kind, {})
    note = notes.get(planned.edit.variant or "any", notes.get("any"))
    if isinstance(planned.edit, AudioEdit):
        start, end = planned.edit.interval
        return Artefact(
            kind=planned.order.kind,
            interval=(round(start, 3), round(end, 3)),
            strength=planned.order.strength,
            note=note,
        )
    span, scene = planned.edit.span, job.scene
    return Artefact(
        kind=planned.order.kind,
        interval=(round(span.first / scene.fps, 3), round(span.last / scene.fps, 3)),
        region=track(planned.edit.outline, span.first, span.last, scene.size, scene.fps),
        strength=planned.order.strength,
        note=note,
    )


def _difficulty(job: ClipJob, edits: tuple[PlannedEdit, ...], seen: float) -> float:
    """Return the prior: for an edit from what is seen of it, for a real clip from how odd it looks."""
    if not edits:
        return visibility.of_real(_oddity(job) if _odd(job) else None)
    veiled = 0.85 if job.scene.entry.look else 1.0
    return visibility.difficulty(seen * veiled)


def _odd(job: ClipJob) -> LocalText | None:
    return job.texts.looks.get(_oddity(job) or "")


def _oddity(job: ClipJob) -> str | None:
    entry = job.scene.entry
    return entry.odd or entry.look or entry.prop


def _description(job: ClipJob) -> LocalText:
    prop = job.scene.entry.prop
    more = job.texts.props.get(prop) if prop else None
    words = job.scene.source.description
    if more is None:
        return words
    return LocalText(**{code: f"{words.get(code)} {more.get(code)}" for code in languages()})
