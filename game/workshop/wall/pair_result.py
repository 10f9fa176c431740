"""The result of a pair: the class alone first, then which film was altered and where; both go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.play.verdict_band import verdict_band
from game.posts.explanation import draw_truth
from game.quiz.answer import SIDES
from game.ui.layout import Node, column, content, fixed, flex, item, split
from game.ui.presets import key_row, panel, screen
from game.ui.widgets.controls import Button, Label
from game.ui.widgets.stage import stage_tag
from game.workshop.class_pairs import chose, taps_on
from game.workshop.wall.after_vote import AfterVoteScreen
from game.workshop.wall.class_drawing import pair_histogram
from game.workshop.wall.heat_drawing import draw_heat, heat_surface
from game.workshop.wall.pair_screen import ClassPairScreen
from game.workshop.wall.truth import why_panel

if TYPE_CHECKING:
    from game.quiz.answer import Side
    from game.ui.geometry import Box
    from game.ui.painter import Painter
    from game.ui.scene import Layout
    from game.ui.widgets.base import Widget
    from game.workshop.wall.teaching import Teaching


class PairResultScene(ClassPairScreen, AfterVoteScreen):
    """Closed: how the class voted. Shown: which one it was, with the outline of what was altered."""

    name = "workshop-pair-result"

    def __init__(self, teaching: Teaching) -> None:
        super().__init__(teaching)
        self.why = False
        self.page = 0
        self.held = False
        """Both stand still on the frame at which the class pointed, with its marks."""
        votes = tuple(teaching.room.ballot().values())
        self._taps = {side: taps_on(votes, side) for side in SIDES}
        self._heat = {side: heat_surface(taps, teaching.pair.aspect) for side, taps in self._taps.items()}

    def enter(self) -> None:
        """Let both go on."""
        self.go_round()

    # -- actions -----------------------------------------------------------------------------------

    def toggle_why(self) -> None:
        """Show the explanation in the place of the votes, or the votes again."""
        self.why = not self.why
        self.page = 0

    def more(self) -> None:
        """Turn to the next page of the explanation."""
        self.page += 1

    def toggle_play(self) -> None:
        """Let both go on, or stand still; the marks of the class belong to one frame."""
        self.held = False
        super().toggle_play()

    def replay(self) -> None:
        """Play both from the start."""
        self.held = False
        super().replay()

    def toggle_heat(self) -> None:
        """Stop on the frame at which the class pointed and show where, or go on."""
        self.held = not self.held
        if self.player is None:
            return
        if self.held:
            self.player.pause()
            self.player.seek(self.teaching.moment)
        else:
            self.player.play()

    # -- picture -----------------------------------------------------------------------------------

    def draw_on(self, side: Side, p: Painter, clip: Box) -> None:
        """Draw which film it is: its side, and what it is once that is told; and where the class pointed."""
        heat = self._heat[side]
        if self.held and heat is not None and not self.is_playing():
            draw_heat(p, clip, heat, self._taps[side])
        if not self.shown:
            super().draw_on(side, p, clip)
        elif side != self.edit_side:
            stage_tag(p, clip, "real", self.t("reveal.original"), p.palette.real.on_dark)
        else:
            draw_truth(p, clip, self.t, self.clip, self.player.time if self.player else 0.0)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Both films, and which one it was; beside (upright: below) them the votes, or the explanation."""
        left = column(self._verdict() if self.shown else None, item(self.stages(), main=flex()), gap="m")
        told = self._explained() if self.why else self._votes()
        body = split(
            item(left, main=layout.choose(flex(0.62), flex(0.56))),
            item(told, main=layout.choose(flex(0.38), flex(0.44))),
            gap="gutter",
        )
        words = self.prompt() if self.shown else self.t("workshop.talk_first")
        return screen(
            self.bar(),
            item(body, main=flex()),
            item(
                Label(name="prompt", text=words, style="lead", floor=0.72, valign="centre"),
                height=content(most="prompt"),
            ),
            foot=self._keys(layout),
            gap="m",
        ).place(layout, layout.area)

    def _verdict(self) -> Node:
        """Return which one it was, and how many of the class chose it."""
        counts = self.teaching.room.distribution()
        line = self.t("workshop.leaned", n=chose(counts, self.edit_side), total=sum(counts))
        words = self.t(f"pair.verdict.{self.edit_side}")
        return item(verdict_band(words, line, manipulated=True, line_style="body"), height=fixed("band"))

    def _votes(self) -> Node:
        votes = pair_histogram("class", self.t, self.teaching.room.distribution())
        return column(
            Label(name="title", text=self.t("workshop.class_voted"), style="h2", floor=0.7, max_lines=2),
            item(panel("class.panel", votes), main=flex()),
            gap="s",
        )

    def _explained(self) -> Node:
        return why_panel(self.t, self.teaching.pair.edit, self.context.guide, self.page, self.more)

    def _keys(self, layout: Layout) -> Node:
        t = self.t
        small = [self.play_key(), self.icon_key("replay", "replay", self.replay, t("workshop.replay"))]
        if any(self._taps.values()):
            words = t("workshop.taps")
            small.append(self.icon_key("heat", "target", self.toggle_heat, words, on=self.held))
        reasons = self.reasons_key()
        if reasons is not None:
            small.append(reasons)
        left = self._why_key() if self.shown else self.again_key()
        icons = [item(key, width=fixed("key")) for key in small]
        large = [item(left, main=flex()), item(self.forth_key(), main=flex(1.2))]
        if layout.choose(lying=True, upright=False):
            return key_row(*icons, *large, height="key", gap="m")
        return column(key_row(*icons, height="key", gap="m"), key_row(*large, height="key", gap="m"), gap="m")

    def _why_key(self) -> Button:
        return Button(
            name="why",
            icon="help",
            text=self.t("workshop.why"),
            on=self.why,
            press=self.toggle_why,
            shortcuts=("w",),
        )
