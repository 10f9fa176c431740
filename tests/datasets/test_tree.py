"""Looking files up in a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.datasets.tree import DEEPEST, Tree

if TYPE_CHECKING:
    from pathlib import Path


def test_files_come_sorted_folder_by_folder(tmp_path: Path) -> None:
    for name in ("b/2.mp4", "a.txt", "b/10.mp4", "b/c/1.MP4"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    tree = Tree(tmp_path)
    assert list(tree.files("", ".mp4")) == ["b/10.mp4", "b/2.mp4", "b/c/1.MP4"]
    assert list(tree.names("nowhere")) == []
    assert tree.has("a.txt")
    assert not tree.has("b")


@pytest.mark.parametrize("name", ["../secret", "a/../../secret", "/etc/passwd", "link/secret"])
def test_no_name_leads_out_of_the_set(tmp_path: Path, name: str) -> None:
    root = tmp_path / "set"
    root.mkdir()
    (tmp_path / "secret").touch()
    (root / "link").symlink_to(tmp_path)
    with pytest.raises(ValueError, match="leads out"):
        Tree(root).at(name)


def test_folders_within_folders_without_end_are_left_alone(tmp_path: Path) -> None:
    """A thousand of them would end in a RecursionError."""
    for depth in (DEEPEST - 1, DEEPEST + 1):
        folder = tmp_path.joinpath(*["a"] * depth)
        folder.mkdir(parents=True)
        (folder / f"{depth}.mp4").touch()
    assert [name.rpartition("/")[2] for name in Tree(tmp_path).files()] == [f"{DEEPEST - 1}.mp4"]
