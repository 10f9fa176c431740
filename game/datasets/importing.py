"""Importing a set: found out, sampled, looked at, made alike, measured, and put in its place as one pack.

Everything that is dear is handed to workers, and kept in a work folder when it is done: who stops in the
middle goes on later. The pack appears at its place whole or not at all.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from game.datasets.alike import AlikePlan, plan
from game.datasets.base import LeftOut, LeftOutReason
from game.datasets.clip_work import LookOrder, MadeFiles, MakeOrder, SeenFile, look, make
from game.datasets.records import Finished, clips_of, id_of, pack_of
from game.datasets.said import FEATURE, SaidError, Sentence
from game.datasets.selection import Selection, candidates
from game.datasets.workroom import WorkRoom, key_of, work_folder
from game.forge.build import file_hash, publish, write_files
from game.forge.workers import Lost, Workers, never, stop_if
from game.packs.label_leakage import HIGH, LOW, label_leakage

if TYPE_CHECKING:
    from game.content.agreement import Agreement
    from game.content.models import Clip, Pack, TruthLabel
    from game.datasets.base import Dataset, Listed
    from game.datasets.left_out import LeftOutList
    from game.datasets.overlay import Overlay
    from game.datasets.selection import ClipFamily, SelectionWish
    from game.datasets.tree import Tree

Found = TypeVar("Found")

TOLD_EVERY: Final = 500
"""Lines of a set's list between two words about how far it is."""


class ImportStage(StrEnum):
    """How far an import is."""

    LIST = "list"
    LOOK = "look"
    MAKE = "make"


ImportProgress = Callable[[ImportStage, int, int | None], None]
"""Called with the stage, how much of it is done, and how much there is, where that is known."""


class LeakageError(SaidError):
    """A feature of the finished files gives the label away: the pack is not put in its place."""


@dataclass(frozen=True)
class Import:
    """What is imported: a set, from where, to where, how much of it, and on whose word where it is gated."""

    dataset: Dataset
    tree: Tree
    out: Path
    wish: SelectionWish
    agreement: Agreement | None = None
    overlay: Overlay | None = None
    """Viewers' words on clips of the set."""


@dataclass(frozen=True)
class Imported:
    """What came in: the clips with the files they were made of, and what was done and measured."""

    rows: tuple[ImportedRow, ...] = ()
    listed: Mapping[TruthLabel, int] = field(default_factory=Counter)
    told: tuple[Sentence, ...] = ()
    leakage: Mapping[str, float] = field(default_factory=dict)

    @property
    def taken(self) -> Counter[TruthLabel]:
        """How many clips of each label came in."""
        return Counter(row.listed.label for row in self.rows)

    @property
    def regions(self) -> int:
        """How many clips came in with the area of their edit."""
        return sum(any(artefact.region for artefact in row.clip.artefacts) for row in self.rows if row.clip)


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A clip that came in; of a dry run there is no record.

    `told` says why it has no region, `quality` how sure the one is that it has.
    """

    listed: Listed
    clip: Clip | None = None
    told: str = ""
    quality: float = 0.0


@dataclass(frozen=True)
class Help:
    """Who does the work of an import, who is told how far it is, and who may stop it."""

    workers: Workers
    left_out: LeftOutList
    progress: ImportProgress = lambda _stage, _done, _total: None
    cancelled: Callable[[], bool] = never


def survey(order: Import, helped: Help) -> Imported:
    """Return what would come in, without making a clip or writing a file."""
    choice, _ = _chosen(order, helped)
    return Imported(
        tuple(ImportedRow(unit.clip) for unit in choice.chosen.values()), choice.candidates.listed
    )


def carry_out(order: Import, helped: Help) -> Imported:
    """Import the set. What does not come in is added to `left_out`; where nothing does, nothing is written.

    Raises what the set's list raises where a person must decide, LeakageError where the files give the labels
    away, CancelledError when `cancelled()` became true; the work folder stays then.
    """
    choice, seen = _chosen(order, helped)
    listed = choice.candidates.listed
    room = WorkRoom(work_folder(order.out))
    alike = plan(tuple(choice.chosen.values()), {path: one.looked for path, one in seen.items()})
    finished = _made(order, choice, alike, seen, room, helped)
    if not finished:
        return Imported(listed=listed, told=alike.told)
    pack = pack_of(order.dataset, order.out.name.removesuffix(".zip"), order.agreement)
    rows = clips_of(order.dataset, finished)
    told = list(alike.told)
    if order.overlay is not None:
        rows = _laid_on(order.overlay, finished, rows, seen)
        told.append(_words_told(order.overlay, rows))
        pack = order.overlay.credited(pack) if any(clip.viewers for clip, _ in rows) else pack
    clips = tuple(clip for clip, _ in rows)
    made = {one.key: one.record for one in finished}
    leakage = label_leakage(clips, {clip.id: made[key].probed for clip, key in rows})
    _refuse_leakage(leakage)
    _put_in_place(order.out, pack, rows, room)
    return Imported(
        tuple(
            ImportedRow(one.unit.clip, clip, one.record.told, one.record.quality)
            for one, clip in _beside(finished, rows)
        ),
        listed,
        tuple(told),
        leakage,
    )


def _chosen(order: Import, helped: Help) -> tuple[Selection, dict[str, SeenFile]]:
    """Choose clips until all that are chosen could be looked at."""
    choice = Selection(candidates(_told(order, helped), order.wish, helped.left_out.add), order.wish)
    seen: dict[str, SeenFile] = {}
    while fresh := choice.fill():
        files = (_look_order(order.tree, clip.path) for clip in fresh)
        for one, found in _looked(files, len(fresh), helped):
            if isinstance(found, LeftOut):
                helped.left_out.add(found)
                choice.refuse(one.path)
            else:
                seen[one.path] = found
    choice.level()
    return choice, seen


def _told(order: Import, helped: Help) -> Callable[[], Iterator[Listed | LeftOut]]:
    def listing() -> Iterator[Listed | LeftOut]:
        for number, one in enumerate(order.dataset.listed(order.tree), 1):
            if number % TOLD_EVERY == 0:
                stop_if(helped.cancelled)
                helped.progress(ImportStage.LIST, number, None)
            yield one

    return listing


def _look_order(tree: Tree, path: str) -> LookOrder | LeftOut:
    try:
        return LookOrder(path, tree.at(path).absolute())
    except ValueError:
        return LeftOut(path, LeftOutReason.NO_FILE, "the name leads out of the folder")


def _looked(
    files: Iterable[LookOrder | LeftOut], total: int, helped: Help
) -> Iterator[tuple[LookOrder | LeftOut, SeenFile | LeftOut]]:
    orders = []
    for one in files:
        if isinstance(one, LeftOut):
            yield one, one
        else:
            orders.append(one)
    done = total - len(orders)
    for order, found in helped.workers.each(look, orders, helped.cancelled):
        done += 1
        helped.progress(ImportStage.LOOK, done, total)
        yield order, _or_left_out(order.path, found)


def _or_left_out(path: str, found: Found | Lost) -> Found | LeftOut:
    if isinstance(found, Lost):
        return LeftOut(path, LeftOutReason.UNREADABLE, f"it cannot be read: {found.reason}")
    return found


def _made(
    order: Import,
    choice: Selection,
    alike: AlikePlan,
    seen: Mapping[str, SeenFile],
    room: WorkRoom,
    helped: Help,
) -> list[Finished]:
    """Make the clips that are not made yet; an edit whose original fails stays, without it."""
    orders = {path: _make_order(order.tree, unit, alike, seen) for path, unit in choice.chosen.items()}
    records = {path: kept for path, one in orders.items() if (kept := room.find(one.key)) is not None}
    helped.progress(ImportStage.MAKE, len(records), len(orders))
    done = len(records)
    waiting = (one for path, one in orders.items() if path not in records)
    for one, found in helped.workers.each(make, waiting, helped.cancelled):
        done += 1
        made: MadeFiles | LeftOut = _or_left_out(one.path, found)
        if isinstance(made, LeftOut):
            helped.left_out.add(made)
            choice.refuse(one.path)
        else:
            room.keep(one.key, made)
            records[one.path] = made.record
        helped.progress(ImportStage.MAKE, done, len(orders))
    return [
        Finished(id_of(order.dataset.name, path), unit, records[path], orders[path].key)
        for path, unit in choice.chosen.items()
        if path in records
    ]


def _make_order(tree: Tree, unit: ClipFamily, alike: AlikePlan, seen: Mapping[str, SeenFile]) -> MakeOrder:
    clip, original = unit.clip, unit.original
    mask = clip.mask if clip.mask is not None and tree.has(clip.mask) else None
    order = MakeOrder(
        key="",
        path=clip.path,
        file=tree.at(clip.path).absolute(),
        alike=alike.alike[clip.path],
        method=clip.method,
        original=None if original is None else tree.at(original.path).absolute(),
        mask=None if mask is None else tree.at(mask).absolute(),
    )
    beside = (
        "" if original is None else seen[original.path].sha256,
        "" if order.mask is None else file_hash(order.mask),
    )
    return replace(order, key=key_of(order, seen[clip.path], beside))


def _refuse_leakage(leakage: Mapping[str, float]) -> None:
    telling = {feature: auc for feature, auc in leakage.items() if not LOW <= auc <= HIGH}
    if telling:
        features = ", ".join(f"the {feature} (AUC {auc:.2f})" for feature, auc in telling.items())
        most = max(telling, key=lambda feature: abs(telling[feature] - 0.5))
        raise LeakageError(
            Sentence("told_apart", {"features": features, FEATURE: most, "low": LOW, "high": HIGH})
        )


def _put_in_place(out: Path, pack: Pack, rows: Sequence[tuple[Clip, str]], room: WorkRoom) -> None:
    with tempfile.TemporaryDirectory(prefix=f".{out.stem}.", dir=out.parent) as work:
        folder = Path(work) / "pack"
        (folder / "media").mkdir(parents=True)
        for clip, key in rows:
            room.lend(key, ".mp4", folder / clip.path)
            if clip.poster is not None:
                room.lend(key, ".jpg", folder / clip.poster)
        write_files(folder, pack, tuple(clip for clip, _ in rows))
        publish(folder, out)
    room.clear()


def _laid_on(
    overlay: Overlay,
    finished: Sequence[Finished],
    rows: Sequence[tuple[Clip, str]],
    seen: Mapping[str, SeenFile],
) -> tuple[tuple[Clip, str], ...]:
    """Return the clips with viewers' words on those that have some."""
    listed = {one.id: one.unit.clip for one in finished}
    return tuple(
        (overlay.lay(clip, listed[clip.id], seen[listed[clip.id].path].looked), key) for clip, key in rows
    )


def _words_told(overlay: Overlay, rows: Sequence[tuple[Clip, str]]) -> Sentence:
    clips = sum(clip.viewers is not None for clip, _ in rows)
    return Sentence("viewers", {"credit": overlay.credit, "n": clips, "others": overlay.others})


def _beside(
    finished: Sequence[Finished], rows: Sequence[tuple[Clip, str]]
) -> Iterator[tuple[Finished, Clip]]:
    clips = {clip.id: clip for clip, _ in rows}
    for one in finished:
        yield one, clips[one.id]
