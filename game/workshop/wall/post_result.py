"""The result of a post: the class alone first, then both truths, and what settles it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.play.clip_stage import ClipStage
from game.posts.explanation import draw_truth, explanation, truth_row
from game.posts.feed_card import feed_card
from game.posts.reader import read_feed
from game.ui.layout import Node, column, content, fixed, flex, item, pad, split, stack
from game.ui.paged_text import PagedText
from game.ui.presets import key_row, panel, screen
from game.ui.widgets.controls import Button, Label, Panel
from game.workshop.wall.after_vote import AfterVoteScreen
from game.workshop.wall.class_drawing import share_histogram

if TYPE_CHECKING:
    from game.posts.model import Post
    from game.ui.geometry import Box
    from game.ui.painter import Painter
    from game.ui.scene import Layout
    from game.ui.widgets.base import Widget
    from game.workshop.wall.teaching import Teaching


class PostResultScene(AfterVoteScreen):
    """Closed: how the class voted. Shown: what the post is."""

    name = "workshop-post-result"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.page = 0
        self.sheet = 0
        self.votes_on = not self.shown

    @property
    def post(self) -> Post:
        """The post on the wall."""
        return read_feed().posts[self.teaching.post.post]

    def caption(self) -> str:
        """Return nothing: what the actor says does not belong to the post."""
        return ""

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the truth about the picture once it is told."""
        if self.shown:
            draw_truth(p, clip, self.t, self.clip, self.player.time if self.player else 0.0)

    # -- actions -----------------------------------------------------------------------------------

    def toggle_votes(self) -> None:
        """Show the votes in the place of the explanation, or the explanation again."""
        self.votes_on = not self.votes_on

    def more(self) -> None:
        """Turn to the next page of the caption."""
        self.page += 1

    def turn(self) -> None:
        """Turn to the next page of the explanation."""
        self.sheet += 1

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Show the post; beside (upright: below) it the votes, or both truths and the explanation."""
        stage = ClipStage(lambda box: self.stage(box, lit=self.shown))
        card = feed_card(self.t, self.post, stage, self.page, self.more, large=True)
        right = column(
            self._truths() if self.shown else None,
            item(self._votes() if self.votes_on else self._why(), main=flex()),
            gap="m",
        )
        body = split(item(card, main=flex(0.9)), item(right, main=flex()), gap="gutter")
        words = self.prompt() if self.shown else self.t("workshop.talk_first")
        prompt = Label(name="prompt", text=words, style="lead", floor=0.72, valign="centre")
        return screen(
            self.bar(),
            item(body, main=flex()),
            item(prompt, height=content(most="prompt")),
            foot=self._keys(),
            gap="m",
        ).place(layout, layout.area)

    def _votes(self) -> Node:
        votes = share_histogram("class", self.t, self.teaching.room.distribution())
        return column(
            Label(name="title", text=self.t("workshop.class_voted"), style="h2", floor=0.7, max_lines=2),
            item(panel("class.panel", votes), main=flex()),
            gap="s",
        )

    def _truths(self) -> Node:
        t, post = self.t, self.post
        side = "manipulated" if post.altered else "real"
        picture = t("posts.truth_picture", verdict=t(f"verdict.{side}"))
        sharing = t("posts.truth_not" if post.misleading else "posts.truth_share")
        rows = column(
            truth_row("picture", side, picture),
            truth_row("share", "close" if post.misleading else "next", sharing),
            gap="s",
        )
        return panel("truths", rows, around="l")

    def _why(self) -> Node:
        t = self.t
        told = PagedText(
            name="why.text",
            text=explanation(t, self.post, read_feed()),
            page=self.sheet,
            more=self.turn,
            spoken=lambda n, total: t("lesson.more", n=n, total=total),
            paper=True,
            shortcuts=("v",),
        )
        return stack(Panel(name="why.paper", paper=True, corner="key"), pad(told, x="xl", y="l"))

    def _keys(self) -> Node:
        t = self.t
        if self.shown:
            words = t("workshop.class_voted")
            left = Button(
                name="votes", icon="team", text=words, style="label", lines=2, on=self.votes_on,
                press=self.toggle_votes, shortcuts=("w",),
            )  # fmt: skip
        else:
            left = self.again_key()
        on = self.forth_key()
        reasons = self.reasons_key()
        asks = None if reasons is None else item(reasons, width=fixed("key"))
        return key_row(asks, item(left, main=flex()), item(on, main=flex(1.2)), height="key", gap="m")
