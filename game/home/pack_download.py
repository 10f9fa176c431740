"""Getting the real-people pack from inside the game: asked first, then progress, and a way to stop."""

from __future__ import annotations

from collections.abc import Sequence

from game.forge.order import OrderStage, PackOrder, Status
from game.play.context import Context
from game.ui.layout import Node, column, content, flex, item, spacer
from game.ui.presets import key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import IconText, Label
from game.ui.widgets.progress import ProgressBar

ICONS = {OrderStage.DONE: "check", OrderStage.FAILED: "warning", OrderStage.STOPPED: "info"}


class PackDownloadScene(Scene):
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
        status = self.order.status if self.order is not None else None
        if status == self._seen:
            return Change.NONE
        self._seen = status
        return Change.ALL

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return what it is and costs, or how far it is; and one way forward."""
        t = self.context.t
        bar = top_bar(t, t("getting.title"), t("getting.subtitle"), back=self.on_back)
        if self.order is None:
            body: Node | Widget = Label(name="getting.text", text=self._offer(), style="lead", floor=0.7)
            key = primary("begin", t("getting.begin"), self.begin, icon="check", first=True)
        else:
            body = self._status(self.order.status)
            key = secondary("stop", t("getting.stop"), self.stop, icon="close")
            if self.order.status.over:
                key = primary("done", t("getting.done"), self.on_back, icon="check", first=True)
        return screen(
            bar,
            item(panel("getting.panel", body, around="margin"), main=flex()),
            foot=key_row(spacer(), item(key, width=content("side"))),
        ).place(layout, layout.area)

    def _offer(self) -> str:
        """Return what the pack is, what its people agreed to, and what it costs."""
        t, offer = self.context.t, self.offer
        megabytes = max(1, round(offer.bytes / 1_000_000))
        cost = t("getting.cost", mb=megabytes, clips=offer.clips)
        cost = cost if offer.bytes else t("getting.here", clips=offer.clips)
        return "\n\n".join((t("getting.what"), t("getting.consent"), cost))

    def _status(self, status: Status) -> Node:
        """Return the stage with its progress, or how it ended."""
        t = self.context.t
        head = Label(
            name="getting.stage",
            text=t(f"getting.stage.{status.stage}"),
            style="h2",
            align="centre",
            floor=0.6,
        )
        if status.over:
            icon = IconText(name="getting.icon", icon=ICONS[status.stage], icon_size="icon_verdict")
            words = status.reason or t(f"getting.after.{status.stage}")
            return column(
                item(icon, width=content(), across="centre"), head, _words(words), gap="l", lead="centre"
            )
        share = status.done / status.total if status.total else 0.0
        percent = t("getting.progress", percent=round(share * 100))
        return column(
            head, ProgressBar(name="getting.bar", share=share), _words(percent), gap="xl", lead="centre"
        )


def _words(text: str) -> Label:
    return Label(name="getting.words", text=text, tone="text_mid", align="centre", floor=0.8)
