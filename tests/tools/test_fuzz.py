"""The fuzzers: a short hunt on each target finds nothing, and what is to be found is found."""

import os
import socket
from contextlib import contextmanager, nullcontext
from itertools import islice
from random import Random

import pytest

from game.errors import ClipError, ContentError, Problem
from tools.fuzz import child, films, watch
from tools.fuzz.__main__ import again, main, write
from tools.fuzz.bundle import joined, parted, written
from tools.fuzz.hunt import Finding, Hunt, Tally, hunt
from tools.fuzz.plain import varied
from tools.fuzz.target import Target, WrongAnswer
from tools.fuzz.targets import BY_NAME
from tools.processor import processor_seconds

SHORT = {"film": 40, "trees": 60, "zip": 120}


def found(target, room, inputs, seed=7):
    *findings, tally = hunt(target, room, seed, lambda tally: tally.inputs >= inputs)
    assert isinstance(tally, Tally)
    assert tally.inputs == inputs
    return findings, tally


@pytest.mark.parametrize("name", BY_NAME)
def test_a_short_hunt_finds_nothing(name, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    findings, tally = found(BY_NAME[name], tmp_path, SHORT.get(name, 200))
    assert findings == []
    assert tally.ways > 4


def target_of(read, seeds=(b"abcdefgh",)):
    @contextmanager
    def opened(room):
        yield read

    return Target("sham", "a sham", lambda: seeds, opened, lambda _random, data: data)


def one_finding(read, tmp_path, seed=b"abc BAD def"):
    (finding,) = found(target_of(read, (seed,)), tmp_path, 3)[0]
    return finding


def test_an_error_that_nobody_told_is_a_crash_and_made_short(tmp_path):
    def read(data):
        if b"BAD" in data:
            raise KeyError("x")

    finding = one_finding(read, tmp_path)
    assert (finding.kind, finding.data) == ("crash", b"BAD")
    assert finding.where.startswith("KeyError test_fuzz.py:")


def test_a_control_character_in_a_message_is_found(tmp_path):
    def read(data):
        raise ContentError([Problem("a", "b")]) if b"BAD" not in data else SteeringError("\x1b[2J")

    finding = one_finding(read, tmp_path)
    assert (finding.kind, finding.told) == ("control", repr("\x1b[2J"))


class SteeringError(ContentError):
    def __init__(self, text):
        super().__init__([])
        self.args = (text,)


def test_what_takes_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "SLOW", 0.02)

    def read(data):
        while b"BAD" in data:
            pass

    assert one_finding(read, tmp_path, b"BAD").kind == "hang"


def test_a_wrong_answer_and_a_lack_of_memory_are_found(tmp_path):
    def read(data):
        raise MemoryError if b"MEM" in data else WrongAnswer("no")

    findings, _ = found(target_of(read, (b"a", b"MEM")), tmp_path, 2)
    assert [one.kind for one in findings] == ["wrong", "memory"]


def test_the_guard_tells_what_is_done_outside_the_room(tmp_path):
    room, outside = tmp_path / "room", tmp_path / "outside"
    room.mkdir()
    outside.mkdir()
    guard = watch.Guard(room)
    with guard.watching() as seen:
        (room / "a").write_text("a")
        (room / "a").rename(room / "b")
        os.remove(room / "b")  # noqa: PTH107
    assert seen == []
    with guard.watching() as seen:
        (outside / "a").write_text("a")
        (outside / "a").read_text()
        (outside / "a").rename(room / "b")
        (room / "link").symlink_to(outside)
        (room / "link" / "c").mkdir()
    events = [one.partition(" on ")[0] for one in seen]
    assert len(events) == 5
    assert events[0].startswith("wrote outside")
    assert events[1].startswith("opened a file that is not the input")
    assert events[2:] == ["os.rename", "os.symlink", "os.mkdir"]
    (outside / "b").write_text("nobody looks")
    assert len(seen) == 5


def touch_the_film_beside(path):
    (path.parent / films.CANARY).read_bytes()
    raise ClipError("not-video")


def call_the_address(path):
    port = int(path.read_bytes().partition(b":")[2].partition(b"/")[0])
    socket.create_connection(("127.0.0.1", port)).close()
    raise ClipError("not-video")


@pytest.mark.parametrize(
    ("probe", "words"),
    [
        (touch_the_film_beside, "the film beside it was read"),
        (call_the_address, "an address was called"),
    ],
)
def test_a_probe_that_follows_what_a_film_names_is_found(tmp_path, monkeypatch, probe, words):
    monkeypatch.setattr(films, "limited", lambda *_: nullcontext(probe))
    with films.films_opened(tmp_path) as reader, pytest.raises(WrongAnswer, match=words):
        reader(b"127.0.0.1:00000/a.mp4")


@pytest.mark.parametrize("name", [name for name in BY_NAME if name != "film"])
def test_a_seed_makes_the_same_inputs_again(name, tmp_path):
    def inputs(seed):
        return list(islice(Hunt(BY_NAME[name], lambda _: None, seed).inputs(), 25))

    assert inputs(1) == inputs(1)
    assert inputs(1) != inputs(2)


def test_several_files_are_one_input(tmp_path):
    files = {"a/b.txt": b"x\ny", "c": b""}
    assert parted(joined(files)) == {b"a/b.txt": b"x\ny", b"c": b""}
    hostile = joined({**files, "../out": b"x", "/out": b"x", "d" * 300: b"x", "a": b"x", "\x1b": b"x"})
    written(hostile, tmp_path / "room")
    names = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")}
    assert names == {"room", "room/a", "room/a/b.txt", "room/c", "room/\x1b"}


def test_changed_data_leave_the_good_ones_alone():
    good = {"a": [1, {"b": "text"}], "c": None}
    assert any(varied(Random(seed), good) != good for seed in range(5))
    assert good == {"a": [1, {"b": "text"}], "c": None}


def test_a_finding_is_written_with_how_to_try_it_again(tmp_path, capsys):
    path = write(tmp_path / "out", Finding("yaml", "crash", "x.py:1", "why", b"a: [1"))
    assert path.read_bytes() == b"a: [1"
    assert f"python -m tools.fuzz yaml --again {path}" in path.with_suffix(".txt").read_text("utf-8")
    assert again("yaml", path) == 0
    assert "closing bracket" in capsys.readouterr().out


def test_a_target_that_is_none_is_told(capsys):
    assert main(["yml"]) == 2
    assert "no target is called yml; there are: yaml, packs" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("processor", "clock", "word", "heard"),
    [
        (0.1, 5.0, 100, True),
        (0.1, 5.0, 1000, False),
        (5.0, 5.0, 100, False),
        (5.0, 5.0, 10, True),
        (None, 5.0, 100, False),
        (None, 5.0, 10, True),
    ],
    ids=["starved", "deaf", "busy", "soon", "busy by the clock", "soon by the clock"],
)
def test_a_hunt_is_ended_for_the_processor_time_that_it_uses_in_silence(processor, clock, word, heard):
    looks = 0

    def poll(_seconds):
        nonlocal looks
        looks += 1
        return looks >= word

    def used():
        return None if processor is None else looks * processor

    assert child.heard(poll, used, lambda: looks * clock) is heard


def test_the_processor_time_of_a_process_is_told_where_the_system_tells_it():
    assert processor_seconds(None) is None
    if os.path.exists("/proc/self/stat"):  # noqa: PTH110
        assert processor_seconds(os.getpid()) > 0


def test_a_film_whose_box_says_that_it_is_empty_is_changed_as_any_other():
    empty = bytes(4) + films.BOXES[0] + bytes(8)
    assert {len(films.vary_films(Random(seed), empty)) for seed in range(200)} > {len(empty)}
