"""After a first glance: the verdict, and the whole clip once more beside its original, before any detail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from game.media.clip import ClipPlayer, PlayerState
from game.play.clip_stage import ClipStage
from game.play.controller import Play
from game.play.explanation import Explanation, explain, nothing_changed
from game.play.explanation_panel import answer_row
from game.play.perception import only_heard
from game.play.reveal import RevealScene
from game.play.session_screen import SessionScreen
from game.play.verdict_band import verdict_band
from game.quiz.session import Next
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, flex, item, pad, split, stack
from game.ui.painter import Painter
from game.ui.presets import key_row, primary, screen, secondary
from game.ui.scene import Change, Layout
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label, Panel
from game.ui.widgets.stage import Stage, stage_tag


class GlanceRevealScene(SessionScreen):
    """The verdict, the whole clip once more, its original beside it where they differ; details when asked."""

    name = "glance-reveal"
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
        self.original = self.open_beside()
        self._both(lambda p: p.seek(0.0))
        self._both(lambda p: p.set_loop(True))
        self._both(lambda p: p.play())

    def open_beside(self) -> ClipPlayer | None:
        """Return the original, to be seen beside the clip; None where they do not differ to the eye."""
        if self.play.round.deal.original is None or only_heard(self.context.guide, self.clip):
            return None
        return self.play.open_original()

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
        over = len(self.play.session.scored) >= self.play.session.length
        words = self.t("reveal.summary" if over else "reveal.next")
        details = secondary("details", self.t("glance.details"), self.details, icon="loupe")
        forth = primary("next", words, self.next_clip, first=True, shortcuts=("pagedown",))
        return screen(
            self.bar(),
            item(self.stages(), main=flex()),
            self._paper(),
            key_row(item(details, main=flex()), item(forth, main=flex(1.4))),
        ).place(layout, layout.area)

    def stages(self) -> Node:
        """Return the original, where it can be seen, beside (upright: above) the clip."""
        original = item(self.original_stage(), main=flex()) if self.original is not None else None
        return split(original, item(ClipStage(self.stage), main=flex()), gap="l")

    def original_stage(self) -> Stage:
        """Return the stage of the original."""
        return Stage(
            name="stage-original",
            live=True,
            picture=lambda: self.original.picture if self.original else None,
            aspect=self.clip.aspect,
            lit=1.0,
            overlay=self._over_original,
            waiting=self.waiting(),
            drag=self.on_stage_drag,
            spoken=self.t("reveal.original"),
        )

    def draw_over(self, p: Painter, clip: Box) -> None:
        """Draw what the clip is."""
        manipulated = self.clip.manipulated
        words = self.t("verdict.manipulated") if manipulated else nothing_changed(self.t, self.clip)
        colour = p.palette.verdict(manipulated=manipulated).on_dark
        stage_tag(p, clip, "manipulated" if manipulated else "real", words, colour)

    def _over_original(self, p: Painter, clip: Box) -> None:
        stage_tag(p, clip, "real", self.t("reveal.original"), p.palette.real.on_dark)

    def told(self) -> tuple[Explanation, str]:
        """Return what the paper says, and a sentence on the whole."""
        told = replace(explain(self.t, self.context.guide, self.play.round), detail="")
        return told, self.t("glance.whole_manipulated" if told.manipulated else "glance.whole_real")

    def _paper(self) -> Node:
        """Return the verdict, and beside (upright: below) it the answer and a sentence on the whole."""
        told, words = self.told()
        said = column(
            answer_row(told),
            Label(name="glance.whole", text=words, tone="ink", floor=0.75),
            gap="s",
        )
        verdict = verdict_band(told.verdict, told.line, manipulated=told.manipulated)
        halves = split(
            item(verdict, width=flex(0.42), height=flex(least="band")),
            item(pad(said, x="xl", y="l"), width=flex(0.58), main=content()),
        )
        paper = stack(Panel(name="paper", paper=True, corner="key"), halves)
        return item(paper, height=content(least="band"))
