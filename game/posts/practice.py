"""Practice with posts: which come, their screens, and the summary at their end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from game.errors import StoreError
from game.posts.dealing import DealtPost, chosen, with_clips
from game.posts.decide import PictureScene, ShareScene
from game.posts.look import LookScene
from game.posts.play import PostOptions, PostPhase, PostPlay, PostSceneOf
from game.posts.reader import read_feed
from game.posts.reveal import PostRevealScene
from game.posts.summary import PostSummaryScene
from game.quiz.posts import PostAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.play.context import Context
    from game.posts.model import Post
    from game.ui.scene import Scene

ROUNDS: Final = 8
"""Posts in a practice: as many as a band in words needs."""
LOOK_BACK: Final = 200
"""Posts, the last ones, that are not to come again soon."""


SCENES: Final[Mapping[PostPhase, PostSceneOf]] = {
    PostPhase.LOOK: LookScene,
    PostPhase.PICTURE: PictureScene,
    PostPhase.SHARE: ShareScene,
    PostPhase.REVEAL: PostRevealScene,
}
"""The screen of each phase of a post."""


def answered(context: Context, last: int = LOOK_BACK) -> tuple[PostAnswer, ...]:
    """Return what the player of now said of posts, the last ones; none where the store cannot be read."""
    try:
        return context.store.posts(last=last, profile=context.profile())
    except StoreError:
        return ()


def dealt(context: Context, rounds: int, seen: Sequence[str] = ()) -> tuple[DealtPost, ...]:
    """Return posts with their clips; fewer, or none, where no clip of an actor may be shown."""
    return with_clips(context, chosen(read_feed().posts.values(), seen, rounds, context.random))


def practise(context: Context, rounds: int = ROUNDS) -> PostPlay | None:
    """Begin a practice on top of the present screen; None where there is nothing to show."""
    posts = dealt(context, rounds, [answer.post for answer in answered(context)])
    if not posts:
        context.toasts.show("library", context.t("posts.none"))
        return None

    def again() -> None:
        practise(context, rounds)

    def done(play: PostPlay) -> Scene:
        return PostSummaryScene(play, again)

    play = PostPlay(context, posts, {**SCENES, PostPhase.DONE: done})
    play.begin()
    return play


def one_post(
    context: Context, post: Post, *, level: str, title: str, on: Callable[[], None], leave: Callable[[], None]
) -> Scene | None:
    """Return the screen of a single post in a chapter, `on` follows; None where no clip may be shown."""
    found = with_clips(context, [post])
    if not found:
        return None
    options = PostOptions(level=level, title=title, leave=leave, on_end=on)
    return PostPlay(context, found, SCENES, options).first_scene()
