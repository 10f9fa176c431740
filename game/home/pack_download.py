"""Getting the real-people pack: asked first, then progress, a way to stop, the ways on without a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.forge.fetch import Fault
from game.forge.order import OrderStage, PackOffer, Status
from game.i18n import Translator
from game.ui.layout import Node, column, content, flex, item, spacer
from game.ui.presets import key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import IconText, Label
from game.ui.widgets.progress import ProgressBar

if TYPE_CHECKING:
    from game.home.arrivals import Arrivals
    from game.play.context import Context

ICONS: Final = {OrderStage.DONE: "check", OrderStage.FAILED: "warning", OrderStage.STOPPED: "info"}


class PackDownloadScene(Scene):
    """The only screen of the game that uses a network, and only after its key was pressed.

    What it has begun goes on when the screen is left.
    """

    name = "getting"

    def __init__(self, context: Context, arrivals: Arrivals, choose_file: Callable[[], None]) -> None:
        self.context = context
        self.arrivals = arrivals
        self.choose_file = choose_file
        self.offer = arrivals.offer()
        self._seen: Status | None = arrivals.status

    def on_back(self) -> None:
        """Back to where the player came from; what runs goes on."""
        self.context.stack.pop()

    def update(self, now: float) -> Change:
        """Draw anew when the order has come further."""
        if self.arrivals.status == self._seen:
            return Change.NONE
        self._seen = self.arrivals.status
        return Change.ALL

    def resume(self) -> None:
        """Look again what is there: a file may have brought the pack."""
        self.offer = self.arrivals.offer()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Return what it is and costs, or how far it is; and the ways on."""
        t, status = self.context.t, self.arrivals.status
        bar = top_bar(t, t("getting.title"), t("getting.subtitle"), back=self.on_back)
        if status is None:
            words = offer_words(t, self.offer)
            body: Node | Widget = Label(name="getting.text", text=words, style="lead", floor=0.7)
        else:
            body = _status(t, status)
        return screen(
            bar, item(panel("getting.panel", body, around="margin"), main=flex()), foot=self._keys(status)
        ).place(layout, layout.area)

    def _keys(self, status: Status | None) -> Node:
        t, arrivals = self.context.t, self.arrivals
        file = secondary("file", t("library.open"), self.choose_file, icon="folder", shortcuts=("o",))
        if status is not None and not status.over:
            beside = secondary("stop", t("getting.stop"), arrivals.stop, icon="close")
            on = primary("meanwhile", t("getting.meanwhile"), self.on_back, first=True)
        elif status is not None and status.stage is OrderStage.DONE:
            beside, on = None, primary("done", t("getting.done"), self.on_back, icon="check", first=True)
        elif status is not None:
            key = "getting.again" if status.stage is OrderStage.FAILED else "getting.go_on"
            beside, on = file, primary("again", t(key), arrivals.begin, icon="replay", first=True)
        else:
            beside, on = file, primary("begin", t("getting.begin"), arrivals.begin, icon="check", first=True)
        return key_row(
            spacer(),
            item(beside, width=content("on_key")) if beside is not None else None,
            item(on, width=content("side")),
        )


def offer_words(t: Translator, offer: PackOffer | None) -> str:
    """Return what the pack is, what its people agreed to, and what it costs."""
    if offer is None:
        return t("getting.there")
    return "\n\n".join((t("getting.what"), t("getting.consent"), cost_words(t, offer)))


def cost_words(t: Translator, offer: PackOffer) -> str:
    """Return what is to be fetched and made."""
    megabytes = max(1, round(offer.bytes / 1_000_000))
    if not offer.bytes:
        return t("getting.here", clips=offer.clips)
    return t("getting.cost", mb=megabytes, clips=offer.clips)


def after_words(t: Translator, status: Status) -> str:
    """Return how an order ended, and for a failure what can be done; a reason nobody foresaw as it is."""
    if status.stage is not OrderStage.FAILED or status.fault is None:
        return t(f"getting.after.{status.stage}")
    words = t(f"getting.fault.{status.fault}")
    return f"{words}\n{status.reason}" if status.fault is Fault.OTHER else words


def _status(t: Translator, status: Status) -> Node:
    """Return the stage with its progress, or how it ended."""
    head = Label(
        name="getting.stage", text=t(f"getting.stage.{status.stage}"), style="h2", align="centre", floor=0.6
    )
    if status.over:
        icon = IconText(name="getting.icon", icon=ICONS[status.stage], icon_size="icon_verdict")
        ended = item(icon, width=content(), across="centre")
        return column(ended, head, _words(after_words(t, status)), gap="l", lead="centre")
    bar = ProgressBar(name="getting.bar", share=status.percent / 100)
    percent = t("getting.progress", percent=status.percent)
    return column(head, bar, _words(percent), gap="xl", lead="centre")


def _words(text: str) -> Label:
    return Label(name="getting.words", text=text, tone="text_mid", align="centre", floor=0.8)
