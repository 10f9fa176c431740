"""Two clips side by side, in silence and in step: an original and its edit.

Nobody who must choose one of two can gain by suspicion, so such choices are counted apart from the others.
A coin decides the sides. After the choice a player points at the clip that they chose, whichever that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.play.judge import JudgeScene
from game.play.session_screen import SessionScreen
from game.play.spot import SpotScene
from game.play.two_stages import TwoStages
from game.play.watch import WatchScene
from game.quiz.judgement import STEPS
from game.quiz.scoring import judgement_points
from game.ui.layout import Node, column, content, fixed, flex, item, row, split
from game.ui.presets import key_row, screen
from game.ui.scene import Layout
from game.ui.widgets.controls import Button, Label

if TYPE_CHECKING:
    from game.media.clip import ClipPlayer
    from game.quiz.answer import Side
    from game.ui.widgets.base import Widget


class PairScreen(TwoStages, SessionScreen):
    """A round about a pair; both clips go round and round."""

    @property
    def edit_side(self) -> Side:
        """Where the edit stands: a coin said so when it was dealt."""
        return self.play.round.deal.side or "left"

    @property
    def beside(self) -> ClipPlayer | None:
        """The player of the original."""
        return self.play.beside

    def enter(self) -> None:
        """Let both go round and round."""
        self.go_round()


class PairWatchScene(PairScreen, WatchScene):
    """Look at both as long as you like."""

    name = "pair-watch"

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Both clips, the question, time line, keys."""
        title = Label(name="pair.title", text=self.t("pair.title"), style="h2", floor=0.7, max_lines=1)
        words = self.t("pair.lead")
        if self.play.introduces:
            words = f"{self.t('watch.virtual')} {words}"
        lead = Label(name="pair.lead", text=words, tone="text_mid", floor=0.8)
        foot = split(
            item(self.transport(), main=layout.choose(flex(2), fixed("action"))),
            item(self._ready_key(), main=layout.choose(flex(), fixed("action"))),
            gap="l",
        )
        return screen(
            self.bar(),
            column(title, lead, gap="hair"),
            item(self.stages(), main=flex()),
            self.time_line(),
            foot,
            gap="s",
        ).place(layout, layout.area)


class PairJudgeScene(PairScreen, JudgeScene):
    """Six steps from "surely the left one" to "surely the right one"; both go on meanwhile."""

    name = "pair-judge"

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Both clips above, the steps below their sides, the stakes and the keys."""
        halves = (range(1, 4), range(4, 7))
        steps = row(
            *(item(row(*map(self._pair_key, half), gap="m", lead="stretch"), main=flex()) for half in halves),
            gap="l",
        )
        again, confirm = self.keys()
        stakes = Label(
            name="stakes",
            text=self._stakes_words(),
            tone="text_mid",
            align="centre",
            valign="centre",
            floor=0.8,
        )
        foot = key_row(
            item(again, width=content("on_key")),
            item(stakes, main=flex()),
            item(confirm, width=content("on_key")),
        )
        return screen(
            self.bar(),
            Label(name="pair.title", text=self.t("pair.title"), style="h2", floor=0.7, max_lines=1),
            item(self.stages(), main=flex()),
            item(steps, height=fixed("step_key")),
            foot,
            gap="m",
        ).place(layout, layout.area)

    def _stakes_words(self) -> str:
        step = self.play.round.step
        if step is None:
            return self.t("judge.stakes_none")
        sure = max(STEPS[step - 1], STEPS[-step])
        right, wrong = (judgement_points(p, manipulated=True) for p in (sure, 1 - sure))
        return self.t("pair.stakes", right=right, wrong=wrong)

    def _pair_key(self, step: int) -> Node:
        key = Button(
            name=f"step-{step}",
            text=self.t(f"pair.step.{step}"),
            style="label",
            on=self.play.round.step == step,
            press=lambda: self.choose(step),
            shortcuts=(str(step),),
        )
        return item(key, main=flex())


class PairSpotScene(SpotScene):
    """Point at the clip that was chosen, be it the edit or the original: the truth comes after that."""

    name = "pair-spot"
    silent = True

    @property
    def player(self) -> ClipPlayer | None:
        """The player of the chosen clip."""
        round_ = self.play.round
        return self.play.beside if round_.chosen != round_.deal.side else self.play.player

    def enter(self) -> None:
        """Stop both clips on the same frame."""
        edit, chosen = self.play.player, self.player
        if edit is None or chosen is None:
            return
        edit.set_loop(False)
        edit.pause()
        if chosen is not edit:
            chosen.seek(edit.time)
            chosen.pause()
