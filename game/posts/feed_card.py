"""A post as a feed shows it: the account, place and day, the clip, the caption; all on one paper."""

from __future__ import annotations

from collections.abc import Callable

from game.i18n import Translator, day
from game.posts.model import Post
from game.ui.layout import Child, Node, column, content, fixed, flex, item, row
from game.ui.paged_text import PagedText
from game.ui.painter import Painter
from game.ui.presets import panel
from game.ui.screen_part import screen_part
from game.ui.widgets.base import State, Widget
from game.ui.widgets.controls import Label


@screen_part(frozen=True, slots=True, kw_only=True)
class Avatar(Widget):
    """The picture of an account: an icon on a disc."""

    icon: str

    def draw(self, p: Painter, state: State) -> None:
        """Draw both."""
        size = min(self.box.w, self.box.h)
        p.disc(self.box.cx, self.box.cy, size / 2, p.palette.ink)
        p.icon(self.icon, self.box.cx, self.box.cy, size * 0.6, p.palette.paper)


def feed_card(
    t: Translator, post: Post, stage: Child, page: int, more: Callable[[], None], *, large: bool = False
) -> Node:
    """Return the card; a caption that is too long for it shows in pages. `large`: to be read on a wall."""
    language = t.language
    below = f"{post.place.get(language)} · {day(language, post.date)}"
    names = column(
        Label(
            name="post.account",
            text=post.account.get(language),
            style="h2" if large else "strong",
            tone="ink",
            floor=0.7,
            max_lines=1,
        ),
        Label(
            name="post.where",
            text=below,
            style="body" if large else "caption",
            tone="ink_mid",
            grow=False,
            floor=0.8,
            max_lines=2,
        ),
        lead="centre",
    )
    caption = PagedText(
        name="post.caption",
        text=post.caption.get(language),
        page=page,
        more=more,
        spoken=lambda n, total: t("lesson.more", n=n, total=total),
        style="lead" if large else "body",
        paper=True,
        shortcuts=("c",),
    )
    least = "post_stage_wall" if large else "post_stage"
    avatar = item(Avatar(name="post.avatar", icon=post.icon), width=fixed("avatar"), height=fixed("avatar"))
    return panel(
        "post.paper",
        column(
            item(row(avatar, item(names, main=flex()), gap="m"), height=content(firm=True)),
            item(stage, main=flex(least=least)) if stage is not None else None,
            item(caption, height=content(least="post_caption")),
            gap="s",
        ),
        paper=True,
        radius="key",
        around="l",
    )
