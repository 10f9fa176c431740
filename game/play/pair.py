"""Two clips side by side, in silence and in step: an original and its edit.

Nobody who must choose one of two can gain by suspicion, so such choices are counted apart from the others.
A coin decides the sides. After the choice a player points at the clip that they chose, whichever that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from game.media.clip import PlayerState
from game.play.clip_screen import SPEEDS, ZOOMS
from game.play.judge import JudgeScene
from game.play.magnifier import Loupe
from game.play.session_screen import SessionScreen
from game.play.spot import SpotScene
from game.play.watch import WatchScene
from game.quiz.judgement import STEPS
from game.quiz.scoring import judgement_points
from game.ui.layout import Node, column, content, fixed, flex, free, item, row, split
from game.ui.presets import key_row, screen
from game.ui.scene import Change, Layout
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.stage import Stage, stage_tag

if TYPE_CHECKING:
    from game.media.clip import ClipPlayer
    from game.media.surface import ClipPicture
    from game.play.controller import Play
    from game.quiz.answer import Side
    from game.ui.geometry import Box
    from game.ui.painter import Painter
    from game.ui.widgets.base import Widget

SIDES: Final[tuple[Side, Side]] = ("left", "right")


class PairScreen(SessionScreen):
    """Both clips, one clock: the original shows the frame that the edit shows."""

    def __init__(self, play: Play) -> None:
        super().__init__(play)
        self._asked: int | None = None

    def at(self, side: Side) -> ClipPlayer | None:
        """Return the player of the clip on `side`."""
        return self.play.player if side == self.play.round.deal.side else self.play.beside

    # -- life --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Let both go round and round."""
        if self.play.player is not None:
            self.play.player.set_loop(True)
            self.play.player.play()

    def update(self, now: float) -> Change:
        """Let both clips run; without its original a pair is no pair, and is skipped."""
        change = super().update(now)
        player, beside = self.play.player, self.play.beside
        if change is Change.ALL and (player is None or player.state is PlayerState.FAILED):
            return change
        if beside is None or beside.state is PlayerState.FAILED:
            self.on_failure(beside.failure or "unreadable" if beside is not None else "missing")
            return Change.ALL
        if player is not None and self._asked != player.index:
            self._asked = player.index
            beside.show(player.index)
        return max(change, Change.LIVE) if beside.update() else change

    def next_due(self, now: float) -> float | None:
        """Wake for the frames of both clips."""
        beside = self.play.beside
        dues = [super().next_due(now), beside.next_due() if beside is not None else None]
        return min((due for due in dues if due is not None), default=None)

    def settle(self) -> None:
        """Wait for both clips."""
        super().settle()
        if self.play.beside is not None:
            self.play.beside.settle()

    # -- pieces ------------------------------------------------------------------------------------

    def stages(self) -> Node:
        """Return both clips, left and right on every canvas."""
        return row(*(item(free(partial(self._stage, side)), main=flex()) for side in SIDES), gap="l")

    def _stage(self, side: Side, box: Box) -> list[Widget]:
        """Return the stage of one side; the loupe looks at the same place of both."""

        def drag(phase: Literal["down", "move", "up"], x: float, y: float) -> None:
            self._stage_box, self._clip_box = box, stage.clip_box
            self.on_stage_drag(phase, x, y)

        stage = Stage(
            name=f"stage-{side}",
            box=box,
            live=True,
            picture=partial(self._picture, side),
            aspect=self.clip.aspect,
            overlay=partial(self._over, side, box),
            waiting=self.waiting(),
            drag=drag,
            key=self.on_stage_key,
            wheel=lambda steps: self.step(1 if steps < 0 else -1),
            spoken=self.t(f"pair.{side}"),
        )
        return [stage]

    def _picture(self, side: Side) -> ClipPicture | None:
        player = self.at(side)
        return player.picture if player is not None else None

    def _over(self, side: Side, box: Box, p: Painter, clip: Box) -> None:
        stage_tag(p, clip, "eye", self.t(f"pair.{side}"))
        picture = self._picture(side)
        if self.loupe_on and picture is not None:
            Loupe(self.loupe_at, ZOOMS[self.zoom], self.zoom_words()).draw(p, picture.whole, clip, box)

    def transport(self) -> Node:
        """Return the keys that move both clips."""
        back, on = self.step_keys()
        return key_row(
            item(back, width=fixed("key")),
            item(self.play_key(words=True), main=flex(1.4)),
            item(on, width=fixed("key")),
            *(item(self.speed_key(speed), main=flex(0.6, least="key")) for speed in SPEEDS),
            item(self.loupe_key(words=True), main=flex(1.4)),
            gap="m",
        )


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
