"""Problems of fields, in the author's words and at the author's lines."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from game.content.levels import Level
from game.content.models import Clip, Pack
from game.content.wording import nearest
from game.content.yaml_source import check, dump, load, parse
from game.errors import ContentError

CLIP = {
    "id": "a-1",
    "path": "media/a.mp4",
    "hash": "sha256:" + "0" * 64,
    "bytes": 10,
    "label": "manipulated",
    "method": "self-blend",
    "person": "s2",
    "seconds": 3,
    "size": [640, 512],
    "fps": 25,
    "audio": True,
    "description": {"en": "A person talks"},
    "artefacts": [{"kind": "jitter", "interval": [0.4, 2.6], "region": []}],
}
FIELDS = frozenset(Clip.model_fields)


def told(text: str, model: type = Clip) -> list[str]:
    with pytest.raises(ContentError) as caught:
        parse(text, "f.yaml", model)
    return [str(problem) for problem in caught.value.problems]


def with_changes(**changes: object) -> str:
    return dump({**CLIP, **changes})


def test_a_good_clip_is_a_clip() -> None:
    assert parse(dump(CLIP), "f", Clip).kinds == ("jitter",)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"label": "manipulted"},
            'expected real or manipulated, got "manipulted"; did you mean `manipulated`?',
        ),
        ({"person": 12}, "person: expected text, got 12; put it in quotes"),
        ({"seconds": "3"}, 'seconds: expected a number, got "3"'),
        ({"seconds": 0}, "seconds: expected more than 0, got 0"),
        ({"bytes": 1.5}, "bytes: expected a whole number, got 1.5"),
        ({"audio": "no"}, 'audio: expected true or false, got "no"; write true or false'),
        ({"size": [640]}, "size: expected 2 entries, got 1"),
        ({"size": [640, 512, 3]}, "size: expected at most 2 entries, got 3"),
        ({"size": 640}, "size: expected a list, got 640"),
        ({"hash": "md5:1"}, "hash: expected `sha256:` and the 64 digits 0-9 a-f of the file's SHA-256"),
        ({"id": "A b"}, "id: expected a name of at most 80"),
        ({"difficulty": 2}, "difficulty: expected at most 1, got 2"),
        ({"description": {}}, "description: expected text for at least one language, such as uz, en, ru"),
        ({"description": "x"}, 'description: expected fields (`name: value`), got "x"'),
        ({"captions": {"german": "x"}}, "a language's two letters"),
        ({"person": None}, "person: expected text, got nothing"),
        ({"person": ["s1"]}, "person: expected text, got a list"),
        ({"person": True}, "person: expected text, got true; put it in quotes"),
        ({"fps": "x" * 50}, f'fps: expected a number, got "{"x" * 40}…"'),
        ({"path": "a/" * 100 + "b"}, "path: expected at most 200 characters"),
        ({"persn": "s2"}, "unknown field `persn`; did you mean `person`?"),
        ({"looks_odd": {"en": "x"}}, "expected looks_odd in real clips only"),
    ],
)
def test_one_problem_one_line(changes: dict[str, object], words: str) -> None:
    (line,) = told(with_changes(**changes))
    assert words in line


def test_a_misspelt_field_is_told_once_and_not_as_missing_too() -> None:
    text = dump(CLIP).replace("person: s2", "persn: s2")
    (line,) = told(text)
    row = 1 + text.split("persn")[0].count("\n")
    assert line == f"f.yaml:{row}:1: unknown field `persn`; did you mean `person`?"


def test_a_missing_field_is_told_where_its_record_starts() -> None:
    (line,) = told(dump({key: value for key, value in CLIP.items() if key != "person"}))
    assert line == "f.yaml:1:1: the field `person` is missing"


def test_inner_problems_have_inner_places() -> None:
    text = with_changes(
        artefacts=[{"kind": "jitter", "interval": [0, "x"], "region": [{"t": 0, "polygon": [[0, 2]]}]}]
    )
    lines = told(text)
    assert any("interval, entry 2: expected a number" in line for line in lines)
    assert any("polygon, entry 1, entry 2: expected at most 1, got 2" in line for line in lines)
    assert all(line.startswith("f.yaml:") for line in lines)


def test_a_list_with_a_bad_entry_is_not_called_too_short() -> None:
    lines = told("format: 1\nname: a\nlicenses: [{nam: x}]\ndisplay: [hom]\n", Pack)
    assert not [line for line in lines if "at least 1 entry" in line]
    assert (
        'f.yaml:4:11: display, entry 1: expected home, classroom or kiosk, got "hom"; did you mean `home`?'
        in lines
    )


def test_a_number_of_a_fixed_kind() -> None:
    lines = told("format: 2\n", Pack)
    assert "f.yaml:1:9: format: expected 1, got 2" in lines


def test_check_looks_at_one_part_of_a_document() -> None:
    document = load(dump({"clips": [CLIP, {**CLIP, "label": "fake"}]}), "f.yaml")
    assert check(document, Clip, ("clips", 0))[0] is not None
    clip, problems = check(document, Clip, ("clips", 1))
    assert clip is None
    line = 1 + dump({"clips": [CLIP, {**CLIP, "label": "fake"}]}).split("label: fake")[0].count("\n")
    assert [(p.line, p.column) for p in problems] == [(line, 12)]


def test_numbers_of_a_union_are_one_problem() -> None:
    lines = told(
        "id: a\ntitle: {en: x}\nsubtitle: {en: x}\nicon: a\nshare: many\ndifficulty: [0, x]\n", Level
    )
    assert lines == [
        'f.yaml:5:8: share: expected a number, got "many"',
        'f.yaml:6:17: difficulty, entry 2: expected a number, got "x"',
    ]


def test_nearest_knows_spaces_and_capitals() -> None:
    assert nearest("CC BY 4.0", ["CC0-1.0", "CC-BY-4.0"]) == "CC-BY-4.0"
    assert nearest("blending_boundary", ["jitter", "blending-boundary"]) == "blending-boundary"
    assert nearest("zzz", ["jitter"]) is None


@settings(max_examples=60, deadline=None)
@given(
    unknown=st.lists(
        st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True).filter(lambda name: name not in FIELDS),
        min_size=1,
        max_size=5,
        unique=True,
    ),
    at=st.integers(0, len(CLIP)),
    blank=st.integers(0, 3),
)
def test_every_unknown_field_is_told_with_its_true_line(unknown: list[str], at: int, blank: int) -> None:
    known = list(CLIP.items())
    parts = [dump({key: value}) for key, value in known[:at]]
    parts += ["\n" * blank + f"{dump({name: 1})}" for name in unknown]
    parts += [dump({key: value}) for key, value in known[at:]]
    text = "".join(parts)
    expected = {
        (number, 1)
        for number, line in enumerate(text.split("\n"), 1)
        if line.split(":")[0].strip('"') in unknown
    }
    with pytest.raises(ContentError) as caught:
        parse(text, "f.yaml", Clip)
    found = {(p.line, p.column) for p in caught.value.problems if p.message.startswith("unknown field")}
    assert found == expected
    assert len(found) == len(unknown)


class Tagged(BaseModel):
    """Two shapes told apart by a word."""

    class Round(BaseModel, extra="forbid"):
        do: Literal["round"]

    class Square(BaseModel, extra="forbid"):
        do: Literal["square"]

    shape: Round | Square = Field(discriminator="do")


def test_a_field_whose_place_has_no_known_names_is_told_all_the_same() -> None:
    (words,) = told("shape: {do: round, colour: red}", Tagged)
    assert "unknown field" in words
