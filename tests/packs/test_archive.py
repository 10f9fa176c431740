"""Packs are opened without trusting them."""

from __future__ import annotations

import os
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

from game.errors import PackError
from game.packs import archive
from game.packs.archive import open_pack
from packs import make

if TYPE_CHECKING:
    from pathlib import Path


def told(path: Path) -> list[str]:
    with pytest.raises(PackError) as caught, open_pack(path):
        pass
    return [problem.message for problem in caught.value.problems]


def zip_of(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(name, data)
    return path


def test_a_folder_and_its_zip_hold_the_same(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack")
    (folder / ".DS_Store").write_bytes(b"x")
    with open_pack(folder) as a, open_pack(make.zipped(folder, tmp_path / "p.zip")) as b:
        assert a.names() == b.names()
        assert ".DS_Store" not in a.names()
        for name in a.names():
            assert a.read(name, 10**6) == b.read(name, 10**6)
            assert b.local(name).read_bytes() == a.local(name).read_bytes()
            assert a.size(name) == b.size(name)
        unpacked = b.local("pack.yaml")
    assert not unpacked.exists()


def test_a_folder_zipped_by_a_right_click(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack")
    with open_pack(make.zipped(folder, tmp_path / "p.zip", inside="My pack/")) as files:
        assert "pack.yaml" in files.names()
        assert files.read("pack.yaml", 10**6).startswith(b"format: 1")


@pytest.mark.parametrize(
    "name", ["../evil.yaml", "/evil.yaml", "media/../../evil", "C:evil", "media\\..\\..\\evil"]
)
def test_names_that_lead_out_are_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    path = zip_of(tmp_path / "p.zip", ("pack.yaml", b"x"), (name, b"x"))
    (message,) = told(path)
    assert "leads out of the pack" in message
    assert [entry.name for entry in tmp_path.iterdir()] == ["p.zip"]


def test_a_zip_made_by_an_old_tool_is_told_to_be_packed_again(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "p.zip", ("demo\\pack.yaml", b"x"), ("demo\\media\\a.mp4", b"x"))
    (message,) = told(path)
    assert "made by an old tool; pack the folder again" in message


def test_a_file_without_a_name_is_told(tmp_path: Path) -> None:
    nameless = zipfile.ZipInfo("x")
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as made:
        made.writestr("pack.yaml", b"x")
        with made.open(nameless, "w") as file:
            file.write(b"x")
        nameless.filename = ""
    assert told(tmp_path / "p.zip") == ["a file in the zip has no name; pack the folder again"]


def test_a_zip_in_another_encoding_opens(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "p.zip", ("XXXXX/pack.yaml", b"x"))
    path.write_bytes(path.read_bytes().replace(b"XXXXX", "Проба".encode("cp866")))
    with open_pack(path) as files:
        assert files.names() == ("pack.yaml",)


def test_a_zip_whose_one_folder_leads_out(tmp_path: Path) -> None:
    assert all("leads out" in message for message in told(zip_of(tmp_path / "p.zip", ("../pack.yaml", b"x"))))


def test_a_zip_bomb_is_seen_by_its_sizes(tmp_path: Path) -> None:
    (message,) = told(zip_of(tmp_path / "p.zip", ("media/a.mp4", b"\0" * (8 * 1024 * 1024))))
    assert "zip bomb" in message


def test_a_file_that_unpacks_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILE", 10)
    (message,) = told(zip_of(tmp_path / "p.zip", ("media/a.mp4", b"0123456789a")))
    assert "expected at most" in message


def test_too_much_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 3)
    (message,) = told(zip_of(tmp_path / "p.zip", ("a.yaml", b"xx"), ("b.yaml", b"xx")))
    assert "GiB" in message


def test_folders_that_lead_out(tmp_path: Path) -> None:
    (message,) = told(zip_of(tmp_path / "p.zip", ("pack.yaml", b"x"), ("../", b"")))
    assert "leads out of the pack" in message


def test_names_that_are_one_file_elsewhere(tmp_path: Path) -> None:
    (message,) = told(zip_of(tmp_path / "p.zip", ("media/a.mp4", b"x"), ("media/A.mp4", b"y")))
    assert "is the same file as 'media/a.mp4' on some systems" in message


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    entries = [(f"{n}.yaml", b"x") for n in range(3)]
    assert told(zip_of(tmp_path / "p.zip", *entries)) == ["expected at most 2 files"]
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, data in entries:
        (folder / name).write_bytes(data)
    assert told(folder) == ["expected at most 2 files"]


def test_overlapping_entries_are_a_bomb(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "p.zip", ("a.yaml", b"x" * 50), ("b.yaml", b"y" * 50))
    data = bytearray(path.read_bytes())
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    path.write_bytes(data)
    assert any("overlaps" in message for message in told(path))


def test_links_encryption_and_odd_packing(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("media/link.mp4")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    locked = zipfile.ZipInfo("media/locked.mp4")
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(link, "/etc/passwd")
        made.writestr(locked, "x")
        made.writestr(zipfile.ZipInfo("media/odd.mp4"), "x", compress_type=zipfile.ZIP_LZMA)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"media/locked.mp4") - 46
    data[at + 8] |= 1
    path.write_bytes(data)
    messages = told(path)
    assert [message.split(":")[0] for message in messages] == [
        "'media/link.mp4'",
        "'media/locked.mp4'",
        "'media/odd.mp4'",
    ]
    assert "link" in messages[0]
    assert "password" in messages[1]
    assert "unusual" in messages[2]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_links_in_folders_are_not_followed(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack")
    (tmp_path / "secret").write_text("x")
    (folder / "media" / "link.mp4").symlink_to(tmp_path / "secret")
    (folder / "more").symlink_to(tmp_path)
    assert [m for m in told(folder) if "plain files only" in m] == told(folder)
    assert len(told(folder)) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_pipes_do_not_hang(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack")
    os.mkfifo(folder / "media" / "pipe.mp4")
    assert "plain files only" in told(folder)[0]


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + b"\xff" * 18])
def test_a_file_that_is_no_zip(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(data)
    assert told(path) == ["expected a folder or a .zip with pack.yaml in it"]


def test_nothing_there(tmp_path: Path) -> None:
    assert told(tmp_path / "none.zip") == ["there is no such file or folder"]


def test_broken_bytes_are_told_when_they_are_read(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "p.zip", ("pack.yaml", os.urandom(200)))
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with open_pack(path) as files, pytest.raises(PackError, match="cannot be read"):
        files.read("pack.yaml", 10**6)


def test_reading_has_a_limit_and_missing_files_are_told(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack")
    with open_pack(folder) as files:
        with pytest.raises(PackError, match="at most 3 bytes"):
            files.read("pack.yaml", 3)
        with pytest.raises(PackError, match="the file is missing"):
            files.read("none.yaml", 3)


def test_a_file_that_changes_under_our_hands(tmp_path: Path) -> None:
    folder = make.write(tmp_path / "pack")
    with open_pack(folder) as files:
        (folder / "pack.yaml").write_bytes(b"x")
        with pytest.raises(PackError, match="shorter than it says"):
            files.read("pack.yaml", 10**6)
        (folder / "pack.yaml").write_bytes(b"x" * 10**5)
        with pytest.raises(PackError, match="longer than it says"):
            files.read("pack.yaml", 10**6)


def test_many_bad_names_are_cut_short(tmp_path: Path) -> None:
    messages = told(zip_of(tmp_path / "p.zip", *((f"../{n}", b"") for n in range(100))))
    assert len(messages) == archive.MAX_TOLD + 1
    assert messages[-1] == "and 80 more like these"
