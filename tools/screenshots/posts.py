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

SHOWN = ("candidate-joke", "hidden-witness")
"""An altered post of each sort gets all its screens; the others are played for the summary."""
ROUNDS = 8


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield the screens of a row of posts; leaves the menu on top."""
    posts = read_feed().posts
    ordered = [posts[name] for name in SHOWN] + [post for name, post in posts.items() if name not in SHOWN]
    player = SourceChecker(Random(3))

    def begin() -> None:
        PostPlay(
            app.context,
            with_clips(app.context, ordered[:ROUNDS]),
            {**SCENES, PostPhase.DONE: lambda play: PostSummaryScene(play, lambda: None)},
        ).begin()

    for number, name in enumerate(SHOWN):
        post = posts[name]
        yield Shot(f"26-post-{name}", begin if number == 0 else clicks(driver, "next"))
        other = next(check for check in read_feed().checks if post.finding(check) is None)
        yield Shot(f"26-post-{name}-nothing", clicks(driver, f"check-{other}"))
        yield Shot(f"26-post-{name}-check", clicks(driver, f"check-{post.settling[0].check}"))
        yield Shot(f"26-post-{name}-picture", clicks(driver, "decide", "step-5"))
        yield Shot(f"26-post-{name}-share", clicks(driver, "confirm", "share-2"))
        yield Shot(f"26-post-{name}-truth", clicks(driver, "confirm"))
    driver.click("next")
    yield Shot("26-post-missed", lambda: _miss(driver))
    yield Shot("26-post-missed-told", lambda: driver.press("1"))
    for _ in range(ROUNDS - len(SHOWN) - 1):
        driver.click("next")
        judge_post(driver, player)
    yield Shot("26-post-summary", clicks(driver, "next"))
    app.stack.back_to("menu")


def _miss(driver: Driver) -> None:
    """Judge the post on the table wrongly, without any check."""
    play = driver.loop.stack.top.scene.play  # type: ignore[attr-defined]
    for name in ("decide", "step-1", "confirm", "share-1" if play.post.misleading else "share-6", "confirm"):
        driver.click(name)
