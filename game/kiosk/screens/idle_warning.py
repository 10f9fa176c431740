"""Two notes of the kiosk: "are you still there?" with its countdown, and a short apology after a failure."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi
from typing import TYPE_CHECKING, Final

from game.play.chrome import drawing
from game.ui.events import Key
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Drawing, Widget
from game.ui.widgets.controls import Button, Label, Panel

if TYPE_CHECKING:
    from game.kiosk.screens.service import Kiosk
    from game.play.context import Context

APOLOGY_SECONDS: Final = 4.0


class IdleScene(Scene):
    """Asks; any touch or key says yes, but on "Start over". When the ring is empty the kiosk starts over."""

    name = "idle"
    overlay = True

    def __init__(self, context: Context, kiosk: Kiosk, grace: float) -> None:
        self.context = context
        self.kiosk = kiosk
        self.grace = grace
        self._shown = -1
        self._gone = False
        self._somebody_since: float | None = None

    def here(self) -> None:
        """Somebody is there: go on where they were."""
        if self._gone:
            return
        self._gone = True
        self.kiosk.here()
        self.context.stack.pop()

    def over(self) -> None:
        """End the visit."""
        self._gone = True
        self.kiosk.over()

    def on_key(self, key: Key) -> bool:
        """Take keys for a sign of life, but let Tab, arrows and Enter reach the two keys."""
        if key.name in ("tab", "left", "right", "up", "down", "return", "space"):
            return False
        self.here()
        return True

    def on_back(self) -> None:
        """Go on."""
        self.here()

    def update(self, now: float) -> Change:
        """Count down; a hand on the screen that pressed nothing is somebody, too."""
        if not self.kiosk.somebody():
            self._somebody_since = None
        elif self._somebody_since is None:
            self._somebody_since = now
        elif now - self._somebody_since >= 1.0:
            self.here()
            return Change.ALL
        left = self.seconds
        if left != self._shown:
            self._shown = left
            return Change.LIVE
        return Change.NONE

    def next_due(self, now: float) -> float | None:
        """Wake for the next second."""
        del now
        return 0.25

    @property
    def seconds(self) -> int:
        """The whole seconds that are left."""
        return int(self.kiosk.grace_left() + 0.999)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Paper with ring, question, what will happen, two keys; the rest of the screen says "here"."""
        t, area = self.context.t, layout.area
        width = min(680.0, area.w - 80)
        title, text = t("kiosk.idle.title"), t("kiosk.idle.text")
        inner_w = width - 80
        title_h = layout.height(title, "h1", inner_w - 168)
        text_h = layout.height(text, "body", inner_w - 168)
        height = 40 + max(140.0, title_h + text_h + 12) + 32 + 96 + 40
        box = area.centred(width, height)
        if layout.portrait:
            box = Box(box.x, area.y + area.h * 0.52, width, height)
        inner = box.inset(40, 40)
        ring, words = Box(inner.x, inner.y, 140, 140), inner.without_left(168)
        row = inner.bottom_strip(96)
        left, right = row.columns((1.5, 1.0), 16)
        return [
            Drawing(name="anywhere", box=layout.canvas.whole, paint=_nothing, press=self.here),
            Panel(name="idle.paper", box=box, paper=True),
            drawing("ring", ring, self._ring, live=True),
            Label(name="idle.title", box=words.top(title_h), text=title, style="h1", tone="ink"),
            Label(
                name="idle.text",
                box=words.without_top(title_h + 8).top(text_h),
                text=text,
                tone="ink_mid",
            ),
            Button(
                name="here",
                box=left,
                look="ink",
                icon="touch",
                text=t("kiosk.idle.here"),
                press=self.here,
                first=True,
            ),
            Button(name="start-over", box=right, text=t("kiosk.idle.over"), press=self.over),
        ]

    def _ring(self, p: Painter, box: Box) -> None:
        c = p.palette
        left = self.seconds
        p.fill(box, c.paper)
        p.arc(box.cx, box.cy, 64, 52, 0, 2 * pi, c.paper_2)
        share = min(1.0, left / max(1.0, self.grace))
        if share > 0:
            start = -pi / 2
            steps = max(1, round(share * 8))
            for i in range(steps):
                a, b = (start + 2 * pi * share * k / steps for k in (i, i + 1))
                p.arc(box.cx, box.cy, 64, 52, a, b, c.ink)
        p.text(box, str(left), "h1", c.ink, align="centre", valign="centre", grow=False)


class ApologyScene(Scene):
    """Something failed: say so for a moment, then start over. Nobody is blamed and nothing is asked."""

    name = "apology"

    def __init__(self, context: Context, kiosk: Kiosk) -> None:
        self.context = context
        self.kiosk = kiosk
        self._until: float | None = None

    def update(self, now: float) -> Change:
        """Start over after a few seconds."""
        if self._until is None:
            self._until = now + APOLOGY_SECONDS
        elif now >= self._until:
            self.kiosk.over()
        return Change.NONE

    def next_due(self, now: float) -> float | None:
        """Wake when the time is over."""
        return 0.0 if self._until is None else max(0.0, self._until - now)

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Icon and two sentences, with a way to go on at once."""
        t, box = self.context.t, layout.area.centred(min(760.0, layout.area.w - 80), 420)
        return [
            drawing("icon", box.top(96), lambda p, b: p.icon("replay", b.cx, b.cy, 88, p.palette.text)),
            Label(
                name="apology.title",
                box=Box(box.x, box.y + 112, box.w, 96),
                text=t("kiosk.apology.title"),
                style="h1",
                align="centre",
                valign="centre",
                floor=0.6,
                max_lines=2,
            ),
            Label(
                name="apology.text",
                box=Box(box.x, box.y + 216, box.w, 84),
                text=t("kiosk.apology.text"),
                style="lead",
                tone="text_mid",
                align="centre",
                max_lines=2,
            ),
            Button(
                name="go-on",
                box=box.bottom_strip(72).centred(320, 72),
                look="primary",
                text=t("kiosk.apology.on"),
                press=self.kiosk.over,
                first=True,
            ),
        ]


def _nothing(_painter: Painter, _box: Box) -> None:
    """Draw nothing."""
