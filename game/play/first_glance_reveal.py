"""After a first glance: the verdict, and the whole clip once more beside its original, before any detail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from game.media.clip import ClipPlayer, PlayerState
from game.play.chrome import drawing
from game.play.controller import Play
from game.play.explanation import explain
from game.play.explanation_panel import answer_height, draw_answer, draw_band
from game.play.reveal import RevealScene
from game.play.session_screen import SessionScreen
from game.quiz.session import Next
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, tag
from game.ui.widgets.stage import Stage


class ImpressionScene(SessionScreen):
    """The verdict, the whole clip once more, its original beside it; details only when asked for."""

    name = "impression"
    evidence_mode = True

    def __init__(self, play: Play) -> None:
        super().__init__(play)
        self.original: ClipPlayer | None = None

    def enter(self) -> None:
        """Play the whole clip from its start, in step with its original."""
        self.context.sound.effect("chime")
        player = self.player
        if player is None:
            return
        player.set_span(None)
        player.seek(0.0)
        if self.play.round.deal.original is not None:
            self.original = self.play.open_original()
        self._both(lambda p: p.set_loop(True))
        self._both(lambda p: p.play())

    def leave(self) -> None:
        """Let go of the original."""
        if self.original is not None:
            self.original.close()
            self.original = None

    def pause(self) -> None:
        """Stop both clips."""
        self._both(lambda p: p.pause())

    def _both(self, do: Callable[[ClipPlayer], None]) -> None:
        for player in (self.player, self.original):
            if player is not None:
                do(player)

    def update(self, now: float) -> Change:
        """Let both clips run."""
        change = super().update(now)
        if self.original is not None:
            if self.original.state is PlayerState.FAILED:
                self.original = None
                return Change.ALL
            if self.original.update():
                change = max(change, Change.LIVE)
        return change

    def next_due(self, now: float) -> float | None:
        """Wake for the frames of both clips."""
        dues = [super().next_due(now), self.original.next_due() if self.original else None]
        known = [due for due in dues if due is not None]
        return min(known) if known else None

    def settle(self) -> None:
        """Wait for both clips."""
        super().settle()
        if self.original is not None:
            self.original.settle()

    def toggle_play(self) -> None:
        """Play or pause both clips, in step."""
        super().toggle_play()
        player = self.player
        if player is not None and self.original is not None:
            self.original.seek(player.time)
            if player.state is PlayerState.PLAYING:
                self.original.play()
            else:
                self.original.pause()

    def on_stage_drag(self, phase: Literal["down", "move", "up"], x: float, y: float) -> None:
        """Play and pause with a tap on either clip."""
        del x, y
        if phase == "up":
            self.toggle_play()

    def details(self) -> None:
        """Show the reveal with its outline and its tabs."""
        player = self.player
        if player is not None:
            player.set_loop(False)
        self.context.stack.replace(RevealScene(self.play))

    def next_clip(self) -> None:
        """Go on."""
        self.play.dispatch(Next())

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Show the clip beside its original, the verdict, a sentence on the whole, two keys."""
        box, widgets = self.top(layout), self.bar(layout)
        foot = box.bottom_strip(68)
        wide_h = 160.0 if layout.look.type.text_size < 1.4 else 196.0
        paper_h = 330.0 if layout.portrait else wide_h
        paper = Box(box.x, foot.y - 16 - paper_h, box.w, paper_h)
        stages = Box(box.x, box.y, box.w, paper.y - 16 - box.y)
        widgets += self._stages(stages, upright=layout.portrait)
        widgets += self._paper(layout, paper)
        over = len(self.play.session.scored) >= self.play.session.length
        cells = foot.columns((1.0, 1.4), 16)
        widgets += [
            Button(
                name="details",
                box=cells[0],
                icon="loupe",
                text=self.t("glance.details"),
                press=self.details,
            ),
            Button(
                name="next",
                box=cells[1],
                look="primary",
                icon="next",
                icon_after=True,
                text=self.t("reveal.summary" if over else "reveal.next"),
                press=self.next_clip,
                first=True,
                shortcuts=("pagedown",),
            ),
        ]
        return widgets

    def _stages(self, box: Box, *, upright: bool) -> list[Widget]:
        if self.original is None:
            return [self.stage(box)]
        halves = box.rows((1.0, 1.0), 16) if upright else box.columns((1.0, 1.0), 16)
        original = Stage(
            name="stage-original",
            box=halves[0],
            live=True,
            picture=lambda: self.original.frame if self.original else None,
            aspect=self.clip.aspect,
            lit=float(self.evidence_mode),
            overlay=self._over_original,
            waiting=self.waiting(),
            drag=self.on_stage_drag,
            spoken=self.t("reveal.original"),
        )
        return [
            original,
            self.stage(halves[1]),
        ]

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw what the clip is."""
        manipulated = self.clip.manipulated
        words = self.t("verdict.manipulated" if manipulated else "reveal.nothing_changed")
        _tag(p, clip, "manipulated" if manipulated else "real", words, manipulated=manipulated)

    def _over_original(self, p: Painter, clip: Box) -> None:
        _tag(p, clip, "real", self.t("reveal.original"), manipulated=False)

    def _paper(self, layout: Layout, box: Box) -> list[Widget]:
        told = replace(explain(self.t, self.context.guide, self.play.round), detail="")
        left = box.top(118) if layout.portrait else box.left(box.w * 0.42)
        right = box.without_top(118) if layout.portrait else box.without_left(box.w * 0.42)
        inner = right.inset(24, 14)
        high = answer_height(layout, told, inner.w)
        words = self.t("glance.whole_manipulated" if told.manipulated else "glance.whole_real")

        def paint(p: Painter, b: Box) -> None:
            p.panel(b, 8, p.palette.paper)
            p.panel(left, 8, p.palette.verdict(manipulated=told.manipulated).fill)
            draw_band(p, left.centred(left.w, 118), told)
            draw_answer(p, inner.top(high), told)
            p.text(inner.without_top(high + 8), words, "body", p.palette.ink, floor=0.75)

        return [drawing("paper", box, paint)]


def _tag(p: Painter, box: Box, icon: str, words: str, *, manipulated: bool) -> None:
    tag(p, box.x + 12, box.y + 12, icon, words, p.palette.verdict(manipulated=manipulated).on_dark)
