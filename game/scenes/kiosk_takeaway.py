"""The last screen of a visit: one thing to take home, and a QR code where the museum wants one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.quiz.summary import Summary
from game.scenes.bars import content_box, drawing
from game.scenes.kiosk_dock import DOCK
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel

if TYPE_CHECKING:
    from game.scenes.context import Context
    from game.scenes.kiosk_service import Kiosk

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
        head_h = layout.height(t("kiosk.advice"), "h1", box.w)
        share_h = layout.height(t("kiosk.before_share"), "body", box.w) + 8
        middle = Box(box.x, box.y + head_h + 16, box.w, box.h - head_h - share_h - 36)

        def paint(p: Painter, b: Box) -> None:
            c = p.palette
            p.icon(icon, b.x + 34, b.y + 36, 64, c.ink)
            p.text(
                Box(b.x + 84, b.y, b.w - 84, 72), name, "h2", c.ink, valign="centre", floor=0.7, max_lines=2
            )
            p.text(Box(b.x, b.y + 88, b.w, b.h - 88), advice, "lead", c.ink, floor=0.72)

        return [
            Label(name="advice.head", box=box.top(head_h), text=t("kiosk.advice"), style="h1", tone="ink"),
            drawing("advice", middle, paint),
            Label(
                name="advice.share",
                box=box.bottom_strip(share_h),
                text=t("kiosk.before_share"),
                tone="ink_mid",
                valign="bottom",
            ),
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
