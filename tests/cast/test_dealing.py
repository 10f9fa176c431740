"""Which tell-tale goes to which take of the virtual actors."""

from __future__ import annotations

import pytest

from tools.cast.plan import takes
from tools.cast.recipe import COVERED, EACH, EYES, KINDS, STRENGTHS, Dealing


@pytest.fixture(scope="module")
def given():
    return Dealing().deal()


def test_each_kind_comes_on_six_people_in_three_strengths(given):
    for kind in KINDS:
        found = [(takes()[name][0], s) for name, edits in given.items() for k, s, _ in edits if k == kind]
        assert len({person for person, _ in found}) == len(found) == EACH, kind
        assert sorted(s for _, s in found) == sorted(STRENGTHS * (EACH // len(STRENGTHS))), kind


def test_what_is_held_and_glasses_keep_kinds_away(given):
    glasses = Dealing().glasses
    for name, edits in given.items():
        person, spec = takes()[name]
        kinds = {kind for kind, _, _ in edits}
        assert (COVERED in kinds) <= ("held" in spec), name
        assert not (person in glasses and kinds & EYES), name


def test_all_people_have_two_takes_and_all_languages_are_spoken():
    people = [person for person, _ in takes().values()]
    assert len(set(people)) >= 16
    assert all(people.count(person) >= 2 for person in people)
    spoken = [spec["language"] for _, spec in takes().values()]
    assert min(spoken.count(language) for language in ("uz", "ru", "en")) >= 5
    assert sum(bool(spec.get("turn")) for _, spec in takes().values()) >= 2
