"""The first start says who the people in the clips are, and offers the pack of real people: yes, or later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.home.pack_download import cost_words
from game.ui.layout import Node, column, content, flex, item, spacer
from game.ui.presets import icon_text, key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Label

if TYPE_CHECKING:
    from game.forge.order import PackOffer
    from game.play.context import Context


class PeopleOfferScene(Scene):
    """Shown once; whatever is answered, the library offers the pack again."""

    name = "people"

    def __init__(
        self, context: Context, offer: PackOffer, yes: Callable[[], None], later: Callable[[], None]
    ) -> None:
        self.context = context
        self.offer = offer
        self._yes = yes
        self._later = later

    def on_back(self) -> None:
        """Later."""
        self._later()

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Who is seen now, who could be seen, what that costs; yes or later."""
        t = self.context.t
        later = secondary("later", t("people.later"), self._later)
        yes = primary("yes", t("people.yes"), self._yes, icon="check", first=True)
        return screen(
            top_bar(t, t("people.title"), back=None),
            panel("people.now", self._now(), around="l"),
            item(panel("people.panel", self._words(), around="xl"), main=flex()),
            foot=key_row(spacer(), item(later, width=content("on_key")), item(yes, width=content("side"))),
        ).place(layout, layout.area)

    def _now(self) -> Node:
        return item(icon_text("people.actors", "info", self.context.t("people.actors"), style="lead"))

    def _words(self) -> Node:
        t = self.context.t
        return column(
            Label(name="people.head", text=t("people.head"), style="h3"),
            Label(name="people.what", text=f"{t('getting.what')} {t('getting.consent')}", floor=0.75),
            Label(name="people.cost", text=cost_words(t, self.offer), floor=0.75),
            Label(name="people.where", text=t("people.where"), style="caption", tone="text_mid", floor=0.9),
            gap="l",
        )
