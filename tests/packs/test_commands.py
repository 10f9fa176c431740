"""The commands about packs, as a person calls them: plain lines, honest statuses, never a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from game import resources
from game.cli import main
from game.posts.reader import read_feed
from packs import make

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _pretended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the commands probe pretended clips, and keep everything in a scratch folder."""
    module = ModuleType("game.media.probe")
    module.probe = make.probe  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "game.media.probe", module)
    monkeypatch.setenv("CHINMI_DATA", str(tmp_path / "data"))


def names(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The names of the packs that did not come with the game."""
    capsys.readouterr()
    assert main(["pack", "list", "--json"]) == 0
    return [row["name"] for row in json.loads(capsys.readouterr().out) if not row["embedded"]]


def test_verify_tells_what_a_good_pack_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "verify", str(make.write(tmp_path / "p"))]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "people 1.0.0: 1 real and 1 manipulated clips; CC BY 4.0; agreed to filming" in said.out


def test_verify_prints_how_far_each_feature_tells_the_labels_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clips = [record for n in range(8) for record in make.pair(f"c{n}")]
    assert main(["pack", "verify", str(make.write(tmp_path / "p", clips=clips))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("no format tell: the strongest is the ")
    assert re.fullmatch(r"  bit rate +0\.50", next(line for line in lines if "bit rate" in line[:11]))
    assert {"file size", "duration", "loudness"} <= {
        line[2:].rsplit("  ", 1)[0].strip() for line in lines[2:]
    }


def test_verify_lists_every_problem_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make.write(
        tmp_path / "p", make.pack_record(licenses=[{"name": "x"}]), facts={"a": make.Facts(fps=61)}
    )
    assert main(["pack", "verify", str(folder)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{folder}/pack.yaml:")
    assert all(line.startswith(f"{folder}/clips.yaml:") for line in lines[1:])


def test_a_fault_in_one_record_hides_no_file_of_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clips = [*make.pair("a"), make.clip_record("b", label="perhaps"), make.clip_record("c")]
    folder = make.write(tmp_path / "p", make.pack_record(version="one"), clips)
    (folder / str(clips[3]["path"])).unlink()
    assert main(["pack", "verify", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "pack.yaml:3" in said
    assert "label" in said
    assert f"{clips[3]['path']}: the file is missing" in said
    assert len(said.splitlines()) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_or_a_device_is_no_pack_and_nobody_waits_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    for place in (str(tmp_path / "pipe.zip"), "/dev/zero"):
        for action in ("verify", "install"):
            assert main(["pack", action, place]) == 1
            (line,) = capsys.readouterr().err.splitlines()
            assert line == f"{place}: a pipe or a device; expected a folder or a .zip"


def test_what_would_steer_a_terminal_is_refused_and_never_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make.write(tmp_path / "p")
    record = folder / "pack.yaml"
    title = '  en: "\\e]0;PWNED\\a\\e[31mred"'
    record.write_text(re.sub("  en: People", lambda _: title, record.read_text("utf-8")), "utf-8")
    (folder / "media" / "\x1b[2J.mp4").touch()
    assert main(["pack", "verify", str(folder)]) == 1
    said = capsys.readouterr()
    assert "\\x1b[2J.mp4" in said.err
    (folder / "media" / "\x1b[2J.mp4").unlink()
    assert main(["pack", "verify", str(folder)]) == 1
    said = capsys.readouterr()
    assert "pack.yaml:6:3: the escape for U+001B is not allowed" in said.err
    assert main(["pack", "verify", "\x1b[31m\u202e"]) == 1
    said = capsys.readouterr()
    assert said.err == "\\x1b[31m\\u202e: there is no such file or folder\n"


def test_many_warnings_are_cut_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clips = [record for n in range(20) for record in make.pair(f"c{n}", description={"en": "A person"})]
    clips = [{**record, "description": {"en": "A person"}} for record in clips]
    assert main(["pack", "verify", str(make.write(tmp_path / "p", clips=clips))]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 31
    assert lines[-1] == "... and 10 more warnings"


def test_install_list_credits_remove(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = make.zipped(make.write(tmp_path / "p"), tmp_path / "p.zip")
    assert main(["pack", "install", str(path)]) == 0
    assert "installed in" in capsys.readouterr().out
    assert names(capsys) == ["people"]
    assert main(["pack", "list"]) == 0
    table = capsys.readouterr().out
    assert "people" in table
    assert "1 + 1" in table
    assert main(["pack", "credits", "people"]) == 0
    assert "# People, version 1.0.0" in capsys.readouterr().out
    assert main(["pack", "credits"]) == 0
    assert main(["pack", "remove", "people"]) == 0
    assert names(capsys) == []


def test_a_removed_copy_of_an_embedded_pack_gives_it_its_place_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = make.write(tmp_path / "p", make.pack_record(name="studio", version="9.0.0"))
    assert main(["pack", "install", str(copy)]) == 0
    assert names(capsys) == ["studio"]
    assert main(["pack", "remove", "studio"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "studio is removed"
    assert second.startswith("studio 2.")
    assert "comes with the game, is in its place again" in second
    assert names(capsys) == []
    assert main(["pack", "remove", "studio"]) == 1
    assert "cannot be removed; switch it off" in capsys.readouterr().err


def test_a_refused_pack_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = make.write(tmp_path / "p", make.pack_record(licenses=[{"name": "CC-BY-NC-4.0"}]))
    assert main(["pack", "install", str(bad)]) == 1
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
    assert "does not cover the kiosk" in said.err
    assert names(capsys) == []


def test_a_pack_that_asks_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rights = {"basis": "paid-actors", "manipulation": "agreed", "evidence": "contract"}
    record = make.pack_record(
        licenses=[{"name": "LicenseRef-dfdc"}],
        agreement={"role": "lecturer", "date": "2026-11-28"},
        display=["home"],
        redistribute=False,
        consent=rights,
    )
    assert main(["pack", "install", str(make.write(tmp_path / "p", record))]) == 0
    said = capsys.readouterr().out
    assert "switched off" in said
    assert "stays on this machine" in said


@pytest.mark.parametrize(
    "command", [["remove", "zzz"], ["credits", "zzz"], ["verify", "zzz"], ["install", "zzz"]]
)
def test_what_is_not_there(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", *command]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("zzz: there is no such")


def test_schemas_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemas", "--out", str(tmp_path / "s")]) == 0
    written = capsys.readouterr().out.splitlines()
    assert str(tmp_path / "s" / "pack.schema.json") in written
    for path in (tmp_path / "s").iterdir():
        assert json.loads(path.read_text("utf-8"))["$schema"]
    posts = json.loads((tmp_path / "s" / "posts.schema.json").read_text("utf-8"))
    assert {"findings", "caption", "case"} <= set(posts["$defs"]["Post"]["required"])
    assert posts["$defs"]["Post"]["additionalProperties"] is False


def test_the_levels_are_checked_and_a_slip_in_a_post_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["schemas", "--check"]) == 0
    assert capsys.readouterr().out == ""
    folder = tmp_path / "levels"
    shutil.copytree(resources.levels(), folder)
    file = folder / "context" / "untouched-misleading.yaml"
    text = file.read_text("utf-8").replace("case: old", "case: ancient", 1)
    file.write_text(text.replace("A village by the river", "It always rains", 1), "utf-8")
    monkeypatch.setattr(resources, "levels", lambda: folder)
    monkeypatch.setattr("game.commands.schemas.levels", lambda: folder)
    read_feed.cache_clear()
    try:
        assert main(["schemas", "--check"]) == 1
    finally:
        read_feed.cache_clear()
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("untouched-misleading.yaml:4:11:")
    assert second.startswith("untouched-misleading.yaml:7:")
    assert "`always` is too sure" in second


def test_schemas_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s").write_text("x")
    assert main(["schemas", "--out", str(tmp_path / "s")]) == 1
    assert "cannot be written" in capsys.readouterr().err
