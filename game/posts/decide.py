"""The two questions about a post: its picture first, then whether it can be shared as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.clip_stage import ClipStage
from game.play.scale import judgement_scale
from game.posts.play import PostPhase
from game.posts.post_screen import PostScreen
from game.posts.share_scale import share_scale
from game.quiz.judgement import STEPS
from game.quiz.scoring import judgement_points
from game.ui.events import Key
from game.ui.layout import Node, column, content, flex, item, spacer, split
from game.ui.presets import key_row, primary, screen, secondary
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label


class QuestionScreen(PostScreen):
    """One of the two questions: nothing is chosen beforehand, and there is no neutral step."""

    share = False
    """Whether it is the second one."""

    @property
    def chosen(self) -> int | None:
        """The step that is chosen."""
        return self.play.round.share if self.share else self.play.round.picture

    def choose(self, step: int) -> None:
        """Choose a step; it can be changed until it is confirmed."""
        self.play.choose(step, share=self.share)

    def confirm(self) -> None:
        """Take the step."""
        if self.share:
            self.play.confirm()
        else:
            self.play.show(PostPhase.SHARE)

    def look_again(self) -> None:
        """Go back to the post and its checks; what was chosen stays."""
        self.play.show(PostPhase.LOOK)

    def on_key(self, key: Key) -> bool:
        """Left and right walk along the steps."""
        if key.name in ("left", "right") and self.chosen is not None:
            by = 1 if key.name == "right" else -1
            self.choose(min(len(STEPS), max(1, self.chosen + by)))
            return True
        return False

    def question(self, layout: Layout) -> Node:
        """Return the question, and what the chosen step pays either way; in large type without the lead."""
        t, which = self.t, "share" if self.share else "picture"
        if self.chosen is None:
            stakes = t("judge.stakes_none")
        else:
            p = STEPS[self.chosen - 1]
            no, yes = (judgement_points(p, manipulated=signal) for signal in (False, True))
            stakes = t("posts.stakes_share" if self.share else "posts.stakes_picture", no=no, yes=yes)
        lead = Label(name="lead", text=t(f"posts.lead_{which}"), style="lead", tone="text_mid", floor=0.7)
        brief = layout.cramped
        return column(
            Label(name="question", text=t(f"posts.question_{which}"), style="h1", floor=0.6, max_lines=3),
            None if brief else lead,
            Label(name="stakes", text=stakes, style="body", floor=0.8),
            gap="s",
        )

    def keys(self) -> Node:
        """Return the ways back and on."""
        again = secondary("again", self.t("posts.again"), self.look_again, icon="replay", shortcuts=("r",))
        confirm = primary(
            "confirm",
            self.t("judge.confirm"),
            self.confirm,
            icon="check",
            enabled=self.chosen is not None,
            shortcuts=("return", "pagedown"),
        )
        return key_row(item(again, main=flex()), item(confirm, main=flex()))


class PictureScene(QuestionScreen):
    """The first question, on the scale of all clips: the picture alone."""

    name = "post-picture"

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Show clip and question above, the scale below."""
        words = column(self.question(layout), spacer(), self.keys(), gap="m")
        upper = split(
            item(ClipStage(self.stage), main=flex(0.5)),
            item(words, width=flex(0.6), main=content()),
            gap="gutter",
        )
        scale = judgement_scale(layout, self.t, self.chosen, self.choose)
        return screen(self.bar(), item(upper, main=flex()), scale).place(layout, layout.area)


class ShareScene(QuestionScreen):
    """The second question: the whole post, on a scale that has no colour of a verdict."""

    name = "post-share"
    share = True

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Show the post, and beside (upright: below) it the question and its six steps."""
        words = column(
            self.question(layout),
            item(share_scale(self.t, self.chosen, self.choose), main=flex(least="share_scale")),
            self.keys(),
            gap="m",
        )
        body = split(
            item(self.card(), main=flex(0.85)),
            item(words, main=flex()),
            gap="gutter",
        )
        return screen(self.bar(), item(body, main=flex())).place(layout, layout.area)
