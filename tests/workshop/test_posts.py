"""A post in a class: checks on the wall, votes on whether to share, and a result apart from the clips."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from random import Random
from types import MappingProxyType

import pytest
from pilot import MissedError
from pydantic import ValidationError

from game import resources
from game.campaign.reader import read_campaign
from game.content.base import LocalText
from game.errors import ChinmiError, ContentError
from game.posts.reader import read_feed
from game.workshop.class_result import class_result
from game.workshop.lesson import Lesson, PostItem
from game.workshop.plan import Plan, PlanStep
from game.workshop.plan_reader import plans_from
from game.workshop.report.class_report import Sources, render
from game.workshop.report.csv_table import to_csv
from game.workshop.report.words import read_words
from game.workshop.room import Room, RoomPhase, Vote
from game.workshop.server.views import public
from workshop import kit
from workshop.test_wall import PROMPT, Wall

STEPS = (
    PlanStep(do="clip", label="real", minutes=2, prompt=PROMPT),
    PlanStep(do="post", post="old-flood", minutes=2, prompt=PROMPT),
    PlanStep(do="post", minutes=2),
)
PLAN = Plan(id="t", minutes=20, title=PROMPT, subtitle=PROMPT, objectives=(PROMPT,), steps=STEPS)


@pytest.fixture
def wall(tmp_path):
    wall = Wall(tmp_path)
    yield wall
    wall.close()


def to_the_post(wall, **how):
    wall.open(PLAN, **how)
    wall.driver.click("start")
    while wall.driver.scene != "workshop-post":
        wall.teaching.go_on()
        wall.driver.step()


def test_a_class_votes_while_checks_are_opened_and_sees_what_settles_it(wall):
    to_the_post(wall)
    item = wall.teaching.post
    library = wall.app.context.library
    assert (item.post, item.manipulated) == ("old-flood", True)
    assert library.virtual(item.pack)
    assert library.clip(item.pack, item.clip).manipulated is False
    for check in ("account", "search", "longer"):
        wall.driver.click(f"check-{check}")
    with pytest.raises(MissedError):
        wall.driver.click("check-sources")
    assert wall.teaching.opened == ("account", "search", "longer")
    told = json.loads(public(wall.teaching.host))
    assert (told["post"], told["spot"], "truth" in told) == (True, False, False)
    wall.vote(6, 5, 5, 4, 2)
    wall.driver.click("close")
    assert wall.driver.scene == "workshop-post-result"
    wall.driver.click("next")
    assert wall.room.phase is RoomPhase.SHOWN
    assert json.loads(public(wall.teaching.host))["truth"] == {"manipulated": True, "tells": []}
    ledger = wall.driver.picture()[1]
    settling = read_feed().posts["old-flood"].settling[0].text.get("en")
    assert any(settling.split(", ")[0] in spot.text for spot in ledger.spots)
    wall.driver.click("next")
    assert (wall.driver.scene, wall.teaching.opened) == ("workshop-post", ())


def test_the_teachers_phone_opens_the_checks_of_a_post(wall):
    wall.open(PLAN)
    desk, code = kit.Phone(wall.teaching.voting.phones), wall.workshop.remote.code
    assert desk.post("/api/teacher", {"code": code, "do": "check-1"})[0] == 200
    wall.driver.click("start")
    while wall.driver.scene != "workshop-post":
        wall.teaching.go_on()
        wall.driver.step()
    wall.driver.step(3)
    told = desk.post("/api/teacher", {"code": code})[1]
    assert [opened for _, opened in told["checks"]] == [False] * 5, "what was asked too early does nothing"
    for number in (2, 4, 2, 5, 1):
        assert desk.post("/api/teacher", {"code": code, "do": f"check-{number}"})[0] == 200
        wall.driver.step(2)
    checks = list(read_feed().checks)
    assert wall.teaching.opened == (checks[1], checks[3], checks[4]), "three at most"
    wall.app.timeline.advance(1)
    wall.driver.step(2)
    told = desk.post("/api/teacher", {"code": code})[1]
    assert [opened for _, opened in told["checks"]] == [False, True, False, True, True]
    assert desk.post("/api/teacher", {"code": code, "do": "check-9"})[0] == 400


def test_a_lesson_of_ones_own_may_have_posts(wall):
    wall.driver.click("own")
    wall.driver.click("posts-2")
    wall.driver.click("done")
    wall.driver.click("done")  # the name that is suggested
    wall.driver.click("way-cards")
    wall.driver.click("open")
    assert len(wall.teaching.lesson.posts) == 2


def test_the_post_comes_by_one_key_and_its_result_is_apart_from_the_clips(wall):
    to_the_post(wall)
    wall.vote(6, 6, 5, 4, 2, 1)
    for _ in range(2):
        wall.driver.press("pagedown")
    result = class_result(wall.teaching.lesson, wall.room)
    assert result.clips == ()
    (post,) = result.posts
    assert (post.post, post.votes, post.right, post.told) == ("old-flood", 6, 4, True)
    assert result.sharing is None, "no post that is true was voted on"


def test_the_end_counts_posts_on_the_phones_and_on_the_wall(wall):
    to_the_post(wall)
    wall.vote(6, 6, 5, 4, 2, 1)
    assert "posts" not in json.loads(public(wall.teaching.host)), "nothing is told before the end"
    while wall.driver.scene != "workshop-end":
        wall.driver.press("pagedown")
    told = json.loads(public(wall.teaching.host))
    at, _ = wall.teaching.lesson.posts[0]
    assert told["posts"][str(at)] is True
    assert len(told["posts"]) == 2
    ledger = wall.driver.picture()[1]
    assert any("Posts judged correctly: 4 of 6" in spot.text for spot in ledger.spots)


def test_teams_change_between_checks_and_steps(wall):
    to_the_post(wall, phones=False, teams=2)
    for step in (5, 2):
        wall.driver.click("check-search")
        wall.driver.click("turn")
        wall.driver.click(f"share-{step}")
        wall.driver.click("confirm")
        wall.driver.click("here" if step == 5 else "close")
        wall.driver.step()
    assert wall.room.distribution(wall.room.at) == (0, 1, 0, 0, 1, 0)


# -- plans, lessons, reports -------------------------------------------------------------------------------


def test_a_post_needs_no_more_than_its_minutes_and_a_wrong_name_is_told():
    assert PlanStep(do="post", minutes=2).post is None
    with pytest.raises(ValidationError, match="expected no `kinds`"):
        PlanStep(do="post", minutes=2, kinds=("jitter",))
    guide = resources.read_guide()
    text = (resources.levels() / "workshops" / "minutes-20.yaml").read_text("utf-8")
    with pytest.raises(ContentError, match=r"p\.yaml:\d+:\d+: .*there is no post `old-flod`.*old-flood"):
        plans_from({"p.yaml": text.replace("post: old-flood", "post: old-flod")}, guide, read_campaign(guide))


def lesson() -> Lesson:
    posts = [
        PostItem(post=name, pack="studio", clip=f"c{i}", aspect=1.0, manipulated=i == 0, minutes=2)
        for i, name in enumerate(("old-flood", "giant-hail"))
    ]
    return Lesson.model_validate_json(
        kit.lesson().model_copy(update={"items": (*kit.lesson().items, *posts)}).model_dump_json()
    )


def vote(random: Random, *, misleading: bool) -> Vote:
    """A vote that is right four times of five."""
    return Vote(1, random.choice((4, 5, 6) if (random.random() < 0.8) is misleading else (1, 2, 3)))


def voted(seats: int) -> Room:
    told, random = lesson(), Random(2)
    ballots = {
        i: MappingProxyType({f"s{n}": vote(random, misleading=item.manipulated) for n in range(seats)})
        for i, item in told.posts
    }
    room = Room("ABCD", told.room_items(), at=len(told.items))
    return replace(room, seats=frozenset(f"s{n}" for n in range(seats)), ballots=MappingProxyType(ballots))


def test_posts_have_a_discernment_of_their_own_and_few_votes_are_not_told():
    many, few = class_result(lesson(), voted(20)), class_result(lesson(), voted(3))
    assert many.sharing is not None
    assert many.sharing.dprime > 0.5
    assert (many.blocks, many.people) == ({}, 20)
    assert [post.told for post in few.posts] == [False, False]
    rows = list(csv.DictReader(io.StringIO(to_csv(many))))
    assert [(row["block"], row["id"], row["truth"]) for row in rows] == [
        ("post", "old-flood", "misleading"),
        ("post", "giant-hail", "shareable"),
    ]
    assert {row["votes"] for row in csv.DictReader(io.StringIO(to_csv(few)))} == {""}


def gone(*_: str):
    raise ChinmiError("the pack is gone")


@pytest.mark.parametrize("language", ["uz", "en", "ru"])
def test_the_report_tells_posts_by_their_account(language):
    page = render(
        class_result(lesson(), voted(20)),
        title=LocalText(en="Lesson"),
        date="2026-05-09",
        words=read_words(resources.levels() / "workshops" / "pages"),
        language=language,
        guide=resources.read_guide(),
        sources=Sources(gone, gone),
    )
    assert read_feed().posts["giant-hail"].account.get(language) in page
