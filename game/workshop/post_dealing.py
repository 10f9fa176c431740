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
    from game.posts.model import Post
    from game.workshop.dealing import AvailableClip
    from game.workshop.plan import Plan


def deal_posts(
    plan: Plan, stock: Sequence[AvailableClip], used: Iterable[tuple[str, str]], guide: Guide, random: Random
) -> dict[int, PostItem]:
    """Return a post for each step of `plan` that wants one, by the step's place.

    Only computer-made actors are shown in posts; a clip that the lesson uses elsewhere is the last choice.
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
        clip = _clip(post, stock, taken, guide, random)
        if clip is None:
            continue
        taken.add(clip.key)
        found[number] = PostItem(
            post=post.id,
            pack=clip.pack,
            clip=clip.clip.id,
            aspect=clip.clip.aspect,
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
    post: Post, stock: Sequence[AvailableClip], taken: set[tuple[str, str]], guide: Guide, random: Random
) -> AvailableClip | None:
    """Return a clip that is altered as the post is, with a trace that can be seen."""
    fitting = [
        one
        for one in stock
        if one.virtual
        and not one.clip.sound_only
        and one.clip.manipulated is post.altered
        and (
            not post.altered
            or (one.clip.difficulty <= HARDEST and any(not guide.kinds[k].audible for k in one.clip.kinds))
        )
    ]
    return min(fitting, key=lambda one: (one.key in taken, random.random())) if fitting else None
