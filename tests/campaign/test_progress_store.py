"""The store of progress: kept across starts, apart for each picture, alive with a damaged file."""

import pytest

from game.campaign import progress_store as records
from game.campaign.progress_store import ProgressStore
from game.errors import StoreError

NOW = "2026-03-01T10:00:00.000+00:00"
LATER = "2026-03-01T11:00:00.000+00:00"


@pytest.fixture
def store(tmp_path):
    opened = ProgressStore.open(tmp_path, NOW)
    yield opened.store
    opened.store.close()


def again(tmp_path):
    return ProgressStore.open(tmp_path, LATER)


def test_what_was_done_is_there_at_the_next_start(tmp_path, store):
    store.choose("fish", NOW)
    store.add("fish", "why", "card:rights", NOW)
    store.answer("fish", "face-swap", 4, LATER)
    store.keep("fish", ("report", "ask"))
    store.close()
    opened = again(tmp_path)
    found = opened.store.progress("fish")
    assert opened.notice is None
    assert opened.store.current() == "fish"
    assert found.done == {("why", "card:rights")}
    assert dict(found.answered) == {"face-swap": 4}
    assert found.last == "face-swap"
    assert found.kept == ("report", "ask")
    opened.store.close()


def test_a_step_done_twice_counts_once_and_is_the_last_one(store):
    store.add("fish", "why", "a", NOW)
    store.add("fish", "face-swap", "b", NOW.replace("10:", "10:"))
    store.add("fish", "why", "a", LATER)
    assert store.progress("fish").last == "why"
    assert len(store.progress("fish").done) == 2


def test_pictures_do_not_see_each_other(store):
    store.choose("fish", NOW)
    store.choose("moon", LATER)
    store.add("fish", "why", "a", NOW)
    assert store.progress("moon").done == frozenset()
    assert store.profiles() == ("fish", "moon")
    assert store.current() == "moon"


def test_a_forgotten_picture_is_gone_and_the_others_stay(store):
    for picture in ("fish", "moon"):
        store.choose(picture, NOW)
        store.add(picture, "why", "a", NOW)
        store.keep(picture, ("ask",))
    store.forget("fish")
    assert store.progress("fish").done == frozenset()
    assert store.progress("fish").kept == ()
    assert store.profiles() == ("moon",)
    assert store.progress("moon").done == {("why", "a")}


def test_clips_that_were_shown_unasked_are_kept_for_each_picture_newest_last(tmp_path, store):
    store.see("fish", [("pack", "a"), ("pack", "b")], NOW, example=True)
    store.see("fish", [("pack", "c")], NOW, example=False)
    store.see("fish", [("pack", "a")], LATER, example=True)
    store.close()
    opened = again(tmp_path)
    assert opened.store.seen("fish", examples=True) == (("pack", "b"), ("pack", "a"))
    assert opened.store.seen("fish", examples=False) == (("pack", "c"),)
    assert opened.store.seen("moon", examples=True) == ()
    opened.store.forget("fish")
    assert opened.store.seen("fish", examples=True) == ()
    opened.store.close()


def test_a_damaged_file_is_put_aside_and_a_new_one_begun(tmp_path):
    (tmp_path / records.FILE_NAME).write_bytes(b"no database at all" * 100)
    opened = again(tmp_path)
    assert opened.notice == records.MOVED
    opened.store.add("fish", "why", "a", NOW)
    assert opened.store.progress("fish").done == {("why", "a")}
    assert [p for p in tmp_path.iterdir() if "damaged" in p.name]
    opened.store.close()


def test_where_nothing_can_be_written_progress_is_kept_in_memory(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    opened = ProgressStore.open(blocked, NOW)
    assert opened.notice == records.MEMORY
    for step in ("a", "b"):
        with pytest.raises(StoreError, match="cannot be written"):
            opened.store.add("fish", "why", step, NOW)
    assert len(opened.store.progress("fish").done) == 2
    blocked.unlink()
    opened.store.close()
    again = ProgressStore.open(blocked, NOW).store
    assert len(again.progress("fish").done) == 2, "written when it could be"
    again.close()


def limit_pages(store):
    """Let the store's disk be as full as it is now."""
    (pages,) = store._db.connection.execute("PRAGMA page_count").fetchone()
    store._db.connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_disk_that_fills_up_loses_no_progress(tmp_path):
    store = ProgressStore.open(tmp_path, NOW).store
    store.add("fish", "why", "a", NOW)
    limit_pages(store)
    refused = 0
    for step in range(200):
        try:
            store.add("fish", "why", f"step-{step}", NOW)
        except StoreError:
            refused += 1
        assert len(store.progress("fish").done) == step + 2
    assert refused == 1, "it is written when the disk lets it be"
    store.close()
    again = ProgressStore.open(tmp_path, NOW).store
    assert len(again.progress("fish").done) == 201
    again.close()


def test_a_store_that_is_closed_says_so_plainly(store):
    store.close()
    with pytest.raises(StoreError, match="could not be"):
        store.add("fish", "why", "a", NOW)
    with pytest.raises(StoreError, match="could not be"):
        store.progress("fish")
