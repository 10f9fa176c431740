"""How fast the forge is: the processor time of each kind of edit, by that of bare decoding and encoding."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Final

from game.forge.build import BuildContext
from game.forge.edits.base import VideoEdit
from game.forge.encode import encode
from game.forge.pixels import Frame
from game.forge.scene import ClipScene
from game.forge.sound_clip import SoundJob

TURNS: Final = 5


def speed_ratios(
    name: str, sources: Path, frames: int = 50, known: Collection[str] = ()
) -> Mapping[str, float]:
    """Return, for each picture kind of recipe `name`, (decode + edit + encode) / (decode + encode).

    One clip of each kind is taken whose footage is there, `frames` frames around the middle of its edit's
    span, in turns without the edit and with it; the ratio is that of the best turns. What is `known`
    already is left out. Raises ChinmiError like `build`.
    """
    context = BuildContext.open(name, sources)
    found: dict[str, float] = {}
    for entry in context.recipe.clips:
        kinds = [order.kind for order in entry.edits]
        if len(kinds) != 1 or kinds[0] in found or kinds[0] in known:
            continue
        job = context.job(entry, sources)
        if isinstance(job, SoundJob):
            continue
        scene = job.scene
        if not scene.path.is_file():
            continue
        edit = scene.plan()[0].edit
        if isinstance(edit, VideoEdit):
            middle = (edit.span.first + edit.span.last) // 2
            first = max(0, min(middle - frames // 2, len(scene.window) - frames))
            part = range(first, first + frames)
            turns = [(_seconds(scene, None, part), _seconds(scene, edit, part)) for _ in range(TURNS)]
            bare, edited = (min(best) for best in zip(*turns, strict=True))
            found[kinds[0]] = edited / bare
    return found


def _seconds(scene: ClipScene, edit: VideoEdit | None, part: range) -> float:
    sound, shown = scene.sound(), enumerate(scene.frames())
    for _ in islice(shown, part.start):
        pass
    with tempfile.TemporaryDirectory() as room:
        start = process_time()
        pictures = (_one(edit, i, frame, bare) for i, (frame, bare) in islice(shown, len(part)))
        encode(Path(room) / "clip.mp4", pictures, sound, scene.fps)
        return process_time() - start


def _one(edit: VideoEdit | None, i: int, frame: Frame, bare: Frame | None) -> Frame:
    return frame if edit is None else edit.apply(i, frame, bare)
