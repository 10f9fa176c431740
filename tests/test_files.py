"""A file is written whole or stays as it was."""

import os
from pathlib import Path

import pytest

from game.files import write_whole


def test_writes_the_text_and_makes_the_folders(tmp_path):
    path = tmp_path / "new" / "folder" / "notes.txt"
    write_whole(path, "oʻqish\nчтение\n")
    assert path.read_bytes() == "oʻqish\nчтение\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_takes_the_place_of_the_old_file(tmp_path):
    path = tmp_path / "notes.txt"
    write_whole(path, "old")
    write_whole(path, "new")
    assert path.read_text("utf-8") == "new"


@pytest.mark.parametrize("where", ["replace", "open"])
def test_a_failure_leaves_the_old_file_and_nothing_beside_it(where, tmp_path, monkeypatch):
    path = tmp_path / "notes.txt"
    path.write_text("old", "utf-8")

    def fails(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, where, fails)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, "new")
    monkeypatch.undo()
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="permissions of this kind are not Windows'")
def test_sets_the_permissions(tmp_path):
    path = tmp_path / "secret.txt"
    write_whole(path, "pin", mode=0o600)
    assert path.stat().st_mode & 0o777 == 0o600
