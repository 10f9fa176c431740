"""What the post is: both truths, both answers, what settles it, and why the picture alone could not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.play.clip_stage import ClipStage
from game.posts.explanation import draw_truth, explanation, truth_row
from game.posts.feed_card import feed_card
from game.posts.post_screen import PostScreen
from game.quiz.judgement import STEP_IDS, STEPS
from game.quiz.posts import SHARE_IDS
from game.ui.layout import Node, column, flex, item, pad, split, stack
from game.ui.paged_text import PagedText
from game.ui.presets import key_row, panel, primary, screen
from game.ui.widgets.controls import IconText, Panel

if TYPE_CHECKING:
    from game.posts.play import PostPlay
    from game.ui.geometry import Box
    from game.ui.painter import Painter
    from game.ui.scene import Layout
    from game.ui.widgets.base import Widget


class PostRevealScene(PostScreen):
    """Nothing is asked; a post that is true is explained as well as one that misleads."""

    name = "post-reveal"
    evidence_mode = True

    def __init__(self, play: PostPlay) -> None:
        super().__init__(play)
        self.sheet = 0

    def enter(self) -> None:
        """Sound the same chime for right and wrong."""
        self.context.sound.effect("chime")

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw the truth about the picture."""
        draw_truth(p, clip, self.t, self.clip, self.player.time if self.player else 0.0)

    def turn(self) -> None:
        """Turn to the next page of the explanation."""
        self.sheet += 1

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
            item(self._explanation(), main=flex(least="post_check")),
            key_row(item(forth, main=flex())),
            gap="m",
        )
        body = split(item(card, main=flex(0.85)), item(words, main=flex()), gap="gutter")
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)

    def _truths(self) -> Node:
        t, answer = self.t, self.play.answer
        picture = t(f"step.{STEP_IDS[STEPS.index(answer.p_altered)]}")
        sharing = t(f"posts.step.{SHARE_IDS[STEPS.index(answer.p_misleading)]}")
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
        head = t("posts.settled" if play.answer.settled else "posts.would_settle")
        words = column(
            IconText(name="why.title", icon="check", text=head, style="strong", tone="ink", max_lines=2),
            item(told, main=flex()),
            gap="s",
        )
        return stack(Panel(name="why.paper", paper=True, corner="key"), pad(words, x="xl", y="l"))
