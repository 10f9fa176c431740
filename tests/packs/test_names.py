"""A name in a pack means the same file everywhere, and never one outside."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.packs.names import clashes, litter, unsafe


@pytest.mark.parametrize(
    "name", ["pack.yaml", "media/5f0c.mp4", "clips/part-1.yaml", "a/b/c/d.x", "..a", "a..b"]
)
def test_plain_names_pass(name: str) -> None:
    assert unsafe(name) is None


@pytest.mark.parametrize(
    "name",
    ["", "../x", "a/../../x", "/etc/passwd", "\\x", "C:x", "c:/x", "a\\..\\x", "a//b", "./a", "a/.", "a/..",
     "..", "a b", "a\x00b", "a\nb", "é", "con", "media/NUL.mp4", "com1.txt", "a.", "a/b./c", "...",
     "a" * 201, "a/b/c/d/e", "a:b", "~", "$x", "a*", "media/media/media/media/clip-1.mp4",
     f"media/{'a' * 200}.mp4", "media/clip-1.mp4\n"],
)  # fmt: skip
def test_others_are_refused(name: str) -> None:
    assert unsafe(name)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abC.:/\\~ \x00é-", max_size=12) | st.text(max_size=12))
def test_what_passes_stays_inside_on_every_system(name: str) -> None:
    if unsafe(name) is None:
        for path in (PurePosixPath(name), PureWindowsPath(name)):
            assert not path.is_absolute()
            assert not path.drive
            assert ".." not in path.parts
            assert path.as_posix() == name
        assert name.isascii()
        assert name.isprintable()


def test_clashes_on_systems_that_ignore_case_and_files_that_are_folders() -> None:
    assert list(clashes(["a.mp4", "b.mp4"])) == []
    assert list(clashes(["a.mp4", "A.mp4"])) == [("A.mp4", "a.mp4")]
    twice = "media/a.mp4"
    assert list(clashes([twice, twice])) == [(twice, twice)]
    assert list(clashes(["media", "Media/a.mp4"])) == [("Media/a.mp4", "media")]


def test_what_systems_leave_behind_is_known() -> None:
    assert litter("__MACOSX/._a.mp4")
    assert litter("media/.DS_Store")
    assert not litter("media/store.mp4")
