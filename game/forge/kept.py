"""Clips that were made are kept until their pack is whole, so that a build that was stopped goes on there.

What is kept belongs to one recipe, its face points and this version of the forge: anything else is made
anew.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from game.content.models import Clip
from game.forge import recipe
from game.forge.clip import ClipJob, MadeClip
from game.forge.sound_clip import SoundJob
from game.forge.workers import Lost, Order, Result, Workers, never, stop_if

RECORD: Final = "clip.json"


@dataclass(frozen=True)
class KeptWorkers:
    """Workers who keep each clip in `folder` when it is made, and do not make one that is there."""

    workers: Workers
    folder: Path

    def each(
        self,
        work: Callable[[Order], Result],
        orders: Iterable[Order],
        cancelled: Callable[[], bool] = never,
    ) -> Iterator[tuple[Order, Result | Lost]]:
        """Yield each order with its result, first what is kept; see `Workers`."""
        to_do: list[Order] = []
        for order in orders:
            stop_if(cancelled)
            made = self._kept(order) if isinstance(order, ClipJob | SoundJob) else None
            if made is None:
                to_do.append(order)
            else:
                yield order, cast("Result", made)
        for order, result in self.workers.each(work, to_do, cancelled):
            if isinstance(order, ClipJob | SoundJob) and isinstance(result, MadeClip):
                self._keep(order, result)
            yield order, result

    def _kept(self, job: ClipJob | SoundJob) -> MadeClip | None:
        """Return the clip if it is there, whole."""
        room = self.folder / job.id
        try:
            clip = Clip.model_validate(json.loads((room / RECORD).read_text("utf-8")))
            files = {path.name: path.read_bytes() for path in room.iterdir() if path.name != RECORD}
        except (OSError, ValueError):
            return None
        media = files.get(Path(clip.path).name, b"")
        whole = f"sha256:{hashlib.sha256(media).hexdigest()}" == clip.hash
        posters = clip.poster is None or Path(clip.poster).name in files
        return MadeClip(clip, files) if whole and posters else None

    def _keep(self, job: ClipJob | SoundJob, made: MadeClip) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=".clip-", dir=self.folder))
        for name, content in made.files.items():
            (room / name).write_bytes(content)
        record = made.clip.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        (room / RECORD).write_text(json.dumps(record), "utf-8")
        target = self.folder / job.id
        shutil.rmtree(target, ignore_errors=True)
        room.rename(target)


def place_for(name: str, folder: Path) -> Path:
    """Return where clips of recipe `name` are kept below `folder`; what others have left there is deleted."""
    place = folder / _stamp(name)
    if folder.is_dir():
        for path in folder.iterdir():
            if path != place:
                shutil.rmtree(path, ignore_errors=True)
    return place


def _stamp(name: str) -> str:
    """Return what changes with the recipe, its face points and the code that makes clips."""
    path = recipe.find(name)
    forge = sorted(Path(__file__).parent.rglob("*.py"))
    digest = hashlib.sha256()
    points = recipe.points_beside(path)  # sounds have none
    for file in (path, *((points,) if points.is_file() else ()), *forge):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:20]
