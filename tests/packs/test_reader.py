"""The records of a pack, with all problems of all its files at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from game.content.yaml_source import dump
from game.errors import PackError
from game.packs.archive import open_pack
from game.packs.reader import LoadedPack, read_pack
from packs import make

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> LoadedPack:
    with open_pack(path) as files:
        return read_pack(files)


def told(path: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        read(path)
    return [str(problem).replace(f"{path}/", "") for problem in caught.value.problems]


def listed(folder: Path) -> list[dict[str, Any]]:
    return [
        {"hash": f"sha256:{'0' * 64}", "bytes": 1, **record} for record in [*make.pair("a"), *make.pair("b")]
    ]


def test_a_list_clips_with_a_list_and_parts_are_the_same(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack")
    records = listed(folder)
    (folder / "clips.yaml").write_text(dump(records), "utf-8")
    plain = read(folder)
    (folder / "clips.yaml").write_text(dump({"clips": records}), "utf-8")
    assert read(folder).clips == plain.clips
    (folder / "clips.yaml").unlink()
    (folder / "clips").mkdir()
    (folder / "clips" / "1.yaml").write_text(dump(records[:2]), "utf-8")
    (folder / "clips" / "2.yaml").write_text(dump({"clips": records[2:]}), "utf-8")
    parts = read(folder)
    assert parts.clips == plain.clips
    assert parts.names == ("pack.yaml", "clips/1.yaml", "clips/2.yaml")
    problem = parts.clip_problem(3, ("label",), "x")
    assert problem.file.endswith("clips/2.yaml")
    row = (folder / "clips" / "2.yaml").read_text().split("\n")[problem.line - 1]
    assert row[problem.column - 1 :] == "manipulated"


def test_problems_of_both_files_at_once(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack", make.pack_record(titel="x"))
    records = listed(folder)
    records[1]["label"] = "fake"
    records[2]["size"] = [1]
    (folder / "clips.yaml").write_text(dump(records), "utf-8")
    lines = told(folder)
    assert len(lines) == 3
    assert lines[0].startswith("pack.yaml:")
    assert "unknown field `titel`" in lines[0]
    assert "expected real or manipulated" in lines[1]
    assert "size: expected 2 entries" in lines[2]


def test_an_id_or_a_file_belongs_to_one_clip(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack")
    records = listed(folder)
    records[2]["id"] = "a"
    records[3]["path"] = records[0]["path"]
    (folder / "clips.yaml").write_text(dump(records), "utf-8")
    lines = told(folder)
    assert "the id `a` belongs to another clip already" in lines[0]
    assert f"the file `{records[0]['path']}` belongs to another clip already" in lines[1]


@pytest.mark.parametrize(
    ("file", "data", "line"),
    [
        ("pack.yaml", None, "pack.yaml: the file is missing"),
        ("clips.yaml", None, "clips.yaml: the file is missing"),
        ("clips.yaml", b"[]", "clips.yaml:1:1: expected a list of clips"),
        ("clips.yaml", b"clips: []", "clips.yaml:1:8: clips: expected at least 1 entry, got 0"),
        ("clips.yaml", b"clip: []", "clips.yaml:1:1: unknown field `clip`; did you mean `clips`?"),
        (
            "clips.yaml",
            b"a: 1\na: 2\n",
            "clips.yaml:2:1: the key `a` is given twice; it stands on line 1 already",
        ),
        ("pack.yaml", b"a: b\nc: \xff\n", "pack.yaml:2:4: not UTF-8 text; save the file as UTF-8"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, file: str, data: bytes | None, line: str) -> None:
    folder = make.write(tmp_path / "pack")
    (folder / file).unlink()
    if data is not None:
        (folder / file).write_bytes(data)
    assert told(folder) == [line]


def test_a_list_and_parts_of_it_are_one_too_many(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack")
    (folder / "clips").mkdir()
    (folder / "clips" / "1.yaml").write_text(dump(listed(folder)), "utf-8")
    assert told(folder) == ["clips.yaml: expected either clips.yaml or a folder clips/, not both"]
