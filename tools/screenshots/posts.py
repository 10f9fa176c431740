"""The pictures of posts: before and after a check, both questions, the truth of each case, the summary."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from game.posts.dealing import with_clips
from game.posts.play import PostPhase, PostPlay
from game.posts.practice import SCENES
from game.posts.reader import read_feed
from game.posts.summary import PostSummaryScene
from tools.robots.post_players import SourceChecker
from tools.robots.posts import judge_post
from tools.screenshots.shot import Shot, clicks

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver

SHOWN = ("old-flood", "candidate-joke", "vaccine-dubbed", "missing-child")
"""One post of each sort gets all its screens; of the others the first and the last one are shown."""


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield the screens of a row of all posts; leaves the menu on top."""
    posts = read_feed().posts
    ordered = [posts[name] for name in SHOWN] + [post for name, post in posts.items() if name not in SHOWN]
    player = SourceChecker(Random(3))

    def begin() -> None:
        PostPlay(
            app.context,
            with_clips(app.context, ordered),
            {**SCENES, PostPhase.DONE: lambda play: PostSummaryScene(play, lambda: None)},
        ).begin()

    for number, post in enumerate(ordered):
        name = f"26-post-{post.id}"
        yield Shot(name, begin if number == 0 else clicks(driver, "next"))
        if post.id in SHOWN:
            settling = post.settling[0].check
            yield Shot(f"{name}-check", clicks(driver, f"check-{settling}"))
            other = next(check for check in read_feed().checks if post.finding(check) is None)
            yield Shot(f"{name}-nothing", clicks(driver, f"check-{other}"))
            yield Shot(f"{name}-picture", clicks(driver, "decide", "step-5"))
            yield Shot(f"{name}-share", clicks(driver, "confirm", "share-2"))
            yield Shot(f"{name}-truth", clicks(driver, "confirm"))
        else:
            judge_post(driver, player)
            yield Shot(f"{name}-truth")
    yield Shot("26-post-summary", clicks(driver, "next"))
    app.stack.back_to("menu")
