"""The plans that come with the game, and how their clips are dealt."""

from __future__ import annotations

from random import Random

import language_rules as rules
import pytest

from game import resources
from game.campaign.reader import read_campaign
from game.content.models import Clip
from game.errors import ContentError
from game.resources import languages
from game.workshop.dealing import deal
from game.workshop.deck import AvailableClip
from game.workshop.lesson import Lesson
from game.workshop.plan_reader import plans_from, read_plans


@pytest.fixture(scope="module")
def guide():
    return resources.read_guide()


@pytest.fixture(scope="module")
def campaign(guide):
    return read_campaign(guide)


@pytest.fixture(scope="module")
def plans(guide, campaign):
    return read_plans(resources.levels() / "workshops", guide, campaign)


def stock(reals: int, fakes: int, kind: str = "double-eyebrows") -> list[AvailableClip]:
    def clip(i: int, *, fake: bool) -> Clip:
        more = {}
        if fake:
            key = {"t": 0.0, "disc": {"centre": [0.5, 0.3], "radius": 0.1}}
            artefact = {"kind": kind, "interval": [0.5, 1.5], "region": [key]}
            more = {"method": "self-blend", "artefacts": [artefact], "original": f"real-{i}"}
        return Clip.model_validate(
            {
                "id": f"{'fake' if fake else 'real'}-{i}",
                "path": f"media/{i}.mp4",
                "hash": "sha256:" + "0" * 64,
                "bytes": 10,
                "label": "manipulated" if fake else "real",
                "person": f"p{i}",
                "seconds": 3,
                "size": [480, 480],
                "fps": 25,
                "audio": False,
                "description": {"en": "a person speaks"},
                **more,
            }
        )

    return [
        *(AvailableClip("pack", clip(i, fake=False)) for i in range(reals)),
        *(AvailableClip("pack", clip(i, fake=True)) for i in range(fakes)),
    ]


def test_there_are_three_lengths_and_each_checks_before_and_after(plans):
    assert [plan.minutes for plan in plans] == [20, 45, 90]
    for plan in plans:
        assert [s.block for s in plan.steps if s.do == "check"] == ["before", "after"]
        assert plan.planned_minutes <= plan.minutes


def test_plans_are_written_in_three_languages_by_the_rules(plans):
    wrong = [
        f"{where} {language}: {found} in {text!r}"
        for plan in plans
        for where, language, text in rules.texts(plan)
        for found in rules.problems(language, text)
    ]
    assert wrong == []
    assert {language for plan in plans for _, language, text in rules.texts(plan) if text} == set(languages())


def test_a_wrong_name_is_told_with_its_line(guide, campaign):
    text = (resources.levels() / "workshops" / "minutes-20.yaml").read_text("utf-8")
    text = text.replace("what-is-it/the-word", "what-is-it/the-wrod").replace(
        "double-eyebrows", "duble-eyebrows"
    )
    with pytest.raises(ContentError) as told:
        plans_from({"mine.yaml": text}, guide, campaign)
    assert len(told.value.problems) == 2
    assert all(p.line for p in told.value.problems)
    assert "the-word" in str(told.value)
    assert "double-eyebrows" in str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("clips: 4,", "clips: 3,", "even number"),
        ("minutes: 20", "minutes: 15", "at most 15 minutes"),
        ("block: after", "block: before", "at most one check"),
        ("{do: card, card: what-is-it/the-word, minutes: 1}", "{do: card, minutes: 1}", "expected `card`"),
        ("    label: real\n", "    card: what-is-it/the-word\n", "expected no `card`"),
    ],
)
def test_a_plan_that_cannot_be_held_is_refused(guide, campaign, old, new, message):
    text = (resources.levels() / "workshops" / "minutes-20.yaml").read_text("utf-8")
    assert old in text
    with pytest.raises(ContentError, match=message):
        plans_from({"mine.yaml": text.replace(old, new)}, guide, campaign)


@pytest.mark.parametrize("seed", range(5))
def test_checks_are_balanced_and_no_clip_comes_twice(plans, guide, seed):
    for plan in plans:
        lesson = deal(plan, stock(14, 14), guide, Random(seed))
        clips = lesson.clips
        assert lesson.missing == 0
        assert len({(c.pack, c.clip) for c in clips}) == len(clips) == plan.clips
        for block in ("before", "after"):
            labels = [c.manipulated for c in clips if c.block == block]
            assert sum(labels) * 2 == len(labels)
        for clip in clips:
            assert clip.spot == (clip.block == "lesson")
            assert bool(clip.kinds) == clip.spot
            assert all(t.kind in clip.kinds for t in clip.tells if clip.spot)
            if clip.manipulated:
                assert clip.tells[0].outline
                assert 0.5 <= clip.moment <= 1.5


def test_order_of_a_check_gives_nothing_away(plans, guide):
    first = {deal(plans[0], stock(14, 14), guide, Random(seed)).clips[0].manipulated for seed in range(12)}
    assert first == {True, False}


def test_with_few_clips_steps_are_dropped_and_counted(plans, guide):
    lesson = deal(plans[0], stock(3, 3), guide, Random(1))
    assert lesson.missing == plans[0].clips - len(lesson.clips)
    assert len(lesson.clips) == 6
    for block in ("before", "after"):
        labels = [c.manipulated for c in lesson.clips if c.block == block]
        assert sum(labels) * 2 == len(labels)


def test_a_lesson_survives_the_journal(plans, guide):
    lesson = deal(plans[1], stock(14, 14), guide, Random(1))
    assert Lesson.model_validate_json(lesson.model_dump_json()) == lesson
