"""Viewers' words laid on an imported set: found, attributed, licensed, shown, and never scored."""

from __future__ import annotations

import csv
import io
import json

import pytest

from datasets.small_set import film
from game.cli import main
from game.commands import options
from game.content import yaml_source
from game.content.models import Clip, ClipList, Pack
from game.datasets.base import Listed
from game.datasets.exddv import COLUMNS
from game.datasets.overlay import beside, read_overlay
from game.datasets.road import Looked
from game.datasets.tree import Tree
from game.errors import ChinmiError
from game.forge.workers import LocalWorkers
from game.packs.credits import credits_text
from game.packs.policy import findings

WORD = ("--agreement", "lecturer, Urganch State University")
HEADER = "id,username,movie_name,text,dataset,manipulation,click_locations,difficulty,split\n"
HERE = "dfdc_train_part_0/abcdefghij.mp4"


def line(clicks, text="Odd teeth."):
    told = json.dumps(clicks).replace('"', '""')
    return f'0,A,abcdefghij.mp4,{text},DeepfakeDetection,dfdc_train_part_0,"{told}",2,train\n'


def film_of(size):
    return Looked(seconds=10.0, start=0.0, size=size, sound=True, rate=30.0)


def laid(folder, table, *, size=(640, 352), of=(640, 352), path=HERE, label="manipulated"):
    """What the table says of a clip of `size` that was made of a film of size `of`."""
    (folder / "ExDDV.csv").write_text(HEADER + table, "utf-8")
    overlay = read_overlay(folder / "ExDDV.csv", "dfdc")
    return overlay.lay(clip(size, label), Listed(path, label, "a"), film_of(of)).viewers


def clip(size=(640, 352), label="manipulated"):
    return Clip(
        id="dfdc-1",
        path="media/a.mp4",
        hash=f"sha256:{'0' * 64}",
        bytes=1,
        label=label,
        person="p-1",
        method="face-swap" if label == "manipulated" else None,
        seconds=5.0,
        size=size,
        fps=30,
        audio=False,
        description={"en": "A person."},
    )


def test_frames_become_seconds_of_the_clip_and_later_ones_fall_away(tmp_path):
    clicks = {"150": {"x": 0.5, "y": 1.003}, "15": {"x": 0.25, "y": 0.5}, "900": {"x": 0, "y": 0}}
    (said,) = laid(tmp_path, line(clicks)).said
    assert [(one.t, one.x, one.y) for one in said.clicks] == [(0.5, 0.25, 0.5), (5.0, 0.5, 1.0)]


def test_a_clip_cut_to_its_middle_moves_the_clicks_and_drops_those_beside_it(tmp_path):
    clicks = {"30": {"x": 0.5, "y": 0.5}, "31": {"x": 0.75, "y": 0.25}, "32": {"x": 0.1, "y": 0.5}}
    (said,) = laid(tmp_path, line(clicks), size=(640, 640), of=(1280, 640)).said
    assert [(one.x, one.y) for one in said.clicks] == [(0.5, 0.5), (1.0, 0.25)]


def test_a_film_of_the_dfdc_is_known_wherever_it_lies(tmp_path):
    for path in ("abcdefghij.mp4", "train_sample_videos/abcdefghij.mp4"):
        assert laid(tmp_path, line({}), path=path) is not None
    assert laid(tmp_path, line({}), path="abcdefghik.mp4") is None


def test_a_real_clip_carries_no_words_on_an_edit(tmp_path):
    assert laid(tmp_path, line({}), label="real") is None
    record = clip(label="real").model_dump()
    with pytest.raises(ValueError, match="viewers' words"):
        Clip.model_validate({**record, "viewers": {"credit": "x", "said": [{"text": "x"}]}})


def test_the_table_is_found_beside_the_set_and_another_one_is_none(tmp_path):
    (tmp_path / "labels.csv").write_text("path,label\na.mp4,real\n", "utf-8")
    assert beside(Tree(tmp_path)) is None
    (tmp_path / "viewers.CSV").write_text(HEADER + line({}), "utf-8")
    assert beside(Tree(tmp_path)) == tmp_path / "viewers.CSV"
    with pytest.raises(ChinmiError, match="click_locations"):
        read_overlay(tmp_path / "labels.csv", "dfdc")


def test_words_with_line_ends_and_turning_signs_are_one_visible_line(tmp_path):
    (said,) = laid(tmp_path, line({}, '"The mouth\nis \u202eodd."')).said
    assert said.text == "The mouth is \\u202eodd."


@pytest.fixture
def sample(samples):
    """The lines of the label sample that are about films of the DFDC, with their table's header."""
    with (samples / "labels" / "exddv_sample.csv").open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        assert set(table.fieldnames or ()) >= COLUMNS
        return [row for row in table if row["manipulation"] == "dfdc_train_part_48"]


def test_real_lines_are_laid_on_an_import_and_shown_with_their_licence(sample, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(options, "workers", lambda _args: LocalWorkers(1))
    part = tmp_path / "dfdc" / "dfdc_train_part_48"
    part.mkdir(parents=True)
    written = {row["movie_name"]: row for row in sample[:2]}
    rows = {name: {"label": "FAKE", "split": "train", "original": "aaaaaaaaaa.mp4"} for name in written}
    rows["aaaaaaaaaa.mp4"] = rows["bbbbbbbbbb.mp4"] = {"label": "REAL", "split": "train"}
    for number, name in enumerate(rows):
        (part / name).write_bytes(film(number % 3, 9.0 if name == sample[0]["movie_name"] else 1.2))
    (part / "metadata.json").write_text(json.dumps(rows), "utf-8")
    table = io.StringIO()
    writer = csv.DictWriter(table, list(sample[0]))
    writer.writeheader()
    writer.writerows(sample)
    (tmp_path / "dfdc" / "ExDDV.csv").write_text(table.getvalue(), "utf-8")
    order = ["import", str(tmp_path / "dfdc"), "--out", str(tmp_path / "pack"), *WORD]

    assert main([word for word in order if word not in WORD]) == 2
    assert "Viewers' words: ExDDV, CC BY-NC-SA 4.0" in capsys.readouterr().err
    assert main(order) == 0
    assert "viewers' words (ExDDV, CC BY-NC-SA 4.0) on 2 clips" in capsys.readouterr().out
    assert main(["pack", "verify", str(tmp_path / "pack")]) == 0

    record, clips = (tmp_path / "pack" / name for name in ("pack.yaml", "clips.yaml"))
    pack = yaml_source.parse(record.read_text("utf-8"), "pack.yaml", Pack)
    clips = yaml_source.parse(clips.read_text("utf-8"), "clips.yaml", ClipList).clips
    said = {one.viewers.said[0].text for one in clips if one.viewers is not None}
    assert said == {row["text"] for row in written.values()}
    assert not any(one.viewers for one in clips if one.label == "real")
    assert [licence.name for licence in pack.licenses] == ["LicenseRef-dfdc", "CC-BY-NC-SA-4.0"]
    assert "kiosk" not in pack.display
    assert not pack.redistribute
    assert not list(findings(pack, clips))
    told = credits_text(pack, clips)
    assert "V. Hondru" in told
    assert "CC-BY-NC-SA-4.0" in told
