"""Any table of labels beside files."""

import json
import unicodedata

import pytest

from game.datasets.any_table import AnyTable
from game.datasets.base import DecisionNeeded, LeftOut, LeftOutReason, Listed
from game.datasets.tree import Tree
from game.errors import ContentError


def laid(root, *names, **tables):
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    for name, text in tables.items():
        stem, _, suffix = name.rpartition("_")
        data = text if isinstance(text, bytes) else text.encode()
        (root / f"{stem}.{suffix}").write_bytes(data)
    return Tree(root)


def labels_of(tree, one_means=None):
    return {
        one.path: one.label if isinstance(one, Listed) else one.reason.value
        for one in AnyTable(one_means).listed(tree)
    }


def test_paths_with_backslashes_and_letters_of_all_sorts(tmp_path):
    table = (
        "\ufeffpath,label,original\r\nclips\\Ёлка 1.mp4,FAKE,clips\\real 1.mp4\r\nclips/real 1.mp4,REAL,\r\n"
    )
    tree = laid(tmp_path, "clips/Ёлка 1.mp4", "clips/real 1.mp4", labels_csv=table)
    assert list(AnyTable().listed(tree)) == [
        Listed("clips/Ёлка 1.mp4", "manipulated", "real 1", "clips/real 1.mp4", method="edit"),
        Listed("clips/real 1.mp4", "real", "real 1"),
    ]


def test_all_words_are_understood_and_a_conflict_is_one(tmp_path):
    table = "path,label\na.mp4,Real\nb.mp4,fake\nc.mp4,1\nd.mp4,bona-fide\ne.mp4,\na.mp4,FAKE\n"
    tree = laid(tmp_path, *(f"{name}.mp4" for name in "abcdef"), labels_csv=table)
    with pytest.raises(DecisionNeeded, match=r"0 and 1 stand among the labels in labels\.csv.*--one-means"):
        list(AnyTable().listed(tree))
    assert labels_of(tree, "manipulated") == {
        "a.mp4": "conflict",
        "b.mp4": "manipulated",
        "c.mp4": "manipulated",
        "d.mp4": "real",
        "e.mp4": "no-label",
        "f.mp4": "no-label",
    }
    assert labels_of(tree, "real")["c.mp4"] == "real"


def test_another_encoding_is_refused_with_advice(tmp_path):
    table = "path;label\r\nЁлка.mp4;FAKE\r\n".encode("cp1251")
    tree = laid(tmp_path, "a.mp4", labels_csv=table)
    assert AnyTable().recognise(tree)
    with pytest.raises(ContentError, match="CSV UTF-8"):
        list(AnyTable().listed(tree))


def test_a_table_without_a_header_is_told_by_what_stands_in_it(tmp_path):
    tree = laid(tmp_path, "real/a.mp4", "b.mp4", list_txt="1 real/a.mp4\n0 b.mp4\n0 gone.mp4\n")
    assert labels_of(tree, "real") == {"real/a.mp4": "real", "b.mp4": "manipulated", "gone.mp4": "no-file"}
    with pytest.raises(DecisionNeeded):
        list(AnyTable().listed(tree))


@pytest.mark.parametrize(
    "line",
    [
        "T_4850 {} F - - - AC3 A05 spoof -\n",
        "LA_0079 {} - A05 spoof\n",
        "LA_0009 {} alaw ita A05 spoof notrim eval\n",
    ],
)
def test_lines_as_asvspoof_has_them_are_read_beside_their_sounds(tmp_path, line):
    tree = laid(tmp_path, "flac/T_1.flac", labels_tsv=line.format("T_1") + line.format("T_2"))
    clip, absent = AnyTable().listed(tree)
    assert isinstance(clip, Listed)
    assert isinstance(absent, LeftOut)
    assert (clip.path, clip.label, clip.technique, clip.method) == (
        "flac/T_1.flac",
        "manipulated",
        "A05",
        "voice",
    )
    assert clip.sound_only
    assert absent.reason is LeftOutReason.NO_FILE


@pytest.mark.parametrize(
    "value",
    [
        {"a.mp4": "REAL", "b.mp4": "FAKE"},
        {"a.mp4": {"label": "real"}, "b.mp4": {"label": "fake", "original": "a.mp4"}},
        [{"file": "a.mp4", "label": "real"}, {"file": "b.mp4", "label": "fake"}],
    ],
)
def test_json_is_a_table_too(tmp_path, value):
    tree = laid(tmp_path, "a.mp4", "b.mp4", labels_json=json.dumps(value))
    assert labels_of(tree) == {"a.mp4": "real", "b.mp4": "manipulated"}


@pytest.mark.parametrize("value", [{"name": "x", "label": "real"}, [1, 2], {}, {"a": {"b": 1}}])
def test_other_json_is_none(tmp_path, value):
    assert not AnyTable().recognise(laid(tmp_path, "a.mp4", package_json=json.dumps(value)))


def test_odd_rows_are_told_line_by_line(tmp_path):
    table = "path,label\na.mp4,real,more\n,real\n../out.mp4,real\n\x1b[2J.mp4,real\npicture.png,real\nb.mp4\n"
    tree = laid(tmp_path, "a.mp4", "b.mp4", "picture.png", labels_csv=table)
    assert [(one.path, one.reason) for one in AnyTable().listed(tree) if isinstance(one, LeftOut)] == [
        ("a.mp4", LeftOutReason.UNREADABLE),
        ("labels.csv", LeftOutReason.UNREADABLE),
        ("../out.mp4", LeftOutReason.NO_FILE),
        ("\\x1b[2J.mp4", LeftOutReason.BAD_NAME),
        ("picture.png", LeftOutReason.UNUSABLE),
        ("b.mp4", LeftOutReason.NO_LABEL),
    ]


def test_names_that_are_no_text_are_left_out_with_a_printable_name(tmp_path):
    laid(tmp_path, "Ёлка и «кавычки» 100%.mp4", "д" * 120 + ".mp4")
    try:
        (tmp_path / "bad\udcff.mp4").touch()
    except OSError:
        pytest.skip("this file system takes no such names")
    found = list(AnyTable().listed(Tree(tmp_path)))
    assert [(one.path, one.reason) for one in found if isinstance(one, LeftOut)] == [
        ("bad\\xff.mp4", LeftOutReason.BAD_NAME),
        ("Ёлка и «кавычки» 100%.mp4", LeftOutReason.NO_LABEL),
        ("д" * 120 + ".mp4", LeftOutReason.NO_LABEL),
    ]
    tree = laid(tmp_path, labels_csv="path,label\nЁлка и «кавычки» 100%.mp4,real\n")
    assert labels_of(tree)["Ёлка и «кавычки» 100%.mp4"] == "real"


def test_what_else_a_table_says_comes_along(tmp_path):
    table = (
        "file,label,original,speaker,method,mask,lang,text\n"
        "b.wav,fake,a.wav,Ann,neural vocoder,m.mp4,UZ,Salom\na.wav,real,,Ann,,,,\n"
    )
    tree = laid(tmp_path, "a.wav", "b.wav", "m.mp4", labels_csv=table)
    found = next(AnyTable().listed(tree))
    assert found == Listed(
        "b.wav",
        "manipulated",
        "Ann",
        "a.wav",
        "voice",
        "neural vocoder",
        "m.mp4",
        "uz",
        "Salom",
        sound_only=True,
    )


def test_a_broken_table_beside_a_good_one_is_told(tmp_path):
    tree = laid(
        tmp_path, "a.mp4", labels_csv="path,label\na.mp4,real\n", old_csv="путь;метка\r\n".encode("cp1251")
    )
    broken, clip = AnyTable().listed(tree)
    assert isinstance(broken, LeftOut)
    assert (broken.path, broken.reason) == ("old.csv", LeftOutReason.UNREADABLE)
    assert "CSV UTF-8" in broken.detail
    assert clip == Listed("a.mp4", "real", "a")


def test_letters_taken_apart_by_a_mac_are_the_same_letters(tmp_path):
    apart = unicodedata.normalize("NFD", "й.mp4")
    tree = laid(tmp_path, apart, labels_csv="path,label\nй.mp4,real\n")
    assert list(labels_of(tree)) == [apart]
