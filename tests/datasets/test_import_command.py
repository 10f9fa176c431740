"""`import`, as a person calls it: what it says, what it writes, its exit status."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from datasets.small_set import film, write
from game.cli import main
from game.commands import options
from game.forge.workers import LocalWorkers

WORD = ("--agreement", "lecturer, Urganch State University")
ROWS = {
    "aaaaaaaaaa.mp4": {"label": "REAL", "split": "train", "original": None},
    "bbbbbbbbbb.mp4": {"label": "FAKE", "split": "train", "original": "aaaaaaaaaa.mp4"},
    "cccccccccc.mp4": {"label": "FAKE", "split": "train", "original": "zzzzzzzzzz.mp4"},
    "dddddddddd.mp4": {"label": "REAL", "split": "train"},
    "eeeeeeeeee.mp4": {"label": "FAKE", "split": "train", "original": "aaaaaaaaaa.mp4"},
}


@pytest.fixture(autouse=True)
def _one_process(monkeypatch):
    monkeypatch.setattr(options, "workers", lambda _args: LocalWorkers(1))


@pytest.fixture
def dfdc(tmp_path) -> Path:
    """A part as it is downloaded: one film is listed and not there, one is there and not listed."""
    part = tmp_path / "dfdc" / "dfdc_train_part_0"
    part.parent.mkdir()
    write(part, *(name for name in (*ROWS, "ffffffffff.mp4") if not name.startswith("e")))
    (part / "metadata.json").write_text(json.dumps(ROWS), "utf-8")
    return part.parent


def run(capsys, *words):
    """The exit status, what a program reads, and the lines for a person."""
    status = main(["import", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_gated_set_asks_for_the_agreement_first(dfdc, tmp_path, capsys):
    status, out, err = run(capsys, dfdc, "--out", tmp_path / "pack", "--json")
    assert status == 2
    assert out == ""
    assert "--agreement" in err
    assert "\nTerms: " in err
    assert not (tmp_path / "pack").exists()


def test_what_came_in_is_told_as_json(dfdc, tmp_path, capsys):
    status, out, err = run(capsys, dfdc, "--out", tmp_path / "pack", "--json", *WORD)
    told = json.loads(out)
    assert status == 0
    assert told["set"] == "dfdc"
    assert told["taken"] == {"real": 2, "manipulated": 2}
    assert told["regions"] == 0
    assert {(one["path"].rpartition("/")[2], one["reason"]) for one in told["left_out"]} == {
        ("eeeeeeeeee.mp4", "no-file"),
        ("ffffffffff.mp4", "no-label"),
    }
    assert "pack.report.html" in err
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"dfdc", "pack", "pack.report.html", "pack.report.csv"}
    written = (tmp_path / "pack" / "pack.yaml").read_text("utf-8")
    assert "role: lecturer" in written
    assert "redistribute: false" in written


def test_an_imported_pack_is_right_and_an_orphan_in_it_too(dfdc, tmp_path, capsys):
    assert run(capsys, dfdc, "--out", tmp_path / "pack", *WORD)[0] == 0
    assert main(["pack", "verify", str(tmp_path / "pack")]) == 0
    assert "2 real and 2 manipulated clips" in capsys.readouterr().out


def test_words_say_the_same(dfdc, tmp_path, capsys):
    status, out, err = run(capsys, dfdc, "--out", tmp_path / "pack", "--limit", 2, *WORD)
    assert status == 0
    assert "clips of Deepfake Detection Challenge" in out
    assert "left out, no-file: 1" in out
    assert "eeeeeeeeee.mp4: no-file" in err


def test_a_dry_run_writes_nothing(dfdc, tmp_path, capsys):
    status, out, _ = run(capsys, dfdc, "--out", tmp_path / "pack", "--dry-run", "--balance", *WORD)
    assert status == 0
    assert "dry run" in out
    assert [path.name for path in tmp_path.iterdir()] == ["dfdc"]


def test_a_set_of_people_who_never_agreed_is_refused(tmp_path, capsys):
    write(tmp_path / "celeb", "Celeb-real/id0_0000.mp4", "Celeb-synthesis/id0_id1_0000.mp4")
    status, out, err = run(capsys, tmp_path / "celeb", "--out", tmp_path / "pack", "--json", *WORD)
    told = json.loads(out)
    assert status == 1
    assert told["taken"] == {"real": 0, "manipulated": 0}
    assert [one["reason"] for one in told["left_out"]] == ["not-agreed"]
    assert "nobody asked" in err
    assert [path.name for path in tmp_path.iterdir()] == ["celeb"]


def test_what_one_means_is_asked(tmp_path, capsys):
    write(tmp_path / "table", "one.mp4", "two.mp4")
    (tmp_path / "table/labels.csv").write_text("path,label\none.mp4,0\ntwo.mp4,1\n", "utf-8")
    words = (tmp_path / "table", "--out", tmp_path / "pack", "--json", *WORD)
    status, _, err = run(capsys, *words)
    assert status == 2
    assert "--one-means" in err
    status, out, _ = run(capsys, *words, "--one-means", "manipulated")
    assert status == 0
    assert json.loads(out)["taken"] == {"real": 1, "manipulated": 1}


def test_a_folder_that_is_no_set_is_asked_about(tmp_path, capsys):
    write(tmp_path / "films", "a.mp4")
    status, _, err = run(capsys, tmp_path / "films", "--out", tmp_path / "pack")
    assert status == 2
    assert "--as" in err


def test_nothing_taken_is_status_1(tmp_path, capsys):
    (tmp_path / "films").mkdir()
    (tmp_path / "films/labels.csv").write_text("path,label\ngone.mp4,real\n", "utf-8")
    status, out, _ = run(capsys, tmp_path / "films", "--out", tmp_path / "pack", "--json", *WORD)
    assert status == 1
    assert [one["reason"] for one in json.loads(out)["left_out"]] == ["no-file"]
    assert not (tmp_path / "pack").exists()


def test_a_folder_of_something_else_is_never_replaced(dfdc, tmp_path, capsys):
    (tmp_path / "photos").mkdir()
    status, _, err = run(capsys, dfdc, "--out", tmp_path / "photos", *WORD)
    assert status == 1
    assert "is no pack" in err


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are not UTF-8")
def test_names_that_are_no_text_are_printable(tmp_path, capsys):
    write(tmp_path / "s", "s1/bbaf2n.mp4")
    Path(os.fsdecode(os.fsencode(tmp_path / "s/s1") + b"/bad\xff.mp4")).write_bytes(film())
    (tmp_path / "s/s1/\x1b[31mred.mp4").write_bytes(film())
    status, out, err = run(capsys, tmp_path / "s", "--out", tmp_path / "pack", "--json")
    told = json.loads(out)
    assert status == 0
    assert told["set"] == "grid"
    assert told["taken"] == {"real": 1, "manipulated": 0}
    assert {(one["path"], one["reason"]) for one in told["left_out"]} == {
        (r"s1/bad\xff.mp4", "bad-name"),
        (r"s1/\x1b[31mred.mp4", "bad-name"),
    }
    assert "\x1b" not in out + err


def test_a_full_disk_is_one_line(dfdc, tmp_path, capsys, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("game.commands.import_set.carry_out", full)
    status, _, err = run(capsys, dfdc, "--out", tmp_path / "pack", *WORD)
    assert status == 1
    assert err.splitlines()[-1] == f"{tmp_path / 'pack'} cannot be written: No space left on device"


def test_who_stops_is_told_that_nothing_is_lost(dfdc, tmp_path, capsys, monkeypatch):
    (tmp_path / "pack.work").mkdir()

    def stopped(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("game.commands.import_set.carry_out", stopped)
    status, _, err = run(capsys, dfdc, "--out", tmp_path / "pack", *WORD)
    assert status == 130
    assert "goes on from there" in err


@pytest.mark.samples
def test_grid_comes_in_with_its_sentences(samples, tmp_path, capsys):
    status, out, _ = run(capsys, samples / "grid", "--out", tmp_path / "grid.zip", "--limit", 2, "--json")
    assert status == 0
    assert json.loads(out)["taken"] == {"real": 2, "manipulated": 0}
    assert main(["pack", "verify", str(tmp_path / "grid.zip")]) == 0
