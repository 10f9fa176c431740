"""What the post is: both truths, both answers, what settles it, and why the picture alone could not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.play.clip_stage import ClipStage
from game.play.explanation import picture_step, share_step
from game.posts.explanation import draw_truth, explanation, truth_row
from game.posts.feed_card import feed_card
from game.posts.post_screen import PostScreen
from game.ui.layout import Node, column, flex, grid, item, pad, split, stack
from game.ui.paged_text import PagedText
from game.ui.presets import key_row, panel, primary, screen
from game.ui.widgets.controls import Button, IconText, Panel

if TYPE_CHECKING:
    from game.posts.play import PostPlay
    from game.ui.geometry import Box
    from game.ui.painter import Painter
    from game.ui.scene import Layout
    from game.ui.widgets.base import Widget


class PostRevealScene(PostScreen):
    """A post that is true is explained as well as one that misleads.

    Who was misled, and opened no check that settles it, may still say which one would have: a second look,
    which brings nothing and is not kept.
    """

    name = "post-reveal"
    evidence_mode = True

    def __init__(self, play: PostPlay) -> None:
        super().__init__(play)
        self.sheet = 0
        answer = play.answer
        self.asking = play.options.kept and not answer.sharing.right and not answer.settled
        """Whether the player is asked which check would have settled it."""
        self.tried: str | None = None
        """The check that they named."""

    def enter(self) -> None:
        """Sound the same chime for right and wrong."""
        self.context.sound.effect("chime")

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the truth about the picture."""
        draw_truth(p, clip, self.t, self.clip, self.player.time if self.player else 0.0)

    def turn(self) -> None:
        """Turn to the next page of the explanation."""
        self.sheet += 1

    def name_check(self, check: str | None) -> None:
        """Say which check would have settled it; None: tell me."""
        self.asking, self.tried = False, check

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Show the post, and beside (upright: below) it both truths, what settles it, the way on."""
        t, play = self.t, self.play
        card = feed_card(t, play.post, ClipStage(self.stage), self.page, self.more)
        forth = primary(
            "next",
            t("posts.on" if play.options.leave else "reveal.summary" if play.last else "posts.next"),
            play.next,
            first=True,
            shortcuts=("return", "pagedown"),
        )
        words = column(
            self._truths(),
            item(self._second_look() if self.asking else self._explanation(), main=flex(least="post_check")),
            key_row(item(forth, main=flex())),
            gap="m",
        )
        body = split(item(card, main=flex(0.85)), item(words, main=flex()), gap="gutter")
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _truths(self) -> Node:
        t, answer = self.t, self.play.answer
        picture = picture_step(t, answer.p_altered)
        sharing = share_step(t, answer.p_misleading)
        side = "manipulated" if answer.altered else "real"
        rows = column(
            truth_row(
                "picture",
                side,
                t("posts.truth_picture", verdict=t(f"verdict.{side}")),
                t("posts.said", step=picture, n=answer.altered_points),
            ),
            truth_row(
                "share",
                "close" if answer.misleading else "next",
                t("posts.truth_not" if answer.misleading else "posts.truth_share"),
                t("posts.said", step=sharing, n=answer.share_points),
            ),
            gap="m",
        )
        return panel("truths", rows, around="l")

    def _second_look(self) -> Node:
        """Return the checks that were not opened, to name the one that would have settled it."""
        t, play = self.t, self.play
        left = [kind for kind in play.feed.checks.values() if kind.id not in play.answer.opened]
        keys = [
            Button(
                name=f"second-{kind.id}",
                icon=kind.icon,
                text=kind.title.get(t.language),
                style="label",
                lines=2,
                press=partial(self.name_check, kind.id),
                shortcuts=(str(number),),
            )
            for number, kind in enumerate(left, 1)
        ]
        told = t("posts.second_tell")
        tell = Button(
            name="second-tell",
            text=told,
            style="label",
            press=partial(self.name_check, None),
            shortcuts=("0",),
        )
        question = IconText(
            name="second.title", icon="loupe", text=t("posts.second"), style="strong", max_lines=3, floor=0.8
        )
        words = column(question, item(grid([*keys, tell], 2, "m"), main=flex()), gap="m")
        return panel("second.panel", words, around="l")

    def _head(self) -> str:
        """Return what stands over the explanation."""
        answer, settling = self.play.answer, {one.check for one in self.play.post.settling}
        if self.tried is not None:
            return self.t("posts.second_found" if self.tried in settling else "posts.second_not")
        return self.t("posts.settled" if answer.settled else "posts.would_settle")

    def _explanation(self) -> Node:
        t, play = self.t, self.play
        told = PagedText(
            name="why.text",
            text=explanation(t, play.post, play.feed),
            page=self.sheet,
            more=self.turn,
            spoken=lambda n, total: t("lesson.more", n=n, total=total),
            paper=True,
            shortcuts=("v",),
        )
        words = column(
            IconText(
                name="why.title", icon="check", text=self._head(), style="strong", tone="ink", max_lines=2
            ),
            item(told, main=flex()),
            gap="s",
        )
        return stack(Panel(name="why.paper", paper=True, corner="key"), pad(words, x="xl", y="l"))
