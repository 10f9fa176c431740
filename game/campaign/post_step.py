"""A post as a page of a chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.posts.practice import one_post
from game.posts.reader import read_feed

if TYPE_CHECKING:
    from game.campaign.model import Chapter
    from game.campaign.navigation import PageNavigation
    from game.play.context import Context
    from game.ui.scene import Scene


def post_scene(context: Context, chapter: Chapter, index: int, ways: PageNavigation) -> Scene | None:
    """Return the screen of post `index` of `chapter`; None where no clip may be shown in it."""
    t = context.t
    title = t("lesson.chapter", n=chapter.number, title=chapter.title.get(t.language))
    post = read_feed().posts[chapter.posts[index]]
    return one_post(context, post, level=f"{chapter.id}-posts", title=title, on=ways.on, leave=ways.leave)
