"""The pool and the counts, narrowed to some of the packs."""

from pathlib import Path

import pytest
from small_pack import pack_record, write_pack

from game.errors import PackError
from game.packs import index
from game.packs.library import Library
from game.quiz.candidates import Candidate


@pytest.fixture
def two(tmp_path: Path) -> Library:
    """A library with two packs of the same clips."""
    library = Library(tmp_path / "library")
    for name in ("one", "two"):
        library.register_folder(write_pack(tmp_path / name, pack=pack_record(name)))
    return library


@pytest.mark.parametrize("packs", [(), ("one",), ("two",), ("one", "two"), ("none",)])
def test_only_clips_of_the_named_packs_are_found(two: Library, packs: tuple[str, ...]) -> None:
    wanted = set(packs or ("one", "two")) & {"one", "two"}
    for u in (0.0, 0.3, 0.99):
        found = two.pool("manipulated", u=u, packs=packs)
        assert {c.pack for c in found} == wanted
        assert len(found) == 6 * len(wanted)
    counts = two.counts(packs=packs)
    assert (counts.real, counts.manipulated) == (6 * len(wanted), 6 * len(wanted))
    one_kind = two.counts(("colour-mismatch",), packs)
    assert one_kind.manipulated == len(wanted)


def test_candidates_are_what_the_records_say_and_no_record_is_read_for_them(
    two: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tuple(Candidate.of("one", clip) for clip in two.clips("one"))
    monkeypatch.setattr(index, "Clip", None)
    found = two.candidates("one")
    assert [(c.clip, sorted(c.kinds)) for c in found] == [(c.clip, sorted(c.kinds)) for c in said]
    assert [c._replace(kinds=()) for c in found] == [c._replace(kinds=()) for c in said]


def test_an_unknown_pack_has_no_candidates(two: Library) -> None:
    with pytest.raises(PackError):
        two.candidates("three")
