"""The counts: kept, merged, compacted, exported, and nothing in them that tells one visitor from another."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.errors import StoreError
from game.kiosk import diagnostics
from game.kiosk.counts.counted import SCHEMA, FoundCounts
from game.kiosk.counts.salvage import readable, salvage
from game.kiosk.counts.store import COPY_NAME, VisitStore
from game.kiosk.counts.tally import RECENT, ClipCount, Tally, fuller

NOW = "2026-05-03T10:00:00+00:00"
DAY = "2026-05-03"
CLIP = ("studio", "clip-1")


@pytest.fixture
def store(tmp_path):
    opened = VisitStore(tmp_path, NOW)
    yield opened
    opened.close()


def test_counts_add_up_and_are_there_after_reopening(store, tmp_path):
    store.count(DAY, {"start": 1, "language.uz": 1})
    store.count(DAY, {"start": 2})
    again = VisitStore(tmp_path, NOW)
    assert again.of(DAY) == {"start": 3, "language.uz": 1}
    assert again.counts() == {DAY: {"start": 3, "language.uz": 1}}
    again.close()


def test_an_answer_is_on_the_disk_when_it_returns(store, tmp_path):
    store.answer(DAY, {"real.2": 1}, CLIP, "real", fooled=False)
    other = sqlite3.connect(tmp_path / "visits.db")
    assert other.execute("SELECT answered FROM clips").fetchone() == (1,)
    other.close()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=120))
def test_a_clip_remembers_its_newest_answers_only(tmp_path_factory, fooled):
    store = VisitStore(tmp_path_factory.mktemp("visits"), NOW)
    for one in fooled:
        store.answer(DAY, {}, CLIP, "manipulated", fooled=one)
    found = store.clip(CLIP)
    store.close()
    newest = fooled[-RECENT:]
    assert (found.answered, found.fooled) == (len(fooled), sum(fooled))
    assert found.crowd == (sum(newest), len(newest))


def test_no_row_tells_of_one_visitor(store, tmp_path):
    for _ in range(40):
        store.count(DAY, {"start": 1})
        store.answer(DAY, {"real.2": 1}, CLIP, "real", fooled=True)
    db = sqlite3.connect(tmp_path / "visits.db")
    counts = ("SELECT count(*) FROM counts", "SELECT count(*) FROM clips")
    rows = [db.execute(question).fetchone()[0] for question in counts]
    columns = {
        row[1] for table in ("counts", "clips", "faults") for row in db.execute(f"PRAGMA table_info({table})")
    }
    db.close()
    assert rows == [2, 1]
    assert columns == {"period", "name", "n", "pack", "clip", "label", "answered", "fooled", "recent"}


def test_years_of_days_stay_small_and_lose_no_count(store):
    day, total = date(2026, 1, 1), 0
    for n in range(5 * 365):
        total += 3
        store.count((day + timedelta(days=n)).isoformat(), {"start": 3, "finish": 1})
        if n % 30 == 0:
            store.compact((day + timedelta(days=n)).isoformat())
    store.compact((day + timedelta(days=5 * 365)).isoformat())
    counts = store.counts()
    assert sum(period["start"] for period in counts.values()) == total
    assert len(counts) < 93 + 37 + 5
    assert {len(period) for period in counts} == {4, 7, 10}


def test_a_clock_that_is_years_ahead_for_a_night_adds_no_days_up(store):
    days = [(date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in range(60)]
    for day in days:
        store.count(day, {"start": 1})
    store.compact("2040-01-01")
    store.count("2040-01-01", {"start": 1})
    store.compact("2040-01-01")
    assert list(store.counts()) == [*days, "2040-01-01"]


def test_reading_from_outside_changes_nothing_while_the_kiosk_counts(store, tmp_path):
    store.count(DAY, {"start": 1})
    before = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    found = FoundCounts(tmp_path)
    assert found.counts() == {DAY: {"start": 1}}
    found.close()
    assert {path.name: path.stat().st_ino for path in tmp_path.iterdir()} == before


def test_a_copy_that_another_kiosk_replaced_is_made_anew(store, tmp_path):
    store.count(DAY, {"start": 1})
    VisitStore(tmp_path, NOW).close()
    store.count(DAY, {"start": 1})
    assert salvage(tmp_path / "none.db", tmp_path / COPY_NAME).counts == {(DAY, "start"): 2}


def test_a_folder_in_the_place_of_the_counts_leaves_those_of_the_copy(tmp_path):
    filled(tmp_path, 5)
    VisitStore(tmp_path, NOW).close()
    before = FoundCounts(tmp_path).counts()
    (tmp_path / "visits.db").unlink()
    (tmp_path / "visits.db").mkdir()
    store = VisitStore(tmp_path, NOW)
    assert store.counts() == before
    assert list(tmp_path.glob("visits-folder-*"))
    store.close()


def test_what_was_saved_is_counted_once_however_often_the_new_file_is_refused(tmp_path, monkeypatch):
    filled(tmp_path, 5)
    VisitStore(tmp_path, NOW).close()
    before = FoundCounts(tmp_path).counts()
    (tmp_path / "visits.db").write_bytes(b"x" * 9000)
    full = SCHEMA._replace(pragmas=("max_page_count = 1",))
    monkeypatch.setattr("game.kiosk.counts.store.SCHEMA", full)
    store = VisitStore(tmp_path, NOW)
    for _ in range(4):
        with pytest.raises(StoreError, match="no room left"):
            store.count(DAY, {"start": 1})
    assert store.of(DAY) == {"start": 4}
    assert {day: names for day, names in store.counts().items() if day != DAY} == before
    monkeypatch.undo()
    again = VisitStore(tmp_path, NOW)
    assert again.counts() == before, "a run that ends before has lost its own counts alone"
    again.close()
    store.count(DAY, {"start": 1})
    store.close()


def test_a_log_that_lost_its_newest_writes_whole_is_made_up_for_by_the_copy(tmp_path):
    killed = VisitStore(tmp_path, NOW)
    for fooled in (True, False, True):
        killed.answer(DAY, {"real.2": 1}, CLIP, "real", fooled=fooled)
    before = killed.counts()
    aside = tmp_path / "as-killed"
    aside.mkdir()
    for name in ("visits.db", COPY_NAME):
        shutil.copy(tmp_path / name, aside)
    log = (tmp_path / "visits.db-wal").read_bytes()
    frames = (len(log) - 32) // 4120
    (aside / "visits.db-wal").write_bytes(log[: 32 + 4120 * (frames - 3)])
    killed.close()
    assert FoundCounts(aside).counts() != before, "the log ends a write earlier, and nothing says so"
    store = VisitStore(aside, NOW)
    assert store.counts() == before
    assert store.clip(CLIP).crowd == (2, 3)
    assert "lost its newest writes" in store.healed
    store.close()


def test_faults_are_counted_and_cleared(store, tmp_path):
    assert [store.fault(CLIP) for _ in range(3)] == [1, 2, 3]
    again = VisitStore(tmp_path, NOW)
    assert again.faults()[CLIP] == 3
    again.clear_faults()
    again.close()
    assert not store.faults()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a folder that refuses its owner")
def test_a_folder_that_refuses_keeps_the_counts_in_memory(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    store = VisitStore(folder, NOW)
    _refused_then_kept(store, folder)


def _refused_then_kept(store, folder):
    with pytest.raises(StoreError):
        store.count(DAY, {"start": 1})
    with pytest.raises(StoreError):
        store.answer(DAY, {"real.1": 1}, CLIP, "real", fooled=False)
    assert store.of(DAY) == {"start": 1, "real.1": 1}
    assert store.clip(CLIP).answered == 1
    assert store.detail
    folder.chmod(0o700)
    store.count(DAY, {"start": 1})
    assert (store.unsaved, store.detail) == (0, "")
    again = VisitStore(folder, NOW)
    assert again.of(DAY) == {"start": 2, "real.1": 1}
    again.close()
    store.close()


def test_a_file_in_the_place_of_the_folder_keeps_the_counts_in_memory(tmp_path):
    folder = tmp_path / "folder"
    folder.write_text("not a folder")
    store = VisitStore(folder, NOW)
    with pytest.raises(StoreError):
        store.count(DAY, {"start": 1})
    folder.unlink()
    store.count(DAY, {"start": 1})
    again = VisitStore(folder, NOW)
    assert again.of(DAY) == {"start": 2}
    again.close()
    store.close()


def test_a_damaged_file_is_put_aside_and_counting_goes_on(tmp_path):
    (tmp_path / "visits.db").write_bytes(b"no database at all" * 100)
    store = VisitStore(tmp_path, NOW)
    assert store.moved_aside is not None
    assert store.moved_aside.read_bytes().startswith(b"no database")
    store.count(DAY, {"start": 1})
    assert store.of(DAY) == {"start": 1}
    store.close()


def test_a_file_that_is_damaged_while_open_is_put_aside_and_loses_only_what_it_held(tmp_path):
    store = VisitStore(tmp_path, NOW)
    store.count(DAY, {"start": 1})
    for name in ("visits.db", "visits.db-wal", "visits.db-shm"):
        path = tmp_path / name
        if path.exists():
            path.write_bytes(b"x" * path.stat().st_size)
    for _ in range(3):
        try:
            store.count(DAY, {"start": 1})
        except StoreError:
            continue
    assert store.of(DAY)["start"] >= 3
    assert store.unsaved == 0
    store.close()


def filled(folder, days: int = 400) -> dict[str, dict[str, int]]:
    """Count on so many days; return what was counted."""
    store = VisitStore(folder, NOW)
    day = date(2026, 1, 1)
    for n in range(days):
        store.answer((day + timedelta(days=n)).isoformat(), {"start": n + 1}, CLIP, "real", fooled=True)
    counts = store.counts()
    store.close()
    return counts


def test_what_stands_around_the_damage_is_counted_on_and_the_damaged_file_kept_as_it_is(tmp_path):
    filled(tmp_path)
    path = tmp_path / "visits.db"
    (tmp_path / COPY_NAME).unlink()
    whole = path.read_bytes()
    at = whole.index(b"2026-07-20") // 4096 * 4096
    damaged = whole[:at] + b"\xa5" * 4096 + whole[at + 4096 :]
    path.write_bytes(damaged)
    store = VisitStore(tmp_path, NOW)
    assert store.moved_aside.read_bytes() == damaged
    kept = [n for names in store.counts().values() for n in names.values()]
    assert kept == sorted(kept)
    assert 200 < len(kept) < 400
    assert {kept[0], kept[-1]} == {1, 400}
    assert store.unsaved == 0
    store.close()


@pytest.mark.parametrize("harm", [b"", b"x" * 5000], ids=["emptied", "overwritten"])
def test_the_copy_of_the_last_start_stands_in_for_a_file_that_is_lost(tmp_path, harm):
    counts = filled(tmp_path, 30)
    VisitStore(tmp_path, NOW).close()
    (tmp_path / "visits.db").write_bytes(harm)
    store = VisitStore(tmp_path, NOW)
    assert store.moved_aside is not None
    assert store.counts() == counts
    assert store.clip(CLIP).answered == 30
    store.count(DAY, {"start": 1})
    store.close()
    again = VisitStore(tmp_path, NOW)
    assert again.moved_aside is None
    assert sum(names["start"] for names in again.counts().values()) == sum(range(31)) + 1
    again.close()


def test_an_answer_is_in_the_copy_too_when_it_returns(tmp_path):
    store = VisitStore(tmp_path, NOW)
    for n in range(1, 8):
        store.answer(DAY, {"real.2": 1}, CLIP, "real", fooled=bool(n % 2))
        assert readable(tmp_path / COPY_NAME) == readable(tmp_path / "visits.db")
        assert readable(tmp_path / COPY_NAME).clips[CLIP].answered == n
    for name in ("visits.db", "visits.db-wal"):
        (tmp_path / name).write_bytes(b"x" * 9000)
    again = VisitStore(tmp_path, NOW)
    assert again.clip(CLIP).answered == 7
    assert "was damaged" in again.healed
    again.close()
    store.close()


def test_the_copy_is_one_file_and_what_an_earlier_one_left_beside_it_is_not_taken_for_its_own(tmp_path):
    filled(tmp_path)
    copy, journal = tmp_path / COPY_NAME, tmp_path / f"{COPY_NAME}-journal"
    db = sqlite3.connect(copy, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE counts SET n = 99")
    cut_off = journal.read_bytes()
    db.execute("ROLLBACK")
    db.close()
    main = sqlite3.connect(tmp_path / "visits.db", isolation_level=None)
    main.execute("UPDATE counts SET n = n + 1000")
    main.close()
    journal.write_bytes(cut_off)
    store = VisitStore(tmp_path, NOW)
    for n in range(50):
        store.count(DAY, {f"name-{n}": 1})
    assert readable(copy) == readable(tmp_path / "visits.db")
    assert [path.name for path in tmp_path.glob(f"{COPY_NAME}*")] == [COPY_NAME]
    store.close()


def test_a_copy_that_is_damaged_or_refuses_is_made_anew(tmp_path):
    filled(tmp_path, 3)
    (tmp_path / COPY_NAME).write_bytes(b"x" * 9000)
    store = VisitStore(tmp_path, NOW)
    assert readable(tmp_path / COPY_NAME) == readable(tmp_path / "visits.db")
    store._twin.execute("DROP TABLE counts")
    store.count(DAY, {"start": 1})
    assert readable(tmp_path / COPY_NAME) == readable(tmp_path / "visits.db")
    assert store.of(DAY) == {"start": 1}
    store.close()


def test_a_file_that_was_opened_for_reading_only_is_written_as_soon_as_that_is_possible(tmp_path):
    store = VisitStore(tmp_path, NOW)
    store._db.close()
    store._db.connection = sqlite3.connect(
        f"file:{tmp_path / 'visits.db'}?mode=ro", uri=True, isolation_level=None
    )
    store.count(DAY, {"start": 1})
    assert (store.unsaved, store.of(DAY)) == (0, {"start": 1})
    store.close()


def test_a_file_that_staff_took_away_stays_away(tmp_path):
    filled(tmp_path, 5)
    VisitStore(tmp_path, NOW).close()
    (tmp_path / "visits.db").unlink()
    store = VisitStore(tmp_path, NOW)
    assert store.counts() == {}
    store.close()


def test_nothing_is_counted_twice_when_days_became_months_before_the_damage(tmp_path):
    counts = filled(tmp_path, 200)
    store = VisitStore(tmp_path, NOW)
    store.compact("2027-01-01")
    store.close()
    (tmp_path / "visits.db").write_bytes(b"x" * 9000)
    again = VisitStore(tmp_path, NOW)
    total = sum(names["start"] for names in again.counts().values())
    assert total == sum(names["start"] for names in counts.values())
    again.close()


TALLIES = st.builds(
    lambda counts, clips: Tally(
        Counter(counts),
        {("p", c): ClipCount("p", c, "real", n, n // 2, "01"[n % 2]) for c, n in clips.items()},
    ),
    st.dictionaries(st.tuples(st.sampled_from([DAY, "2026-04"]), st.sampled_from("abc")), st.integers(1, 9)),
    st.dictionaries(st.sampled_from("xyz"), st.integers(1, 9)),
)


@given(TALLIES, TALLIES)
def test_the_fuller_of_two_states_holds_at_least_each_of_them(one, other):
    both = fuller(one, other)
    for state in (one, other):
        assert all(both.counts[key] >= n for key, n in state.counts.items())
        assert all(both.clips[key].answered >= clip.answered for key, clip in state.clips.items())
    assert fuller(both, one) == both


def test_a_further_language_has_a_column_of_its_own(store, monkeypatch):
    monkeypatch.setattr(diagnostics, "languages", lambda: ("uz", "en", "ru", "kaa"))
    store.count(DAY, {"start": 3, "language.kaa": 2, "language.en": 1})
    (day,) = csv.DictReader(diagnostics.days_csv(store).splitlines())
    assert (day["period"], day["starts"], day["en"], day["kaa"], day["posts_right"]) == (
        *(DAY, "3", "1", "2", "0"),
    )
