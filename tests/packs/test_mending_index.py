"""A damaged index is built again once, whoever finds it so, and nobody sees it half filled."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from game.errors import StoreError
from game.packs import index
from game.packs.mending_index import MendingIndex


def filled(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT 1 FROM shadowed").fetchall())


def fill(path: Path) -> None:
    db = index.connect(path)
    index.shadow(db, "a pack")
    db.close()


class NoticedLock:
    """A lock that tells when a thread comes to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.come: dict[threading.Thread | None, threading.Event] = {}

    def __enter__(self) -> None:
        event = self.come.get(threading.current_thread())
        if event is not None:
            event.set()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_two_threads_that_find_it_damaged_build_it_once(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    mending = MendingIndex(path, lambda: fill(path))
    together = threading.Barrier(2)
    been: set[threading.Thread] = set()

    def broken_at_first(db: sqlite3.Connection) -> bool:
        if (asking := threading.current_thread()) in been:
            return filled(db)
        been.add(asking)
        together.wait()
        raise sqlite3.DatabaseError("it is damaged")

    told: list[bool] = []
    threads = [threading.Thread(target=lambda: told.append(mending.ask(broken_at_first))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [True, True]
    assert mending.set_aside == tmp_path / "library.db.damaged-1"
    mending.close()


def test_who_asks_meanwhile_waits_until_all_packs_are_in(tmp_path: Path) -> None:
    path, lock, told = tmp_path / "library.db", NoticedLock(), list[bool]()

    def fill_while_another_one_asks() -> None:
        lock.come[reader] = threading.Event()
        reader.start()
        assert lock.come[reader].wait(10)
        fill(path)

    mending = MendingIndex(path, fill_while_another_one_asks)
    mending._mending = lock  # type: ignore[assignment]
    reader = threading.Thread(target=lambda: told.append(mending.ask(filled)))
    been: list[str] = []

    def broken_at_first(db: sqlite3.Connection) -> bool:
        if been:
            return filled(db)
        been.append("here")
        raise sqlite3.DatabaseError("it is damaged")

    assert mending.ask(broken_at_first)
    reader.join()
    assert told == [True]
    mending.close()


def test_one_that_was_closed_is_not_built_again(tmp_path: Path) -> None:
    mending = MendingIndex(tmp_path / "library.db", lambda: pytest.fail("it was filled"))
    closing = threading.Thread(target=mending.close)

    def broken(_db: sqlite3.Connection) -> None:
        closing.start()
        while not mending._closed:
            pass
        raise sqlite3.DatabaseError("it is damaged")

    with pytest.raises(StoreError, match="it was closed"):
        mending.ask(broken)
    closing.join()
    with pytest.raises(StoreError, match="it was closed"):
        mending.ask(filled)
    assert mending.set_aside is None


def test_one_that_cannot_be_set_aside_is_told_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where another program holds the file."""
    mending = MendingIndex(tmp_path / "library.db", lambda: None)

    def held(_path: Path) -> Path:
        raise PermissionError("it is held")

    monkeypatch.setattr("game.packs.mending_index.set_aside", held)

    def broken(_db: sqlite3.Connection) -> None:
        raise sqlite3.DatabaseError("it is damaged")

    with pytest.raises(StoreError, match="it is held"):
        mending.ask(broken)
    mending.close()


def test_a_further_connection_makes_no_file_where_the_first_ones_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    mending = MendingIndex(path, lambda: None)

    def ask_beside(_db: sqlite3.Connection) -> None:
        path.rename(tmp_path / "elsewhere.db")
        with pytest.raises(StoreError, match="cannot be read"):
            mending.ask(filled)

    mending.ask(ask_beside)
    assert not path.exists()
    mending.close()
