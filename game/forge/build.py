"""Building a pack from a recipe: every clip through the same path, edited or not.

decode -> (edit) -> (degradation) -> encode, one clip per process, with progress and a way to stop. The pack
appears at its place whole or not at all.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game import resources
from game.content import yaml_source
from game.content.base import LocalText
from game.content.guide import Guide
from game.content.models import Clip, ClipList, Pack
from game.errors import ChinmiError
from game.forge import landmarks, recipe
from game.forge.clip import ClipJob, make_and_carry
from game.forge.recipe import ClipOrder, Recipe, Texts
from game.forge.scene import ClipScene
from game.forge.sound_clip import SoundJob, SoundSources
from game.forge.workers import CancelledError, LocalWorkers, Lost, Workers, never
from game.packs.credits import credits_text
from game.packs.policy import refuse_zip

__all__ = [
    "BuildContext",
    "BuildProgress",
    "Built",
    "CancelledError",
    "build",
    "build_pack",
    "check_sources",
    "file_hash",
    "publish",
    "write_files",
]

BuildProgress = Callable[[int, int, str], None]
"""Called with clips done, clips in all, and the id of the clip that was just made."""

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Built:
    """What was made: the pack and its clips, in the recipe's order."""

    pack: Pack
    clips: tuple[Clip, ...]


@dataclass(frozen=True)
class BuildContext:
    """What a pack is built from: its recipe, its face points, the texts, the footage, the catalogue."""

    recipe: Recipe
    points: Mapping[str, landmarks.LandmarkTrack]
    texts: Texts
    sources: Path
    guide: Guide

    @classmethod
    def open(cls, name: str, sources: Path) -> BuildContext:
        """Read recipe `name` (or the one at that path). Raises ChinmiError when it is unknown or faulty."""
        plan = recipe.read(name)
        seen = plan.media == "video"
        points = landmarks.load(recipe.points_beside(recipe.find(name))) if seen else {}
        return cls(plan, points, recipe.read_texts(), sources, resources.read_guide())

    def job(self, entry: ClipOrder, media: Path) -> ClipJob | SoundJob:
        """Return the order for one clip, whose files go to `media`."""
        plan = self.recipe
        name = hashlib.sha256(f"{plan.pack.name} {entry.id}".encode()).hexdigest()[:20]
        known = self.guide.kinds
        notes = {one.kind: dict(known[one.kind].notes) for one in entry.edits if one.kind in known}
        if plan.size is None:
            return self._sound(entry, media, name, notes)
        source = plan.source(entry)
        if source.id not in self.points:
            raise ChinmiError(f"the recipe {plan.pack.name} has no face points for {source.id}")
        scene = ClipScene(entry, source, plan.size, self.sources, self.points[source.id])
        return ClipJob(scene, plan.original(entry), media, name, self.texts, notes)

    def _sound(
        self, entry: ClipOrder, media: Path, name: str, notes: Mapping[str, Mapping[str, LocalText]]
    ) -> SoundJob:
        plan, swap = self.recipe, entry.replaced
        own = plan.source(entry)
        return SoundJob(
            entry=entry,
            sources=SoundSources(
                folder=self.sources,
                own=own,
                pair=plan.footage(own.pair) if own.pair else None,
                words=plan.footage(swap.source) if swap else None,
            ),
            technique=plan.technique(swap.technique if swap else own.technique),
            original=plan.original(entry),
            band=float(plan.band or 0),
            media=media,
            name=name,
            texts=self.texts,
            notes=notes,
        )


def build(
    name: str,
    sources: Path,
    out: Path,
    *,
    only: int | None = None,
    jobs: int | None = None,
    workers: Workers | None = None,
    progress: BuildProgress = lambda _done, _total, _name: None,
    cancelled: Callable[[], bool] = never,
) -> Built:
    """Build recipe `name` from the footage in the folder `sources` into `out` (a folder, or a `.zip`).

    `jobs` is the number of processes (None: one per core), unless `workers` says who works. Raises
    ChinmiError when a source is missing or is another file than the recipe means, CancelledError when
    `cancelled()` became true; then `out` is as it was before.
    """
    context = BuildContext.open(name, sources)
    return build_pack(
        context, out, only=only, jobs=jobs, workers=workers, progress=progress, cancelled=cancelled
    )


def build_pack(
    context: BuildContext,
    out: Path,
    *,
    only: int | None = None,
    jobs: int | None = None,
    workers: Workers | None = None,
    progress: BuildProgress = lambda _done, _total, _name: None,
    cancelled: Callable[[], bool] = never,
) -> Built:
    """Build the pack of `context`, as `build` does."""
    plan = context.recipe
    entries = plan.first(only)
    if out.suffix == ".zip":
        refuse_zip(plan.pack, out)
    check_sources(plan, entries, context.sources)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.stem}.", dir=out.parent) as work:
        room = Path(work) / "pack"
        (room / "media").mkdir(parents=True)
        orders = [context.job(entry, room / "media") for entry in entries]
        clips = _run(orders, room / "media", workers or LocalWorkers(jobs), progress, cancelled)
        write_files(room, plan.pack, clips)
        publish(room, out)
    return Built(plan.pack, clips)


def check_sources(plan: Recipe, entries: tuple[ClipOrder, ...], folder: Path) -> None:
    """Check size and hash of every source that `entries` need; raise ChinmiError naming all that differ."""
    wrong: list[str] = []
    for footage in plan.needed(entries):
        path = folder / footage.path
        if not path.is_file():
            wrong.append(f"{path}: not found")
        elif path.stat().st_size != footage.bytes or file_hash(path) != footage.sha256:
            wrong.append(f"{path}: another file than the recipe means (size or sha256 differ)")
    if wrong:
        raise ChinmiError("\n".join(wrong))


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_files(room: Path, pack: Pack, clips: tuple[Clip, ...]) -> None:
    """Write pack.yaml, clips.yaml and CREDITS.md into the folder of a pack."""
    texts = {
        "pack.yaml": yaml_source.dump(pack.model_dump(mode="json", exclude_none=True)),
        "clips.yaml": yaml_source.dump(_plain(ClipList(clips=clips))),
        "CREDITS.md": credits_text(pack, clips),
    }
    for name, text in texts.items():
        (room / name).write_text(text, "utf-8", newline="\n")


def _plain(clips: ClipList) -> yaml_source.Data:
    data: dict[str, yaml_source.Data] = clips.model_dump(
        mode="json", exclude_none=True, exclude_defaults=True
    )
    return data


def _run(
    orders: list[ClipJob | SoundJob],
    media: Path,
    workers: Workers,
    progress: BuildProgress,
    cancelled: Callable[[], bool],
) -> tuple[Clip, ...]:
    results: dict[str, Clip] = {}
    for order, made in workers.each(make_and_carry, orders, cancelled):
        if isinstance(made, Lost):
            raise ChinmiError(f"{order.id}: {made.reason}")
        for name, content in made.files.items():
            (media / name).write_bytes(content)
        results[made.clip.id] = made.clip
        progress(len(results), len(orders), made.clip.id)
    return tuple(results[order.id] for order in orders)


def publish(room: Path, out: Path) -> None:
    """Put the finished pack in the folder `room` at `out` (a folder or a `.zip`), whole or not at all."""
    if out.suffix == ".zip":
        part = room.parent / "pack.zip"
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for path in sorted(room.rglob("*")):
                if path.is_file():
                    info = zipfile.ZipInfo(path.relative_to(room).as_posix(), _ZIP_TIME)
                    info.external_attr = 0o644 << 16
                    archive.writestr(info, path.read_bytes())
        part.replace(out)
        return
    aside = room.parent / "old"
    if out.exists():
        out.rename(aside)
    try:
        room.rename(out)
    except OSError:
        if aside.exists():
            aside.rename(out)
        raise
    shutil.rmtree(aside, ignore_errors=True)
