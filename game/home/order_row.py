"""The row of the library for the pack of real people that is on its way, or that was begun and can go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.forge.order import OrderStage
from game.ui.layout import Node, column, content, fixed, flex, item, pad, row, stack
from game.ui.presets import secondary
from game.ui.widgets.controls import IconText, Label, Panel
from game.ui.widgets.progress import ProgressBar

if TYPE_CHECKING:
    from game.forge.order import Status
    from game.i18n import Translator


def order_row(
    t: Translator, status: Status | None, stop: Callable[[], None], go_on: Callable[[], None]
) -> Node:
    """Return the row; `status` is None where an earlier run of the game has begun it."""
    bar = None
    if status is not None and not status.over:
        words = t("getting.line", stage=t(f"getting.stage.{status.stage}"), percent=status.percent)
        key = secondary("order.stop", t("getting.stop"), stop, icon="close")
        bar = item(ProgressBar(name="order.bar", share=status.percent / 100), height=fixed("m"))
    else:
        failed = status is not None and status.stage is OrderStage.FAILED
        words = t("getting.row_failed" if failed else "getting.row_begun")
        key = secondary("order.go-on", t("getting.go_on"), go_on, icon="replay")
    title = Label(name="order.title", text=t("getting.title"), style="h3", valign="centre", floor=0.7)
    told = Label(
        name="order.words", text=words, style="caption", tone="text_mid", valign="centre", floor=0.85,
        grow=False,
    )  # fmt: skip
    icon = IconText(name="order.icon", icon="person", icon_size="icon_large")
    about = column(title, told, bar, gap="xs", lead="centre")
    inside = row(
        item(icon, width=content(), down="centre"),
        item(about, main=flex()),
        item(key, width=content("page_key"), height=fixed("key"), down="centre"),
        gap="l",
    )
    return stack(Panel(name="order", corner="control"), pad(inside, x="l", y="s"))
