"""Making one clip of a pack: the work that runs in a process of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from game.content.base import LocalText
from game.content.models import Artefact, Clip
from game.errors import ChinmiError
from game.forge import footage, loudness
from game.forge.edits import edits
from game.forge.edits.base import Edit, Retouch, Shot
from game.forge.encode import encode, write_poster
from game.forge.face import Face
from game.forge.footage import Window
from game.forge.landmarks import Track
from game.forge.pixels import Frame
from game.forge.recipe import EditOrder, Entry, Footage, Texts
from game.forge.skin import Skin
from game.forge.tracks import track


@dataclass(frozen=True)
class ClipJob:
    """Everything a process needs to make one clip; `media` is the folder it writes into."""

    pack: str
    entry: Entry
    original: str | None
    source: Footage
    size: tuple[int, int]
    footage: Path
    points: Track
    media: Path
    name: str
    texts: Texts

    @property
    def path(self) -> Path:
        """The source's file."""
        return self.footage / self.source.path

    @property
    def window(self) -> Window:
        """The frames that become the clip."""
        first, last = self.entry.frames or (0, len(self.points))
        return Window(first, last)


@dataclass(frozen=True)
class Cut:
    """One planned edit of a clip, with the order it came from."""

    order: EditOrder
    retouch: Retouch


def make_clip(job: ClipJob) -> Clip:
    """Make the clip's media file and poster and return its record."""
    fps = float(job.source.fps)
    cuts = plan_edits(job)
    video = job.media / f"{job.name}.mp4"
    sound = footage.cut(footage.sound(job.path), *job.window.seconds(fps))
    poster: list[Frame] = []

    def pictures() -> Iterator[Frame]:
        for i, frame in enumerate(footage.frames(job.path, job.size, job.window)):
            for cut in cuts:
                frame = cut.retouch.apply(i, frame)  # noqa: PLW2901 - edits are laid one over the other
            if i == len(job.window) // 2:
                poster.append(frame)
            yield frame

    encode(video, pictures(), loudness.level(sound), fps)
    write_poster(video.with_suffix(".jpg"), poster[0])
    return _record(job, cuts, video, fps)


def _record(job: ClipJob, cuts: tuple[Cut, ...], video: Path, fps: float) -> Clip:
    content = video.read_bytes()
    source = job.source
    return Clip(
        id=job.entry.id,
        path=f"media/{video.name}",
        poster=f"media/{video.stem}.jpg",
        hash=f"sha256:{hashlib.sha256(content).hexdigest()}",
        bytes=len(content),
        label="manipulated" if cuts else "real",
        original=job.original,
        person=source.person,
        method="self-blend" if cuts else None,
        seconds=round(len(job.window) / fps, 3),
        size=job.size,
        fps=source.fps,
        audio=True,
        captions=source.captions,
        description=source.description,
        difficulty=_difficulty(cuts),
        artefacts=tuple(_artefact(cut, job.size, fps, job.texts) for cut in cuts),
    )


def plan_edits(job: ClipJob) -> tuple[Cut, ...]:
    """Plan the edits of a clip; chance is drawn from the clip's id, so that a recipe always gives the same."""
    if not job.entry.edits:
        return ()
    window = job.window
    scale = np.array(job.size, dtype=np.float32)
    face = Face((job.points[window.first : window.last] * scale).astype(np.float32))
    chosen = [_edit(order) for order in job.entry.edits]
    middle = len(face) // 2
    wanted = {middle, *(i for edit in chosen for i in edit.stills(face))}
    stills = {i: frame for i, frame in enumerate(footage.frames(job.path, job.size, window)) if i in wanted}
    shot = Shot(
        face=face,
        size=job.size,
        fps=float(job.source.fps),
        skin=Skin.measure(stills[middle], face, middle),
        stills=stills,
        glasses=job.source.glasses,
    )
    return tuple(
        Cut(order, edit.plan(shot, float(order.strength), Random(f"{job.entry.id} {order.kind}")))
        for edit, order in zip(chosen, job.entry.edits, strict=True)
    )


def _edit(order: EditOrder) -> Edit:
    edit = edits().get(order.kind)
    if edit is None:
        raise ChinmiError(f"there is no edit for {order.kind!r}; expected one of: {', '.join(edits())}")
    return edit


def _artefact(cut: Cut, size: tuple[int, int], fps: float, texts: Texts) -> Artefact:
    span = cut.retouch.span
    return Artefact(
        kind=cut.order.kind,
        interval=(round(span.first / fps, 3), round(span.last / fps, 3)),
        region=track(cut.retouch.outline, span.first, span.last, size, fps),
        strength=cut.order.strength,
        note=_note(cut, texts),
    )


def _note(cut: Cut, texts: Texts) -> LocalText | None:
    return texts.notes.get(cut.order.kind, {}).get(cut.retouch.variant or "any")


def _difficulty(cuts: tuple[Cut, ...]) -> float:
    if not cuts:
        return 0.5
    return round(0.9 - 0.75 * max(float(cut.order.strength) for cut in cuts), 2)
