"""The last screen of a visit: one thing to take home, and a QR code where the museum wants one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.kiosk.screens.drawings import IconDisc
from game.quiz.summary import Summary
from game.ui.geometry import Box
from game.ui.layout import Node, column, content, fixed, flex, item, spacer, split
from game.ui.painter import Painter
from game.ui.presets import drawing, panel, primary, screen
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import IconText, Label
from game.ui.widgets.qr_code import QrCode

if TYPE_CHECKING:
    from game.kiosk.screens.service import Visits
    from game.play.context import Context


class TakeawayScene(Scene):
    """What helps most: the check for the tell-tale that was overlooked, or what every sharer can do."""

    name = "takeaway"

    def __init__(self, context: Context, visits: Visits, summary: Summary) -> None:
        self.context = context
        self.visits = visits
        weakest = summary.practise_next
        self.kind = weakest.kind if weakest is not None else None
        self.qr = visits.qr()

    def on_back(self) -> None:
        """End the visit."""
        self.visits.over()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Paper with the advice, the code beside or below it, the way out."""
        t = self.context.t
        code = column(
            QrCode(name="qr", rows=self.qr or (), size="qr"),
            Label(name="qr.words", text=t("kiosk.qr"), style="caption", tone="text_mid"),
            gap="s",
        )
        thanks = Label(name="thanks", text=t("kiosk.forgotten"), tone="text_mid", max_lines=2)
        end = t("kiosk.done")
        done = primary("done", end, self.on_back, icon="check", first=True, shortcuts=("pagedown",))
        return screen(
            None,
            layout.choose(None, spacer(flex(2))) if self.qr is None else None,
            item(
                split(
                    item(self._paper(layout), main=flex()),
                    item(code, width=fixed("qr"), height=content(), across="centre", down="centre")
                    if self.qr is not None
                    else None,
                    gap="margin",
                ),
                main=flex(3),
            ),
            split(
                item(thanks, width=flex(), height=content(), down="centre"),
                item(done, width=layout.choose(fixed("qr"), flex()), height=fixed("action")),
                gap="l",
            ),
        ).place(layout, layout.area)

    def _paper(self, layout: Layout) -> Node:
        """Return what helps most, and what every sharer can do."""
        t, language = self.context.t, self.context.language
        kind = self.context.guide.kinds[self.kind] if self.kind is not None else None
        name = kind.name.get(language) if kind is not None else t("kiosk.advice.name")
        advice = kind.check.get(language) if kind is not None else t("kiosk.advice.text")
        words = column(
            Label(name="advice.name", text=name, style="h1", tone="ink", floor=0.6, max_lines=2),
            Label(name="advice.text", text=advice, style="h2", tone="ink", floor=0.5),
            gap="m",
        )
        share = IconText(
            name="advice.share", icon="help", text=t("kiosk.before_share"), style="strong", tone="ink",
            icon_size="icon_large", gap="l", floor=0.6, max_lines=3,
        )  # fmt: skip
        body = split(
            item(
                IconDisc(name="badge", icon=kind.icon if kind is not None else "check"),
                width=fixed("badge"),
                height=fixed("badge"),
                down="centre",
            ),
            item(words, main=flex(), down=layout.choose("centre", "start")),
            gap="margin",
        )  # fmt: skip
        return panel(
            "takeaway.paper",
            column(
                Label(name="advice.head", text=t("kiosk.advice"), style="h3", tone="ink_mid"),
                item(body, main=flex()),
                item(drawing("advice.rule", _rule), main=fixed("hair")),
                share,
                gap="l",
            ),
            paper=True,
            radius="key",
            around="xxl",
        )


def _rule(p: Painter, box: Box) -> None:
    p.fill(box, p.palette.ink_mid)
