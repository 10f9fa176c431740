"""Getting the real-people pack from inside the game: asked first, then progress, and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.forge.order import PackOrder, Stage, Status
from game.play.chrome import content_box, drawing, top_bar
from game.play.context import Context
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel

ICONS = {Stage.DONE: "check", Stage.FAILED: "warning", Stage.STOPPED: "info"}


class GettingScene(Scene):
    """The only screen of the game that uses a network, and only after its key was pressed."""

    name = "getting"

    def __init__(self, context: Context, name: str) -> None:
        self.context = context
        self.offer = context.offer(name)
        self.order: PackOrder | None = None
        self._seen: Status | None = None

    def begin(self) -> None:
        """Fetch, build and install."""
        self.order = self.context.order(self.offer.name)
        self.order.start()

    def stop(self) -> None:
        """Stop; what came is kept for the next time."""
        if self.order is not None:
            self.order.stop()

    def on_back(self) -> None:
        """Back to the packs; a running order is stopped."""
        self.stop()
        self.context.stack.pop()

    def leave(self) -> None:
        """Stop what is running; it puts its things away by itself."""
        self.stop()

    def update(self, now: float) -> Change:
        """Draw anew when the order has come further."""
        del now
        status = self.order.status if self.order is not None else None
        if status == self._seen:
            return Change.NONE
        self._seen = status
        return Change.ALL

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return what it is and costs, or how far it is; and one way forward."""
        t, box = self.context.t, content_box(layout)
        bar = top_bar(layout, self.context, t("getting.title"), t("getting.subtitle"), back=self.on_back)
        row = box.bottom_strip(72)
        panel = box.without_bottom(88)
        inner = panel.inset(40, 32)
        widgets: list[Widget] = [*bar, Panel(name="getting.panel", box=panel)]
        if self.order is None:
            megabytes = max(1, round(self.offer.bytes / 1_000_000))
            cost = t("getting.cost", mb=megabytes, clips=self.offer.clips)
            cost = cost if self.offer.bytes else t("getting.here", clips=self.offer.clips)
            text = "\n\n".join((t("getting.what"), t("getting.consent"), cost))
            widgets += [
                Label(name="getting.text", box=inner, text=text, style="lead", floor=0.7),
                self._key(row, "begin", t("getting.begin"), self.begin),
            ]
            return widgets
        status = self.order.status
        widgets.append(drawing("getting.status", inner, lambda p, b: self._status(p, b, status)))
        if status.over:
            widgets.append(self._key(row, "done", t("getting.done"), self.on_back))
        else:
            cell = row.right_strip(min(360.0, row.w))
            widgets.append(
                Button(name="stop", box=cell, icon="close", text=t("getting.stop"), press=self.stop)
            )
        return widgets

    @staticmethod
    def _key(row: Box, name: str, text: str, press: Callable[[], None]) -> Button:
        cell = row.right_strip(min(420.0, row.w))
        return Button(
            name=name,
            box=cell,
            look="primary",
            icon="check",
            icon_after=True,
            text=text,
            press=press,
            first=True,
        )

    def _status(self, p: Painter, box: Box, status: Status) -> None:
        t, c = self.context.t, p.palette
        head = Box(box.x, box.cy - 110, box.w, 56)
        if status.over:
            p.icon(ICONS[status.stage], box.cx, head.y - 50, 72, c.text)
        p.text(
            head, t(f"getting.stage.{status.stage}"), "h2", c.text, align="centre", valign="centre", floor=0.6
        )
        if status.over:
            low = Box(box.x, head.bottom + 12, box.w, 120)
            words = status.reason or t(f"getting.after.{status.stage}")
            p.text(low, words, "body", c.text_mid, align="centre", floor=0.8)
            return
        track = Box(box.x, head.bottom + 30, box.w, 20)
        share = status.done / status.total if status.total else 0.0
        p.panel(track, 10, c.room3, *((c.edge, 2) if c.outlined_panels else ()))
        if share > 0:
            p.panel(Box(track.x, track.y, max(20.0, track.w * share), track.h), 10, c.paper)
        words = t("getting.progress", percent=round(share * 100))
        p.text(
            Box(box.x, track.bottom + 16, box.w, 40), words, "body", c.text_mid, align="centre", max_lines=1
        )
