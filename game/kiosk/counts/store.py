"""The kiosk's anonymous counts: how often, never who. Days become months, months become years.

A visitor leaves numbers behind, no rows: an answer raises a few counters and is gone. What was counted is on
the disk when `count` returns; where the disk refuses (full, read-only), the counts wait in memory and go with
the next ones. A damaged file is put aside, and what can be read of it and of its copy is counted on. The file
grows with the number of clips and of days that are told apart, both of them bounded.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from game.errors import StoreError
from game.kiosk.counts.counted import COPY_NAME, FILE_NAME, SCHEMA, Counted
from game.kiosk.counts.salvage import LOGS, readable, salvage
from game.kiosk.counts.tally import ClipCount, Tally, ahead
from game.quiz.candidates import ClipKey
from game.records import damage
from game.records.database import DamagedError, Database, is_damage, sentence, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["COPY_NAME", "FILE_NAME", "VisitStore"]

DAYS: Final = 92
"""Days older than this are added up to months; so many of the newest stay, whatever the clock says."""
MONTHS: Final = 36
"""Months older than this are added up to years, in the same way."""

_ADD_COUNT: Final = """
    INSERT INTO counts VALUES (?, ?, ?) ON CONFLICT (period, name) DO UPDATE SET n = n + excluded.n"""
_ADD_CLIP: Final = """
    INSERT INTO clips VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pack, clip) DO UPDATE SET
        label = excluded.label, answered = answered + excluded.answered,
        fooled = fooled + excluded.fooled, recent = substr(recent || excluded.recent, -50)"""  # tally.RECENT
_ADD_FAULT: Final = """
    INSERT INTO faults VALUES (?, ?, ?) ON CONFLICT (pack, clip) DO UPDATE SET n = n + excluded.n"""
_NEWEST: Final = """
    SELECT min(period) FROM (SELECT DISTINCT period FROM counts WHERE length(period) = ?
        ORDER BY period DESC LIMIT ?)"""
_MERGE: Final = """
    INSERT INTO counts SELECT substr(period, 1, ?), name, sum(n) FROM counts
        WHERE length(period) = ? AND period < ? GROUP BY 1, 2
        ON CONFLICT (period, name) DO UPDATE SET n = n + excluded.n"""
_MERGED: Final = "DELETE FROM counts WHERE length(period) = ? AND period < ?"


class VisitStore(Counted):
    """The counts of one data folder. Use it from one thread."""

    def __init__(self, data_dir: Path, now: str) -> None:
        """Open the file in `data_dir`; `now` (ISO 8601) dates what is moved aside. Never raises.

        `detail` says what is wrong, in a sentence for a technician; empty when all is well.
        """
        super().__init__()
        self.path = data_dir / FILE_NAME
        self.detail = ""
        self.moved_aside: Path | None = None
        self._now = now
        self.healed = ""
        """What became of a file that was damaged, in a sentence; empty when none was."""
        self._db: Database | None = None
        self._twin: sqlite3.Connection | None = None
        self._twin_id = 0
        self._reading: Database | None = None
        self._saved = False
        """What could be read of a damaged file and of the copy waits for the new file."""
        there = self.path.is_file()
        if self._ready() is not None:
            if there:  # a file that staff took away stays away
                self._catch_up()
            with suppress(StoreError):
                if self._waiting:  # what could be read of a damaged file
                    self._write()
            self._make_copy()

    @property
    def unsaved(self) -> int:
        """How many counters wait for the disk."""
        return len(self._waiting.counts) + len(self._waiting.clips)

    # -- writing -----------------------------------------------------------------------------------

    def count(self, day: str, names: Mapping[str, int]) -> None:
        """Raise the counters `names` of `day` (YYYY-MM-DD). Raises StoreError, and tries again later."""
        for name, n in names.items():
            self._waiting.counts[day, name] += n
        self._write()

    def answer(self, day: str, names: Mapping[str, int], clip: ClipKey, label: str, *, fooled: bool) -> None:
        """Count an answer to `clip` as well. Raises StoreError, and keeps it to try again."""
        self._waiting.answer(ClipCount(*clip, label, 1, int(fooled), "1" if fooled else "0"))
        self.count(day, names)

    def fault(self, clip: ClipKey) -> int:
        """Note that a clip could not be played; return how often that has been. Never raises."""
        self._waiting.faults[clip] += 1
        with suppress(StoreError):
            self._write()
        return self.faults()[clip]

    def clear_faults(self) -> None:
        """Give all clips another chance: called at the daily restart. Never raises."""
        self._waiting.faults.clear()
        with suppress(StoreError), self._plainly(), self._transaction() as db:
            db.execute("DELETE FROM faults")

    def compact(self, today: str) -> None:
        """Add old days up to months and old months to years, and give the space back. Raises StoreError."""
        day = date.fromisoformat(today)
        oldest_day = (day - timedelta(days=DAYS)).isoformat()
        months = day.year * 12 + day.month - 1 - MONTHS
        oldest_month = f"{months // 12:04d}-{months % 12 + 1:02d}"
        with suppress(OSError):  # it holds days that are about to become months
            self._copy.unlink(missing_ok=True)
        with self._plainly(), self._transaction() as db:
            moved = 0
            for length, old, most, kept in ((10, oldest_day, DAYS, 7), (7, oldest_month, MONTHS, 4)):
                (newest,) = db.execute(_NEWEST, (length, most)).fetchone()
                if newest is None:
                    continue
                oldest = min(old, newest)
                db.execute(_MERGE, (kept, length, oldest))
                moved += db.execute(_MERGED, (length, oldest)).rowcount
        with self._plainly():
            if moved and self._db is not None:
                self._db.connection.execute("VACUUM")
                self._db.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._make_copy()

    # -- the end -------------------------------------------------------------------------------------

    def close(self) -> None:
        """Write what still waits, and close. Raises StoreError when that could not be written."""
        try:
            if self._waiting:
                self._write()
        finally:
            self._let_go()

    @property
    def _copy(self) -> Path:
        return self.path.with_name(COPY_NAME)

    def _make_copy(self) -> None:
        """Copy the counts, whole or not at all. A disk that refuses is no reason to stop."""
        self._let_go_of_the_twin()
        partial = self._copy.with_suffix(".partial")
        with suppress(OSError, sqlite3.Error):
            partial.unlink(missing_ok=True)
            if self._db is not None:
                with closing(sqlite3.connect(partial)) as target:
                    self._db.connection.backup(target)
                    target.execute("PRAGMA journal_mode = DELETE")  # one file, and no log to grow beside it
                for side in (*LOGS, "-shm"):  # of a copy before this one: SQLite would take it for its own
                    self._copy.with_name(self._copy.name + side).unlink(missing_ok=True)
                partial.replace(self._copy)
                self._twin = sqlite3.connect(self._copy, timeout=2.0, isolation_level=None)
                self._twin_id = self._copy.stat().st_ino
        with suppress(OSError):
            partial.unlink(missing_ok=True)

    def _add_to_the_copy(self, tally: Tally) -> None:
        """Add what was just written; where that fails, the copy is made anew."""
        try:
            if self._twin is not None and self._twin_is_there():
                with transaction(self._twin) as twin:
                    _add(twin, tally)
                return
        except sqlite3.Error:
            self._let_go_of_the_twin()
        self._make_copy()

    def _twin_is_there(self) -> bool:
        """Tell whether the open copy is the one beside the file, and not one that another kiosk replaced."""
        try:
            return self._copy.stat().st_ino == self._twin_id
        except OSError:
            return False

    # -- inside ------------------------------------------------------------------------------------

    def _write(self) -> None:
        """Write what waits; a file that refused is opened afresh and tried once more."""
        try:
            self._write_once()
        except StoreError:
            self._write_once()
        written, self._waiting, self._saved = self._waiting, Tally(), False
        self.detail = ""
        self._add_to_the_copy(written)

    def _write_once(self) -> None:
        with self._plainly(), self._transaction() as db:
            _add(db, self._waiting)

    def _rows(self, statement: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        """Return rows, also of a file that cannot be opened; none of one that cannot be read."""
        try:
            with self._plainly():
                db = self._ready()
                if db is None:
                    return self._unopened().read(statement, values)
                return db.execute(statement, values).fetchall()
        except StoreError:
            return []

    def _unopened(self) -> Database:
        """Return a copy in memory of the file that cannot be opened."""
        if self._reading is None:
            self._reading = Database.copy_of(self.path, SCHEMA)
        return self._reading

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._ready()
        if db is None:
            raise StoreError(self.detail)
        with transaction(db) as lent:
            yield lent

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Turn what SQLite says into a StoreError; the file is closed, and put aside where it is damaged."""
        try:
            yield
        except sqlite3.Error as error:
            self.detail = sentence(error, self.path)
            self._let_go()
            if is_damage(error):
                self._put_aside()
            raise StoreError(self.detail) from error

    def _ready(self) -> sqlite3.Connection | None:
        """Return the open file; open it (again) where it is not."""
        if self._db is None:
            try:
                self._db = self._open()
            except (OSError, sqlite3.Error, StoreError) as error:
                self.detail = sentence(error, self.path)
            else:
                self._let_go_of_the_reading()
        return None if self._db is None else self._db.connection

    def _open(self) -> Database:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        damage.move_folders_aside(self._copy, self._now)
        folder = damage.move_folders_aside(self.path, self._now)
        if folder is not None:
            self._save_from(folder)
        if self._copy.exists() and self.path.exists() and not self.path.stat().st_size:
            self._put_aside()  # it was emptied: there is a copy, so there were counts
        try:
            return _connect(self.path)
        except DamagedError:
            self._put_aside()
            return _connect(self.path)

    def _put_aside(self) -> None:
        """Move a damaged file; what it and its copy hold waits to be written to the new one."""
        self._let_go()
        try:
            self.moved_aside = damage.move_aside(self.path, self._now)
        except OSError as error:
            self.detail = f"{self.path} is damaged and cannot be moved: {error}"
            return
        with suppress(OSError):
            self.path.touch()  # an empty file beside a copy: there were counts, should this run end now
        self._save_from(self.moved_aside)

    def _save_from(self, aside: Path) -> None:
        """Let what was moved `aside` and the copy hold wait to be written to the new file."""
        self.moved_aside = aside
        if self._saved:  # nothing was written since: the copy is the same
            return
        self._saved = True
        found = salvage(aside, self._copy)
        self._waiting.follow(found)
        self.healed = (
            f"{self.path} was damaged; it was moved to {aside.name}, and "
            f"{len(found.counts)} counters and {len(found.clips)} clips were saved from it and its copy"
        )

    def _catch_up(self) -> None:
        """Let what the copy has and the file lacks wait to be written: the file's newest writes are gone.

        The copy is written after the file, so it is never ahead otherwise.
        """
        if self.healed or not self._copy.is_file():
            return
        try:
            lacking = ahead(readable(self._copy), self._read_whole())
        except StoreError:
            return
        if lacking:
            self._waiting.follow(lacking)
            self.healed = (
                f"{self.path} had lost its newest writes; {len(lacking.counts)} counters and "
                f"{len(lacking.clips)} clips were saved from its copy"
            )

    def _read_whole(self) -> Tally:
        """Return what the file holds. Raises StoreError."""
        if self._db is None:
            raise StoreError(self.detail)
        counts = {
            (period, name): n for period, name, n in self._db.read("SELECT period, name, n FROM counts")
        }
        clips = [ClipCount(*row) for row in self._db.read("SELECT * FROM clips")]
        return Tally(Counter(counts), {(clip.pack, clip.clip): clip for clip in clips})

    def _let_go_of_the_reading(self) -> None:
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _let_go(self) -> None:
        self._let_go_of_the_reading()
        if self._db is not None:
            self._db.close()
            self._db = None
        self._let_go_of_the_twin()

    def _let_go_of_the_twin(self) -> None:
        if self._twin is not None:
            self._twin.close()
            self._twin = None


def _add(db: sqlite3.Connection, tally: Tally) -> None:
    db.executemany(_ADD_COUNT, [(*key, n) for key, n in tally.counts.items()])
    clips = [(c.pack, c.clip, c.label, c.answered, c.fooled, c.recent) for c in tally.clips.values()]
    db.executemany(_ADD_CLIP, clips)
    db.executemany(_ADD_FAULT, [(*key, n) for key, n in tally.faults.items()])


def _connect(path: Path) -> Database:
    return Database.open(path, SCHEMA, wait=2.0)
