"""The end of a check: how sharp, which way - and, from the second check on, what has changed, in words.

The clips' truth is not told by itself: what is learnt shows in the gain. A player may ask to look at the
clips; they then count as seen, and no later check with them counts for the gain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from game.play.summary_panels import leaning_panel, sharp_panel
from game.quiz.bands import dprime_band
from game.quiz.gain import CHANGES, Gain
from game.quiz.summary import summarise
from game.ui.layout import Item, Node, column, content, fixed, flex, item, row, spacer, split
from game.ui.presets import icon_text, key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label
from game.ui.widgets.figures import ChangeSteps

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.play.controller import Play


class CheckResultScene(Scene):
    """Shown once, in the place of a summary."""

    name = "check-result"

    def __init__(self, play: Play, gain: Gain | None, done: Callable[[], None]) -> None:
        self.play = play
        self.context = play.context
        self.done = done
        self.told = summarise(play.session.answers)
        self.gain = gain
        """What has changed since the check before; None when this was the first."""
        self.looked = False

    def on_back(self) -> None:
        """Go on: there is nothing to go back to."""
        self.go_on()

    def go_on(self) -> None:
        """Leave the check to whoever started it."""
        self.context.stack.pop()
        self.done()

    def ask_to_look(self) -> None:
        """Say what looking at the clips costs, and ask; once is enough."""
        from game.play.dialog import Choice, DialogScene

        if self.looked:
            self._look()
            return
        t, stack = self.context.t, self.context.stack

        def look() -> None:
            stack.pop()
            self.looked = True
            self.context.see(played.deal.key for played in self.play.session.scored)
            self._look()

        keys = (
            Choice("stay", t("check.look_not"), stack.pop),
            Choice("look", t("check.look"), look, primary=True),
        )
        title, text = t("check.look_title"), t("check.look_text")
        stack.push(DialogScene(self.context, icon="eye", title=title, text=text, choices=keys))

    def _look(self) -> None:
        from game.play.lookback import LookBackScene

        self.context.stack.push(LookBackScene(self.play))

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Two panels, a sheet of paper, one key."""
        t, told = self.play.t, self.told
        bar = top_bar(
            t,
            self.play.level.title.get(t.language),
            t("summary.finished", n=told.rounds),
            back=self.on_back,
        )
        figures = column(
            item(sharp_panel(t, told), main=flex()), item(leaning_panel(t, told), main=flex()), gap="l"
        )
        paper = panel("paper", gain_text(t, self.gain), paper=True, radius="key", around="xxl")
        body = split(item(figures, main=flex(layout.choose(1.0, 1.6))), item(paper, main=flex()), gap="l")
        forth = primary("next", t("check.on"), self.go_on, first=True, shortcuts=("pagedown",))
        look = secondary("look-back", t("check.look"), self.ask_to_look, icon="eye")
        keys = key_row(item(look, width=content("on_key")), spacer(), item(forth, width=content("side")))
        return screen(bar, item(body, main=flex()), foot=keys).place(layout, layout.area)


def gain_text(t: Translator, gain: Gain | None) -> Node:
    """Return on paper what has changed between two checks, or what a second check will tell."""
    return column(
        icon_text(
            "gain.title",
            "target",
            t("gain.none" if gain is None else f"gain.{gain.change}"),
            style="h2",
            tone="ink",
            icon_size="icon_large",
            max_lines=2,
        ),
        item(Label(name="gain.text", text="\n".join(_lines(t, gain)), tone="ink"), main=flex()),
        _change(t, gain) if gain is not None else None,
        gap="m",
    )


def _lines(t: Translator, gain: Gain | None) -> list[str]:
    if gain is None:
        return [t("gain.none_text")]
    lines = [t(f"gain.lean.{gain.lean_change}"), t("gain.rough")]
    was, now = dprime_band(gain.before.counts), dprime_band(gain.after.counts)
    if was is not None and now is not None:
        words = t(f"band.dprime.{was.band}"), t(f"band.dprime.{now.band}")
        lines = [t("gain.was", band=words[0]), t("gain.now", band=words[1]), *lines]
    return [*lines, t("gain.same_text")] if gain.change == "same" else lines


def _change(t: Translator, gain: Gain) -> Node:
    """Return the steps from duller to sharper, the one of this gain filled."""

    def end(name: str, align: Literal["left", "centre", "right"]) -> Item:
        text = t(f"gain.{name}")
        label = Label(
            name=f"gain.{name}", text=text, style="caption", tone="ink_mid", align=align, grow=False
        )
        return item(label, main=content())

    steps = ChangeSteps(name="gain.steps", steps=len(CHANGES), chosen=CHANGES.index(gain.change))
    return column(
        item(steps, height=fixed("icon_large")),
        row(end("duller", "left"), spacer(), end("scale", "centre"), spacer(), end("sharper", "right")),
        gap="xs",
    )
