"""The packs on this machine: installed whole or not at all, found again in milliseconds.

A pack is checked, copied beside its later place, renamed into it, and entered into the index - in this
order, so that whatever stops the game leaves either the old state or the new one. The index can be lost:
it is built again from the folders. Only one process changes the library at a time.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeVar

from game.content.wording import did_you_mean
from game.errors import PackError, Problem, StoreError
from game.packs import folders, index
from game.packs.archive import PackFiles, open_pack
from game.packs.draws import Draws, Wanted
from game.packs.index import ClipCounts, PackEntry, PackRow
from game.packs.mending_index import MendingIndex
from game.packs.policy import consent_level
from game.packs.reader import LoadedPack, read_pack
from game.packs.verify import CheckProgress, examine, file_fault
from game.records.database import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from game.content.guide import Guide
    from game.content.models import Clip, Media, Pack
    from game.packs.display import Use
    from game.packs.facts import Probe
    from game.quiz.candidates import Candidate

__all__ = ["ClipCounts", "InstalledPack", "Library"]

T = TypeVar("T")

FILE: Final = "library.db"
FOLDER: Final = "packs"
_EMBEDDED: Final = (
    "this pack comes with the game and cannot be removed; switch it off in the game's pack library"
)


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack of the library. A damaged one is never dealt from; `damaged` says what is wrong with it."""

    pack: Pack
    folder: Path
    clips: int
    enabled: bool
    checked: bool
    damaged: str | None
    poster: Path | None
    embedded: bool = False
    """It comes with the game and cannot be removed."""


class Library:
    """All packs of one data folder. Reading is safe from several threads; writing waits for its turn."""

    use: ClassVar[Use] = "home"
    """Where its clips are dealt: packs whose rights do not allow that are left out of `pool` and `counts`."""

    def __init__(self, data_dir: Path) -> None:
        """Open the library in `data_dir`, make it where there is none, tidy up after a crash.

        Raises StoreError when the folder cannot be used.
        """
        self.path = data_dir / FILE
        self.folder = data_dir / FOLDER
        self.unreadable: tuple[Path, ...] = ()
        """Folders of packs that could not be read when the index was built again."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._index = MendingIndex(self.path, self._fill)
            self._draws = Draws(self.use)
            self._tidy()
        except (OSError, sqlite3.OperationalError, StoreError) as error:
            raise StoreError(f"The pack library in {data_dir} cannot be opened: {error}") from error

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    @property
    def moved_aside(self) -> Path | None:
        """Where a damaged index was moved to, for the player to be told."""
        return self._index.set_aside

    # -- reading -----------------------------------------------------------------------------------

    def packs(self) -> tuple[InstalledPack, ...]:
        """Return all packs, by name."""
        return tuple(self._installed(row) for row in self._read(index.pack_rows))

    def people(self) -> tuple[str, ...]:
        """Return the names of the packs that are on, may be shown here, and show people who were filmed."""
        rows = [row for row in self._read(index.pack_rows) if row.enabled and not row.damaged]
        packs = [row.pack for row in rows if row.shown(self.use)]
        return tuple(pack.name for pack in packs if not pack.virtual)

    def virtual(self, pack: str) -> bool:
        """Tell whether a pack shows computer-made actors; False for a pack that is not there."""
        return any(row.pack.virtual for row in self._read(lambda db: index.pack_rows(db, pack)))

    def version(self, pack: str) -> str | None:
        """Return the version of a pack; None for a pack that is not there."""
        return next((row.pack.version for row in self._read(lambda db: index.pack_rows(db, pack))), None)

    def pool(
        self,
        label: Literal["real", "manipulated"],
        *,
        kinds: Sequence[str] = (),
        difficulty: tuple[float, float] = (0, 1),
        u: float,
        limit: int | None = None,
        packs: Sequence[str] = (),
        media: Media | None = None,
    ) -> tuple[Candidate, ...]:
        """Return up to `limit` clips of the packs that are on, from place `u` (0..1) of the shuffle on.

        Without `limit` as many as are enough to choose from. The shuffle never changes; at its end it goes on
        from its start. `kinds` narrows the manipulated clips (empty: all), `difficulty` is a band in 0..1,
        `packs` narrows to these packs (empty: all), `media` to videos or to sounds.
        """
        wanted = Wanted(label, kinds, media, difficulty, u, limit, packs)
        return self._read(lambda db: self._draws.nearest(db, wanted))

    def counts(self, kinds: Sequence[str] = (), packs: Sequence[str] = ()) -> ClipCounts:
        """Return how many clips the packs that are on have; `kinds` narrows the manipulated ones."""
        return self._read(lambda db: index.counts(db, kinds, packs, self.use))

    def tally(self, pack: str) -> ClipCounts:
        """Return how many clips of each label one pack has, on or off. Raises PackError if unknown."""
        key = self._row(pack).key
        return self._read(lambda db: index.tally(db, key))

    def clip(self, pack: str, id_: str) -> Clip:
        """Return a clip's record. Raises PackError when there is none."""
        found = self._read(lambda db: index.clip(db, pack, id_))
        if found is None:
            raise PackError([Problem(pack, f"there is no clip `{id_}` in this pack")])
        return found

    def clips(self, pack: str, limit: int = -1) -> tuple[Clip, ...]:
        """Return the first `limit` clips of a pack, or all (negative). PackError for an unknown pack."""
        self._row(pack)
        return self._read(lambda db: tuple(index.clips(db, pack, limit)))

    def candidates(self, pack: str) -> tuple[Candidate, ...]:
        """Return all clips of a pack as the scheduler knows them. Raises PackError for an unknown pack."""
        self._row(pack)
        return self._read(lambda db: index.candidates(db, pack))

    def media_path(self, pack: str, clip: Clip) -> Path:
        """Return the media file of a clip. Raises PackError for an unknown pack."""
        return self._folder_of(self._row(pack)) / clip.path

    def poster_path(self, pack: str, clip: Clip) -> Path | None:
        """Return the poster of a clip, or None when it has none. Raises PackError for an unknown pack."""
        return self._folder_of(self._row(pack)) / clip.poster if clip.poster else None

    # -- changing ----------------------------------------------------------------------------------

    def install(
        self, path: Path, guide: Guide, probe: Probe, progress: CheckProgress = lambda _done, _all: None
    ) -> Pack:
        """Check the pack at `path` against all rules and install it, in the place of one with its name.

        A pack that asks before use is off at first. Raises PackError with every problem; then nothing
        has changed. `progress` is called with the clips checked and the clips in all.
        """
        with open_pack(path) as files:
            report = examine(files, guide, probe, progress)
            if report.loaded is None or not report.ok:
                raise PackError(report.errors)
            self._take_in(files, report.loaded)
        self._alone(lambda _: ())
        return report.loaded.pack

    def remove(self, name: str) -> None:
        """Take an installed pack off the machine. Raises PackError for unknown and embedded packs."""
        row = self._row(name)
        if row.embedded:
            raise PackError([Problem(name, _EMBEDDED)])
        with self._writing() as db:
            folders.put_away(self._folder_of(row), self.folder)
            index.remove(db, name)
            index.unshadow(db)
        self._alone(lambda _: ())

    def set_enabled(self, name: str, enabled: bool) -> None:
        """Switch a pack on or off. Raises PackError for an unknown pack."""
        key = self._row(name).key
        with self._writing() as db:
            index.set_enabled(db, key, enabled=enabled)

    def check(self, name: str) -> tuple[Problem, ...]:
        """Compare a pack's files with its records; the result stays in the library. Raises PackError.

        Returns what is wrong: files that are missing, changed or cut short. Decodes nothing.
        """
        row = self._row(name)
        problems = tuple(self._file_problems(name, self._folder_of(row)))
        damaged = None
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            damaged = f"{problems[0].message}{more}"
        with self._writing() as db:
            index.set_checked(db, row.key, damaged)
        return problems

    def register_folder(self, path: Path) -> None:
        """Index a pack that comes with the game, in place; reads it only when its YAML has changed.

        An installed pack of the same name goes before it. Raises PackError when it cannot be read.
        """
        folder = str(path.resolve())
        with open_pack(path) as files:
            fingerprint = folders.fingerprint(files)
            known = [row for row in self._read(index.pack_rows) if row.fingerprint == fingerprint]
            if known and known[0].folder == folder:
                return
            if self._read(lambda db: index.shadowed(db, fingerprint)):
                return
            loaded = read_pack(files)
        with self._writing() as db:
            before = index.pack_rows(db, loaded.pack.name)
            if before and not before[0].embedded:
                index.shadow(db, fingerprint)
                return
            enabled = before[0].enabled if before else consent_level(loaded.pack) != "ask"
            entry = PackEntry(loaded.pack, loaded.clips, folder, True, enabled, True, fingerprint)
            index.add(db, entry)

    # -- inside ------------------------------------------------------------------------------------

    def _take_in(self, files: PackFiles, loaded: LoadedPack) -> None:
        pack, clips = loaded.pack, loaded.clips
        target: Path | None = None
        try:
            with self._writing() as db:
                before = index.pack_rows(db, pack.name)
                target = folders.bring_in(files, loaded, self.folder)
                enabled = before[0].enabled if before else consent_level(pack) != "ask"
                index.add(db, PackEntry(pack, clips, target.name, enabled=enabled, checked=True))
        except Exception:
            if target is not None:
                folders.put_away(target, self.folder)
                self._alone(lambda _: ())
            raise
        for row in before:
            if not row.embedded:
                folders.put_away(self._folder_of(row), self.folder)

    def _read(self, question: Callable[[sqlite3.Connection], T]) -> T:
        return self._index.ask(question)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection of its own, so that readers see the old state until all is done."""
        try:
            db = index.connect(self.path)
        except StoreError as error:
            raise StoreError(f"The pack library cannot be changed. {error}") from error
        try:
            with transaction(db):
                yield db
        except (sqlite3.OperationalError, OSError) as error:
            raise StoreError(f"The pack library cannot be changed now: {error}") from error
        finally:
            db.close()

    def _row(self, name: str) -> PackRow:
        found = self._read(lambda db: index.pack_rows(db, name))
        if not found:
            hint = did_you_mean(name, [row.pack.name for row in self._read(index.pack_rows)])
            raise PackError([Problem(name, f"there is no such pack in the library{hint}")])
        return found[0]

    def _folder_of(self, row: PackRow) -> Path:
        return Path(row.folder) if row.embedded else self.folder / row.folder

    def _installed(self, row: PackRow) -> InstalledPack:
        folder = self._folder_of(row)
        return InstalledPack(
            pack=row.pack,
            folder=folder,
            clips=row.clips,
            enabled=row.enabled,
            checked=row.checked,
            damaged=row.damaged,
            poster=folder / row.poster if row.poster else None,
            embedded=row.embedded,
        )

    def _file_problems(self, name: str, folder: Path) -> Iterator[Problem]:
        try:
            with open_pack(folder) as files:
                there = frozenset(files.names())
                for clip in self.clips(name):
                    fault = file_fault(files, clip)
                    if fault:
                        yield Problem(str(folder), f"{clip.path}: {fault}")
                    if clip.poster is not None and clip.poster not in there:
                        yield Problem(str(folder), f"{clip.poster}: the file is missing")
        except PackError as error:
            yield from error.problems

    def _tidy(self) -> None:
        """Bring folders and index into line after a crash."""
        if not folders.in_line(self.folder, self._read(index.pack_rows)):
            self._fill()

    def _fill(self) -> None:
        self._alone(lambda db: folders.bring_into_line(self.folder, db))

    def _alone(self, work: Callable[[sqlite3.Connection], tuple[Path, ...]]) -> None:
        """Do `work` and delete leftovers, unless another process is writing: they may be its own."""
        try:
            db = index.connect(self.path, wait=0)
        except StoreError:
            return
        try:
            with transaction(db):
                self.unreadable += work(db)
                folders.sweep(self.folder)
        except sqlite3.OperationalError:
            return
        finally:
            db.close()
