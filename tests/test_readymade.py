"""What is kept for the next start: taken while its files are unchanged, else made again."""

import os

import pytest

from game import readymade


@pytest.fixture
def kept(tmp_path):
    """A folder to keep in, and one file to be made of."""
    readymade.keep_in(tmp_path / "ready")
    source = tmp_path / "source.yaml"
    source.write_text("1")
    yield source
    readymade.keep_in(None)


class Maker:
    """Makes a value, and counts how often it was asked to."""

    def __init__(self, value):
        self.value = value
        self.made = 0

    def __call__(self):
        self.made += 1
        return self.value


def take(make, *files, name="thing"):
    return readymade.value(name, files, make, dict)


def place():
    return readymade._keeping.folder / "thing.json"


def test_a_value_is_made_once_and_taken_as_it_was(kept):
    make = Maker({"a": [1, "oʻ"]})
    assert take(make, kept) == take(make, kept) == {"a": [1, "oʻ"]}
    assert make.made == 1


def test_it_is_made_again_when_a_file_changes_or_goes(kept):
    make = Maker({})
    take(make, kept)
    kept.write_text("12")
    take(make, kept)
    assert make.made == 2
    kept.write_text("13")
    os.utime(kept, ns=(1, 1))
    take(make, kept)
    assert make.made == 3
    kept.unlink()
    take(make, kept)
    take(make, kept)
    assert make.made == 4


@pytest.mark.parametrize(
    "harm",
    [
        lambda raw: raw[:0],
        lambda raw: raw[:-3],
        lambda raw: raw.replace(b'"b"', b'"c"'),
        lambda raw: b"\xff\xfe" + raw,
        lambda raw: raw.replace(b"{", b"["),
        lambda raw: raw.split(b"\n")[0] + b"\nx\n{}",
    ],
)
def test_a_broken_one_is_ignored_and_made_again(kept, harm):
    make = Maker({"a": "b"})
    take(make, kept)
    place().write_bytes(harm(place().read_bytes()))
    assert take(make, kept) == {"a": "b"}
    assert make.made == 2
    assert take(make, kept) == {"a": "b"}
    assert make.made == 2


def test_one_of_another_shape_is_made_again(kept):
    readymade.value("thing", [kept], lambda: [1, 2, 3], list)
    make = Maker({"a": 1})
    assert take(make, kept) == {"a": 1}
    assert make.made == 1


def test_where_nothing_can_be_kept_a_value_is_made_each_time(kept):
    readymade._keeping.folder.parent.joinpath("ready").write_text("a file in the place of the folder")
    make = Maker({"a": 1})
    assert take(make, kept) == take(make, kept) == {"a": 1}
    assert make.made == 2


def test_without_a_folder_nothing_is_kept(tmp_path):
    make = Maker({})
    take(make)
    take(make)
    assert make.made == 2
    assert list(tmp_path.iterdir()) == []


def test_what_making_raises_is_raised(kept):
    def fails():
        raise ValueError("no good")

    with pytest.raises(ValueError, match="no good"):
        take(fails, kept)
