"""Several threads ask the index: each sees what is true now, and is let finish before it is closed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import pytest

from game.content.models import Clip
from game.errors import StoreError
from game.packs import index
from game.packs.library import Library
from game.packs.open_index import OpenIndex
from packs import make


def opened() -> OpenIndex:
    return OpenIndex(connected(), connected)


def connected() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", check_same_thread=False)


def test_an_answer_that_is_on_its_way_comes_before_the_end() -> None:
    """As when a lesson's clips are read on a thread while the game ends: the process died of it."""
    asked = opened()
    waits = notice_waiting(asked)
    closing = threading.Thread(target=asked.close)

    def slow(db: sqlite3.Connection) -> tuple[int]:
        closing.start()
        assert waits.get(timeout=10) is False, "closing waits for this answer"
        with pytest.raises(sqlite3.ProgrammingError):
            asked.ask(lambda _: None)
        told: tuple[int] = db.execute("SELECT 7").fetchone()
        return told

    assert asked.ask(slow) == (7,)
    closing.join()


def test_a_question_that_fails_lets_it_be_closed() -> None:
    asked = opened()
    waits = notice_waiting(asked)
    with pytest.raises(sqlite3.OperationalError):
        asked.ask(lambda db: db.execute("SELECT nothing FROM nowhere"))
    asked.close()
    assert waits.get(timeout=10) is True, "there was nothing to wait for"
    with pytest.raises(sqlite3.ProgrammingError):
        asked.ask(lambda db: db.execute("SELECT 1"))


def notice_waiting(asked: OpenIndex) -> SimpleQueue[bool]:
    """Return where it is told, whenever it waits, whether it could go on at once."""
    told: SimpleQueue[bool] = SimpleQueue()
    wait_for = asked._changed.wait_for

    def noticed(until: Callable[[], bool], timeout: float | None = None) -> bool:
        told.put(until())
        return wait_for(until, timeout)

    asked._changed.wait_for = noticed  # type: ignore[assignment, method-assign]
    return told


def test_a_library_that_was_closed_says_so(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.close()
    library.close()
    with pytest.raises(StoreError, match="cannot be read"):
        library.packs()


def test_what_was_changed_is_seen_at_once_while_another_one_still_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a pack is added while a lesson's clips are read ahead: the lesson was dealt without it."""
    library = Library(tmp_path / "data")
    packs = [make.write(tmp_path / name, make.pack_record(name=name), None) for name in ("one", "two")]
    library.register_folder(packs[0])
    seen: list[tuple[str, ...]] = []
    clip_of = index.clip_of

    def read(record: str) -> Clip:
        if not seen:
            library.register_folder(packs[1])
            seen.append(tuple(pack.pack.name for pack in library.packs()))
        return clip_of(record)

    monkeypatch.setattr(index, "clip_of", read)
    library.clips("one")
    assert seen == [("one", "two")]
    library.close()
