"""Example packs: the good ones and those of the manual pass, each bad one gets exactly its lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.errors import PackError
from game.packs.archive import open_pack
from game.packs.reader import LoadedPack, read_pack
from game.packs.verify import records
from game.resources import read_guide, read_licences

HERE = Path(__file__).parent
BAD = sorted(path.name for path in (HERE / "bad").iterdir())


def read(folder: Path) -> LoadedPack:
    with open_pack(folder) as files:
        return read_pack(files)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_example_gets_its_lines(name: str) -> None:
    folder = HERE / "bad" / name
    with pytest.raises(PackError) as caught:
        read(folder)
    found = "".join(f"{problem}\n".replace(f"{folder}/", "") for problem in caught.value.problems)
    assert found == (folder / "expected.txt").read_text("utf-8")


def test_the_good_example_has_no_problems() -> None:
    assert list(records(read(HERE / "good" / "example"), read_guide())) == []


@pytest.fixture
def manual(root: Path) -> str:
    return (root / "docs" / "making-packs.md").read_text("utf-8")


def test_the_pack_of_the_manual_has_no_problems(manual: str, tmp_path: Path) -> None:
    pack, clips, _ = re.findall(r"```yaml\n(.*?)```", manual, re.DOTALL)
    (tmp_path / "pack.yaml").write_text(pack, "utf-8")
    (tmp_path / "clips.yaml").write_text(clips, "utf-8")
    loaded = read(tmp_path)
    assert list(records(loaded, read_guide())) == []
    assert loaded.pack.name == "our-class"
    assert [clip.label for clip in loaded.clips] == ["real", "manipulated"]


def test_the_sound_of_the_manual_has_no_problems(manual: str, tmp_path: Path) -> None:
    pack, _, sound = re.findall(r"```yaml\n(.*?)```", manual, re.DOTALL)
    (tmp_path / "pack.yaml").write_text(pack.replace("self-blend-only", "agreed"), "utf-8")
    (tmp_path / "clips.yaml").write_text(sound.replace("  original: f3-17\n", ""), "utf-8")
    loaded = read(tmp_path)
    (missing_original,) = records(loaded, read_guide())
    assert "expected the id of its original" in missing_original.message
    assert loaded.clips[0].sound_only


def test_the_manual_names_every_licence_and_every_field(manual: str) -> None:
    for name in read_licences():
        family = re.sub(r"-\d\.\d$", "", name) if name.startswith("CC-BY") else name
        assert f"`{family}" in manual, name
    for word in ("basis", "manipulation", "evidence", "display", "redistribute", "looks_odd", "difficulty"):
        assert f"`{word}`" in manual
