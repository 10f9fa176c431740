"""A robot that plays posts by clicks: opens checks, answers both questions, reads the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.errors import ChinmiError
from game.posts.play import PostPlay

if TYPE_CHECKING:
    from game.ui.driver import Driver
    from tools.robots.post_players import PostPlayer


def post_on_table(driver: Driver) -> PostPlay:
    """Return the row of posts on screen. Raises ChinmiError where there is none."""
    scene = driver.loop.stack.top.scene
    play = getattr(scene, "play", None)
    if not isinstance(play, PostPlay):
        raise ChinmiError(f"no post is on the table: the scene is {scene.name!r}")
    return play


def judge_post(driver: Driver, player: PostPlayer) -> PostPlay:
    """Judge the post on the table by clicks; its truth shows then."""
    play = post_on_table(driver)
    choice = player.decide(play.round)
    for check in choice.checks:
        driver.click(f"check-{check}")
    driver.click("decide")
    driver.click(f"step-{choice.picture}")
    driver.click("confirm")
    driver.click(f"share-{choice.share}")
    driver.click("confirm")
    return play


def play_posts(driver: Driver, player: PostPlayer) -> PostPlay:
    """Play the row of posts on the table to its summary."""
    play = post_on_table(driver)
    for _ in play.dealt:
        judge_post(driver, player)
        driver.click("next")
    return play
