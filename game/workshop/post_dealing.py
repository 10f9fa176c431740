"""Deals a post to a class: the one that the plan names, or any, with the clip of an actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import TYPE_CHECKING

from game.posts.dealing import HARDEST
from game.posts.reader import read_feed
from game.workshop.lesson import PostItem

if TYPE_CHECKING:
    from game.content.guide import Guide
    from game.content.models import Clip
    from game.posts.model import Post
    from game.quiz.candidates import ClipKey
    from game.workshop.plan import Plan

    ActorClip = tuple[str, Clip]


def deal_posts(
    plan: Plan, actors: Sequence[ActorClip], used: Iterable[ClipKey], guide: Guide, random: Random
) -> dict[int, PostItem]:
    """Return a post for each step of `plan` that wants one, by the step's place.

    `actors` are clips of computer-made actors: nobody else is shown in posts. One that the lesson uses
    elsewhere is the last choice.
    Steps for which there is no clip are left out.
    """
    feed, taken = read_feed().posts, set(used)
    steps = [(number, step) for number, step in enumerate(plan.steps) if step.do == "post"]
    named = {step.post for _, step in steps}
    others = [post for post in feed.values() if post.id not in named]
    random.shuffle(others)
    found: dict[int, PostItem] = {}
    for number, step in steps:
        post = feed[step.post] if step.post is not None else _next(others, found)
        clip = _clip(post, actors, taken, guide, random)
        if clip is None:
            continue
        pack, record = clip
        taken.add((pack, record.id))
        found[number] = PostItem(
            post=post.id,
            pack=pack,
            clip=record.id,
            aspect=record.aspect,
            manipulated=post.misleading,
            minutes=float(step.minutes),
            prompt=step.prompt,
        )
    return found


def _next(others: list[Post], found: dict[int, PostItem]) -> Post:
    """Take a post, as often one that is true as one that misleads."""
    wanted = len(found) % 2 == 0
    post = next((one for one in others if one.misleading is wanted), others[0])
    others.remove(post)
    return post


def _clip(
    post: Post, actors: Sequence[ActorClip], taken: set[ClipKey], guide: Guide, random: Random
) -> ActorClip | None:
    """Return a clip that is altered as the post is, with a trace that can be seen."""
    fitting = [one for one in actors if _fits(post, one[1], guide)]
    return min(fitting, key=lambda one: ((one[0], one[1].id) in taken, random.random()), default=None)


def _fits(post: Post, clip: Clip, guide: Guide) -> bool:
    if clip.sound_only or clip.manipulated is not post.altered:
        return False
    visible = any(not guide.kinds[kind].audible for kind in clip.kinds)
    return not post.altered or (visible and clip.difficulty <= HARDEST)
