"""A clip that could not be played: what happened, what it means, one way forward. It is not scored."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.chrome import content_box, drawing, top_bar
from game.play.controller import Play
from game.quiz.session import FAILURES_TO_END, Next
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
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
        box = content_box(layout)
        title = self.play.level.title.get(t.language)
        bar = top_bar(
            layout,
            self.context,
            title,
            t("bar.clip_of", n=session.number, total=session.length),
            back=self.on_back,
        )
        if layout.portrait:
            stage, panel = (
                box.without_bottom(72 + 16 + 300 + 84),
                Box(box.x, box.bottom - 72 - 84 - 316, box.w, 300),
            )
        else:
            stage = Box(box.x, box.y, box.w - 372, box.h - 150)
            panel = Box(stage.right + 36, box.y, 336, stage.h)
        row = box.bottom_strip(72)
        last = session.failures >= FAILURES_TO_END
        go = t("skipped.end") if last else t("reveal.next")
        upper = row.moved(0, -84) if layout.portrait else row
        return [
            *bar,
            Stage(name="stage", box=stage, picture=lambda: None, aspect=self.play.clip.aspect),
            drawing("skipped.words", stage, self._words),
            *(self._mend(panel, upper, t("skipped.last" if last else "skipped.how")) if self.mend else ()),
            Button(
                name="next",
                box=row if layout.portrait else row.right_strip(336),
                look="primary",
                text=go,
                icon="next",
                icon_after=True,
                press=self.next_clip,
                first=True,
                shortcuts=("pagedown",),
            ),
        ]

    def _mend(self, panel: Box, row: Box, how: str) -> list[Widget]:
        do = Box(panel.x + 24, panel.y + 16, panel.w - 48, 34)
        facts = Box(do.x, panel.y + 196, do.w, panel.h - 212)
        return [
            Panel(name="skipped.panel", box=panel),
            Label(name="skipped.do", box=do, text=self.context.t("skipped.do"), style="h3", floor=0.7),
            Label(name="skipped.how", box=Box(do.x, panel.y + 58, do.w, 130), text=how, floor=0.7),
            Label(
                name="skipped.facts",
                box=facts,
                text=self._facts(),
                style="caption",
                tone="text_mid",
                grow=False,
            ),
            Button(
                name="check-pack",
                box=row.left(min(340.0, row.w * 0.5)),
                icon="library",
                text=self.context.t("skipped.check"),
                press=self.open_library,
            ),
        ]

    def _words(self, p: Painter, box: Box) -> None:
        t, c = self.context.t, p.palette
        middle = box.centred(min(560.0, box.w - 80), 300)
        p.icon("warning", middle.cx, middle.y + 60, 80, c.text)
        head = Box(middle.x, middle.y + 120, middle.w, 76)
        p.text(
            head, t("skipped.title"), "h2", c.text, align="centre", valign="centre", max_lines=2, floor=0.7
        )
        low = Box(middle.x, middle.y + 200, middle.w, 100)
        p.text(low, t("skipped.text"), "body", c.text_mid, align="centre", floor=0.8)

    def _facts(self) -> str:
        t, played = self.context.t, self.play.session.current
        reason = t(f"clip.reason.{played.failure}")
        return t("skipped.facts", pack=played.deal.pack, clip=played.deal.clip.id, reason=reason)
