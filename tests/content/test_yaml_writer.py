"""What is written reads back unchanged, and reads well."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.yaml_source import dump, load

TRICKY = [
    "no",
    "true",
    "1:30",
    "012",
    "1e5",
    "~",
    "null",
    "",
    "- a",
    "a: b",
    "a #b",
    "x\n",
    "x\ny\n",
    "x\ny",
    "\nx",
]
TRICKY += [
    " a",
    "a ",
    "a\n\nb",
    "<<",
    "&a",
    "*a",
    "!a",
    "-",
    "?",
    "@",
    "`",
    "|",
    ">",
    "=",
    "a,b",
    "a: ",
    "\x85",
    "\ufeff",
]
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(TRICKY)
NUMBERS = st.integers(-(10**38), 10**38) | st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | NUMBERS | TEXTS
DATA = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(DATA)
def test_dump_and_load_give_the_same_data(data: object) -> None:
    text = dump(data)
    read = load(text, "f").data
    assert repr(read) == repr(data)
    assert dump(read) == text


def test_it_reads_like_a_hand_written_file() -> None:
    clip = {
        "id": "grid-1",
        "hash": "sha256:ab",
        "size": [640, 512],
        "title": {"en": "Hello, you", "uz": "Salom: siz"},
        "region": [{"t": 0.5, "polygon": [[0.1, 0.2], [0.3, 0.4]]}],
        "places": ("home", "kiosk"),
        "evidence": "first\nsecond\n",
    }
    assert dump([clip]) == (
        "- id: grid-1\n"
        "  hash: sha256:ab\n"
        "  size: [640, 512]\n"
        "  title:\n"
        "    en: Hello, you\n"
        '    uz: "Salom: siz"\n'
        "  region:\n"
        "    - {t: 0.5, polygon: [[0.1, 0.2], [0.3, 0.4]]}\n"
        "  places: [home, kiosk]\n"
        "  evidence: |\n"
        "    first\n"
        "    second\n"
    )


@pytest.mark.parametrize("data", [float("nan"), float("inf"), 10**40, "\ud800"])
def test_what_strict_yaml_cannot_hold_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        dump({"a": data})


@pytest.mark.parametrize("data", [{1: "a"}, {"a": object()}, {"a": {1, 2}}])
def test_other_types_are_refused(data: object) -> None:
    with pytest.raises(TypeError, match=r"\w"):
        dump(data)
