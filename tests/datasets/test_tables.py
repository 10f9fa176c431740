"""Tables and label files as people have them; what is none is refused with what to do."""

import codecs
import io
import json
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.datasets import encoding, json_labels
from game.datasets.base import DecisionNeeded
from game.datasets.json_labels import entries
from game.datasets.labels import label_of
from game.datasets.tables import SPACES, bare_rows, rows
from game.errors import ContentError

TABLE = "path,label,original\r\nclips\\Ёлка 1.mp4,FAKE,clips\\real 1.mp4\r\nclips/real 1.mp4,REAL,\r\n"


def read(data, separator=None):
    return [row.cells for row in rows(io.BytesIO(data), "labels.csv", separator)]


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + TABLE.encode(),
        TABLE.encode("utf-16"),
        TABLE.replace("\r\n", "\n").encode(),
        TABLE.replace("\r\n", "\r").encode(),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        b"sep=;\r\n" + TABLE.replace(",", ";").encode(),
        b"\r\n" + TABLE.encode(),
    ],
    ids=["mark", "utf-16", "lf", "cr", "semicolons", "tabs", "told", "empty line"],
)
def test_a_table_is_read_however_it_was_saved(data):
    assert read(data) == [
        ("clips\\Ёлка 1.mp4", "FAKE", "clips\\real 1.mp4"),
        ("clips/real 1.mp4", "REAL", ""),
    ]


@pytest.mark.parametrize("data", [TABLE.encode("cp1251"), TABLE.encode("utf-16-le")])
def test_another_encoding_is_refused_with_advice(data):
    with pytest.raises(ContentError, match="save the table again as “CSV UTF-8”"):
        read(data)


def test_commas_and_line_breaks_in_quotes_are_kept():
    data = b'path,label,credit\n"a, b.mp4",REAL,"Two\nlines"\nc.mp4,FAKE,\n'
    found = list(rows(io.BytesIO(data), "labels.csv"))
    assert [row.cells for row in found] == [("a, b.mp4", "REAL", "Two\nlines"), ("c.mp4", "FAKE", "")]
    assert [row.line for row in found] == [3, 4]
    assert found[0].get("author", "credit") == "Two\nlines"
    assert found[1].get("nothing") == ""


def test_ten_columns_by_spaces_and_four_with_a_dash():
    ten = b"T_4850 T_0000000000 F - - - AC3 A05 spoof -\nT_4850 T_0000000001 F - - - - bonafide bonafide -\n"
    assert [len(row.cells) for row in bare_rows(io.BytesIO(ten), "x.tsv")] == [10, 10]
    five = b"LA_0079 LA_T_0000001 - - bonafide\n"
    (row,) = bare_rows(io.BytesIO(five), "x.txt", SPACES)
    assert row.cells == ("LA_0079", "LA_T_0000001", "-", "-", "bonafide")


def test_a_column_without_a_name_is_one_all_the_same():
    (row,) = rows(io.BytesIO(b"path,label,\na.mp4,real,folder\n"), "meta.csv")
    assert row.get("column 3") == "folder"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"path,label,label\n", "two columns are named `label`"),
        (b'path,label\n"a.mp4,REAL\n', "no table by `,`"),
        (b"path,label\n" + b"a" * (encoding.LONGEST_LINE + 1), "a line of more than"),
    ],
)
def test_what_is_no_table_is_refused(data, told):
    with pytest.raises(ContentError, match=told):
        read(data)


def test_a_long_table_takes_little_memory():
    lines = "".join(f"dfdc_train_part_{n % 50}/{n:010d}.mp4,FAKE\n" for n in range(120_000))
    stream = io.BytesIO(f"path,label\n{lines}".encode())
    tracemalloc.start()
    try:
        assert sum(1 for _ in rows(stream, "labels.csv")) == 120_000
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


# -- JSON ------------------------------------------------------------------------------------------------


def labels(text):
    return list(entries(io.BytesIO(text if isinstance(text, bytes) else text.encode()), "metadata.json"))


def test_objects_and_lists_are_read_entry_by_entry():
    assert labels(' {"a.mp4": {"label": "REAL"}, "a.mp4": 1} ') == [
        ("a.mp4", {"label": "REAL"}),
        ("a.mp4", 1),
    ]
    assert labels('\ufeff[{"file": "a"}, [12, null]]\n') == [("0", {"file": "a"}), ("1", [12, None])]
    assert labels("{}") == labels("[ ]") == []


def test_entries_may_lie_across_pieces():
    rows_of = {f"{n:010d}.mp4": {"label": "FAKE", "n": n} for n in range(20_000)}
    text = json.dumps(rows_of, indent=1)
    assert dict(labels(text)) == rows_of
    assert dict(labels(text.encode("utf-16"))) == rows_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "expected an object"),
        ('"a"', "expected an object"),
        ('{"a.mp4": {"label": "REAL"}', "cut short"),
        ('{"a.mp4": {"label": "RE', "cut short"),
        ("{1: 2}", "expected an entry"),
        ('{"a" 1}', "expected an entry"),
        ('{"a": 1 "b": 2}', "expected , or }"),
        ("[1] 2", "nothing after"),
        ("[NaN]", "no JSON"),
        ('{"a": ' + "[" * 100_000, "brackets within brackets"),
        ('{"a": ' + "[" * 20 + "]" * 20 + "}", "brackets within brackets"),
        ('{"a": "' + "x" * (json_labels.LARGEST_ENTRY + 100_000) + '"', "an entry of more than"),
        (b'{"\xff": 1}', "not UTF-8"),
    ],
)
def test_what_is_no_json_is_refused(text, told):
    with pytest.raises(ContentError, match=told):
        labels(text)


@given(st.binary(max_size=300) | st.text('{}[]":,\\ \n01ae-\ufeff', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    for reader in (entries, rows, bare_rows):
        with suppress(ContentError):
            list(reader(io.BytesIO(data), "labels"))


# -- label words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["Real", "REAL", " real ", "bonafide", "bona-fide", "Bona Fide", "bona_fide"]
)
def test_words_for_real(word):
    assert label_of(word) == "real"


@pytest.mark.parametrize("word", ["fake", "FAKE", "spoof", "Spoofed", "manipulated", "ＦＡＫＥ"])
def test_words_for_manipulated(word):
    assert label_of(word) == "manipulated"


@pytest.mark.parametrize("word", ["", "maybe", "True", "False", "-", "2", "real fake"])
def test_other_words_say_nothing(word):
    assert label_of(word) is None


@pytest.mark.parametrize("word", ["0", "1", " 1 ", "1.0"])
def test_what_0_and_1_mean_is_asked(word):
    with pytest.raises(DecisionNeeded, match="--one-means real or --one-means manipulated") as caught:
        label_of(word, where="the labels in labels.csv")
    assert caught.value.option == "--one-means"
    one = "1" in word
    assert label_of(word, "real") == ("real" if one else "manipulated")
    assert label_of(word, "manipulated") == ("manipulated" if one else "real")
