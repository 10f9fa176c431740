"""What is said of posts: kept beside the answers, which stay as they are."""

import csv
import io
import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace

from game.errors import StoreError
from game.quiz.posts import PostAnswer, PostRound
from game.records import schema
from game.records.database import migrate
from game.records.post_export import COLUMNS, posts_to_csv, posts_to_json
from game.records.store import FILE_NAME, AnswerStore
from records.make import NOW, answer, open_store, session


def post(index=0, name="s1", **more) -> PostAnswer:
    table = PostRound("old-flood", "old", "studio", "c1", False, True, frozenset({"search"}))
    table = replace(table, picture=2, share=5).opening("account").opening("search")
    return replace(table.answer(name, index, judge_ms=4200), at=NOW, **more)


def test_posts_are_read_back_as_they_were_and_apart_from_answers(tmp_path):
    with open_store(tmp_path) as store:
        store.start(session("s1", level="posts", profile="cat"))
        store.start(session("s2"))
        store.add(answer(0, "s2"))
        for record in (post(0), post(1), post(0, "s2")):
            store.add_post(record)
        store.add_post(post(0, judge_ms=1))
    with open_store(tmp_path) as store:
        assert store.posts() == (post(0), post(1), post(0, "s2"))
        assert store.posts("s1", last=1) == (post(1),)
        assert store.posts(profile="cat") == (post(0), post(1))
        assert store.answers() == (answer(0, "s2"),)


def test_a_store_of_before_keeps_its_answers_and_takes_posts(tmp_path):
    before, later = schema.MIGRATIONS[:4], {"pair", "pack_version"}
    values = dict(zip(schema.ANSWER_FIELDS, schema.row_of(answer(0)), strict=True))
    known = {field: value for field, value in values.items() if field not in later}
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as db:
        migrate(db, schema.ANSWERS._replace(migrations=before))
        db.execute(schema.insert_of("answers", tuple(known)), tuple(known.values()))
    with open_store(tmp_path) as store:
        assert store.answers() == (answer(0),)
        assert store.posts() == ()
        store.add_post(post())
    with open_store(tmp_path) as store:
        assert (store.answers(), store.posts()) == ((answer(0),), (post(),))


def test_a_post_that_cannot_be_written_waits(tmp_path):
    store = AnswerStore.open(tmp_path, NOW).store
    store.start(session())
    (pages,) = store._db.connection.execute("PRAGMA page_count").fetchone()
    store._db.connection.execute(f"PRAGMA max_page_count = {pages}")
    index = 0
    with suppress(StoreError):
        for index in range(400):
            store.add_post(post(index))
    assert store.unsaved == 1
    assert store.posts()[-1].index == index
    store._db.connection.execute("PRAGMA max_page_count = 100000")
    store.close()
    with open_store(tmp_path) as again:
        assert len(again.posts()) == index + 1


def test_posts_for_a_spreadsheet_and_for_a_program():
    rows = list(csv.DictReader(io.StringIO(posts_to_csv([session(level="posts")], [post()]))))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["post"], rows[0]["opened"], rows[0]["settled"]) == ("old-flood", "account search", "1")
    told = json.loads(posts_to_json([session()], [post(), post(1)]))
    assert told["figures"]["rounds"] == 2
    assert told["posts"][0]["share_step"] == 5
