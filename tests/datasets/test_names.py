"""Names of files, printable and not, and many of them in little memory."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.models import TruthLabel
from game.datasets.base import LeftOutReason
from game.datasets.names import bad, missing, slashed
from game.datasets.repeats import Claims, Names
from game.datasets.tree import Tree
from game.errors import one_line, printable


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_what_is_printed_can_be_written_and_moves_no_terminal(name):
    shown = one_line(name)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in shown)
    assert one_line(shown) == shown
    assert printable(name).replace("\n", "\\n").replace("\t", "\\t") == shown


def test_bytes_that_are_no_text_are_shown_by_their_codes():
    assert one_line(os.fsdecode(b"bad\xff.mp4")) == "bad\\xff.mp4"
    assert bad(os.fsdecode(b"bad\xff.mp4")).reason is LeftOutReason.BAD_NAME
    assert bad("\x1b[2J.mp4").path == "\\x1b[2J.mp4"
    assert bad("Ёлка и «кавычки» 100%.mp4") is None


@pytest.mark.parametrize("name", ["../secret.mp4", "/etc/passwd", "a/../../secret.mp4", "C:/secret.mp4"])
def test_no_label_leads_out_of_the_set(tmp_path, name):
    (tmp_path / "set").mkdir()
    (tmp_path / "secret.mp4").touch()
    line = missing(Tree(tmp_path / "set"), name)
    assert (line.reason, line.detail) == (LeftOutReason.NO_FILE, "the name leads out of the folder")


def test_names_that_no_file_can_have_are_not_there(tmp_path):
    tree = Tree(tmp_path)
    for name in ("", "a" * 300 + ".mp4", "a\0b", "."):
        assert missing(tree, name) is not None
    assert slashed(" .\\clips\\a.mp4 ") == "clips/a.mp4"


def test_links_out_of_the_set_are_no_files_of_it(tmp_path):
    (tmp_path / "set").mkdir()
    (tmp_path / "secret.mp4").touch()
    (tmp_path / "set" / "link.mp4").symlink_to(tmp_path / "secret.mp4")
    (tmp_path / "set" / "loop").symlink_to("loop")
    assert list(Tree(tmp_path / "set").files()) == []


def test_claims_tell_conflicts_and_repetitions():
    said: list[tuple[str, TruthLabel | None]]
    said = [("a", "real"), ("b", "real"), ("a", "manipulated"), ("c", "real"), ("c", "real"), ("d", None)]
    claims = Claims(said)
    assert [name for name in "abcd" if claims.conflict(name)] == ["a"]
    assert [claims.again(name) for name, _ in said] == [False, False, True, False, True, False]
    assert "d" in claims
    assert list(claims.others(["e", "a", "d0"])) == ["d0", "e"]
    assert "a" not in Claims(())


def test_a_set_of_names_knows_its_own():
    names = Names(str(number) for number in range(1000))
    assert len(names) == 1000
    assert all(str(number) in names for number in range(1000))
    assert not any(str(number) in names for number in range(1000, 2000))
