"""Strict YAML: nothing is guessed, every problem is told at its line and column, all at once."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content import yaml_source
from game.content.yaml_source import escapes, load
from game.errors import ContentError, Problem


def told(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(text, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


def refusal(text: str) -> tuple[Problem, ...] | None:
    try:
        load(text, "f.yaml")
    except ContentError as error:
        return error.problems
    return None


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "off", "y", "n", "1:30", "012", "0x1F", "1_000", ".inf", ".5", "+5", "2001-01-01"],
)
def test_what_yaml_would_guess_stays_text(word: str) -> None:
    assert load(f"a: {word}", "f").data == {"a": word}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("-7", -7),
        ("2.50", 2.5),
        ("1e3", 1000.0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
    ],
)
def test_numbers_booleans_and_null(written: str, value: object) -> None:
    data = load(f"a: {written}", "f").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("style", ["'{}'", '"{}"', "|-\n  {}", ">-\n  {}"])
@pytest.mark.parametrize("word", ["true", "12", "null", "~"])
def test_quoted_and_block_text_is_text(style: str, word: str) -> None:
    assert load("a: " + style.format(word), "f").data == {"a": word}


@pytest.mark.parametrize("word", ["~", "Null", "NULL", "True", "TRUE", "False", "FALSE"])
def test_other_spellings_of_true_and_null_are_refused(word: str) -> None:
    (line,) = told(f"a: 1\nb: {word}\n")
    assert line.startswith(f"f.yaml:2:4: `{word}` is ambiguous")


def test_all_problems_at_once_in_file_order() -> None:
    lines = told("a: &x [1]\nb: *x\n<<: *x\nc: ~\nd: 1\ne: !!str 2\nd: 3\n5: x\n")
    assert [line.split(": ")[0] for line in lines] == [
        "f.yaml:1:4",
        "f.yaml:3:1",
        "f.yaml:4:4",
        "f.yaml:6:4",
        "f.yaml:7:1",
        "f.yaml:8:1",
    ]


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    assert told("title: a\nid: b\ntitle: c\n") == [
        "f.yaml:3:1: the key `title` is given twice; it stands on line 1 already"
    ]


def test_a_key_that_was_right_before_is_told_where_it_stands_twice() -> None:
    assert told("- id: a\n- id: b\n  id: c\n") == [
        "f.yaml:3:3: the key `id` is given twice; it stands on line 2 already"
    ]


def test_a_plain_value_means_the_same_each_time_and_what_is_ambiguous_is_told_each_time() -> None:
    words = "[null, 1, 1.5, true, text, '1']"
    meant = [None, 1, 1.5, True, "text", "1"]
    read = load(f"- {words}\n- {words}\n", "f").data
    assert repr(read) == repr([meant, meant])
    assert len(told("- True\n- True\n")) == 2


def test_the_same_key_in_two_mappings_is_fine() -> None:
    assert load("- {a: 1}\n- {a: 2}\n", "f").data == [{"a": 1}, {"a": 2}]


def test_an_alias_bomb_is_one_line_and_is_never_expanded() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (line,) = told(bomb)
    assert line == (
        "f.yaml:1:4: anchors (&) and aliases (*) are not allowed; write the value out"
        " (lines 2, 3, 4, 5, 6 and 3 more too)"
    )


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "f.yaml", "the file is empty"),
        ("# nothing\n", "f.yaml", "the file is empty"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1", "one document"),
        ("%YAML 1.1\n---\na: 1\n", "f.yaml:1:1", "directives"),
        ("a: x\x00y", "f.yaml:1:5", "U+0000"),
        ("a: 1\nb: 'x\nc: 2\n", "f.yaml:2:4", "close the quote"),
        ("a:\n\tb: 1\n", "f.yaml:2:1", "a tab cannot indent; use spaces"),
        ("a:\n\u00a0\u00a0b: 1\n", "f.yaml:2:1", "an invisible character U+00A0"),
        ("a:\u00a01\nb: 2\n", "f.yaml:2:2", "an invisible character U+00A0"),
        ("b: 1\n\ufeffa: 1\n", "f.yaml:2:1", "byte order mark (U+FEFF)"),
        ("a: “x: y”\n", "f.yaml:1:6", "“ is no quote in YAML"),
        ("- «x: y»: z\n", "f.yaml:1:9", "« is no quote in YAML"),
        ("a: \u202ex\n", "f.yaml:1:4", "U+202E"),
        ("a: b: c\n", "f.yaml:1:5", "a ':' in the wrong place"),
        ("a: [1, 2\nb: 3\n", "f.yaml:2:2", "closing bracket"),
        ("a: " + "9" * 5000, "f.yaml:1:4", "too long"),
        (
            "b: 1\n? " + "k" * 2000 + "\n: 2",
            "f.yaml:2:3",
            "the key is too long; expected at most 160 characters",
        ),
        ("a: 1e999", "f.yaml:1:4", "too large"),
        ("a: !set {b: 1}\n", "f.yaml:1:4", "tags (!) are not allowed"),
        ("? [1]\n: 2\n", "f.yaml:1:3", "expected text as the key"),
        ("[" * 100 + "]" * 100, "f.yaml:1:33", "nested too deeply"),
    ],
)
def test_broken_files_get_one_plain_line(text: str, place: str, words: str) -> None:
    (line,) = told(text)
    assert line.startswith(f"{place}: ")
    assert words in line


def test_many_problems_are_cut_short() -> None:
    lines = told("\n".join("a: 1" for _ in range(1000)))
    assert len(lines) == yaml_source.MAX_PROBLEMS + 1
    assert "too many problems" in lines[-1]


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_source, "MAX_CHARACTERS", 10)
    assert "too large" in told("a: 12345678")[0]


def test_a_byte_order_mark_is_no_content() -> None:
    assert load("\ufeffa: 1", "f").data == {"a": 1}


def test_places_of_values_and_keys() -> None:
    document = load("top:\n  - {a: 1, bb: [x, y]}\n  -\n    c: z\n", "f")
    assert document.where(("top",)) == (2, 3)
    assert document.where_key(("top",)) == (1, 1)
    assert document.where(("top", 0, "bb", 1)) == (2, 20)
    assert document.where_key(("top", 0, "bb")) == (2, 12)
    assert document.where(("top", 1, "c")) == (4, 8)
    assert document.where(("top", 1, "missing")) == (4, 5)
    assert document.where(()) == (1, 1)


def test_the_slow_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, 'x', {b: no}]\nc: |\n  d\ne:\n"
    fast = load(text, "f")
    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    slow = load(text, "f")
    assert slow.data == fast.data
    assert slow.where(("a", 2, "b")) == fast.where(("a", 2, "b"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    problems = refusal(text)
    assert problems is None or (problems and all(problem.message for problem in problems))


def test_an_escape_brings_in_nothing_that_a_file_may_not_hold() -> None:
    text = 'a: "\\e[31m"\n"\\u202e": [1, "\\t\\n\\u00a0"]\nb: "\\\\e"\n'
    problems = [str(problem) for problem in escapes(load(text, "f.yaml"))]
    assert problems == [
        "f.yaml:1:1: the escape for U+001B is not allowed; take it out",
        "f.yaml:2:1: the escape for U+202E is not allowed; take it out",
    ]
