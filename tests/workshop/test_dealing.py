"""What a class points at is held against the same outline, by the same test, as a player's marks."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from quiz.make import SQUARE, artefact, clip, mark, region

from game.content.guide import Guide
from game.content.regions import distance
from game.quiz.pointing import PLACE_TOLERANCE, on_artefact, on_outline
from game.resources import read_guide
from game.workshop.dealing import deal
from game.workshop.deck import AvailableClip
from game.workshop.lesson import Lesson
from game.workshop.plan import Plan

coordinates = st.floats(0, 1)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return read_guide()


PLAN = {
    "id": "one",
    "title": {"en": "One clip"},
    "subtitle": {"en": "One clip"},
    "objectives": [{"en": "See it"}],
    "minutes": 5,
    "steps": [{"do": "clip", "minutes": 5, "kinds": ["jitter"], "prompt": {"en": "What did you see?"}}],
}


def shown_to_a_class(what, guide):
    (item,) = deal(Plan.model_validate(PLAN), [AvailableClip("pack", what)], guide, Random(1)).clips
    return item


@given(x=coordinates, y=coordinates)
def test_a_class_and_a_player_hit_the_same_places(guide, x, y):
    what = clip("c", artefact("jitter"), size=(640, 480))
    item = shown_to_a_class(what, guide)
    assume(abs(distance(SQUARE, x, y, what.aspect) - PLACE_TOLERANCE) > 1e-4)  # outlines keep four digits
    tapped = any(on_outline(tell.outline, x, y, item.aspect) for tell in item.tells)
    assert tapped == on_artefact(what.artefacts[0], mark(x, y, item.moment), what.aspect)


def test_beside_an_interval_a_class_is_held_against_the_nearest_moment_not_a_drifted_outline(guide):
    gone = ((0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1))
    ended = artefact("jitter", interval=(0.5, 1.4), track=region(t=0.5) + region(t=1.4) + region(gone, t=1.5))
    what = clip("c", artefact("jitter"), ended)
    item = shown_to_a_class(what, guide)
    assert item.moment == 1.5
    assert item.tells[1].outline == SQUARE


def lesson_of(clips, guide, *available) -> Lesson:
    steps = [{"do": "clip", "minutes": 1, "label": "real", "prompt": {"en": "What did you see?"}}] * clips
    return deal(Plan.model_validate({**PLAN, "steps": steps}), available, guide, Random(1))


def test_people_who_were_filmed_go_before_computer_made_actors(guide):
    actors = [AvailableClip("actors", clip(f"a{n}"), virtual=True) for n in range(5)]
    people = [AvailableClip("people", clip(f"p{n}")) for n in range(2)]
    lesson = lesson_of(4, guide, *actors, *people)
    assert sorted(item.pack for item in lesson.clips) == ["actors", "actors", "people", "people"]
    assert [item.virtual for item in lesson.clips] == [item.pack == "actors" for item in lesson.clips]
    assert lesson.virtual
    assert sum(map(lesson.introduces, range(4))) == 1
    assert not lesson_of(2, guide, *people).virtual


def test_a_class_is_told_what_was_done_to_a_video(guide):
    dark = clip("dark").model_copy(update={"look": "low-light"})
    (item,) = lesson_of(1, guide, AvailableClip("people", dark)).clips
    assert item.processing == "look"


def test_a_class_is_asked_as_much_of_a_real_clip_as_of_the_manipulated_ones_of_its_pack(guide):
    """Phones show what is asked before anybody has judged: it must not tell the label."""
    packs = {
        "named": (clip("e", artefact("jitter")), (True, True)),
        "placed": (clip("e", artefact(None)), (True, False)),
        "unplaced": (clip("e", label="manipulated"), (False, False)),
    }
    for pack, (edited, asked) in packs.items():
        available = [AvailableClip(pack, clip("r")), AvailableClip(pack, edited)]
        lesson = lesson_of(2, guide, *available)
        assert {item.manipulated for item in lesson.clips} == {True, False}
        assert [(item.spot, bool(item.kinds)) for item in lesson.clips] == [asked, asked], pack


def test_a_lesson_takes_clips_first_whose_place_is_known(guide):
    unplaced = [AvailableClip("a", clip(f"u{n}", label="manipulated")) for n in range(4)]
    known = AvailableClip("a", clip("known", artefact("jitter")))
    steps = [{"do": "clip", "minutes": 1, "label": "manipulated", "prompt": {"en": "What?"}}]
    lesson = deal(Plan.model_validate({**PLAN, "steps": steps}), [*unplaced, known], guide, Random(3))
    assert [item.clip for item in lesson.clips] == ["known"]
