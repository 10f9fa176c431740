"""The real server on the loopback: what phones get, what strangers do not, and a restart in the middle."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import socket
import threading
from dataclasses import replace
from random import Random
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from game.content.models import Processing
from game.workshop.host import Host
from game.workshop.journal import VoteJournal
from game.workshop.lesson import ClipItem
from game.workshop.room import CastVote, Close, End, Join, Lock, NextItem, Reveal, RoomPhase, Start, Vote
from game.workshop.server import routes
from game.workshop.server.limits import Limits, Rate
from game.workshop.server.network import bind
from game.workshop.server.views import public
from tools.trials.attacked_room import asked
from tools.trials.room_attacks import junk
from workshop import kit


@pytest.fixture
def host():
    return kit.host()


@pytest.fixture
def service(host):
    with kit.served(host) as running:
        yield running


@pytest.fixture
def phone(service):
    phone = kit.Phone(service)
    assert phone.join()[0] == 200
    return phone


def run(coroutine):
    return asyncio.run(coroutine)


# -- a lesson ----------------------------------------------------------------------------------------------


def test_the_page_is_small_and_asks_for_nothing_outside(service):
    phone = kit.Phone(service)
    total = 0
    for path in ("/", "/app.js", "/style.css", "/icon.svg", "/t/ru.json"):
        status, headers, packed = phone.request("GET", path, Accept_Encoding="gzip, deflate")
        assert (status, headers["content-encoding"]) == (200, "gzip")
        body = phone.request("GET", path)[2]
        assert gzip.decompress(packed) == body
        total += len(packed)
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        text = body.decode().replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text
        assert "https://" not in text
    assert total < 20_000, "bytes that travel to a phone; there may be 40 at once"


def test_a_vote_by_polling(host, phone):
    assert phone.state()["room"]["phase"] == "lobby"
    host.apply(Start())
    assert phone.state()["room"]["item"] == 0
    assert phone.state(host.room.version) == {"t": "same"}
    assert phone.vote(0, 5) == (200, {"t": "ack", "item": 0, "rev": 1})
    kept = {"rev": 1, "step": 5}
    assert phone.vote(0, 2) == (200, {"t": "ack", "item": 0, "rev": 1, "kept": kept})
    assert host.room.distribution() == (0, 0, 0, 0, 1, 0)
    assert phone.vote(0, 2, rev=2)[0] == 200
    assert host.room.distribution() == (0, 1, 0, 0, 0, 0)
    host.apply(Close())
    status, told = phone.vote(0, 6, rev=3)
    assert (status, told["why"]) == (409, "closed")
    assert host.room.distribution() == (0, 1, 0, 0, 0, 0)


def test_a_vote_by_socket_in_step_with_the_wall(host, service, phone):
    async def play():
        async with kit.line(service, phone.token) as ws:
            assert (await kit.hear(ws, "state"))["room"]["phase"] == "lobby"
            await asyncio.to_thread(host.apply, Start())
            told = await kit.hear(ws, "state")
            assert "truth" not in told["room"]
            await ws.send(json.dumps({"t": "vote", "item": 0, "rev": 1, "step": 4}))
            assert await kit.hear(ws, "ack") == {"t": "ack", "item": 0, "rev": 1}
            for event in (Close(), NextItem(), Close()):
                await asyncio.to_thread(host.apply, event)
                told = await kit.hear(ws, "state")
                assert "truth" not in told["room"]
            assert (told["room"]["item"], told["room"]["phase"]) == (1, "closed")
            assert told["mine"] == {"0": {"rev": 1, "step": 4}}

    run(play())


def to_spot(host):
    for event in (Start(), Close(), NextItem(), Close(), NextItem(), NextItem()):
        assert host.apply(event).refused is None


def test_the_truth_comes_with_the_reveal_and_the_still_to_those_inside(host, phone):
    to_spot(host)
    host.put_still(host.room.at, kit.still(host.room.at))
    told = phone.state()["room"]
    assert "truth" not in told
    assert "distribution" not in json.dumps(told)
    name = told["still"]
    assert phone.request("GET", f"/still/{name}.jpg")[0] == 200
    assert phone.request("GET", f"/still/{name[:-1]}f.jpg")[0] == 404
    assert phone.vote(told["item"], 5, tap=[0.5, 0.35], kind=kit.KINDS[0])[0] == 200
    host.apply(Close())
    assert "truth" not in phone.state()["room"]
    host.apply(Reveal())
    truth = phone.state()["room"]["truth"]
    assert truth["manipulated"]
    assert len(truth["tells"][0]["outline"]) == 4


def test_phones_have_other_words_for_computer_made_actors(service):
    words = json.loads(kit.Phone(service).request("GET", "/t/en.json")[2])
    assert words["steps"][0] == "Surely real"
    assert words["steps.virtual"] == [
        *("Surely untouched", "Probably untouched", "Perhaps untouched"),
        *("Perhaps altered", "Probably altered", "Surely altered"),
    ]
    assert words["verdict.real.virtual"] == "Untouched"
    assert words["reveal.line.real.virtual"] == "Nothing was changed in this clip."
    assert {f"reveal.line.{done}" for done in get_args(Processing) if done} <= set(words)


def test_phones_learn_whom_a_clip_shows_and_once_who_that_is():
    actors = kit.lesson()
    actors = actors.model_copy(
        update={
            "items": tuple(
                item.model_copy(update={"virtual": True}) if isinstance(item, ClipItem) else item
                for item in actors.items
            )
        }
    )
    host = Host.begin(actors, VoteJournal.in_memory(), Random(1), now=kit.NOW)
    told = []
    host.apply(Start())
    while host.room.phase is RoomPhase.OPEN:
        room = json.loads(public(host))
        told.append((room["virtual"], room.get("who", False)))
        host.apply(Close())
        host.apply(NextItem())
    assert told == [(True, True), (True, False)]


def test_the_truth_of_the_checks_leaves_with_the_end_of_the_lesson(host):
    host.apply(Start())
    for event in (Close(), NextItem(), Close(), NextItem()):
        assert "truths" not in json.loads(public(host))
        host.apply(event)
    host.apply(End())
    told = json.loads(public(host))["truths"]
    lesson = kit.lesson()
    clips = [i for i, item in enumerate(lesson.items) if isinstance(item, ClipItem)]
    assert [int(i) for i in told] == clips
    assert [told[str(i)]["clip"] for i in clips] == [1, 2, 3, 4, 5, 6]
    assert [told[str(i)]["manipulated"] for i in clips] == [clip.manipulated for clip in lesson.clips]


def test_a_phone_takes_its_own_seat_again_and_finds_its_votes(host, phone):
    host.apply(Start())
    phone.vote(0, 3)
    host.apply(Lock(on=True))
    code = host.room.code
    told = phone.post("/api/join", {"code": code, "token": phone.token})[1]
    assert told == {"t": "seat", "token": phone.token}
    assert len(host.room.seats) == 1
    assert phone.state()["mine"] == {"0": {"rev": 1, "step": 3}}
    assert kit.Phone(phone.service).join()[1]["why"] == "locked"


def test_a_restart_in_the_middle_keeps_every_acknowledged_vote(tmp_path):
    first = kit.host(tmp_path)
    with kit.served(first) as service:
        phones = [kit.Phone(service) for _ in range(3)]
        assert all(p.join()[0] == 200 for p in phones)
        first.apply(Start())
        for step, phone in enumerate(phones, 2):
            assert phone.vote(0, step)[0] == 200
        port = service.port
    first.close()
    journal = VoteJournal.open(tmp_path, kit.NOW)
    found = journal.unfinished()
    assert found is not None
    again = Host.resume(found, journal)
    assert again.room.distribution(0) == (0, 1, 1, 1, 0, 0)
    assert (again.room.at, again.room.phase, again.room.code) == (0, RoomPhase.OPEN, first.room.code)
    assert again.lesson == first.lesson
    assert again.room.version > first.room.version
    with kit.served(again, port=port) as service:
        for phone in phones:
            phone.service = service
            assert phone.state(first.room.version)["room"]["item"] == 0
        assert phones[0].vote(0, 2)[0] == 200
        assert phones[0].vote(0, 6, rev=2)[0] == 200
        assert again.room.distribution(0) == (0, 0, 1, 1, 0, 1)
    again.finish()
    assert journal.unfinished() is None
    again.close()
    raw = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert not any(phone.token.encode() in raw for phone in phones)
    assert not any(seat.encode() in raw for seat in again.room.seats)


# -- hostile phones ----------------------------------------------------------------------------------------


def test_nothing_but_the_known_files_is_served(service):
    phone = kit.Phone(service)
    for path in ("/../pyproject.toml", "/assets/", "/texts.json", "/t/", "/t/../app.js", "/still/..%2f.jpg"):
        status, headers, _ = phone.request("GET", path)
        assert status == 404
        assert headers["x-content-type-options"] == "nosniff"
    assert phone.request("DELETE", "/")[0] == 405


@pytest.mark.parametrize(
    ("path", "status", "length"),
    [
        ("/generate_204", 204, 0),
        ("/hotspot-detect.html", 200, 68),
        ("/connecttest.txt", 200, 22),
        ("/ncsi.txt", 200, 14),
    ],
)
def test_questions_about_the_internet_are_answered_small_and_count_nobody(
    host, service, path, status, length, caplog
):
    with caplog.at_level(logging.DEBUG, "chinmi"):
        for _ in range(5):
            got = kit.Phone(service).request("GET", path, Host="connectivitycheck.example")
            assert (got[0], len(got[2])) == (status, length)
    assert not caplog.records
    assert not host.room.seats
    assert not service.classroom.refusals.counts
    assert len(service.classroom.tested.lines) == 0


def test_a_phone_that_tests_the_way_takes_no_seat(host, service):
    phone = kit.Phone(service)
    assert phone.request("GET", "/test")[0] == 200
    assert phone.post("/api/test", {"line": True})[1] == {"t": "ok"}
    assert phone.post("/api/test", {"line": "yes"})[0] == 400
    assert service.classroom.tested.lines == {"127.0.0.1": True}
    assert not host.room.seats


def test_a_phone_with_another_address_is_the_same_seat(host, service, phone):
    """Addresses of the loopback stand for those that a network gives."""
    host.apply(Start())
    phone.vote(0, 2)

    async def come_back():
        origin = Origin(f"http://{service.place}")
        async with connect(f"ws://{service.place}/ws", origin=origin, local_addr=("127.0.0.9", 0)) as ws:
            await ws.send(json.dumps({"t": "hello", "token": phone.token}))
            told = await kit.hear(ws, "state")
            assert (told["room"]["item"], told["mine"]) == (0, {"0": {"rev": 1, "step": 2}})
            await ws.send(json.dumps({"t": "vote", "item": 0, "rev": 2, "step": 6}))
            await kit.hear(ws, "ack")

    run(come_back())
    assert host.room.distribution() == (0, 0, 0, 0, 0, 1)


def test_other_names_and_other_pages_are_refused(host, service):
    phone = kit.Phone(service)
    assert phone.request("GET", "/", Host="evil.example")[0] == 403
    join = json.dumps({"code": host.room.code}).encode()
    assert phone.request("POST", "/api/join", join, Origin="http://evil.example")[0] == 403
    assert phone.request("POST", "/api/join", join, Content_Type="text/plain")[0] == 400
    assert not host.room.seats

    async def from_elsewhere():
        with pytest.raises(InvalidStatus):
            async with connect(f"ws://{service.place}/ws", origin=Origin("http://evil.example")):
                pass

    run(from_elsewhere())


def test_a_line_on_which_nothing_is_new_has_a_beat(host, service, phone, monkeypatch):
    monkeypatch.setattr(routes, "BEAT", 0.01)

    async def listen():
        async with kit.line(service, phone.token) as ws:
            await kit.hear(ws, "state")
            for _ in range(3):
                await kit.hear(ws, "same")
            await asyncio.to_thread(host.apply, Start())
            await kit.hear(ws, "state")
            await kit.hear(ws, "same")

    run(listen())


def test_a_forged_seat_has_no_vote(host, service):
    host.apply(Start())
    phone = kit.Phone(service)
    phone.token = "ab" * 24
    assert phone.vote(0, 5)[1]["why"] == "no-seat"
    assert phone.state()["why"] == "no-seat"

    async def forged():
        async with kit.line(service, phone.token) as ws:
            with pytest.raises(ConnectionClosed) as closed:
                await kit.until_closed(ws)
            assert closed.value.rcvd.code == 4403

    run(forged())
    assert host.room.distribution() == (0,) * 6


def test_codes_cannot_be_tried_without_end(host):
    limits = Limits(wrong_codes=Rate(5, 0), wrong_teacher_codes=Rate(3, 0))
    with kit.served(host, limits) as service:
        phone = kit.Phone(service)
        tries = [phone.join("ZZZZ")[1]["why"] for _ in range(8)]
        assert tries == ["wrong-code"] * 5 + ["too-many"] * 3
        wrong = [phone.post("/api/teacher", {"code": "ZZZZZZZZ", "do": "end"})[1]["why"] for _ in range(4)]
        assert wrong == ["wrong-code"] * 3 + ["too-many"]
        assert service._remote.take() is None


def test_wrong_codes_lock_out_nobody_who_shares_the_address(host):
    with kit.served(host, Limits(wrong_codes=Rate(5, 0), wrong_teacher_codes=Rate(3, 0))) as service:
        stranger, pupil = kit.Phone(service), kit.Phone(service)
        for _ in range(20):
            stranger.join("ZZZZ")
            stranger.post("/api/teacher", {"code": "ZZZZZZZZ"})
        assert pupil.join()[0] == 200
        assert pupil.post("/api/teacher", {"code": kit.TEACHER, "do": "next"})[0] == 200
        assert stranger.join("ZZZZ")[1]["why"] == "too-many"


def test_one_phone_cannot_fill_the_room(host):
    with kit.served(host, Limits()) as service:
        answers = [kit.Phone(service).join() for _ in range(40)]
    assert [status for status, _ in answers] == [200] * 2 + [403] * 38
    assert {told["why"] for _, told in answers[2:]} == {"shared"}
    assert len(host.room.seats) == 2


def test_a_tablet_for_four_joins_when_the_teacher_says_so(host):
    with kit.served(host, Limits()) as service:
        assert [kit.Phone(service).join()[0] for _ in range(4)] == [200, 200, 403, 403]
        service.allowance.shared = True
        assert [kit.Phone(service).join()[0] for _ in range(2)] == [200, 200]
        service.allowance.shared = False
        assert kit.Phone(service).join()[1]["why"] == "shared"
    assert len(host.room.seats) == 4


def test_a_page_that_was_reloaded_while_it_joined_has_one_seat(host):
    with kit.served(host, Limits()) as service:
        own = {"code": host.room.code, "token": "ab" * 24}
        for _ in range(3):
            assert kit.Phone(service).post("/api/join", own)[1] == {"t": "seat", "token": "ab" * 24}
    assert len(host.room.seats) == 1


def test_a_flood_is_cut_off_and_told_once(host, caplog):
    with kit.served(host, Limits(messages=Rate(10, 0))) as service, caplog.at_level(logging.WARNING):
        phone, other = kit.Phone(service), kit.Phone(service)
        phone.join()
        other.join()
        host.apply(Start())

        async def flood():
            async with kit.line(service, phone.token) as ws:
                for rev in range(1, 12):
                    await ws.send(json.dumps({"t": "vote", "item": 0, "rev": rev, "step": 1}))
                with pytest.raises(ConnectionClosed):
                    await kit.hear(ws, "never")

        run(flood())
        assert phone.vote(0, 6, rev=500)[0] == 429
        assert phone.vote(0, 6, rev=501)[0] == 429
        assert host.room.ballot()[next(iter(host.room.ballot()))].rev == 10
        assert other.vote(0, 4)[0] == 200
        assert service.classroom.refusals.counts["flood"] == 3
    assert [r.getMessage() for r in caplog.records].count("refused a phone's message: flood") == 1


def test_a_megabyte_is_not_read(host, service, phone):
    huge = json.dumps({"code": host.room.code, "token": "x" * 1_000_000}).encode()
    try:
        status = phone.request("POST", "/api/join", huge)[0]
    except (BrokenPipeError, ConnectionResetError):
        status = 400
    assert status == 400

    async def by_socket():
        async with kit.line(service, phone.token) as ws:
            await kit.hear(ws, "state")
            with pytest.raises(ConnectionClosed):  # noqa: PT012 - it may be closed before all is sent
                await ws.send("x" * 1_000_000)
                await kit.until_closed(ws)

    run(by_socket())
    assert phone.state()["t"] == "state"


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=True)
    | st.text(max_size=40)
    | st.sampled_from(
        ["<script>alert(1)</script>", "'; DROP TABLE votes;--", "../../etc/passwd", "\x00", "0f" * 24]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.dictionaries(
    st.sampled_from(
        ["t", "code", "token", "item", "rev", "step", "tap", "kind", "v", "do", "text", "line", "__proto__"]
    ),
    JUNK,
    max_size=7,
)


def test_whatever_a_stranger_sends_changes_nothing(host, service):
    honest = kit.Phone(service)
    honest.join()
    host.apply(Start())
    honest.vote(0, 2)
    before = host.room

    paths = [path for path in asked(service) if path != "/api/test"]  # that one needs no seat, and counts

    @given(st.sampled_from(paths), FIELDS | JUNK)
    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def fuzz(path, data):
        stranger = kit.Phone(service)
        body = json.dumps(data).encode()
        status, headers, answer = stranger.request("POST", path, body)
        assert 400 <= status < 500
        assert b"<" not in answer
        assert headers["content-type"].startswith("application/json")
        assert host.room == before
        assert service._remote.take() is None

    fuzz()
    assert honest.vote(0, 3, rev=2)[0] == 200


def test_no_path_chokes_on_junk_or_on_another_method(host, service, caplog):
    assert service.classroom is not None
    host.apply(Start())
    before, stranger = host.room, kit.Phone(service)
    with caplog.at_level(logging.ERROR):
        for path in asked(service):
            for body in junk():
                assert 400 <= stranger.request("POST", path, body)[0] < 500, (path, body[:60])
        for route in service.classroom.routes():
            path = route.path.replace("{name}", "..%2f..%2f%00" + "x" * 300)
            for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"):
                assert stranger.request(method, path, b"{}")[0] in {200, 400, 403, 404, 405, 415, 426}
    assert host.room == before
    assert not caplog.records, "nothing is an error of the server"


def test_the_list_of_paths_that_are_attacked_is_the_servers_own(service):
    assert {"/api/join", "/api/state", "/api/vote", "/api/why", "/api/teacher", "/api/test"} <= {
        *asked(service)
    }


@pytest.fixture
def patient(host):
    """A server that takes many messages of a phone at once, as a fast machine sends them."""
    with kit.served(host, replace(Limits.one_machine(), messages=Rate(10_000, 0))) as service:
        yield service


def test_a_seat_that_sends_junk_loses_its_line_and_keeps_its_seat(host, patient):
    phone = kit.Phone(patient)
    phone.join()
    host.apply(Start())
    phone.vote(0, 2)
    before = host.room

    @given(FIELDS.map(json.dumps) | st.text(max_size=60) | st.binary(max_size=20))
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def fuzz(message):
        async def once():
            async with kit.line(patient, phone.token) as ws:
                await kit.hear(ws, "state")
                await ws.send(message)
                with pytest.raises(ConnectionClosed):
                    await kit.until_closed(ws)

        run(once())
        assert host.room == before

    fuzz()
    assert phone.vote(0, 3, rev=2)[0] == 200


@pytest.mark.parametrize("number", ["1e400", "1" + 400 * "0", "NaN", "true", "1.0000001"])
def test_a_tap_that_is_nowhere_is_malformed(host, service, phone, number, caplog):
    host.apply(Start())
    with caplog.at_level(logging.ERROR):
        message = f'{{"token": "{phone.token}", "item": 0, "rev": 1, "step": 6, "tap": [0.5, {number}]}}'
        assert phone.request("POST", "/api/vote", message.encode())[0] == 400
    assert not caplog.records, "nothing is an error of the server"


def test_bytes_close_the_line_with_one_line_in_the_log(host, service, phone, caplog):
    async def send():
        async with kit.line(service, phone.token) as ws:
            await kit.hear(ws, "state")
            await ws.send(b"\x00\xff")
            with pytest.raises(ConnectionClosed) as closed:
                await kit.until_closed(ws)
            assert closed.value.rcvd.code == 1008

    with caplog.at_level(logging.WARNING):
        run(send())
    assert [record.getMessage() for record in caplog.records] == [
        "refused a phone's message: malformed: bytes"
    ]


def test_a_phone_with_a_seat_is_not_locked_out_by_wrong_codes_of_its_address(host):
    with kit.served(host, Limits(wrong_codes=Rate(2, 0))) as service:
        seated, other = kit.Phone(service), kit.Phone(service)
        seated.join()
        assert [other.join("ZZZZ")[1]["why"] for _ in range(3)] == ["wrong-code", "wrong-code", "too-many"]
        told = seated.post("/api/join", {"code": "ZZZZ", "token": seated.token})[1]
        assert told == {"t": "seat", "token": seated.token}


def test_small_answers_are_not_held_back_by_the_network():
    async def accepted():
        option = asyncio.get_running_loop().create_future()

        def greet(_reader, writer):
            line = writer.get_extra_info("socket")
            option.set_result(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = bind("127.0.0.1")
        async with await asyncio.start_server(greet, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname())
            found = await option
            writer.close()
            return found

    assert run(accepted())


def test_the_teachers_phone_leaves_wishes(service):
    phone = kit.Phone(service)
    service._remote.show({"title": "Clip 1", "voted": 3})
    status, told = phone.post("/api/teacher", {"code": kit.TEACHER.lower(), "do": "next"})
    assert (status, told["voted"]) == (200, 3)
    assert service._remote.take() == "next"
    assert phone.post("/api/teacher", {"code": kit.TEACHER, "do": "format"})[0] == 400


def test_votes_go_on_after_a_failure_that_nobody_foresaw(host, phone, monkeypatch):
    host.apply(Start())
    write = host._journal.write
    with monkeypatch.context() as moment:
        moment.setattr(host._journal, "write", lambda _batch: 1 / 0)
        status, told = phone.vote(0, 5)
    assert (status, told["why"]) == (503, "again")
    assert host._journal.write == write
    assert phone.vote(0, 5)[0] == 200


def test_the_wall_does_not_wait_for_votes_that_go_to_the_disk(host, monkeypatch):
    host.apply(Join("a"))
    host.apply(Start())
    write, before = host._journal.write, host.room.version
    put = threading.Thread(target=host.put_still, args=(0, kit.still(0)), daemon=True)

    def slow_write(batch):
        if batch.votes:
            put.start()
            put.join(10)
            assert not put.is_alive(), "the wall waits"
        write(batch)

    monkeypatch.setattr(host._journal, "write", slow_write)
    host.apply(CastVote("a", 0, Vote(1, 4)))
    assert host.room.version == before + 1, "the still is known"
    assert host.room.voted() == 1, "and so is the vote"


def test_a_journal_that_cannot_be_written_acknowledges_nothing(host, phone, monkeypatch):
    host.apply(Start())
    host._journal._db.connection.execute("PRAGMA query_only = ON")
    status, told = phone.vote(0, 5)
    assert (status, told["why"]) == (503, "again")
    assert host.room.distribution() == (0,) * 6
    host._journal._db.connection.execute("PRAGMA query_only = OFF")
    assert phone.vote(0, 5)[0] == 200
