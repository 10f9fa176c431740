"""The index is closed when nobody asks it any more: a thread that reads goes on to its answer."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from game.errors import StoreError
from game.packs.library import Library
from game.packs.open_index import OpenIndex


def opened() -> OpenIndex:
    return OpenIndex(sqlite3.connect(":memory:", check_same_thread=False))


def test_an_answer_that_is_on_its_way_comes_before_the_end() -> None:
    """As when a lesson's clips are read on a thread while the game ends: the process died of it."""
    index = opened()
    closing = threading.Thread(target=index.close)

    def slow(db: sqlite3.Connection) -> tuple[int]:
        closing.start()
        while True:  # until it is about to be closed
            try:
                index.ask(lambda _: None)
            except sqlite3.ProgrammingError:
                break
        told: tuple[int] = db.execute("SELECT 7").fetchone()
        return told

    assert index.ask(slow) == (7,)
    closing.join()


def test_a_question_that_fails_lets_it_be_closed() -> None:
    index = opened()
    with pytest.raises(sqlite3.OperationalError):
        index.ask(lambda db: db.execute("SELECT nothing FROM nowhere"))
    index.close()
    with pytest.raises(sqlite3.ProgrammingError):
        index.ask(lambda db: db.execute("SELECT 1"))


def test_a_library_that_was_closed_says_so(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.close()
    library.close()
    with pytest.raises(StoreError, match="cannot be read"):
        library.packs()
