"""Pairs in a class: dealt by a coin, voted on by phones, teams and cards, counted apart from the clips."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from random import Random
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from quiz.make import artefact, clip

from game import resources
from game.content.base import LocalText
from game.errors import ChinmiError
from game.media.clip import PlayerState
from game.quiz.judgement import STEPS
from game.workshop.class_pairs import PairResult, side_of, taps_on, together
from game.workshop.class_result import class_result
from game.workshop.dealing import deal
from game.workshop.deck import AvailableClip
from game.workshop.host import Host
from game.workshop.lesson import Lesson, PairItem
from game.workshop.lesson_store import LessonKept
from game.workshop.plan import Plan, PlanStep
from game.workshop.report.class_report import Sources, render
from game.workshop.report.csv_table import to_csv
from game.workshop.report.words import read_words
from game.workshop.room import CastVote, Join, Refusal, Room, RoomPhase, Start, Vote, reduce
from game.workshop.server.views import public
from workshop import kit
from workshop.test_wall import PROMPT, Wall

GUIDE = resources.read_guide()
PLAN = Plan(
    id="t",
    minutes=20,
    title=PROMPT,
    subtitle=PROMPT,
    objectives=(PROMPT,),
    steps=(
        PlanStep(do="clip", label="real", minutes=2, prompt=PROMPT),
        PlanStep(do="pair", kinds=("double-eyebrows",), minutes=2, prompt=PROMPT),
    ),
)
TRACE, AWAY = (0.5, 0.35), (0.9, 0.9)


# -- dealing -----------------------------------------------------------------------------------------------


def edit(name: str, original: str | None, *kinds: str | None, **fields):
    made = clip(name, *(artefact(kind) for kind in kinds), label="manipulated")
    return AvailableClip("pack", made.model_copy(update={"original": original, **fields}))


def real(name: str) -> AvailableClip:
    return AvailableClip("pack", clip(name))


def dealt(*available: AvailableClip, seed: int = 1, clips: int = 0) -> Lesson:
    steps = (
        *(PlanStep(do="clip", label="manipulated", minutes=1, prompt=PROMPT) for _ in range(clips)),
        PlanStep(do="pair", kinds=("jitter",), minutes=1),
        PlanStep(do="check", block="after", clips=2, minutes=2),
    )
    plan = PLAN.model_copy(update={"steps": steps})
    return deal(plan, available, GUIDE, Random(seed))


@pytest.mark.parametrize("first", range(0, 1000, 100))
def test_the_coin_is_fair_in_every_range_of_seeds(first):
    stock = [real("o"), edit("e", "o", "jitter")]
    left = sum(dealt(*stock, seed=seed).pairs[0][1].side == "left" for seed in range(first, first + 100))
    assert 25 <= left <= 75, "five standard errors"


def test_a_pair_is_an_edit_of_the_kind_that_the_step_names_beside_its_own_original():
    stock = [real("o1"), real("o2"), edit("halo", "o1", "edge-halo"), edit("jitter", "o2", "jitter")]
    for seed in range(5):
        ((_, item),) = dealt(*stock, seed=seed).pairs
        assert (item.clip, item.original, item.place_asked) == ("jitter", "o2", True)
        assert item.edit.manipulated
        assert item.edit.tells == item.tells


def test_what_is_only_heard_or_has_no_original_is_no_pair_and_the_step_is_left_out():
    told = (
        edit("alone", None, "jitter"),
        edit("gone", "not-installed", "jitter"),
        edit("heard", "o", "metallic-voice"),
        edit("voice", "o", "jitter", method="voice"),
    )
    lesson = dealt(real("o"), *told)
    assert lesson.pairs == ()
    assert lesson.missing == 0


def test_no_film_of_a_pair_comes_again_and_its_recording_last():
    stock = [
        real("o1"),
        real("o2"),
        *(edit(f"e{n}", "o1", "jitter") for n in range(3)),
        edit("f", "o2", "edge-halo"),
    ]
    lesson = dealt(*stock, clips=1)
    ((_, item),) = lesson.pairs
    shown = [one.clip for one in lesson.clips]
    assert not {item.clip, item.original} & set(shown)
    assert len(shown) == len(set(shown))


def test_where_nothing_is_known_of_the_place_nobody_is_asked_to_point():
    ((_, item),) = dealt(real("o"), edit("e", "o")).pairs
    assert item.place_asked is False
    assert Lesson.model_validate_json(dealt(real("o"), edit("e", "o")).model_dump_json()).pairs == (
        (0, item),
    )


def test_a_step_with_a_pair_has_no_label():
    with pytest.raises(ValidationError, match="expected no `label`"):
        PlanStep(do="pair", minutes=2, label="real")


# -- votes -------------------------------------------------------------------------------------------------


def room_of(*pairs: PairItem) -> tuple[Lesson, Room]:
    lesson = kit.lesson(*pairs)
    return lesson, Room("ABCD", lesson.room_items())


@given(steps=st.lists(st.integers(1, 6), min_size=1, max_size=30), side=st.sampled_from(("left", "right")))
def test_votes_are_right_where_they_name_the_side_of_the_edit_and_mirror_each_other(steps, side):
    lesson, room = room_of(kit.pair(side))
    votes = {f"s{n}": Vote(1, step) for n, step in enumerate(steps)}
    room = replace(room, at=0, ballots=MappingProxyType({0: MappingProxyType(votes)}))
    (told,) = class_result(lesson, room).pairs
    assert (
        told.right
        == sum((step > 3) is (side == "right") for step in steps)
        == sum(side_of(step) == side for step in steps)
    )
    other = replace(told, side="left" if side == "right" else "right")
    assert told.right + other.right == told.votes == len(steps)
    every = together([told])
    assert every is not None
    assert every.sure == pytest.approx(sum(max(STEPS[s - 1], 1 - STEPS[s - 1]) for s in steps) / len(steps))
    assert class_result(lesson, room).blocks == {}, "no pair is in a d'"


def test_guessing_explains_half_of_the_votes_and_not_all_of_many():
    def told(right: int, votes: int):
        counts = (0, votes - right, 0, 0, right, 0)
        every = together([PairResult(1, "p", "c", "right", counts, 0, 0, told=True)])
        assert every is not None
        return every.chance

    assert told(10, 20) > 0.5
    assert told(18, 20) < 0.01
    assert together([]) is None


def test_everybody_points_at_the_film_they_chose_and_only_marks_on_the_edit_can_hit():
    lesson, room = room_of(kit.pair("right"))
    for event in (Join("a"), Join("b"), Join("c"), Start()):
        room = reduce(room, event).room
    for seat, step, tap in (("a", 1, TRACE), ("b", 6, TRACE), ("c", 4, AWAY)):
        outcome = reduce(room, CastVote(seat, 0, Vote(1, step, tap)))
        assert outcome.refused is None
        room = outcome.room
    named = CastVote("a", 0, Vote(2, 1, TRACE, kit.KINDS[0]))
    assert reduce(room, named).refused is Refusal.BAD_VALUE, "nobody is asked for a name"
    ballot = tuple(room.ballot(0).values())
    assert (taps_on(ballot, "left"), set(taps_on(ballot, "right"))) == ((TRACE,), {TRACE, AWAY})
    (told,) = class_result(lesson, room).pairs
    assert (told.taps, told.on_target) == (2, 1)


def test_in_a_clip_those_who_trust_it_still_do_not_point():
    room = Room("ABCD", kit.lesson().room_items(), at=3, phase=RoomPhase.OPEN, seats=frozenset("a"))
    assert reduce(room, CastVote("a", 3, Vote(1, 2, TRACE))).refused is Refusal.BAD_VALUE


# -- what phones are told ----------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["left", "right"])
def test_phones_are_not_told_the_side_before_the_truth_shows(side):
    lesson, room = room_of(kit.pair(side))
    host = Host(lesson, replace(room, at=0, phase=RoomPhase.OPEN), kit.host()._journal)
    host.put_still(0, kit.still(1), kit.still(2))
    told = json.loads(public(host))
    assert (told["pair"], told["spot"], told["kinds"]) == (True, True, [])
    assert told["stills"] == [kit.still(1).name, kit.still(2).name]
    assert host.still(kit.still(2).name) == kit.still(2)
    assert side not in json.dumps(told)
    host.room = replace(host.room, phase=RoomPhase.SHOWN)
    assert json.loads(public(host))["truth"]["side"] == side
    host.room = replace(host.room, phase=RoomPhase.DONE, at=len(lesson.items))
    assert json.loads(public(host))["pairs"] == {"0": side}


# -- journal -----------------------------------------------------------------------------------------------


def test_a_lesson_with_a_pair_goes_on_after_a_cut_and_one_of_before_pairs_still_opens(tmp_path):
    host = kit.host(tmp_path / "old")
    found = host._journal.unfinished()
    assert found is not None
    assert '"pair"' not in found.plan
    assert Host.resume(found, host._journal).lesson == kit.lesson()
    host.close()
    lesson, _ = room_of(kit.pair("left"))
    begun = kit.host(tmp_path / "new", lesson)
    for event in (Join("a"), Start(), CastVote("a", 0, Vote(1, 2, TRACE))):
        begun.apply(event)
    cut = begun._journal.unfinished()
    assert cut is not None
    again = Host.resume(cut, begun._journal)
    assert again.lesson == lesson
    assert again.room.ballot(0) == {"a": Vote(1, 2, TRACE)}
    begun.close()


# -- report ------------------------------------------------------------------------------------------------


def voted(seats: int) -> tuple[Lesson, Room]:
    """Four of five find the edit and point at its trace."""
    lesson, room = room_of(kit.pair("left", "one"), kit.pair("right", "two"))
    ballots = {}
    for i, (right, wrong) in enumerate(((2, 5), (6, 3))):
        votes = {f"s{n}": Vote(1, wrong if n % 5 == 0 else right, TRACE) for n in range(seats)}
        ballots[i] = MappingProxyType(votes)
    names = frozenset(f"s{n}" for n in range(seats))
    return lesson, replace(room, at=len(lesson.items), seats=names, ballots=MappingProxyType(ballots))


def gone(*_: str):
    raise ChinmiError("the pack is gone")


def page_of(lesson: Lesson, room: Room, language: str) -> str:
    return render(
        class_result(lesson, room),
        title=LocalText(en="Lesson"),
        date="2026-05-09",
        words=read_words(resources.levels() / "workshops" / "pages"),
        language=language,
        guide=GUIDE,
        sources=Sources(gone, gone),
    )


@pytest.mark.parametrize(
    ("language", "count", "more"),
    [
        ("uz", "40 ovozdan 32 tasi", "taxmin qilib topiladiganidan"),
        ("en", "32 of 40 votes", "more than guessing often gives"),
        ("ru", "32 из 40 голосов", "обычно даёт угадывание"),
    ],
)
def test_the_report_has_a_section_for_pairs(language, count, more):
    page = page_of(*voted(20), language)
    assert count in page
    assert more in page


def test_of_few_votes_the_report_tells_which_one_it_was_and_no_more():
    page = page_of(*voted(4), "en")
    assert "the left one was altered" in page
    assert "Votes for it" not in page
    assert "All pairs together" not in page


def test_the_table_has_pairs_in_lines_of_their_own():
    rows = list(csv.DictReader(io.StringIO(to_csv(class_result(*voted(20))))))
    told = [
        (
            row["block"],
            row["id"],
            row["truth"],
            row["step_2"],
            row["right"],
            row["taps"],
            row["taps_on_target"],
        )
        for row in rows
    ]
    assert told == [
        ("pair", "one", "left", "16", "16", "16", "16"),
        ("pair", "two", "right", "0", "16", "16", "16"),
    ]
    few = csv.DictReader(io.StringIO(to_csv(class_result(*voted(4)))))
    assert {row["votes"] for row in few} == {""}


def test_what_is_kept_for_a_fleet_has_no_pairs():
    kept = LessonKept.of(class_result(*voted(20)), code="ABCD", day="2026-05-09", language="en")
    assert kept is not None
    assert (kept.people, kept.clips, kept.blocks) == (20, (), {})


# -- the wall ----------------------------------------------------------------------------------------------


@pytest.fixture
def wall(tmp_path):
    wall = Wall(tmp_path)
    yield wall
    wall.close()


def to_the_pair(wall, **how):
    wall.open(PLAN, **how)
    wall.driver.click("start")
    while wall.driver.scene != "workshop-pair":
        wall.teaching.go_on()
        wall.driver.step()


def step_for(wall, *, rightly: bool) -> int:
    return 5 if (wall.teaching.pair.side == "right") is rightly else 2


@pytest.mark.moving
def test_a_class_votes_points_and_sees_which_one_it_was_while_both_go_on(wall):
    to_the_pair(wall)
    item, films = wall.teaching.pair, wall.teaching.films
    library = wall.app.context.library
    assert library.clip(item.pack, item.clip).original == item.original
    wall.driver.step()
    assert len(wall.teaching.host.stills[wall.room.at]) == 2
    wall.app.timeline.advance(0.4)
    wall.driver.step(2)
    assert films.player is not None
    assert films.beside is not None
    assert films.player.state is PlayerState.PLAYING
    right, wrong = step_for(wall, rightly=True), step_for(wall, rightly=False)
    for seat, step in zip(sorted(wall.room.seats), (right, right, right, wrong, wrong, right), strict=True):
        wall.teaching.host.apply(CastVote(seat, wall.room.at, Vote(1, step, TRACE)))
    wall.driver.click("close")
    assert wall.driver.scene == "workshop-pair-result"
    scene = wall.driver.loop.stack.top.scene
    assert films.player.state is PlayerState.PLAYING, "both go on before the truth"
    wall.driver.click("heat")
    assert films.player.state is not PlayerState.PLAYING
    wall.driver.click("next")
    assert wall.room.phase is RoomPhase.SHOWN
    assert films.player.state is PlayerState.PLAYING
    ledger = wall.driver.picture()[1]
    said = {spot.text for spot in ledger.spots}
    assert f"It is the {item.side} one" in said
    assert "4 of 6 chose this side" in said
    wall.driver.click("why")
    assert wall.driver.loop.stack.top.scene.why
    assert scene.name == "workshop-pair-result"
    (told,) = class_result(wall.teaching.lesson, wall.room).pairs
    assert (told.right, told.votes, told.taps, told.told) == (4, 6, 4, True)


def test_looking_again_keeps_the_votes_on_a_pair(wall):
    to_the_pair(wall)
    wall.vote(2, 5)
    before = wall.room.distribution()
    wall.driver.click("close")
    wall.driver.click("again")
    assert wall.driver.scene == "workshop-pair"
    assert (wall.room.phase, wall.room.distribution()) == (RoomPhase.OPEN, before)


def test_a_pair_without_its_original_is_passed_over(wall):
    wall.open(PLAN)
    items = [
        item.model_copy(update={"original": "gone"}) if isinstance(item, PairItem) else item
        for item in wall.teaching.lesson.items
    ]
    wall.teaching.host.lesson = wall.teaching.lesson.model_copy(update={"items": tuple(items)})
    wall.driver.click("start")
    while wall.room.phase is not RoomPhase.DONE:
        wall.teaching.go_on()
        wall.driver.step()
    assert wall.room.skipped == {1}
    assert class_result(wall.teaching.lesson, wall.room).pairs == ()


def test_a_pair_that_the_teachers_phone_skips_takes_nothing_else_with_it(wall):
    after = PlanStep(do="clip", label="manipulated", minutes=2, prompt=PROMPT)
    wall.open(PLAN.model_copy(update={"steps": (*PLAN.steps, after)}))
    wall.driver.click("start")
    while wall.driver.scene != "workshop-pair":
        wall.teaching.go_on()
        wall.driver.step()
    wall.workshop.remote.ask("skip")
    wall.driver.step(3)
    assert (wall.room.at, wall.room.phase, wall.driver.scene) == (2, RoomPhase.OPEN, "workshop-vote")
    assert wall.room.skipped == {1}


def test_teams_choose_point_at_their_own_choice_and_hand_over(wall):
    to_the_pair(wall, phones=False, teams=2)
    for team, step in enumerate((2, 6)):
        wall.driver.click(f"step-{step}")
        wall.driver.click("confirm")
        other = wall.driver.find("stage-right" if step < 4 else "stage-left").box
        wall.driver.click_at(other.cx, other.cy)
        assert wall.driver.loop.stack.top.scene.tap is None, "the film that they did not choose takes no mark"
        own = wall.driver.find("stage-left" if step < 4 else "stage-right").box
        wall.driver.click_at(own.cx, own.cy)
        wall.driver.click("hand-over")
        wall.driver.click("close" if team else "here")
        wall.driver.step()
    assert wall.room.distribution(1) == (0, 1, 0, 0, 0, 1)
    assert len(wall.room.taps(1)) == 2


def test_cards_say_on_the_wall_what_they_mean_and_are_counted(wall):
    to_the_pair(wall, phones=False)
    said = {spot.text for spot in wall.driver.picture()[1].spots}
    assert {"A · Surely the left one", "F · Surely the right one"} <= said
    wall.driver.press("c")
    for letter in ("a", "a", "f"):
        wall.driver.press(letter)
    assert "A · Surely the left one" in {spot.text for spot in wall.driver.picture()[1].spots}
    wall.driver.click("done")
    assert wall.room.distribution() == (2, 0, 0, 0, 0, 1)


def test_a_lesson_of_ones_own_may_have_pairs(wall):
    wall.driver.click("own")
    wall.driver.click("pairs-2")
    wall.driver.click("done")
    wall.driver.click("done")  # the name that is suggested
    wall.driver.click("way-cards")
    wall.driver.click("open")
    assert len(wall.teaching.lesson.pairs) == 2
