"""Judge: one of six steps, with what each step pays if the clip is real and if it is manipulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from game.play.controller import Play
from game.play.scale import judgement_scale
from game.play.session_screen import SessionScreen
from game.quiz.judgement import STEPS
from game.quiz.scoring import judgement_points
from game.quiz.session import Choose, Confirm, WatchAgain
from game.ui.events import Key
from game.ui.layout import Node, column, content, fixed, flex, item, row, spacer, split
from game.ui.presets import key_row, panel, primary, screen, secondary
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, IconText, Label


class JudgeScene(SessionScreen):
    """Nothing is chosen beforehand and there is no neutral step."""

    name = "judge"
    bare = True
    once: ClassVar[bool] = False
    """The clip was shown once: nothing on this screen plays it again."""

    def __init__(self, play: Play) -> None:
        super().__init__(play)
        self._since = play.context.clock()

    def choose(self, step: int) -> None:
        """Choose a step; it can be changed until it is confirmed."""
        self.play.dispatch(Choose(step))

    def confirm(self) -> None:
        """Make the judgement final."""
        if self.player is not None:
            self.player.pause()
        self.play.dispatch(Confirm(round((self.context.clock() - self._since) * 1000)))

    def watch_again(self) -> None:
        """Back to the clip; the chosen step stays."""
        self.play.dispatch(WatchAgain())

    def on_key(self, key: Key) -> bool:
        """Left and right walk along the scale."""
        step = self.play.round.step
        if key.name in ("left", "right") and step is not None:
            self.choose(min(len(STEPS), max(1, step + (1 if key.name == "right" else -1))))
            return True
        return super().on_key(key)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Clip and question above, the scale below."""
        upper = split(
            item(self.clip_stage(corner=self._corner()), main=flex(0.4)),
            item(self._question(), width=flex(0.6), main=content()),
            gap="gutter",
        )
        scale = judgement_scale(layout, self.t, self.play.round.step, self.choose)
        return screen(self.bar(), item(upper, main=flex()), scale).place(layout, layout.area)

    def _corner(self) -> Button | None:
        return None if self.once else replace(self.play_key(), live=True)

    def keys(self) -> tuple[Button, Button]:
        """Return the key back to the clip, and the one that confirms."""
        again = secondary("again", self.t("judge.again"), self.watch_again, icon="replay", shortcuts=("r",))
        confirm = primary(
            "confirm",
            self.t("judge.confirm"),
            self.confirm,
            icon="check",
            enabled=self.play.round.step is not None,
            shortcuts=("return", "pagedown"),
        )
        return again, confirm

    def _question(self) -> Node:
        """Return the question, what each step pays, and the keys."""
        again, confirm = self.keys()
        return column(
            Label(name="judge.title", text=self.t("judge.title"), style="h1"),
            Label(name="judge.lead", text=self.t("judge.lead"), style="lead", tone="text_mid", floor=0.7),
            spacer(),
            self._stakes(),
            key_row(
                None if self.once else item(again, width=content("on_key")),
                spacer(),
                item(confirm, width=content("on_key")),
            ),
            gap="m",
        )

    def _stakes(self) -> Node:
        """Return what the chosen step pays if the clip is real, and if it is manipulated."""
        head = self.t("judge.stakes" if self.play.round.step is not None else "judge.stakes_none")
        return item(
            panel(
                "judge.panel",
                column(
                    Label(name="stakes.head", text=head, style="caption", tone="text_mid", grow=False),
                    item(row(self._stake(manipulated=False), self._stake(manipulated=True)), main=flex()),
                ),
                around="m",
            ),
            height=fixed("stakes"),
        )

    def _stake(self, *, manipulated: bool) -> Node:
        step, side = self.play.round.step, "manipulated" if manipulated else "real"
        points = "…" if step is None else f"+{judgement_points(STEPS[step - 1], manipulated=manipulated)}"
        words = self.t(f"judge.if_{side}")
        return item(
            row(
                IconText(name=f"stake.{side}", icon=side, tone="manipulated" if manipulated else "real"),
                item(
                    Label(name=f"stake.{side}-points", text=points, style="h2", valign="centre", grow=False),
                    width=fixed("stake"),
                ),
                item(
                    Label(name=f"stake.{side}-if", text=words, style="caption", valign="centre", max_lines=2),
                    main=flex(),
                ),
                gap="m",
            ),
            main=flex(),
        )
