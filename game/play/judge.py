"""Judge: one of six steps, with what each step pays if the clip is real and if it is manipulated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from game.play.chrome import drawing
from game.play.controller import Play
from game.play.session_screen import SessionScreen
from game.quiz.judgement import STEP_IDS, STEPS
from game.quiz.scoring import judgement_points
from game.quiz.session import Choose, Confirm, WatchAgain
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
from game.ui.widgets.judging import ScaleKey


class JudgeScene(SessionScreen):
    """Nothing is chosen beforehand and there is no neutral step."""

    name = "judge"

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
        return [*self.bar(layout), *(self._upright(layout) if layout.portrait else self._wide(layout))]

    def _wide(self, layout: Layout) -> list[Widget]:
        box = self.top(layout)
        scale_h = 156.0
        scale = box.bottom_strip(scale_h + 16).without_bottom(16)
        heads = Box(box.x, scale.y - 44, box.w, 34)
        upper = Box(box.x, box.y + 2, box.w, heads.y - 20 - box.y)
        stage = upper.left(min(upper.h * 1.24, box.w * 0.44))
        text = upper.without_left(stage.w + 32)
        return [
            *self._clip(stage),
            *self._question(layout, text),
            *self._heads(heads),
            *self._keys(
                [key for half in scale.columns((1.0, 1.0), 36) for key in half.columns((1.0,) * 3, 12)]
            ),
        ]

    def _upright(self, layout: Layout) -> list[Widget]:
        box = self.top(layout)
        scale = box.bottom_strip(2 * 132 + 44 + 56)
        actions = Box(box.x, scale.y - 92, box.w, 72)
        text_h = 300.0
        text = Box(box.x, actions.y - text_h - 12, box.w, text_h)
        stage = Box(box.x, box.y, box.w, text.y - box.y - 20)
        upper, lower = scale.rows((1.0, 1.0), 20)
        keys = []
        for row in (upper, lower):
            keys += row.without_top(40).columns((1.0,) * 3, 12)
        heads = [upper.top(34), lower.top(34)]
        return [
            *self._clip(stage),
            *self._question(layout, text, actions),
            drawing("head-real", heads[0], lambda p, b: self._head(p, b, manipulated=False, right=False)),
            drawing(
                "head-manipulated", heads[1], lambda p, b: self._head(p, b, manipulated=True, right=False)
            ),
            *self._keys(keys),
        ]

    def _clip(self, stage: Box) -> list[Widget]:
        table = self.stage(stage)
        key = Box(table.clip_box.x + 12, table.clip_box.bottom - 76, 64, 64)
        return [table, replace(self.play_key(), box=key, live=True)]

    def _question(self, layout: Layout, box: Box, actions: Box | None = None) -> list[Widget]:
        title, lead = self.t("judge.title"), self.t("judge.lead")
        title_h = layout.height(title, "h1", box.w)
        row = actions or box.bottom_strip(72)
        panel_h = 112.0
        panel = Box(box.x, row.y - panel_h - 18, box.w, panel_h)
        lead_box = Box(box.x, box.y + title_h + 8, box.w, panel.y - box.y - title_h - 20)
        chosen = self.play.round.step is not None
        again_w = min(box.w * 0.46, max(220.0, layout.width(self.t("judge.again"), "button") + 90))
        confirm_w = min(box.w - again_w - 16, 320.0)
        return [
            Label(name="judge.title", box=box.top(title_h), text=title, style="h1"),
            *self._lead(lead_box, lead),
            Panel(name="judge.panel", box=panel),
            drawing("judge.stakes", panel, self._stakes),
            Button(
                name="again",
                box=row.left(again_w),
                icon="replay",
                text=self.t("judge.again"),
                press=self.watch_again,
                shortcuts=("r",),
            ),
            Button(
                name="confirm",
                box=row.right_strip(confirm_w),
                look="primary",
                icon="check",
                icon_after=True,
                text=self.t("judge.confirm"),
                press=self.confirm,
                enabled=chosen,
                shortcuts=("return", "pagedown"),
            ),
        ]

    @staticmethod
    def _lead(box: Box, text: str) -> list[Widget]:
        """Return the sentence under the question; with very large text it gives way."""
        if box.h < 52:
            return []
        return [Label(name="judge.lead", box=box, text=text, style="lead", tone="text_mid", floor=0.7)]

    def _stakes(self, p: Painter, box: Box) -> None:
        step = self.play.round.step
        c, inner = p.palette, box.inset(20, 8)
        head = inner.top(28)
        key = "judge.stakes" if step is not None else "judge.stakes_none"
        p.text(head, self.t(key), "caption", c.text_mid, valign="centre", grow=False, max_lines=1)
        sides = inner.without_top(32).columns((1.0, 1.0), 16)
        for side, manipulated in zip(sides, (False, True), strict=True):
            verdict = c.verdict(manipulated=manipulated)
            p.icon("manipulated" if manipulated else "real", side.x + 18, side.cy, 36, verdict.on_dark)
            points = "…"
            if step is not None:
                points = f"+{judgement_points(STEPS[step - 1], manipulated=manipulated)}"
            p.text(Box(side.x + 48, side.y, 78, side.h), points, "h2", c.text, valign="centre", grow=False)
            words = self.t("judge.if_manipulated" if manipulated else "judge.if_real")
            rest = Box(side.x + 128, side.y, side.w - 128, side.h)
            p.text(rest, words, "caption", c.text, valign="centre", floor=0.9, max_lines=2)

    def _heads(self, row: Box) -> list[Widget]:
        left, right = row.columns((1.0, 1.0), 40)
        middle = Box(row.cx - 1, row.y + 2, 2, 204)
        return [
            drawing("head-real", left, lambda p, b: self._head(p, b, manipulated=False, right=False)),
            drawing("head-manipulated", right, lambda p, b: self._head(p, b, manipulated=True, right=True)),
            drawing("head-middle", middle, _dots),
        ]

    def _head(self, p: Painter, box: Box, *, manipulated: bool, right: bool) -> None:
        colour = p.palette.verdict(manipulated=manipulated).on_dark
        x = box.right - 14 if right else box.x + 14
        p.icon("manipulated" if manipulated else "real", x, box.cy, 28, colour)
        words = self.t("verdict.manipulated" if manipulated else "verdict.real")
        room = box.without_bottom(0)
        room = Box(room.x + (0 if right else 38), room.y, room.w - 38, room.h)
        p.text(
            room, words, "strong", colour, align="right" if right else "left", valign="centre", max_lines=1
        )

    def _keys(self, boxes: Sequence[Box]) -> list[Widget]:
        return [
            ScaleKey(
                name=f"step-{i + 1}",
                box=box,
                step=i + 1,
                text=self.t(f"step.{STEP_IDS[i]}"),
                on=self.play.round.step == i + 1,
                press=self._chooser(i + 1),
                shortcuts=(str(i + 1),),
            )
            for i, box in enumerate(boxes)
        ]

    def _chooser(self, step: int) -> Callable[[], None]:
        return lambda: self.choose(step)


def _dots(p: Painter, box: Box) -> None:
    y = box.y
    while y < box.bottom:
        p.disc(box.cx, y, 1.5, p.palette.edge)
        y += 9
