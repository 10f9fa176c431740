"""The posts that ship with the game: sound, balanced, in three languages; what a teacher's slip is told."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import language_rules as rules
import pytest
import yaml

from game import resources
from game.errors import ContentError
from game.posts.dealing import chosen
from game.posts.model import CASES, CHECK_IDS
from game.posts.reader import feed_from, read_feed
from game.resources import languages

FOLDER = resources.levels() / "context"


def texts():
    return {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml")}


def test_there_are_as_many_true_posts_as_misleading_ones():
    posts = read_feed().posts.values()
    assert len(posts) >= 20
    assert sum(post.misleading for post in posts) * 2 == len(posts)


def test_an_altered_picture_says_nothing_about_whether_to_share():
    sorts = Counter((post.altered, post.misleading) for post in read_feed().posts.values())
    assert sorts[True, True] == sorts[True, False] >= 4
    assert sorts[False, True] == sorts[False, False] >= 4


def test_every_case_is_met_and_every_check_settles_something():
    posts = read_feed().posts.values()
    assert {post.case for post in posts} == set(CASES)
    assert {one.check for post in posts for one in post.settling} == set(CHECK_IDS)


def test_texts_are_whole_and_keep_the_rules_of_the_language():
    feed = read_feed()
    wrong = [
        f"{place} {language}: {found or 'no text'}"
        for record in (*feed.posts.values(), *feed.checks.values())
        for place, language, text in rules.texts(record)
        for found in (rules.problems(language, text) if text else [""])
    ]
    assert wrong == []
    assert {language for one in feed.checks.values() for language in one.how.root} == set(languages())


WOMAN_OR_MAN = {
    "uz": r"\b(onasi|otasi|xola|amaki|ayol|erkak)\w*",
    "en": r"\b(he|she|his|hers?|him|mother|father|aunt|uncle|woman|man)\b",
    "ru": r"\b(она|сама|сам|мам\w*|пап\w*|т[её]т\w*|дяд\w*|ведущ\w+|сотрудниц\w*|очевидиц\w*|говорила)\b",
}
"""Words that say whether the person in the picture is a woman or a man."""
OF_OTHERS = {"street-thief", "school-closed", "missing-child"}
"""Posts in which such a word is about somebody who is not in the picture."""


def test_a_post_does_not_say_whether_a_woman_or_a_man_speaks_because_any_actor_may_be_dealt():
    told = [
        f"{post.id} {language}: {found[0]}"
        for post in read_feed().posts.values()
        if post.id not in OF_OTHERS
        for _, language, text in rules.texts(post)
        if (found := re.search(WOMAN_OR_MAN[language], text, re.IGNORECASE))
    ]
    assert told == []


def test_icons_are_there():
    feed = read_feed()
    icons = {post.icon for post in feed.posts.values()} | {kind.icon for kind in feed.checks.values()}
    assert [icon for icon in icons if not (resources.assets() / "icons" / f"{icon}.svg").exists()] == []


def test_the_chapters_end_with_posts_that_are_there(root: Path):
    named = [
        post
        for path in (root / "levels" / "campaign").glob("*.yaml")
        for post in yaml.safe_load(path.read_text("utf-8")).get("posts", ())
    ]
    assert named
    assert set(named) <= set(read_feed().posts)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("case: old", "case: ancient", "case"),
        ('date: "2026-04-18"', 'date: "18 April"', "2026-03-21"),
        ("id: pass-snow", "id: old-flood", "the id `old-flood` is used twice"),
        ("settles: true", "settles: false", "settles: true"),
        ("- check: sources", "- check: search", "twice"),
    ],
)
def test_a_slip_is_told_with_its_place(before, after, told):
    file = "untouched-misleading.yaml"
    changed = texts()
    changed[file] = changed[file].replace(before, after, 1)
    with pytest.raises(ContentError) as caught:
        feed_from(changed)
    (problem,) = caught.value.problems
    assert told in str(problem)
    assert str(problem).startswith(f"{file}:")


def test_a_check_that_is_missing_is_told():
    changed = texts()
    changed["checks.yaml"] = changed["checks.yaml"].split("  - id: credentials")[0]
    with pytest.raises(ContentError, match="expected the check `credentials`"):
        feed_from(changed)


def test_posts_that_were_seen_come_last_and_the_mixture_cannot_be_counted_out():
    posts = tuple(read_feed().posts.values())
    seen = [post.id for post in posts[:12]]
    shares = Counter[int]()
    for seed in range(60):
        dealt = chosen(posts, seen, 8, Random(seed))
        assert len({post.id for post in dealt}) == 8
        misleading = sum(post.misleading for post in dealt)
        shares[misleading] += 1
        fresh = [post for post in posts if post.id not in seen]
        assert all(post in fresh or sum(f.misleading is post.misleading for f in fresh) < 5 for post in dealt)
    assert set(shares) == {3, 4, 5}
