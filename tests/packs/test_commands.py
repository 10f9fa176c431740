"""The commands about packs, as a person calls them: plain lines, honest statuses, never a traceback."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from game.cli import main
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


def test_verify_lists_every_problem_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make.write(
        tmp_path / "p", make.pack_record(licenses=[{"name": "x"}]), facts={"a": make.Facts(fps=61)}
    )
    assert main(["pack", "verify", str(folder)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{folder}/pack.yaml:")
    assert all(line.startswith(f"{folder}/clips.yaml:") for line in lines[1:])


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


def test_schemas_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s").write_text("x")
    assert main(["schemas", "--out", str(tmp_path / "s")]) == 1
    assert "cannot be written" in capsys.readouterr().err
