import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from game.errors import StoreError
from game.media import heap
from game.quiz.history import History
from game.quiz.scoring import OLD_SCORING, SCORING
from game.records import schema
from game.records.database import migrate
from game.records.history import history_of
from game.records.store import FILE_NAME, MEMORY, MENDED, MOVED, AnswerStore
from records.make import NOW, answer, old_answer, open_store, session


def filled(folder, answers=3):
    with open_store(folder) as store:
        store.start(session())
        for i in range(answers):
            store.add(answer(i))


def nothing(folder):
    del folder


def killed_copy(folder, target, answers=3):
    """The files of a store whose process was killed: all answers are in the write-ahead log still."""
    store = open_store(folder)
    store.start(session())
    for i in range(answers):
        store.add(answer(i))
    target.mkdir()
    for part in folder.iterdir():
        shutil.copy2(part, target / part.name)
    store.close()
    return target


def limit_pages(store):
    """Let the store's disk be as full as it is now."""
    (pages,) = store._db.connection.execute("PRAGMA page_count").fetchone()
    store._db.connection.execute(f"PRAGMA max_page_count = {pages}")


def add_until_full(store, first=0):
    for i in range(first, first + 500):
        try:
            store.add(answer(i))
        except StoreError as error:
            return i, str(error)
    raise AssertionError("the disk never got full")


# -- keeping ---------------------------------------------------------------------------------------


@pytest.mark.skipif(heap.in_use() is None, reason="this system's malloc does not tell")
def test_what_was_written_does_not_stay_in_memory(tmp_path):
    with open_store(tmp_path) as store:
        store.start(session())
        for i in range(1_000):
            store.add(answer(i))
        before = heap.in_use()
        for i in range(1_000, 3_000):
            store.add(answer(i))
        assert heap.in_use() - before < 200, "KiB"


def test_answers_and_sessions_are_read_back_as_they_were(tmp_path):
    records = [answer(0), answer(2, step=1), answer(0, "s2")]
    with open_store(tmp_path) as store:
        store.start(session("s1"))
        store.start(session("s2", level="hard", language="ru"))
        for record in records:
            store.add(record)
        store.finish("s1", "2026-03-04T06:00:00+00:00")
    with open_store(tmp_path) as store:
        assert store.answers() == tuple(records)
        assert store.answers("s1") == tuple(records[:2])
        assert store.answers(last=1) == (records[2],)
        assert store.answers("s1", last=1) == (records[1],)
        assert [s.finished for s in store.sessions()] == ["2026-03-04T06:00:00+00:00", None]
        assert store.sessions()[1] == session("s2", level="hard", language="ru")


def test_an_answer_is_on_the_disk_when_add_returns(tmp_path):
    store = open_store(tmp_path)
    store.start(session())
    store.add(answer(0))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        assert other.execute("SELECT count(*) FROM answers").fetchone() == (1,)
    store.close()


def test_commits_survive_a_power_cut_by_configuration(tmp_path):
    with open_store(tmp_path) as store:
        assert store._db.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store._db.connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_the_first_answer_to_a_round_stays(tmp_path):
    with open_store(tmp_path) as store:
        store.start(session())
        store.start(session(level="other"))
        store.add(answer(0, step=6))
        store.add(answer(0, step=1))
        assert store.answers() == (answer(0, step=6),)
        assert store.sessions() == (session(),)


def test_the_folder_is_made(tmp_path):
    filled(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b" / FILE_NAME).is_file()


def test_two_games_may_share_a_folder(tmp_path):
    with open_store(tmp_path) as one, open_store(tmp_path) as other:
        one.add(answer(0, "s1"))
        other.add(answer(0, "s2"))
        assert len(one.answers()) == len(other.answers()) == 2


def test_the_scheduler_remembers_what_the_store_holds(tmp_path):
    with open_store(tmp_path) as store:
        assert history_of(store) == History()
        store.add(answer(0, step=1))
        history = history_of(store)
    assert history.answers == 1
    assert history.theta < 0
    assert history.before == (answer(0, step=1),)


# -- damage ----------------------------------------------------------------------------------------


def overwrite(path, at, data):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def no_database(path):
    path.write_text("not a database, but long enough to look like one? " * 30)


def header_gone(path):
    overwrite(path, 0, b"\x00" * 64)


def page_garbled(path):
    overwrite(path, 4096, os.urandom(4096))


def cut_in_half(path):
    os.truncate(path, path.stat().st_size // 2)


def another_program(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
        db.commit()


def table_lacks_columns(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE answers DROP COLUMN reason")
        db.commit()


@pytest.mark.parametrize(
    "harm", [no_database, header_gone, page_garbled, cut_in_half, another_program, table_lacks_columns]
)
def test_a_damaged_store_is_moved_aside_whole_and_a_new_one_begun(tmp_path, harm):
    filled(tmp_path, answers=60)
    path = tmp_path / FILE_NAME
    harm(path)
    harmed = path.read_bytes()
    opened = AnswerStore.open(tmp_path, NOW)
    with opened.store as store:
        assert opened.notice == MOVED
        assert "damaged" in opened.detail
        assert store.answers() == ()
        store.add(answer(0))
    assert (tmp_path / "answers-damaged-20260304T050607.db").read_bytes() == harmed
    with open_store(tmp_path) as store:
        assert store.answers() == (answer(0),)


def test_damage_while_playing_is_told_and_the_answer_stays_in_memory(tmp_path):
    filled(tmp_path, answers=60)
    store = open_store(tmp_path)
    store._db.connection.execute("PRAGMA cache_size = 0")
    for page in range(2, (tmp_path / FILE_NAME).stat().st_size // 4096 + 1):
        overwrite(tmp_path / FILE_NAME, (page - 1) * 4096, b"\xff" * 4096)
    with pytest.raises(StoreError, match="is damaged"):
        store.add(answer(99))
    assert store.unsaved == 1
    with pytest.raises(StoreError, match="is damaged"):
        store.answers()
    assert history_of(store) == History()
    with pytest.raises(StoreError):
        store.close()


def test_damage_twice_in_a_second_keeps_both_files(tmp_path):
    for _ in range(2):
        (tmp_path / FILE_NAME).write_text("broken " * 200)
        AnswerStore.open(tmp_path, NOW).store.close()
    assert sorted(p.name for p in tmp_path.glob("answers-damaged-*.db")) == [
        "answers-damaged-20260304T050607-2.db",
        "answers-damaged-20260304T050607.db",
    ]


def test_after_a_kill_the_log_is_read_and_nothing_is_told(tmp_path):
    copy = killed_copy(tmp_path / "live", tmp_path / "killed", answers=5)
    assert (copy / f"{FILE_NAME}-wal").stat().st_size > 0
    with open_store(copy) as store:
        assert len(store.answers()) == 5


def test_a_log_cut_short_keeps_the_answers_before_the_cut_and_a_copy_and_is_told(tmp_path):
    copy = killed_copy(tmp_path / "live", tmp_path / "killed", answers=5)
    wal = copy / f"{FILE_NAME}-wal"
    os.truncate(wal, wal.stat().st_size - 100)
    found = wal.read_bytes()
    opened = AnswerStore.open(copy, NOW)
    with opened.store as store:
        assert opened.notice == MENDED
        assert "4 answers are there" in opened.detail
        assert store.answers() == tuple(answer(i) for i in range(4))
    assert (copy / "answers-as-found-20260304T050607.db-wal").read_bytes() == found


def test_a_log_that_is_no_log_is_copied_and_told(tmp_path):
    filled(tmp_path)
    (tmp_path / f"{FILE_NAME}-wal").write_text("spilled coffee")
    opened = AnswerStore.open(tmp_path, NOW)
    with opened.store as store:
        assert opened.notice == MENDED
        assert len(store.answers()) == 3
    assert (tmp_path / "answers-as-found-20260304T050607.db-wal").read_text() == "spilled coffee"


def test_a_store_from_a_newer_game_is_left_alone(tmp_path):
    filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
        db.execute("PRAGMA user_version = 99")
    before = (tmp_path / FILE_NAME).read_bytes()
    opened = AnswerStore.open(tmp_path, NOW)
    with opened.store:
        assert opened.notice == MEMORY
        assert "newer version" in opened.detail
    assert [p.name for p in tmp_path.glob("*.db")] == [FILE_NAME]
    assert (tmp_path / FILE_NAME).read_bytes() == before


# -- a disk that says no ---------------------------------------------------------------------------


def test_a_full_disk_is_told_and_the_answer_is_kept_in_memory_until_there_is_room(tmp_path):
    store = open_store(tmp_path)
    store.start(session())
    limit_pages(store)
    refused, told = add_until_full(store)
    assert "no room left" in told
    assert store.unsaved == 1
    assert store.answers()[-1] == answer(refused)
    with pytest.raises(StoreError):
        store.add(answer(refused + 1))
    assert [a.index for a in store.answers(last=2)] == [refused, refused + 1]

    store._db.connection.execute("PRAGMA max_page_count = 100000")
    store.add(answer(refused + 2))
    assert store.unsaved == 0
    store.close()
    with open_store(tmp_path) as again:
        assert [a.index for a in again.answers()] == list(range(refused + 3))


def test_what_waits_is_written_at_the_end_or_the_loss_is_told(tmp_path):
    store = open_store(tmp_path)
    limit_pages(store)
    refused, _ = add_until_full(store)
    with pytest.raises(StoreError, match="no room left"):
        store.close()
    with open_store(tmp_path) as again:
        assert len(again.answers()) == refused


def test_a_session_that_could_not_be_noted_is_noted_with_the_next_answer(tmp_path):
    store = open_store(tmp_path)
    store._db.connection.execute("PRAGMA query_only = 1")
    with pytest.raises(StoreError, match="cannot be written"):
        store.start(session())
    with pytest.raises(StoreError):
        store.finish("s1", NOW)
    assert store.sessions() == (session(finished=NOW),)
    store._db.connection.execute("PRAGMA query_only = 0")
    store.add(answer(0))
    store.close()
    with open_store(tmp_path) as again:
        assert again.sessions() == (session(finished=NOW),)


def test_a_store_locked_by_another_program_is_not_called_damaged(tmp_path, monkeypatch):
    monkeypatch.setattr("game.records.database.WAIT", 0.0)
    filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opened = AnswerStore.open(tmp_path, NOW)
        with opened.store:
            assert opened.notice == MEMORY
            assert "Another program holds" in opened.detail
    assert len(open_store(tmp_path).answers()) == 3


def test_where_no_folder_can_be_made_the_game_plays_from_memory(tmp_path):
    (tmp_path / "file").write_text("in the way")
    opened = AnswerStore.open(tmp_path / "file" / "data", NOW)
    with opened.store as store:
        assert opened.notice == MEMORY
        assert "--data-dir" in opened.detail
        with pytest.raises(StoreError, match="cannot be written"):
            store.start(session())
        with pytest.raises(StoreError, match="cannot be written"):
            store.add(answer(0))
        assert store.answers() == (answer(0),)
        assert store.unsaved == 1
        (tmp_path / "file").unlink()
    assert len(open_store(tmp_path / "file" / "data").answers()) == 1, "written when it could be"


@contextmanager
def a_folder_of_someone_else(prepare):
    """A folder that this process may read and not write to, also when the tests run as the superuser."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for part in folder.iterdir():
            part.chmod(0o444)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        try:
            if root:
                os.seteuid(65534)
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs POSIX permissions")
@pytest.mark.parametrize("prepare", [nothing, filled])
def test_a_folder_without_write_permission_is_told_and_left_as_it_is(prepare):
    with a_folder_of_someone_else(prepare) as folder:
        before = {part.name: part.read_bytes() for part in folder.iterdir()}
        opened = AnswerStore.open(folder, NOW)
        assert opened.notice == MEMORY
        assert "--data-dir" in opened.detail
        assert opened.readable is (prepare is filled)
        before_it = len(opened.store.answers())
        assert before_it == (3 if prepare is filled else 0), "what is there is read all the same"
        with pytest.raises(StoreError):
            opened.store.add(answer(3))
        assert len(opened.store.answers()) == before_it + 1
        with pytest.raises(StoreError, match="could not be kept: 1"):
            opened.store.close()
        assert {part.name: part.read_bytes() for part in folder.iterdir()} == before


# -- schema ----------------------------------------------------------------------------------------


def test_an_older_file_goes_through_the_missing_steps_once(tmp_path):
    filled(tmp_path)
    more = (*schema.MIGRATIONS, "ALTER TABLE answers ADD COLUMN order_of_practice TEXT;")
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as db:
        migrate(db, schema.ANSWERS._replace(migrations=more))
        migrate(db, schema.ANSWERS._replace(migrations=more))
        assert db.execute("PRAGMA user_version").fetchone() == (len(more),)
        assert db.execute("SELECT count(order_of_practice), count(*) FROM answers").fetchone() == (0, 3)


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path):
    filled(tmp_path)
    broken = (*schema.MIGRATIONS, "ALTER TABLE answers ADD COLUMN x TEXT; ALTER TABLE nowhere ADD COLUMN y;")
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as db:
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, schema.ANSWERS._replace(migrations=broken))
        assert not db.in_transaction
        assert db.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    with open_store(tmp_path) as store:
        assert len(store.answers()) == 3


FIRST = (schema.MIGRATIONS[0],)


def old_store(folder):
    """A store as the first version of the game wrote it, with one answer."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as db:
        migrate(db, schema.ANSWERS._replace(migrations=FIRST))
        for table, record, row in (
            ("sessions", session(), tuple(getattr(session(), f) for f in schema.SESSION_FIELDS)),
            ("answers", old_answer(), schema.row_of(old_answer())),
        ):
            there = [column[1] for column in db.execute(f"PRAGMA table_info({table})")]
            values = dict(zip(record.__dataclass_fields__, row, strict=True))
            db.execute(schema.insert_of(table, there), [values[column] for column in there])


def test_a_store_of_the_first_version_is_read_and_written_on(tmp_path):
    old_store(tmp_path)
    with open_store(tmp_path) as store:
        (kept,) = store.answers()
        assert kept == old_answer()
        assert (kept.points, kept.order) == (140, None)
        assert store.sessions() == (session(),)
        store.add(answer(1))
    with open_store(tmp_path) as store:
        assert [(a.points, a.scoring) for a in store.answers()] == [(140, OLD_SCORING), (100, SCORING)]


def test_answers_can_be_asked_for_by_profile(tmp_path):
    with open_store(tmp_path) as store:
        for name, profile in (("s1", ""), ("s2", "kite"), ("s3", "cup")):
            store.start(session(name, profile=profile))
            store.add(answer(0, name))
        store.add(answer(0, "never-noted"))
        assert [a.session for a in store.answers(profile="kite")] == ["s2"]
        assert [a.session for a in store.answers(profile="")] == ["s1", "never-noted"]
        assert len(store.answers()) == 4
        assert history_of(store, "cup").answers == 1


def test_waiting_answers_are_told_by_profile_too(tmp_path):
    with open_store(tmp_path) as store:
        store.start(session("s1", profile="kite"))
        store._db.connection.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError):
            store.start(session("s2", profile="cup"))
        for name in ("s1", "s2"):
            with pytest.raises(StoreError):
                store.add(answer(0, name))
        assert [a.session for a in store.answers(profile="kite")] == ["s1"]
        assert [a.session for a in store.answers(profile="cup")] == ["s2"]
        store._db.connection.execute("PRAGMA query_only = OFF")
