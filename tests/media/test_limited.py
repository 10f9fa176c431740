"""A hostile file takes down its reader at most: it is told, and the next file is read as ever."""

from __future__ import annotations

import multiprocessing
import sys
from multiprocessing.process import BaseProcess

import pytest
import small_pack

from game.errors import ClipError
from game.forge.convert import convert
from game.media.limited import ChildLimits, limited
from game.media.probe import probe
from game.media.sample import moving_images, write_clip
from media.foreign_reader import read

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


@pytest.fixture(scope="module")
def reader():
    with limited(read) as safely:
        yield safely


@pytest.fixture
def file(tmp_path):
    (tmp_path / "good.mp4").write_bytes(bytes(500))

    def named(stem):
        path = tmp_path / f"{stem}.mp4"
        path.write_bytes(bytes(500))
        return path

    return named


def refusal(reader, path):
    with pytest.raises(ClipError) as caught:
        reader(path)
    return caught.value


def test_a_film_is_probed_as_in_this_process(spoken_film, silent_film):
    with limited(probe) as safely:
        for path in (spoken_film, silent_film):
            assert safely(path) == probe(path)


def test_a_sound_alone_is_probed_even_as_the_first_file(tmp_path):
    path = tmp_path / "sound.m4a"
    path.write_bytes(small_pack.sound(edited=False))
    with limited(probe) as safely:
        assert safely(path) == probe(path)


def test_a_film_is_converted_as_in_this_process(spoken_film, tmp_path):
    with limited(convert, ChildLimits(files=2, written=1 << 28)) as safely:
        assert safely(spoken_film, tmp_path / "a.mp4") == convert(spoken_film, tmp_path / "b.mp4")
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
    assert (tmp_path / "a.jpg").is_file()


def test_one_child_reads_many_files(reader, file):
    before = {child.pid for child in multiprocessing.active_children()}
    assert [reader(file("good")) for _ in range(3)] == [500] * 3
    assert len({child.pid for child in multiprocessing.active_children()} | before) <= len(before) + 1


def test_what_is_wrong_with_a_film_is_told_as_ever(reader, file):
    error = refusal(reader, file("broken"))
    assert (error.reason, error.detail) == ("cut-short", "frame 7 is missing")


@pytest.mark.parametrize("name", ["bug", "crash", "lies"])
def test_a_reader_that_goes_wrong_is_told_and_the_next_file_is_read(reader, file, name):
    error = refusal(reader, file(name))
    assert error.reason == "unreadable"
    assert "could not be read safely" in error.detail
    assert reader(file("good")) == 500


@needs_limits
@pytest.mark.parametrize("name", ["memory", "second", "network"])
def test_a_reader_gets_no_more_memory_files_or_connections(reader, file, name):
    error = refusal(reader, file(name))
    assert error.reason == "unreadable"
    assert reader(file("good")) == 500


@needs_limits
def test_a_reader_writes_nothing(file, tmp_path):
    with limited(read, ChildLimits(files=2)) as safely:
        assert refusal(safely, file("writes")).reason == "unreadable"
    assert not (tmp_path / "out.bin").exists() or not (tmp_path / "out.bin").stat().st_size
    with limited(read, ChildLimits(files=2, written=1 << 20)) as safely:
        assert safely(file("writes")) == 100_000


@needs_limits
def test_a_reader_that_computes_for_ever_is_ended(file):
    with limited(read, ChildLimits(processor=1)) as safely:  # with 0 a good film may have a millisecond left
        assert refusal(safely, file("busy")).reason == "unreadable"
        assert safely(file("good")) == 500


def test_a_reader_that_waits_for_ever_is_ended(file):
    with limited(read, ChildLimits(seconds=8)) as safely:
        assert safely(file("good")) == 500
    with limited(read, ChildLimits(seconds=0.01)) as safely:
        assert "took longer than 0.01 s" in refusal(safely, file("waits")).detail


def test_a_reader_that_the_system_does_not_let_die_is_told_as_ever(file, monkeypatch):
    monkeypatch.setattr("game.media.limited.END_SECONDS", 0.0)
    with limited(read, ChildLimits(seconds=0.01)) as safely, monkeypatch.context() as undead:
        undead.setattr(BaseProcess, "kill", lambda _child: None)
        before = set(multiprocessing.active_children())
        assert "took longer than 0.01 s" in refusal(safely, file("waits")).detail
        left = set(multiprocessing.active_children()) - before
    for child in left:
        child.kill()
        child.join()
        child.close()


def test_no_child_is_left_behind(file):
    with limited(read) as safely:
        safely(file("good"))
        child = safely._child
    assert child not in multiprocessing.active_children()


@needs_limits
def test_a_film_that_could_not_be_opened_is_not_held_open(tmp_path):
    """The library forgets to close a file whose names are no text; only one file may be open at a time."""
    good = write_clip(tmp_path / "good.mp4", moving_images((64, 48), 25), fps=25)
    bad = tmp_path / "bad.mp4"
    bad.write_bytes(good.read_bytes().replace(b"isom", b"i\xffom"))
    with limited(probe) as safely:
        for _ in range(2):
            assert "not UTF-8" in refusal(safely, bad).detail
            assert safely(good).frames == 25
