"""Own words: a table of their own, under the player's picture, gone from the file when they are deleted."""

import sqlite3
from contextlib import closing, suppress

from game.errors import StoreError
from game.records import schema
from game.records.database import migrate
from game.records.export import to_csv, to_json
from game.records.store import FILE_NAME
from game.records.values import OwnWords
from records.make import NOW, answer, open_store, session

PLAIN = "the brows of Dilnoza are doubled"


def words(index=0, name="s1", text=PLAIN):
    return OwnWords(name, index, text, NOW)


def told(folder):
    """All bytes that the store has on the disk."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_words_are_kept_by_session_and_by_picture(tmp_path):
    with open_store(tmp_path) as store:
        store.start(session("s1", profile="cat"))
        store.start(session("s2", profile="fish"))
        for one in (words(0), words(1, text="a second one"), words(0, "s2")):
            store.add_words(one)
        store.add_words(words(0, text="another"))
    with open_store(tmp_path) as store:
        assert [one.text for one in store.words()] == [PLAIN, "a second one", PLAIN]
        assert store.words("s1", "cat") == (words(0), words(1, text="a second one"))
        assert store.words("s1", "fish") == ()
        assert store.words(profile="fish") == (words(0, "s2"),)


def test_what_is_deleted_is_not_in_the_file_any_more(tmp_path):
    with open_store(tmp_path) as store:
        store.start(session("s1", profile="cat"))
        store.start(session("s2", profile="fish"))
        store.add(answer(0))
        store.add_words(words(0))
        store.add_words(words(1, text="second thoughts"))
        store.add_words(words(0, "s2", "of the fish"))
        assert PLAIN.encode() in told(tmp_path)
        store.forget_words("cat", words(0))
        assert PLAIN.encode() not in told(tmp_path)
        assert [one.text for one in store.words()] == ["second thoughts", "of the fish"]
        store.forget_words("cat")
        assert [one.text for one in store.words()] == ["of the fish"]
        assert store.answers() == (answer(0),)
    assert b"second thoughts" not in told(tmp_path)


def test_a_store_of_before_keeps_its_answers_and_takes_words(tmp_path):
    before = schema.MIGRATIONS[:7]
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as db:
        migrate(db, schema.ANSWERS._replace(migrations=before))
        db.execute(schema.insert_of("answers", schema.ANSWER_FIELDS), schema.row_of(answer(0)))
    with open_store(tmp_path) as store:
        assert (store.answers(), store.words()) == ((answer(0),), ())
        store.add_words(words())
    with open_store(tmp_path) as store:
        assert (store.answers(), store.words()) == ((answer(0),), (words(),))


def test_words_that_cannot_be_written_wait_and_can_be_deleted_while_they_do(tmp_path):
    store = open_store(tmp_path)
    store.start(session(profile="cat"))
    store._db.connection.execute("PRAGMA query_only = ON")
    for index in range(2):
        with suppress(StoreError):
            store.add_words(words(index))
    assert (store.words(profile="cat"), store.unsaved) == ((words(0), words(1)), 0)
    with suppress(StoreError):
        store.forget_words("cat", words(0))
    assert store.words(profile="cat") == (words(1),)
    store._db.connection.execute("PRAGMA query_only = OFF")
    store.close()
    with open_store(tmp_path) as again:
        assert again.words() == (words(1),)


def test_no_export_has_own_words(tmp_path):
    with open_store(tmp_path) as store:
        store.start(session())
        store.add(answer(0))
        store.add_words(words(0))
        for export in (to_csv, to_json):
            assert PLAIN not in export(store.sessions(), store.answers())
