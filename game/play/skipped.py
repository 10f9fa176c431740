"""A clip that could not be played: what happened, what it means, one way forward. It is not scored."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.controller import Play
from game.quiz.session import FAILURES_TO_END, Next
from game.ui.layout import Node, column, content, fixed, flex, item, pad, spacer, split, stack
from game.ui.presets import key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import IconText, Label
from game.ui.widgets.stage import Stage


class SkippedScene(Scene):
    """Three of these running end the session politely."""

    name = "skipped"

    def __init__(self, play: Play, *, mend: bool = True) -> None:
        """`mend` says what can be done about the clip, and leads to the packs."""
        self.play = play
        self.mend = mend
        self.context = play.context

    def on_back(self) -> None:
        """Leave the session: nothing on the table can be lost."""
        self.play.close()
        self.context.stack.back_to("menu")

    def next_clip(self) -> None:
        """Go on."""
        self.play.dispatch(Next())

    def open_library(self) -> None:
        """Look at the packs."""
        self.context.show("library")

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return the empty stage with words; technical lines small at the side."""
        t, session = self.context.t, self.play.session
        number = t("bar.clip_of", n=session.number, total=session.length)
        bar = top_bar(t, self.play.level.title.get(t.language), number, back=self.on_back)
        last = session.failures >= FAILURES_TO_END
        go = primary(
            "next",
            t("skipped.end" if last else "reveal.next"),
            self.next_clip,
            first=True,
            shortcuts=("pagedown",),
        )
        check = secondary("check-pack", t("skipped.check"), self.open_library, icon="library")
        stage = stack(Stage(name="stage", picture=lambda: None, aspect=self.play.clip.aspect), self._words())
        how = self._how(t("skipped.last" if last else "skipped.how")) if self.mend else None
        body = split(
            item(stage, main=flex()),
            item(how, main=layout.choose(fixed("side"), content())) if how is not None else None,
            gap="gutter",
        )
        keys = key_row(
            item(check, width=content("on_key")) if self.mend else None,
            spacer(),
            item(go, width=fixed("side")),
        )
        return screen(bar, item(body, main=flex()), foot=keys).place(layout, layout.area)

    def _how(self, how: str) -> Node:
        """Return what can be done, and the facts for whoever looks after this computer."""
        words = self._facts()
        facts = Label(name="skipped.facts", text=words, style="caption", tone="text_mid", grow=False)
        return panel(
            "skipped.panel",
            column(
                Label(name="skipped.do", text=self.context.t("skipped.do"), style="h3", floor=0.7),
                Label(name="skipped.how", text=how, floor=0.7),
                spacer(),
                pad(facts, top="l"),
                gap="s",
            ),
        )

    def _words(self) -> Node:
        t = self.context.t
        return pad(
            column(
                item(
                    IconText(name="skipped.icon", icon="warning", icon_size="icon_verdict"),
                    width=content(),
                    across="centre",
                ),
                Label(
                    name="skipped.title",
                    text=t("skipped.title"),
                    style="h2",
                    align="centre",
                    max_lines=2,
                    floor=0.7,
                ),
                Label(
                    name="skipped.text", text=t("skipped.text"), tone="text_mid", align="centre", floor=0.8
                ),
                gap="l",
                lead="centre",
            ),
            "margin",
        )

    def _facts(self) -> str:
        t, played = self.context.t, self.play.session.current
        reason = t(f"clip.reason.{played.failure}")
        return t("skipped.facts", pack=played.deal.pack, clip=played.deal.clip.id, reason=reason)
