"""The end of a check: how sharp, which way - and, from the second check on, what has changed, in words.

The clips' truth is not told: what is learnt shows in the gain, and the same clips may serve others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.play import summary_figures
from game.play.chrome import content_box, drawing, top_bar
from game.quiz.bands import dprime_band
from game.quiz.gain import CHANGES, Gain
from game.quiz.summary import summarise
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Panel

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.play.check_play import Checks
    from game.play.controller import Play


class CheckedScene(Scene):
    """Shown once, in the place of a summary."""

    name = "checked"

    def __init__(self, play: Play, checks: Checks, done: Callable[[], None]) -> None:
        self.play = play
        self.context = play.context
        self.done = done
        self.told = summarise(play.session.answers)
        self.gain = checks.gain()

    def on_back(self) -> None:
        """Go on: there is nothing to go back to."""
        self.go_on()

    def go_on(self) -> None:
        """Leave the check to whoever started it."""
        self.context.stack.pop()
        self.done()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Two panels, a sheet of paper, one key."""
        t, box = self.context.t, content_box(layout)
        level, told = self.play.level, self.told
        widgets: list[Widget] = list(
            top_bar(
                layout,
                self.context,
                level.title.get(t.language),
                t("summary.finished", n=told.rounds),
                back=self.on_back,
            )
        )
        foot, body = box.bottom_strip(68), box.without_bottom(84)
        if layout.portrait:
            sharp, dial, paper = body.rows((0.8, 0.9, 1.1), 16)
        else:
            left, paper = body.columns((1.0, 1.0), 16)
            sharp, dial = left.rows((1.0, 1.0), 16)
        for name, panel, paint in (
            ("sharp", sharp, lambda p, b: summary_figures.sharp(p, b, t, told)),
            ("dial", dial, lambda p, b: summary_figures.dial(p, b, t, told)),
        ):
            widgets += [Panel(name=f"{name}.panel", box=panel), drawing(name, panel.inset(24, 14), paint)]
        widgets += [
            Panel(name="paper", box=paper, paper=True, radius=8),
            drawing("gain", paper.inset(36, 26), lambda p, b: draw_gain(p, b, t, self.gain)),
            Button(
                name="next",
                box=foot.right_strip(min(foot.w, 360)),
                look="primary",
                icon="next",
                icon_after=True,
                text=t("check.on"),
                press=self.go_on,
                first=True,
                shortcuts=("pagedown",),
            ),
        ]
        return widgets


def draw_gain(p: Painter, box: Box, t: Translator, gain: Gain | None) -> None:
    """Draw on paper what has changed between two checks, or what a second check will tell."""
    c = p.palette
    p.icon("target", box.x + 30, box.y + 30, 56, c.ink)
    head = Box(box.x + 80, box.y, box.w - 80, 60)
    title = t("gain.none") if gain is None else t(f"gain.{gain.change}")
    p.text(head, title, "h2", c.ink, valign="centre", floor=0.6, max_lines=2)
    rest = box.without_top(68)
    if gain is None:
        p.text(rest, t("gain.none_text"), "body", c.ink, floor=0.75)
        return
    scale_h = 74.0
    lines = [t(f"gain.lean.{gain.lean_change}"), t("gain.rough")]
    was, now = dprime_band(gain.before.counts), dprime_band(gain.after.counts)
    if was is not None and now is not None:
        words = t(f"band.dprime.{was.band}"), t(f"band.dprime.{now.band}")
        lines = [t("gain.was", band=words[0]), t("gain.now", band=words[1]), *lines]
    if gain.change == "same":
        lines.append(t("gain.same_text"))
    p.text(rest.without_bottom(scale_h + 10), "\n".join(lines), "body", c.ink, floor=0.75)
    _draw_change(p, rest.bottom_strip(scale_h), t, gain)


def _draw_change(p: Painter, box: Box, t: Translator, gain: Gain) -> None:
    """Draw five cells from duller to sharper, the one of this gain filled."""
    c = p.palette
    low = box.bottom_strip(28)
    cells = box.without_bottom(34).columns((1.0,) * len(CHANGES), 8)
    for change, cell in zip(CHANGES, cells, strict=True):
        chosen = change == gain.change
        p.panel(cell, 6, c.ink if chosen else None, c.ink_mid if not chosen else None, 2)
        if chosen:
            p.icon("check", cell.cx, cell.cy, 24, c.paper)
    p.text(low, t("gain.duller"), "caption", c.ink_mid, grow=False, max_lines=1)
    p.text(low, t("gain.scale"), "caption", c.ink_mid, align="centre", grow=False, max_lines=1)
    p.text(low, t("gain.sharper"), "caption", c.ink_mid, align="right", grow=False, max_lines=1)
