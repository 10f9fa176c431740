"""The last screen of a visit: one thing to take home, and a QR code where the museum wants one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.kiosk.screens.dock import DOCK
from game.play.chrome import content_box, drawing
from game.quiz.summary import Summary
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel

if TYPE_CHECKING:
    from game.kiosk.screens.service import Kiosk
    from game.play.context import Context

BADGE = 208.0
SHARE = 96.0
QUIET_ZONE = 4
"""Light modules around a QR code (ISO/IEC 18004)."""


class TakeawayScene(Scene):
    """What helps most: the check for the tell-tale that was overlooked, or what every sharer can do."""

    name = "takeaway"

    def __init__(self, context: Context, kiosk: Kiosk, told: Summary) -> None:
        self.context = context
        self.kiosk = kiosk
        weakest = told.practise_next
        self.kind = weakest.kind if weakest is not None else None
        self.qr = kiosk.qr()

    def on_back(self) -> None:
        """End the visit."""
        self.kiosk.over()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Paper with the advice, the code beside or below it, the way out."""
        t, box = self.context.t, content_box(layout, 40.0)
        foot = box.bottom_strip(72)
        if layout.portrait:
            foot = foot.moved(0, -(DOCK - 72))
        body = Box(box.x, box.y, box.w, foot.y - box.y - 24)
        paper, code = body, None
        if self.qr is not None:
            if layout.portrait:
                side = min(body.w, body.h * 0.42)
                paper = body.without_bottom(side + 24)
                code = body.bottom_strip(side).centred(side, side)
            else:
                side = min(body.h, body.w * 0.36)
                paper = body.left(body.w - side - 32)
                code = Box(body.right - side, body.cy - side / 2, side, side)
        elif layout.portrait:
            paper = body.bottom_strip(min(body.h, 760.0))
        widgets: list[Widget] = [
            Panel(name="takeaway.paper", box=paper, paper=True, radius=8),
            *self._words(layout, paper.inset(40, 32)),
        ]
        if code is not None:
            words = t("kiosk.qr")
            widgets.append(drawing("qr", code, self._code))
            if layout.portrait:
                label = Box(body.x, code.y - 4, max(0.0, code.x - body.x - 12), code.h)
            else:
                label = Box(code.x, code.bottom + 8, code.w, max(0.0, body.bottom - code.bottom - 8))
            if label.h > 40 and label.w > 150:
                widgets.append(
                    Label(name="qr.words", box=label, text=words, style="caption", tone="text_mid")
                )
        widgets.append(
            Button(
                name="done",
                box=foot if layout.portrait else foot.right_strip(420),
                look="primary",
                icon="check",
                icon_after=True,
                text=t("kiosk.done"),
                press=self.on_back,
                first=True,
                shortcuts=("pagedown",),
            )
        )
        if not layout.portrait:
            thanks = foot.left(foot.w - 440)
            widgets.append(
                Label(
                    name="thanks",
                    box=thanks,
                    text=t("kiosk.forgotten"),
                    style="body",
                    tone="text_mid",
                    valign="centre",
                    max_lines=2,
                )
            )
        return widgets

    def _words(self, layout: Layout, box: Box) -> list[Widget]:
        t, language = self.context.t, self.context.language
        kind = self.context.guide.kinds[self.kind] if self.kind is not None else None
        name = kind.name.get(language) if kind is not None else t("kiosk.advice.name")
        advice = kind.check.get(language) if kind is not None else t("kiosk.advice.text")
        icon = kind.icon if kind is not None else "check"
        share = Box(box.x, box.bottom - SHARE, box.w, SHARE)
        head = layout.height(t("kiosk.advice"), "h3", box.w)
        middle = box.without_top(head + 20).without_bottom(SHARE + 20)
        if layout.portrait or middle.w < 640:
            badge = Box(middle.x, middle.y, BADGE * 0.75, BADGE * 0.75)
            words = middle.without_top(badge.h + 24)
        else:
            badge = Box(middle.x, middle.cy - BADGE / 2, BADGE, BADGE)
            words = middle.without_left(BADGE + 44)
            needed = layout.height(name, "h1", words.w) + 12 + layout.height(advice, "h2", words.w)
            words = words.without_top(max(0.0, (words.h - needed) / 2))

        def paint(p: Painter, _: Box) -> None:
            c = p.palette
            p.panel(badge, badge.w / 2, c.ink)
            p.icon(icon, badge.cx, badge.cy, badge.w * 0.6, c.paper)
            title = words.top(min(words.h * 0.4, layout.height(name, "h1", words.w)))
            p.text(title, name, "h1", c.ink, floor=0.6, max_lines=2)
            p.text(words.without_top(title.h + 12), advice, "h2", c.ink, floor=0.5)

        def paint_share(p: Painter, b: Box) -> None:
            c = p.palette
            p.line(b.x, b.y, b.right, b.y, c.ink_mid, 2)
            p.icon("help", b.x + 22, b.cy + 4, 40, c.ink)
            row = Box(b.x + 60, b.y + 8, b.w - 60, b.h - 8)
            p.text(row, t("kiosk.before_share"), "strong", c.ink, valign="centre", floor=0.6, max_lines=3)

        return [
            Label(name="advice.head", box=box.top(head), text=t("kiosk.advice"), style="h3", tone="ink_mid"),
            drawing("advice", middle, paint),
            drawing("advice.share", share, paint_share),
        ]

    def _code(self, p: Painter, box: Box) -> None:
        rows = self.qr or ()
        size = len(rows) + 2 * QUIET_ZONE
        module = max(1, int(box.w * p.scale) // max(1, size))
        side = module * size
        left, top = p.px(box.cx) - side // 2, p.px(box.cy) - side // 2
        p.surface.fill("#FFFFFF", (left, top, side, side))
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    at = (left + (x + QUIET_ZONE) * module, top + (y + QUIET_ZONE) * module)
                    p.surface.fill("#000000", (*at, module, module))
