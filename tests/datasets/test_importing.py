"""Importing a set: whole packs, the same each time, resumed, and never with a word about the labels."""

from __future__ import annotations

import csv
import json
import wave
from dataclasses import replace

import numpy as np
import pytest

from datasets.small_set import RIGHTS, SmallSet, edit, film, real, write
from game import resources
from game.content import yaml_source
from game.content.models import ClipList, Pack
from game.datasets import importing
from game.datasets.base import LeftOut, LeftOutReason, Listed
from game.datasets.importing import Help, Import, ImportStage, LeakageError, carry_out, survey
from game.datasets.left_out import LeftOutList
from game.datasets.report import write_report
from game.datasets.selection import SelectionWish
from game.datasets.tree import Tree
from game.datasets.workroom import work_folder
from game.errors import ChinmiError
from game.forge.band import band_limited
from game.forge.workers import CancelledError, LocalWorkers, Lost
from game.media.probe import probe
from game.packs.verify import verify

PAIR = (real("a/one.mp4", "ann"), edit("b/two.mp4", "a/one.mp4", "ann"))


@pytest.fixture
def left_out():
    with LeftOutList.open() as found:
        yield found


def order(tmp_path, lines, *paths, **wish):
    tree = write(tmp_path / "set", *(paths or [one.path for one in lines if not isinstance(one, LeftOut)]))
    return Import(SmallSet(tuple(lines)), tree, tmp_path / "out" / "pack", SelectionWish(**wish))


def helped(left_out, **more):
    return Help(LocalWorkers(1), left_out, **more)


def clips(out):
    return yaml_source.parse((out / "clips.yaml").read_text("utf-8"), "clips.yaml", ClipList).clips


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A pack of a real clip and an edit of it."""
    wanted = order(tmp_path_factory.mktemp("pair"), PAIR)
    with LeftOutList.open() as found:
        return wanted, carry_out(wanted, helped(found))


def test_a_pair_becomes_a_pack_that_is_right(pair):
    wanted, found = pair
    report = verify(wanted.out, resources.read_guide(), probe)
    assert [str(problem) for problem in report.errors] == []
    assert found.taken == {"real": 1, "manipulated": 1}
    by_label = {clip.label: clip for clip in clips(wanted.out)}
    assert by_label["manipulated"].original == by_label["real"].id
    assert by_label["manipulated"].method == "face-swap"
    assert by_label["real"].seconds == by_label["manipulated"].seconds
    assert not work_folder(wanted.out).exists()


def test_nothing_in_a_pack_says_what_its_files_were(pair):
    wanted, _ = pair
    text = (wanted.out / "clips.yaml").read_text("utf-8")
    for telling in ("ann", "one", "two", "fake"):
        assert telling not in text
    assert {path.suffix for path in (wanted.out / "media").iterdir()} == {".mp4", ".jpg"}


def test_the_pack_says_whose_it_is(pair):
    wanted, _ = pair
    pack = yaml_source.parse((wanted.out / "pack.yaml").read_text("utf-8"), "pack.yaml", Pack)
    assert pack.name == "pack"
    assert pack.consent == RIGHTS.consent
    assert set(pack.title.root) == set(pack.description.root) == {"uz", "en", "ru"}
    assert "Coloured blocks" in (wanted.out / "CREDITS.md").read_text("utf-8")


def test_a_gated_set_stays_here(tmp_path, left_out):
    wanted = order(tmp_path, PAIR)
    wanted = replace(wanted, dataset=SmallSet(PAIR, replace(RIGHTS, gated=True)))
    carry_out(wanted, helped(left_out))
    pack = yaml_source.parse((wanted.out / "pack.yaml").read_text("utf-8"), "pack.yaml", Pack)
    assert not pack.redistribute
    assert "kiosk" not in pack.display


def test_a_zip_is_one_file(tmp_path, left_out):
    wanted = replace(order(tmp_path, PAIR), out=tmp_path / "p.zip")
    carry_out(wanted, helped(left_out))
    assert verify(tmp_path / "p.zip", resources.read_guide(), probe).ok
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.zip", "set"]


def test_two_processes_make_the_same_bytes(pair, tmp_path, left_out):
    wanted, _ = pair
    again = replace(wanted, out=tmp_path / "pack")
    carry_out(again, Help(LocalWorkers(2), left_out))
    assert clips(again.out) == clips(wanted.out)


def test_files_that_are_none_are_left_out_with_the_reason(tmp_path, left_out):
    contents = {
        "cut.mp4": bytes(5000),
        "empty.mp4": b"",
        "list.mp4": b"#EXTM3U\n#EXTINF:10,\na/one.mp4\n",
        "page.mp4": b"<!doctype html>",
        "pointer.mp4": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 8\n",
        "text.mp4": b"Dear teacher, here is the film.",
    }
    lines = (*PAIR, *map(real, contents), LeftOut("gone.mp4", LeftOutReason.NO_FILE))
    wanted = order(tmp_path, lines, "a/one.mp4", "b/two.mp4")
    for name, content in contents.items():
        (tmp_path / "set" / name).write_bytes(content)
    found = carry_out(wanted, helped(left_out))
    assert found.taken == {"real": 1, "manipulated": 1}
    assert {one.path: one.reason for one in left_out} == {
        "gone.mp4": LeftOutReason.NO_FILE,
        "cut.mp4": LeftOutReason.CUT_SHORT,
        "empty.mp4": LeftOutReason.EMPTY,
        "list.mp4": LeftOutReason.PLAYLIST,
        "page.mp4": LeftOutReason.WEB_PAGE,
        "pointer.mp4": LeftOutReason.LFS_POINTER,
        "text.mp4": LeftOutReason.UNREADABLE,
    }


def test_an_edit_whose_original_is_broken_comes_in_alone(tmp_path, left_out):
    wanted = order(tmp_path, PAIR, "b/two.mp4")
    (tmp_path / "set/a").mkdir()
    (tmp_path / "set/a/one.mp4").write_bytes(b"nothing")
    carry_out(wanted, helped(left_out))
    (clip,) = clips(wanted.out)
    assert clip.manipulated
    assert clip.original is None


def test_where_nothing_comes_in_nothing_is_written(tmp_path, left_out):
    wanted = order(tmp_path, (LeftOut("x.mp4", LeftOutReason.NOT_AGREED),))
    assert carry_out(wanted, helped(left_out)).taken.total() == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]


def test_a_survey_writes_nothing(tmp_path, left_out):
    found = survey(order(tmp_path, PAIR), helped(left_out))
    assert found.taken == {"real": 1, "manipulated": 1}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]


class Counted:
    """Workers that count what they are given; `fails`: which of the clips takes its workers along."""

    def __init__(self, *fails):
        self.worked = []
        self.fails = fails

    def each(self, work, orders, cancelled=lambda: False):
        for one in orders:
            if cancelled():
                raise CancelledError("stopped")
            self.worked.append((work.__name__, one.path))
            yield one, Lost("it died") if one.path in self.fails else work(one)


def test_a_second_run_goes_on_where_the_first_one_stopped(tmp_path, left_out):
    wanted, workers = order(tmp_path, PAIR), Counted()

    def stop(stage, done, total):
        if (stage, done) == (ImportStage.MAKE, 1):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out(wanted, Help(workers, left_out, progress=stop))
    assert not wanted.out.exists()
    made = [path for work, path in workers.worked if work == "make"]
    assert len(made) == 1
    workers.worked.clear()
    assert carry_out(wanted, Help(workers, left_out)).taken.total() == 2
    again = [path for work, path in workers.worked if work == "make"]
    assert len(again) == 1
    assert again != made
    assert not work_folder(wanted.out).exists()


def test_a_finished_clip_is_made_anew_when_its_source_changed(tmp_path, left_out, monkeypatch):
    wanted, workers = order(tmp_path, PAIR), Counted()
    monkeypatch.setattr(importing, "_put_in_place", lambda *_: None)
    carry_out(wanted, Help(workers, left_out))
    (tmp_path / "set/a/one.mp4").write_bytes(film(7))
    workers.worked.clear()
    carry_out(wanted, Help(workers, left_out))
    assert [path for work, path in workers.worked if work == "make"] == ["a/one.mp4", "b/two.mp4"]


def test_a_file_that_kills_its_workers_is_left_out(tmp_path, left_out):
    found = carry_out(order(tmp_path, PAIR), Help(Counted("b/two.mp4"), left_out))
    assert found.taken == {"real": 1}
    assert [one.reason for one in left_out] == [LeftOutReason.UNREADABLE]


def test_lengths_that_tell_the_label_are_cut_to_one(tmp_path, left_out):
    lines = [real(f"r{n}.mp4", f"p{n}") for n in range(8)] + [edit(f"f{n}.mp4") for n in range(8)]
    wanted = order(tmp_path, lines, *[one.path for one in lines[:8]])
    write(tmp_path / "set", *[one.path for one in lines[8:]], seconds=2.4)
    found = carry_out(wanted, helped(left_out))
    assert 0.35 <= found.leakage["duration"] <= 0.65
    assert any("length gave the label away" in str(line) for line in found.told)


def noise(path, band, seed):
    """Write a second and a half of noise that ends at `band` hertz."""
    track = np.random.default_rng(seed).normal(0, 0.1, 72_000).astype(np.float32)
    heard = (band_limited(track, band) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(heard.tobytes())


def test_a_band_that_tells_the_label_is_narrowed_for_all(tmp_path, left_out):
    lines = [Listed(f"r{n}.wav", "real", f"p{n}", sound_only=True) for n in range(8)]
    lines += [Listed(f"f{n}.wav", "manipulated", f"p{n}", method="voice", sound_only=True) for n in range(8)]
    (tmp_path / "set").mkdir()
    for number, line in enumerate(lines):
        noise(tmp_path / "set" / line.path, 7600 if line.label == "real" else 5600, number)
    wanted = Import(
        SmallSet(tuple(lines)), Tree(tmp_path / "set"), tmp_path / "out" / "pack", SelectionWish()
    )
    found = carry_out(wanted, helped(left_out))
    assert "all sounds end at 5500 Hz, because their band gave the label away" in map(str, found.told)
    assert 0.35 <= found.leakage["band of the sound"] <= 0.65


def test_a_feature_that_still_tells_the_label_refuses_the_pack(tmp_path, left_out, monkeypatch):
    monkeypatch.setattr(importing, "label_leakage", lambda *_: {"bit rate": 0.9, "name": 0.5})
    wanted = order(tmp_path, PAIR)
    with pytest.raises(LeakageError, match=r"bit rate \(AUC 0.90\)"):
        carry_out(wanted, helped(left_out))
    assert not wanted.out.exists()


def test_an_import_can_be_stopped(tmp_path, left_out):
    wanted = order(tmp_path, PAIR)
    with pytest.raises(ChinmiError):
        carry_out(wanted, helped(left_out, cancelled=lambda: True))
    assert not wanted.out.exists()


def test_the_report_names_what_came_in_and_what_did_not(pair, tmp_path, left_out):
    wanted, found = pair
    left_out.add(LeftOut("=cmd()", LeftOutReason.NO_LABEL, "<script>"))
    left_out.add(LeftOut("whole\x1bfolder", LeftOutReason.NOT_AGREED, count=7))
    report = write_report(tmp_path / "p.zip", wanted.dataset, found, left_out)
    page = report.page.read_text("utf-8")
    assert "1 real and 1 manipulated clips came in" in page
    assert "<script>" not in page
    assert r"whole\x1bfolder (7 files)" in page
    with report.table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["state"] for row in rows] == ["came in", "came in", "left out", "left out"]
    assert rows[2]["path"] == "'=cmd()"
    assert json.dumps(rows[3]["files"]) == '"7"'
