"""The index of all installed packs: SQLite tables that answer in milliseconds among 100,000 clips.

A clip's place in the shuffle is a hash of its name, so it never moves; a draw starts anywhere in it and
walks on (see `game.packs.shelves`). Each pack is asked by itself: switching one on or off changes one row,
however many clips it has.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from game.content.models import Clip, Pack
from game.packs import shelves
from game.packs.display import may
from game.quiz.candidates import Candidate
from game.records.database import DamagedError, Database, NewerError, Schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from game.packs.display import Use

APPLICATION_ID: Final = 0x43484C49
"""Marks the file as this game's (`CHLI`)."""
WAIT: Final = 5.0
"""Seconds to wait for another process that is writing."""

SCHEMA: Final = Schema(
    application_id=APPLICATION_ID,
    migrations=(
        """
        CREATE TABLE packs (
            key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folder TEXT NOT NULL,
            embedded INTEGER NOT NULL,
            enabled INTEGER NOT NULL, checked INTEGER NOT NULL, damaged TEXT, poster TEXT, fingerprint TEXT,
            clips INTEGER NOT NULL, record TEXT NOT NULL);
        CREATE TABLE clips (
            key INTEGER PRIMARY KEY, pack INTEGER NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL,
            person TEXT NOT NULL, original TEXT, kinds TEXT NOT NULL, difficulty REAL NOT NULL,
            shuffle REAL NOT NULL,
            record TEXT NOT NULL);
        CREATE UNIQUE INDEX clips_by_id ON clips (pack, id);
        CREATE INDEX clips_by_shuffle ON clips (pack, label, shuffle, difficulty);
        CREATE TABLE spots (
            pack INTEGER NOT NULL, kind TEXT NOT NULL, shuffle REAL NOT NULL, difficulty REAL NOT NULL,
            clip INTEGER NOT NULL, PRIMARY KEY (pack, kind, shuffle, clip)) WITHOUT ROWID;
        CREATE TABLE tallies (
            pack INTEGER NOT NULL, label TEXT NOT NULL, kinds TEXT NOT NULL, clips INTEGER NOT NULL,
            PRIMARY KEY (pack, label, kinds)) WITHOUT ROWID;
        CREATE TABLE shadowed (fingerprint TEXT PRIMARY KEY) WITHOUT ROWID;
        """,
        """
        ALTER TABLE clips ADD COLUMN media TEXT NOT NULL DEFAULT 'video';
        DROP INDEX clips_by_shuffle;
        CREATE INDEX clips_by_shuffle ON clips (pack, label, shuffle, difficulty, media);
        """,
        """
        DROP INDEX clips_by_shuffle;
        DROP TABLE spots;
        CREATE INDEX clips_by_pack ON clips (pack);
        """,
        """
        ALTER TABLE clips ADD COLUMN language TEXT;
        UPDATE clips SET language = json_extract(record, '$.language');
        """,
        shelves.MIGRATION,
    ),
    columns={
        "packs": (),
        "clips": ("key", "media", "language"),
        "shelves": ("word",),
        "places": ("person", "language"),
        "banded": ("band", "person", "language"),
        "bands": ("low", "high"),
        "tallies": ("clips",),
        "shadowed": ("fingerprint",),
    },
    checked=False,
    adopts_unmarked=True,
)
_CANDIDATE: Final = """
SELECT packs.name, id, person, kinds, difficulty, label, original, media, language
FROM clips JOIN packs ON packs.key = clips.pack"""


@dataclass(frozen=True, slots=True)
class ClipCounts:
    """How many clips of each label can be dealt."""

    real: int
    manipulated: int


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack as the index holds it."""

    key: int
    record: str
    folder: str
    embedded: bool
    enabled: bool
    checked: bool
    damaged: str | None
    poster: str | None
    fingerprint: str | None
    clips: int

    @property
    def pack(self) -> Pack:
        """The pack's record."""
        return _pack_of(self.record)

    def shown(self, use: Use) -> bool:
        """Tell whether the pack's rights let it be used so."""
        return _shown(self.record, use)


@dataclass(frozen=True, slots=True)
class PackEntry:
    """What is to be known of a pack when it goes into the index."""

    pack: Pack
    clips: Sequence[Clip]
    folder: str
    embedded: bool = False
    enabled: bool = True
    checked: bool = False
    fingerprint: str | None = None


def connect(path: Path, *, wait: float = WAIT) -> sqlite3.Connection:
    """Open the index at `path`; make its tables when the file is new. Raises DamagedError or StoreError."""
    try:
        return Database.open(path, SCHEMA, wait=wait, any_thread=True).connection
    except NewerError as error:  # an index can be built again: that of another version is as good as none
        raise DamagedError(str(error)) from error


def connect_again(path: Path) -> sqlite3.Connection:
    """Open once more an index that is in order; none is made where it is gone. Raises sqlite3.Error."""
    place = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(place, timeout=WAIT, isolation_level=None, check_same_thread=False, uri=True)


def add(db: sqlite3.Connection, entry: PackEntry) -> None:
    """Put a pack and its clips into the index, in the place of one with its name."""
    remove(db, entry.pack.name)
    poster = next((clip.poster for clip in sorted(entry.clips, key=_poster_order) if clip.poster), None)
    row = db.execute(
        "INSERT INTO packs (name, folder, embedded, enabled, checked, poster, fingerprint, clips, record)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key",
        (
            *(entry.pack.name, entry.folder, entry.embedded, entry.enabled, entry.checked),
            *(poster, entry.fingerprint, len(entry.clips), entry.pack.model_dump_json(exclude_none=True)),
        ),
    ).fetchone()
    key: int = row[0]
    first: int = db.execute("SELECT coalesce(max(key), 0) + 1 FROM clips").fetchone()[0]
    db.executemany(
        "INSERT INTO clips VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(first + i, key, entry.pack.name, clip) for i, clip in enumerate(entry.clips)),
    )
    shelves.add(db, key)
    db.execute(
        "INSERT INTO tallies SELECT pack, label, kinds, count(*) FROM clips WHERE pack = ?"
        " GROUP BY label, kinds",
        (key,),
    )


def remove(db: sqlite3.Connection, name: str) -> None:
    """Take a pack and its clips out of the index, if it is there."""
    for (key,) in db.execute("SELECT key FROM packs WHERE name = ?", (name,)).fetchall():
        db.execute("DELETE FROM clips WHERE pack = ?", (key,))
        shelves.remove(db, key)
        db.execute("DELETE FROM tallies WHERE pack = ?", (key,))
        db.execute("DELETE FROM packs WHERE key = ?", (key,))


def set_enabled(db: sqlite3.Connection, key: int, *, enabled: bool) -> None:
    """Switch a pack on or off."""
    db.execute("UPDATE packs SET enabled = ? WHERE key = ?", (enabled, key))


def set_checked(db: sqlite3.Connection, key: int, damaged: str | None) -> None:
    """Note that a pack's files were checked, and what was wrong with them."""
    db.execute("UPDATE packs SET checked = ?, damaged = ? WHERE key = ?", (damaged is None, damaged, key))


def shadow(db: sqlite3.Connection, fingerprint: str) -> None:
    """Note that an installed pack goes before the embedded one with this fingerprint."""
    db.execute("INSERT OR IGNORE INTO shadowed VALUES (?)", (fingerprint,))


def unshadow(db: sqlite3.Connection) -> None:
    """Forget all such notes: the next start looks again."""
    db.execute("DELETE FROM shadowed")


def shadowed(db: sqlite3.Connection, fingerprint: str) -> bool:
    """Tell whether an installed pack goes before the embedded one with this fingerprint."""
    found = db.execute("SELECT 1 FROM shadowed WHERE fingerprint = ?", (fingerprint,)).fetchone()
    return found is not None


def pack_rows(db: sqlite3.Connection, name: str | None = None) -> tuple[PackRow, ...]:
    """Return all packs in order of their names, or the one called `name`."""
    found = db.execute(
        "SELECT key, record, folder, embedded, enabled, checked, damaged, poster, fingerprint, clips"
        " FROM packs WHERE ?1 IS NULL OR name = ?1 ORDER BY name",
        (name,),
    )
    return tuple(
        PackRow(key, record, folder, bool(embedded), bool(enabled), bool(checked), *others)
        for key, record, folder, embedded, enabled, checked, *others in found
    )


def dealt(db: sqlite3.Connection, use: Use) -> dict[int, str]:
    """Return the packs that clips can be dealt from: key and name of those that are on and allow `use`."""
    on = db.execute("SELECT key, name, record FROM packs WHERE enabled AND damaged IS NULL")
    return {key: name for key, name, record in on if _shown(record, use)}


def counts(
    db: sqlite3.Connection, kinds: Sequence[str], packs: Sequence[str] = (), use: Use = "home"
) -> ClipCounts:
    """Return how many clips can be dealt; `kinds`, `packs` and `use` narrow them as in `pool`."""
    wanted = frozenset(kinds)
    sums = {"real": 0, "manipulated": 0}
    rows = db.execute(
        "SELECT name, record, label, kinds, tallies.clips"
        " FROM packs JOIN tallies ON tallies.pack = packs.key WHERE enabled AND damaged IS NULL"
    )
    for name, record, label, named, n in rows:
        if (packs and name not in packs) or not _shown(record, use):
            continue
        if label == "real" or not wanted or wanted.intersection(named.split()):
            sums[label] += n
    return ClipCounts(sums["real"], sums["manipulated"])


def tally(db: sqlite3.Connection, key: int) -> ClipCounts:
    """Return how many clips of each label one pack has, on or off."""
    rows = db.execute("SELECT label, sum(clips) FROM tallies WHERE pack = ? GROUP BY label", (key,))
    sums = dict(rows.fetchall())
    return ClipCounts(sums.get("real", 0), sums.get("manipulated", 0))


def clip(db: sqlite3.Connection, pack: str, id_: str) -> Clip | None:
    """Return a clip's record, or None when there is none."""
    row = db.execute(
        "SELECT clips.record FROM clips JOIN packs ON packs.key = clips.pack WHERE packs.name = ? AND id = ?",
        (pack, id_),
    ).fetchone()
    return clip_of(row[0]) if row else None


def clips(db: sqlite3.Connection, pack: str, limit: int = -1) -> Iterator[Clip]:
    """Yield the first `limit` clips of a pack in the order of its files; all of them where it is negative."""
    rows = db.execute(
        "SELECT record FROM clips INDEXED BY clips_by_pack"
        " WHERE pack = (SELECT key FROM packs WHERE name = ?) ORDER BY key LIMIT ?",
        (pack, limit),
    )
    for (record,) in rows:
        yield clip_of(record)


@lru_cache(maxsize=256)
def _shown(record: str, use: Use) -> bool:
    """Tell whether the pack of this record may be used so; the same few are asked for again and again."""
    return may(use, _pack_of(record)).allowed


@lru_cache(maxsize=256)
def _pack_of(record: str) -> Pack:
    """Return the pack that a row holds; the same few are asked for again and again."""
    return Pack.model_validate_json(record)


@lru_cache(maxsize=512)
def clip_of(record: str) -> Clip:
    """Return the clip that a row holds; the same few are asked for again and again."""
    return Clip.model_validate_json(record)


def candidates(db: sqlite3.Connection, pack: str) -> tuple[Candidate, ...]:
    """Return what the scheduler needs to know of each clip of a pack; no record is read for that."""
    rows = db.execute(f"{_CANDIDATE} WHERE packs.name = ? ORDER BY clips.key", (pack,))
    return tuple(map(_candidate_of, rows))


def shuffle_place(pack: str, id_: str) -> float:
    """Return the place of a clip in the shuffle, 0 .. 1: a hash of its name, so the same everywhere."""
    digest = hashlib.sha256(f"{pack}/{id_}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def _row(key: int, pack: int, name: str, clip: Clip) -> tuple[object, ...]:
    return (
        *(key, pack, clip.id, clip.label, clip.person, clip.original, " ".join(sorted(clip.kinds))),
        *(float(clip.difficulty), shuffle_place(name, clip.id)),
        *(clip.model_dump_json(exclude_none=True, exclude_defaults=True), clip.media, clip.language),
    )


def _candidate_of(row: tuple[Any, ...]) -> Candidate:
    pack, id_, person, kinds, *others = row
    return Candidate(pack, id_, person, tuple(kinds.split()), *others)


def _poster_order(clip: Clip) -> bool:
    """Put real clips first: a pack is shown by one of them."""
    return clip.manipulated
