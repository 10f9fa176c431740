"""A store is read without writing a byte: its file and its write-ahead log, in memory."""

import shutil
import sqlite3
from contextlib import closing
from random import Random

import pytest

from game.errors import StoreError
from game.records import schema
from game.records.database import Database
from game.records.snapshot import put_over, snapshot
from game.records.store import FILE_NAME
from records.make import answer, open_store, session


@pytest.fixture
def killed(tmp_path):
    """The files of a store whose process was killed; a part of the answers is in the log alone."""
    folder, left = tmp_path / "played", tmp_path / "left"
    store = open_store(folder)
    store.start(session())
    for index in range(40):
        store.add(answer(index))
        if index == 20:
            store._db.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(folder, left)
    store.close()
    (left / f"{FILE_NAME}-shm").unlink()
    return left / FILE_NAME


def contents(db):
    return db.execute("SELECT * FROM answers").fetchall()


def test_the_copy_has_what_sqlite_reads_and_nothing_is_written(killed):
    before = {part.name: part.read_bytes() for part in killed.parent.iterdir()}
    with closing(snapshot(killed)) as copy:
        found = contents(copy)
    assert {part.name: part.read_bytes() for part in killed.parent.iterdir()} == before
    with closing(sqlite3.connect(killed)) as db:
        assert found == contents(db)
    assert len(found) == 40


def test_of_a_log_that_was_cut_or_changed_the_same_is_read_as_by_sqlite(killed, tmp_path):
    random, wal = Random(7), killed.with_name(f"{FILE_NAME}-wal")
    whole = wal.read_bytes()
    for number in range(12):
        harmed = bytearray(whole[: random.randrange(len(whole))] if number % 2 else whole)
        if number % 2 == 0:
            harmed[random.randrange(len(harmed))] ^= 0x5A
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copy2(killed, folder)
        (folder / wal.name).write_bytes(harmed)
        with closing(snapshot(folder / FILE_NAME)) as copy:
            found = contents(copy)
        with closing(sqlite3.connect(folder / FILE_NAME)) as db:
            assert found == contents(db)


def test_an_empty_file_and_a_log_of_noise_are_nothing_to_put_over(tmp_path):
    (tmp_path / "empty.db").touch()
    with closing(snapshot(tmp_path / "empty.db")) as copy:
        assert copy.execute("SELECT * FROM sqlite_schema").fetchall() == []
    pages = bytearray(b"page" * 1024)
    put_over(pages, b"x" * 20_000)
    assert pages == b"page" * 1024


def test_half_a_write_without_a_log_is_told(killed):
    journal = killed.with_name(f"{FILE_NAME}-journal")
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + b"\0" * 504)
    with pytest.raises(StoreError, match="was cut off"):
        Database.copy_of(killed, schema.ANSWERS)


def test_noise_is_no_store(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"x" * 5000)
    with pytest.raises(StoreError):
        Database.copy_of(tmp_path / FILE_NAME, schema.ANSWERS)
