"""What holds for every store: answers, progress, the kiosk's counts, the workshop's journal.

Nothing that was kept is lost, nothing that was found is deleted, and what cannot be used is told.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from small_disk import on_a_small_disk

from game.errors import StoreError
from records.every_store import NOW, STORES

LATER = "2027-01-01T00:00:00+00:00"
LONG_AGO = "1970-01-01T00:00:03+00:00"
every_store = pytest.mark.parametrize("kind", STORES.values(), ids=STORES)


@contextmanager
def opened(kind, folder: Path, now: str = NOW) -> Iterator:
    store = kind(folder, now)
    try:
        yield store
    finally:
        store.close()


def filled(kind, folder: Path, numbers: range = range(3)) -> Path:
    with opened(kind, folder) as store:
        for n in numbers:
            store.put(n)
    return folder / kind.FILE


def without_logs(path: str | Path, **how: Any) -> sqlite3.Connection:
    """Connect as on a disk that has no memory to share: SQLite cannot have a write-ahead log there."""
    if path == ":memory:":
        return real_connect(path, **how)
    return real_connect(f"file:{path}?vfs=unix-dotfile", uri=True, **how)


real_connect = sqlite3.connect


@every_store
def test_where_no_write_ahead_log_is_possible_it_is_kept_without_one(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "connect", without_logs)
    path = filled(kind, tmp_path)
    monkeypatch.undo()
    assert not path.with_name(f"{path.name}-wal").exists()
    with opened(kind, tmp_path) as store:
        assert store.kept() == {0, 1, 2}


@every_store
@pytest.mark.parametrize("noise", [b"no store " * 900, b"\0" * 9000, b"SQLite format 3\0" + b"\xa5" * 9000])
def test_garbage_is_kept_under_another_name_and_a_new_one_begun(kind, tmp_path, noise):
    (tmp_path / kind.FILE).write_bytes(noise)
    with opened(kind, tmp_path) as store:
        store.put(0)
        assert store.kept() == {0}
    stem = Path(kind.FILE).stem
    assert [path.read_bytes() for path in tmp_path.glob(f"{stem}-damaged-*.db")] == [noise]


@every_store
def test_a_folder_in_its_place_is_kept_under_another_name(kind, tmp_path):
    for side in ("", "-wal"):
        folder = tmp_path / f"{kind.FILE}{side}"
        folder.mkdir()
        (folder / "mine.txt").write_text("mine", "utf-8")
    with opened(kind, tmp_path) as store:
        store.put(0)
    assert len(list(tmp_path.glob("*-folder-*/mine.txt"))) == 2
    with opened(kind, tmp_path) as store:
        assert store.kept() == {0}


@every_store
def test_a_file_of_a_newer_game_is_refused_untouched_and_that_is_told(kind, tmp_path):
    path = filled(kind, tmp_path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 1000")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version"), opened(kind, tmp_path) as store:
        store.put(7)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*damaged*"))


@every_store
def test_a_clock_that_jumps_loses_nothing(kind, tmp_path):
    for n, now in enumerate((NOW, LONG_AGO, LATER, NOW)):
        with opened(kind, tmp_path, now) as store:
            store.put(n)
    with opened(kind, tmp_path) as store:
        assert store.kept() == {0, 1, 2, 3}


@every_store
def test_two_games_at_once_keep_what_both_were_given_or_the_second_is_told(kind, tmp_path):
    with opened(kind, tmp_path) as one:
        one.put(0)
        if kind.ALONE:
            with pytest.raises(StoreError, match="Another workshop"):
                kind(tmp_path, NOW)
        else:
            with opened(kind, tmp_path) as other:
                other.put(1)
                one.put(2)
        one.put(3)
    with opened(kind, tmp_path) as store:
        assert store.kept() == ({0, 3} if kind.ALONE else {0, 1, 2, 3})


def test_on_a_read_only_disk_and_on_a_full_one_each_is_read_and_nothing_is_lost(root, tmp_path):
    said = on_a_small_disk(root, tmp_path / "disk", "records.every_store", kib=1024)
    assert len(said) == 2 * len(STORES)
    for line in said:
        how, name, read, told, kept = line.split()
        assert told == "told", f"{line} ({how})"
        assert (read, kept) == (("-", "3") if name == "journal" else ("3", "4")), f"{line} ({how})"
