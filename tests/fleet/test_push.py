"""Pushing to a real PostgreSQL: exactly once, whatever dies in between; nothing that tells who played."""

import socket
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import psycopg
import pytest
from quiz.make import answered, artefact, clip
from records.make import open_store, session

from game.errors import FleetError
from game.fleet.allowed import Allowed
from game.fleet.batch import Machine
from game.fleet.local import LocalFleet
from game.fleet.push import push
from game.fleet.setup import set_up
from game.kiosk.counts.store import VisitStore
from game.quiz.discernment import Counts
from game.workshop.lesson_store import ClipTally, LessonKept, LessonStore

TODAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC).isoformat()
CRASHES = 16
ROLES = {"museum": "chinmi_device", "office": "chinmi_reader"}


@pytest.fixture
def ready(server):
    """The server after `fleet init`, with a machine's and a reader's account."""
    set_up(server.url(), TODAY, 2)
    with psycopg.connect(server.url(), autocommit=True) as owner:
        for name, role in ROLES.items():
            if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
                owner.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'kite' IN ROLE {role}")
    return server


def rows(server, question):
    with psycopg.connect(server.url()) as owner:
        return owner.execute(question).fetchall()


def played(folder, sessions=30, rounds=8, seed=1):
    """Answers to the studio pack, and one to a pack that somebody made at home."""
    random = Random(seed)
    with open_store(folder) as store:
        for s in range(sessions):
            name = f"00000000-0000-4000-8000-{seed:06d}{s:06d}"
            at = f"2026-{s % 5 + 1:02d}-10T08:00:00+00:00"
            store.start(session(name, started=at, profile="kite"))
            for i in range(rounds):
                known = clip(f"c{random.randrange(12)}", *([artefact("blending-boundary")] * (i % 2)))
                given = answered(known, random.randrange(1, 7), session=name, index=i, at=at)
                store.add(replace(given, pack="studio"))
            home = answered(clip("aziza-1"), 3, session=name, index=rounds, at=at)
            store.add(replace(home, pack="aziza-family"))
            store.finish(name, at)
    return sessions * rounds


def machine_of(folder, batch=20, now=NOW):
    fleet = LocalFleet.open(folder)
    joined = fleet.joined or fleet.join("school 12", "room-3")
    return Machine(folder, fleet, joined, Allowed.here(folder, joined), now, batch)


def sent(server, folder, **more):
    machine = machine_of(folder)
    try:
        return push(machine, server.url("museum", "kite"), "test", pause=lambda _seconds: None, **more)
    finally:
        machine.fleet.close()


SUMS = "SELECT count(*), sum(p)::numeric(12, 3), count(DISTINCT session), sum(number) FROM fleet.answers"


def test_what_was_sent_is_there_once_and_the_second_push_sends_nothing(ready, tmp_path):
    answers = played(tmp_path)
    first, second = sent(ready, tmp_path), sent(ready, tmp_path)
    assert first.rows == 2 + answers + 30  # the machine, that it was heard, answers, sessions
    assert (second.rows, second.unread) == (0, ())
    assert rows(ready, "SELECT count(*) FROM fleet.answers") == [(answers,)]
    assert rows(ready, "SELECT site, label, last = current_date FROM fleet.machines") == [
        ("school 12", "room-3", True)
    ]


def test_nothing_on_the_server_tells_who_played_or_when(ready, tmp_path):
    played(tmp_path, sessions=2)
    sent(ready, tmp_path)
    tables = rows(
        ready, "SELECT tablename FROM pg_tables WHERE schemaname = 'fleet' AND tablename <> 'migrations'"
    )
    whole = "\n".join(str(rows(ready, f"SELECT t::text FROM fleet.{name} t")) for (name,) in tables)  # noqa: S608
    for word in ("aziza", "kite", "p7", "08:00", "2026-01-10", "2026-02-10", socket.gethostname()):
        assert word not in whole, word


class DiedError(Exception):
    """The machine's power went."""


@pytest.mark.long
def test_crashes_in_the_middle_change_no_count_and_no_sum(ready, tmp_path):
    """The server crashes before a commit and right after one, and so does the machine."""
    answers = played(tmp_path, sessions=40)
    at, crashes = Random(5), 0

    def crash():
        nonlocal crashes
        if crashes < CRASHES and at.random() < 0.8:
            crashes += 1
            how = crashes % 4
            if how == 3:
                raise DiedError
            ready.kill() if how == 2 else ready.stop()
            ready.start()

    ended = None
    while ended is None:
        try:
            ended = sent(ready, tmp_path, before_commit=crash)
        except DiedError:
            continue
    assert crashes == CRASHES
    sent(ready, tmp_path)
    with open_store(tmp_path) as store:
        kept = [a for a in store.answers() if a.pack == "studio"]
    assert len(kept) == answers
    expected = (answers, round(sum(a.p for a in kept), 3), 40, sum(a.index for a in kept))
    ((count, p, sessions, numbers),) = rows(ready, SUMS)
    assert (count, round(float(p), 3), sessions, numbers) == expected
    assert rows(ready, "SELECT count(*) FROM fleet.sessions") == [(40,)]


def test_a_machine_may_add_and_nothing_else_and_a_reader_sees_sums_only(ready, tmp_path):
    played(tmp_path, sessions=1)
    sent(ready, tmp_path)
    device, reader = ready.url("museum", "kite"), ready.url("office", "kite")
    refused = (
        (device, "SELECT count(*) FROM fleet.answers"),
        (device, "SELECT * FROM fleet.machines"),
        (device, "DELETE FROM fleet.answers"),
        (device, "UPDATE fleet.devices SET site = 'x'"),
        (device, "TRUNCATE fleet.answers"),
        (
            device,
            "INSERT INTO fleet.heard (device, day, version) VALUES (gen_random_uuid(), '2020-01-01', 'x')",
        ),
        (device, "SELECT fleet.make_partition('answers', '2031-01-01')"),
        (reader, "SELECT * FROM fleet.answers"),
        (reader, "SELECT * FROM fleet.sessions"),
        (reader, "INSERT INTO fleet.devices VALUES (gen_random_uuid(), 1, 'a', 'b')"),
    )
    for url, statement in refused:
        with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
    with psycopg.connect(reader) as connection:
        ((answers,),) = connection.execute("SELECT sum(answered) FROM fleet.clip_sums").fetchall()
    assert answers == 8


def test_setting_up_again_changes_nothing_and_moves_what_waited_for_its_month(ready, tmp_path):
    assert set_up(ready.url(), TODAY, 2) == (0, 0)
    played(tmp_path, sessions=5)
    with psycopg.connect(ready.url(), autocommit=True) as owner:
        owner.execute("DROP TABLE fleet.answers_2026_03")
    sent(ready, tmp_path)
    assert rows(ready, "SELECT count(*) FROM fleet.answers_default") == [(8,)]
    assert set_up(ready.url(), TODAY, 2) == (0, 1)
    assert rows(ready, "SELECT count(*) FROM fleet.answers_default") == [(0,)]
    assert rows(ready, "SELECT count(*) FROM fleet.answers_2026_03") == [(8,)]
    assert sent(ready, tmp_path).rows == 0


def counted(folder, day, steps):
    store = VisitStore(folder, NOW)
    for step, n in steps.items():
        store.count(day, {f"manipulated.{step}": n, "aziza": 1, "start": n})
    store.answer(day, {}, ("studio", "c1"), "manipulated", fooled=True)
    store.close()


KIOSK = "SELECT name, sum(n) FROM fleet.kiosk_sums GROUP BY name ORDER BY name"


def test_a_kiosk_sends_the_days_that_are_over_and_months_without_what_was_sent(ready, tmp_path):
    counted(tmp_path, "2026-05-19", {1: 3, 6: 2})
    counted(tmp_path, "2026-05-20", {1: 4})
    sent(ready, tmp_path)
    assert rows(ready, KIOSK) == [("manipulated.1", 3), ("manipulated.6", 2), ("start", 5)]
    counted(tmp_path, "2026-05-18", {2: 7})
    store = VisitStore(tmp_path, NOW)
    store.compact("2027-01-01")
    store.close()
    machine = machine_of(tmp_path, now="2027-01-01T12:00:00+00:00")
    for _ in range(2):
        push(machine, ready.url("museum", "kite"), "test", pause=lambda _seconds: None)
    machine.fleet.close()
    whole = [("manipulated.1", 7), ("manipulated.2", 7), ("manipulated.6", 2), ("start", 16)]
    assert rows(ready, KIOSK) == whole
    assert rows(ready, "SELECT clip, answered, wrong FROM fleet.kiosk_clip_sums") == [("c1", 3, 3)]


def test_a_lesson_goes_once_and_a_plan_of_ones_own_has_no_name(ready, tmp_path):
    store = LessonStore.open(tmp_path, NOW)
    told = ClipTally(1, "studio", "c1", manipulated=True, kinds=("blending-boundary",), votes=9, wrong=4)
    hidden = replace(told, number=2, pack="aziza-family")
    calls = {"before": Counts(5, 4, 3, 6), "after": Counts(7, 2, 2, 7)}
    lesson = LessonKept("2026-05-19-ABCD", "2026-05", "class-7b", "uz", 9, calls, (told, hidden))
    store.add(lesson)
    store.add(replace(lesson, id="2026-05-19-EFGH", plan="minutes-45"))
    store.close()
    sent(ready, tmp_path)
    assert sent(ready, tmp_path).rows == 0
    found = rows(ready, "SELECT plan, people, calls->'after' FROM fleet.lesson_sums ORDER BY plan")
    assert found == [("minutes-45", 9, [7, 2, 2, 7]), ("own", 9, [7, 2, 2, 7])]
    assert rows(ready, "SELECT pack, votes, wrong FROM fleet.lesson_clip_sums") == [("studio", 9, 4)] * 2


def test_a_pair_of_checks_is_sent_as_a_gain_and_a_later_check_replaces_it(ready, tmp_path):
    def check(number, form, right):
        name = f"00000000-0000-4000-8000-00000000000{number}"
        with open_store(tmp_path) as store:
            at = f"2026-05-1{number}T08:00:00+00:00"
            store.start(session(name, started=at, block="check-short", form=form, profile="kite"))
            for i in range(10):
                known = clip(f"c{i}", *([artefact("blending-boundary")] * (i % 2)))
                step = (6 if i % 2 else 1) if i < right else (1 if i % 2 else 6)
                given = answered(known, step, session=name, index=i, at=at)
                store.add(replace(given, pack="studio", block="check-short", form=form))
            store.finish(name, at)

    for number, (form, right) in enumerate((("a", 6), ("b", 8), ("a", 5), ("b", 10)), 1):
        check(number, form, right)
        sent(ready, tmp_path)
    found = rows(ready, "SELECT language, block, before, after FROM fleet.gain_sums")
    assert found == [("uz", "check-short", [3, 2, 2, 3], [5, 0, 0, 5])]


def test_a_password_is_in_no_error(ready, tmp_path, capsys):
    from game.cli import main

    assert main(["fleet", "join", "--site", "a", "--label", "b", "--data-dir", str(tmp_path)]) == 0
    for url in (
        ready.url("museum", "s3cret kite/"),
        "postgresql://museum:s3cret kite/@127.0.0.1:port/x",
        "mysql://museum:s3cret@127.0.0.1/x",
    ):
        assert main(["records", "push", "--to", url, "--data-dir", str(tmp_path)]) == 1
        out, err = capsys.readouterr()
        assert "s3cret" not in out + err
        assert len(err.splitlines()) == 1


def test_a_server_that_stays_away_is_told_after_all_tries(ready, tmp_path):
    machine = machine_of(tmp_path)
    waited: list[float] = []
    ready.stop()
    try:
        with pytest.raises(FleetError, match="waits for the next push"):
            push(machine, ready.url("museum", "kite"), "test", pause=waited.append)
    finally:
        ready.start()
        machine.fleet.close()
    assert waited == sorted(waited)
    assert len(waited) == 6
